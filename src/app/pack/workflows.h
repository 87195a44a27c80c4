// 流程文件: workflows/<id>.toml of a pack, and the texts that cases under way still go by.
#pragma once

#include <optional>

#include "app/pack.h"

namespace qs::app {

// The workflow that a text declares; nullopt when it is no TOML. What is wrong goes to `faults`,
// also an id other than `name`; empty: any.
std::optional<casework::Workflow> workflow_of(std::string_view text, const std::string& place,
                                              standard::Faults& faults, std::string_view name = {});
// Lays one layer over the inherited: a workflow with a known id takes its place.
void read_workflows(const std::filesystem::path& layer, Pack& pack, standard::Faults& faults);

}  // namespace qs::app

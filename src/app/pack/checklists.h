// 检查表文件: checklists/<id>.toml of a pack.
#pragma once

#include <optional>

#include "app/pack.h"

namespace qs::app {

// The check list that a text declares; nullopt when it is no TOML. What is wrong goes to `faults`.
std::optional<casework::Checklist> checklist_of(std::string_view text, const std::string& place,
                                                standard::Faults& faults);
// Lays one layer over the inherited: a list with a known id takes its place.
void read_checklists(const std::filesystem::path& layer, Pack& pack, standard::Faults& faults);
void check_checklists(const Pack& pack, standard::Faults& faults);

}  // namespace qs::app

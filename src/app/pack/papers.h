// 文书模板: papers/<id>.toml of a pack, each with its Word document.
#pragma once

#include "app/pack.h"

namespace qs::app {

// Lays one layer over the inherited: a paper with a known id takes its place, a document of a known
// name that of the inherited document.
void read_papers(const std::filesystem::path& layer, Pack& pack, standard::Faults& faults);
// Kinds, states and documents that are not there; place-holders that the kind's records have no
// value for, each with its place in the document.
void check_papers(const Pack& pack, standard::Faults& faults);

}  // namespace qs::app

// A district's places and people: streets, sites, roles, working days.
#pragma once

#include "app/pack.h"

namespace qs::app {

// Each lays one layer over the inherited: a row with a known id takes its place.
void read_streets(const std::filesystem::path& layer, Pack& pack, standard::Faults& faults);
void read_sites(const std::filesystem::path& layer, Pack& pack, standard::Faults& faults);
void read_roles(const std::filesystem::path& layer, Pack& pack, standard::Faults& faults);
// Rights over kinds that nobody declares.
void check_roles(const Pack& pack, standard::Faults& faults);
void read_calendar(const std::filesystem::path& layer, Pack& pack, standard::Faults& faults);

}  // namespace qs::app

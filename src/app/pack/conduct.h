// What the pack tells people and program to do: warning rules, office hours, shifts, reminders,
// superior platforms; and what workflows and rules name of each other.
#pragma once

#include "app/pack.h"

namespace qs::app {

// Each lays one layer over the inherited: what has a known id takes its place.
void read_rules(const std::filesystem::path& layer, Pack& pack, standard::Faults& faults);
void read_office_hours(const std::filesystem::path& layer, Pack& pack, standard::Faults& faults);
void read_shifts(const std::filesystem::path& layer, Pack& pack, standard::Faults& faults);
void read_demo_people(const std::filesystem::path& layer, Pack& pack, standard::Faults& faults);
void read_reminders(const std::filesystem::path& layer, Pack& pack, standard::Faults& faults);
void read_forwards(const std::filesystem::path& layer, Pack& pack, standard::Faults& faults);
// What only shows when all layers are together.
void check_conduct(const Pack& pack, standard::Faults& faults);

}  // namespace qs::app

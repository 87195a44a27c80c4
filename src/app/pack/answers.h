// 综合应用: what a pack declares on top of its registers: dossiers, boards, who is in charge, the
// rules for building on a plot.
#pragma once

#include "app/pack.h"

namespace qs::app {

// Each lays one layer over those inherited; a known id (a dossier's kind) takes its place.
void read_dossiers(const std::filesystem::path& layer, Pack& pack, standard::Faults& faults);
void read_boards(const std::filesystem::path& layer, Pack& pack, standard::Faults& faults);
void read_charge(const std::filesystem::path& layer, Pack& pack, standard::Faults& faults);
void read_plot_rules(const std::filesystem::path& layer, Pack& pack, standard::Faults& faults);
// Kinds and fields that nobody declares, references that lead elsewhere.
void check_answers(const Pack& pack, standard::Faults& faults);

}  // namespace qs::app

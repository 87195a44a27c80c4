// 随手拍的规则: public_reports.toml.
#pragma once

#include "app/pack.h"

namespace qs::app {

// The file of a layer takes the place of the inherited one as a whole.
void read_reporting(const std::filesystem::path& layer, Pack& pack, standard::Faults& faults);
// Stages of states that a complaint does not have.
void check_reporting(const Pack& pack, standard::Faults& faults);

}  // namespace qs::app

// 烟气折算: a concentration brought to the reference oxygen that its limit is written for.
#pragma once

#include <optional>
#include <span>

#include "kernel/observe/method.h"
#include "kernel/observe/statistic.h"

namespace qs::observe {

// C · (ambient - reference) / (ambient - oxygen), all in % of dry gas (HJ 75-2017, HJ 212 annex D).
// nullopt: oxygen is not above 0 or not below ambient, so nothing was burnt or the reading is
// wrong.
std::optional<double> at_reference_oxygen(double dry, double oxygen, double reference,
                                          double ambient);

// The hour at reference oxygen, of the hour means of the pollutant and of oxygen. Without a valid
// pair there is no value, and a mark of the device (calibration, stop, ...) goes on to the result.
Statistic converted_hour(std::span<const Sample> concentrations, std::span<const Sample> oxygen,
                         Period hour, const Method& method);

}  // namespace qs::observe

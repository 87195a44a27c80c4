// 章法: the only door from statistics to the standard library. What is missing there is an Error
// that names the rule and the day.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "kernel/observe/calibration.h"
#include "kernel/observe/method.h"
#include "kernel/observe/noise.h"
#include "kernel/standard/library.h"

namespace qs::observe {

// Factors that others are made with: equivalent level, oxygen of a flue gas, flow of waste water.
inline constexpr std::string_view kLeq = "Leq", kOxygen = "a19001", kFlow = "w00000";

// 安装处: what of the place decides how a factor's statistics are made there.
struct Setting {
  bool outlet = false;                     // of a source: its gas is no ambient air
  std::optional<double> reference_oxygen;  // %, where its limits are written for one
  bool flow = false;                       // the hours of its flow are at hand to weigh a day with
  Cadence hour_from = Cadence::minute;     // what the device sends below the hour
};

// What is made of a factor's values besides its own statistics: Ld, Ln, Ldn, L10 ... of Leq.
std::span<const std::string_view> made_of(std::string_view factor);

// The method of the factor on `day`. Validity rules are asked as "<medium>.valid.<what>"
// (air.valid.hour_minutes, gas.valid.day_hours, ...). Air, gas and noise must have them all, a
// missing one is an Error that names it; where water and weather have none, one valid value is
// enough.
Result<Method> method_of(const standard::Library& library, const standard::Factor& factor, Day day,
                         const Setting& setting = {});

Result<NoiseRules> noise_rules(const standard::Library& library, Day day);

// How micro stations are calibrated on `day`: rules "air.calibration.*"; nullopt where the packs
// declare none, an Error that names what is missing where they declare only some.
Result<std::optional<CalibrationPlan>> calibration_plan(const standard::Library& library, Day day);
// The codes of the channels that a factor is corrected with, itself first; empty: it is not.
std::vector<std::string> calibration_signals(const standard::Library& library,
                                             std::string_view factor, Day day);

// Gases were reported at 273.15 K until 2018-08-31 and are at 298.15 K since (amendment of GB
// 3095). Values are kept as reported and brought to one state only to be compared: C · T(reported)
// / T(wanted), T from rule "air.reference.kelvin". Particles are in actual conditions on both sides
// and must not be given.
Result<double> gas_in_state(double value, Day reported, Day wanted,
                            const standard::Library& library);

}  // namespace qs::observe

// 失控: when a monitor's drift makes its values invalid, and how a manual sample confirms an
// automatic one (HJ 75-2017, HJ 356-2019).
#pragma once

#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "kernel/standard/library.h"

namespace qs::observe {

// 校准结论: of one item ("gas_zero", "gas_span", "pm_zero", "pm_span", "velocity").
enum class Drift : uint8_t { fine, adjust, out };  // adjust: beyond the target, still in control
std::string_view name(Drift drift);
// `percent`: of full scale, either sign. Fault: the rules know no such item on that day.
Result<Drift> judge_drift(const standard::Library& library, std::string_view item, double percent,
                          Day day);

// One calibration or check of a monitor.
struct ControlCheck {
  Instant at;
  bool out = false;
};
// The times in which nothing that the monitor sent is valid: from the last good check before one
// that found it out of control (without one: from that finding) to the next good one or `until`.
// `checks` are ordered by time.
std::vector<Span> out_of_control(std::span<const ControlCheck> checks, Instant until);

// 比对: how far an automatic value may be from the manual one.
struct Allowed {
  double bound = 0;
  bool relative = false;  // of the manual value, in %; else in the factor's unit
  const standard::Rule* rule = nullptr;
};
// nullopt: no rule speaks of this factor.
std::optional<Allowed> allowed_difference(const standard::Library& library, std::string_view factor,
                                          double manual, Day day);
bool confirms(const Allowed& allowed, double manual, double automatic);

}  // namespace qs::observe

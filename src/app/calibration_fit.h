// 校准拟合: one fit of one micro station's factor, as the flow needs it and as the ledger keeps it
// (kind "calibration"). Once applied a fit never changes; a rejected one may be made again when
// data come late.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "kernel/ledger/record_log.h"
#include "kernel/observe/calibration.h"

namespace qs::app {

inline constexpr std::string_view kCalibrationKind = "calibration";

struct Fit {
  std::string site, factor;
  bool first = false;                // the first one of all, made as soon as enough pairs are there
  Span valid;                        // the hours that it corrects, while no later one is applied
  Span window;                       // the hours it was fitted on; ends where `valid` begins
  std::vector<std::string> signals;  // factor codes, in the order of the model's slopes
  observe::Refit refit;
  std::vector<std::pair<std::string, double>> references;  // standard station, km
  std::optional<double> slope_change, offset_change;       // against the last applied fit

  bool applied() const { return refit.fault.empty(); }
};

std::string fit_id(const Fit& fit);  // made of facts: site:factor:valid_from
ledger::Write write_of(const Fit& fit);
Fit fit_of(const ledger::Record& record);

}  // namespace qs::app

// What the detectors answer: of each judged column and each day one number, the greater the
// stranger, and where it comes from. Whether that is strange for this outlet is judged in one
// place (judge.cpp).
#pragma once

#include <array>

#include "kernel/suspect/view.h"

namespace qs::suspect {

inline constexpr size_t kNobody = static_cast<size_t>(-1);

struct Sign {
  double value = kNone;          // NaN: that day cannot be judged
  size_t from = 0, until = 0;    // rows that look false
  std::array<double, 4> told{};  // figures, named in sentence.cpp
  size_t other = kNobody;        // the column that speaks against it
  size_t source = kNobody;       // the row from which a segment was taken
  bool at_event = false;
};

struct Trace {
  std::string code;
  size_t column;
  std::vector<Sign> days;  // beside View::windows
};
using Traces = std::vector<Trace>;

// Each adds a trace for every judged column that it can say something of.
void find_flat(const View& view, Traces& traces);  // FLAT
void find_calm(const View& view, Traces& traces);  // LOWVAR
void find_relation(const View& view,
                   Traces& traces);  // CORR, O2, FLOW, POWER, RESTLESS; STEP, RANGE; SPEED
void find_shifted(const View& view, Traces& traces);   // TIME
void find_at_limit(const View& view, Traces& traces);  // CLIP, CAP
void find_replayed(const View& view, Traces& traces);  // COPY
void find_twins(const View& view, Traces& traces);     // TWIN
void find_digits(const View& view, Traces& traces);    // DIGIT
void find_absent(const View& view, Traces& traces);    // GAP, CAL
void find_disorder(const View& view, Traces& traces);  // ZSMIS, AGG, NEG

// Takes the stranger of the two.
inline void keep_stranger(Sign& sign, const Sign& other) {
  if (known(other.value) && !(other.value <= sign.value)) sign = other;
}

// A trace for each judged column; `sign` answers the sign of a series on a window.
template <class Find>
void each_day(const View& view, Traces& traces, std::string_view code, Find sign) {
  for (size_t c = 0; c < view.series.size(); ++c) {
    if (!view.series[c].column->judged()) continue;
    Trace trace{std::string(code), c, {}};
    for (const auto& window : view.windows) trace.days.push_back(sign(view.series[c], window));
    traces.push_back(std::move(trace));
  }
}

}  // namespace qs::suspect

// 折算不符、均值不符、负值: figures that cannot stand beside each other.
#include <algorithm>

#include "kernel/suspect/sign.h"

namespace qs::suspect {
namespace {

constexpr double kConverted = 0.02;  // 折算不符, the practice rule
constexpr double kAir = 21;          // % of oxygen
constexpr size_t kLeastLearnt = 24;

using Wrong = bool (*)(const Series&, size_t row);

Sign counted(const Series& s, const Window& w, Wrong wrong) {
  Sign sign{.value = 0, .from = w.end, .until = w.day};
  for (auto t = w.day; t < w.end; ++t) {
    if (!wrong(s, t)) continue;
    ++sign.value;
    sign.from = std::min(sign.from, t);
    sign.until = t + 1;
  }
  sign.told = {sign.value, static_cast<double>(w.end - w.day)};
  return sign;
}

bool below_zero(const Series& s, size_t t) {
  if (!known(s.x[t]) || s.column->nature != Nature::pollutant) return false;
  return s.x[t] < 0 || (s.column->detection_limit && s.x[t] < *s.column->detection_limit);
}

bool out_of_order(const Series& s, size_t t) {
  const auto& c = *s.column;
  if (!known(s.x[t])) return false;
  auto beyond = [&](const std::vector<std::optional<double>>& bounds, double side) {
    return !bounds.empty() && bounds[t] &&
           side * (s.x[t] - *bounds[t]) > 1e-9 * std::max(1.0, std::abs(s.x[t]));
  };
  return beyond(c.greatest, 1) || beyond(c.least, -1);
}

// 21 − reference oxygen, as the outlet's own conversions let see: the median of converted ÷ value
// × (21 − O2).
Trace conversion(const View& view, size_t c, const Series& oxygen) {
  const auto& s = view.series[c];
  Trace trace{"ZSMIS", c, {}};
  std::vector<double> past;
  for (const auto& w : view.windows) {
    auto learnt = past;
    auto constant = learnt.size() < kLeastLearnt ? kNone : median_of(learnt);
    Sign sign{.value = 0, .from = w.end, .until = w.day};
    double worst = 0;
    for (auto t = w.day; t < w.end; ++t) {
      const auto& converted = s.column->converted[t];
      if (!converted || !known(s.x[t]) || !known(oxygen.x[t]) || !(s.x[t] > 0)) continue;
      auto shown = *converted / s.x[t] * (kAir - oxygen.x[t]);
      auto off = known(constant) ? std::abs(shown / constant - 1) : 0;
      past.push_back(shown);
      if (off <= kConverted) continue;
      ++sign.value;
      worst = std::max(worst, off);
      sign.from = std::min(sign.from, t);
      sign.until = t + 1;
    }
    sign.told = {sign.value, worst};
    trace.days.push_back(sign);
  }
  return trace;
}

}  // namespace

void find_disorder(const View& view, Traces& traces) {
  each_day(view, traces, "NEG",
           [](const Series& s, const Window& w) { return counted(s, w, below_zero); });
  each_day(view, traces, "AGG",
           [](const Series& s, const Window& w) { return counted(s, w, out_of_order); });
  for (size_t c = 0; c < view.series.size(); ++c) {
    const auto& column = *view.series[c].column;
    if (!column.judged() || column.converted.empty()) continue;
    for (const auto& s : view.series)
      if (s.column->nature == Nature::oxygen && s.column->outlet == column.outlet)
        traces.push_back(conversion(view, c, s));
  }
}

}  // namespace qs::suspect

// 恒值: how improbable a run of equal values is, by how often the outlet repeated a value at that
// level before. Coarse instruments repeat often, and their runs weigh little.
#include <algorithm>

#include "kernel/suspect/sign.h"

namespace qs::suspect {
namespace {

constexpr size_t kLevels = 10;
constexpr double kRarest = 0.005;
constexpr double kLeastHours = 4;   // gas; the practice rule
constexpr size_t kLeastValues = 6;  // water and all else that comes seldom

class Repeats {
 public:
  explicit Repeats(const Series& s) {
    auto seen = known_of(s.z);
    if (seen.size() > 2000) seen.resize(2000);
    for (size_t k = 1; k < kLevels; ++k)
      edges_.push_back(quantile_of(seen, static_cast<double>(k) / kLevels));
  }
  void learn(double z, bool repeated) {
    auto l = level(z);
    ++all_[l];
    repeated_[l] += repeated;
  }
  double weight(double z) const {
    auto l = level(z);
    return -std::log(std::max(kRarest, (repeated_[l] + 0.5) / (all_[l] + 1)));
  }

 private:
  size_t level(double z) const {
    return static_cast<size_t>(std::ranges::upper_bound(edges_, z) - edges_.begin());
  }
  std::vector<double> edges_;
  std::array<double, kLevels> all_{}, repeated_{};
};

constexpr double kLeastGrains = 4;  // values of so few units of the resolution say nothing

bool below_detection(const Series& s, double x) {
  return std::abs(x) < s.column->detection_limit.value_or(kLeastGrains * s.resolution);
}

Trace runs_of(const View& view, size_t c) {
  const auto& s = view.series[c];
  Trace trace{"FLAT", c, {}};
  Repeats repeats(s);
  bool water = s.column->factor.starts_with("w");
  auto least = water ? kLeastValues : std::max<size_t>(view.hours(kLeastHours), 4);
  size_t begun = 0;
  double weight = 0;
  for (const auto& window : view.windows) {
    Sign sign{.value = 0};
    for (auto t = std::max<size_t>(window.day, 1); t < window.end; ++t) {
      bool same = known(s.x[t]) && s.x[t] == s.x[t - 1] && !below_detection(s, s.x[t]);
      if (!same) {
        begun = t;
        weight = 0;
        continue;
      }
      weight += repeats.weight(s.z[t]);
      if (t - begun + 1 >= least && weight > sign.value)
        sign = {.value = weight,
                .from = begun,
                .until = t + 1,
                .told = {static_cast<double>(t - begun + 1), s.x[t]}};
    }
    for (auto t = std::max<size_t>(window.day, 1); t < window.end; ++t)
      if (known(s.x[t]) && known(s.x[t - 1])) repeats.learn(s.z[t], s.x[t] == s.x[t - 1]);
    trace.days.push_back(sign);
  }
  return trace;
}

}  // namespace

void find_flat(const View& view, Traces& traces) {
  for (size_t c = 0; c < view.series.size(); ++c)
    if (view.series[c].column->judged()) traces.push_back(runs_of(view, c));
}

}  // namespace qs::suspect

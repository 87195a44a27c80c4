// 波动过小: how much less the values move than the outlet's own past lets expect at this level and
// while its witnesses move so much.
#include <algorithm>

#include "kernel/suspect/sign.h"

namespace qs::suspect {
namespace {

constexpr size_t kLeastSteps = 8;
constexpr double kLeastOfWindow = 0.7;
constexpr double kGrains = 1.5;  // steps this few times the resolution cannot be judged

struct Movement {
  double size = kNone, level = 0, witness = 0;  // ln of the mean step; level of z; ln of expected's
  double plain = 0;                             // the mean step, of x
};

Movement movement_of(const Series& s, const Look& w) {
  double sum = 0, plain = 0, level = 0, told = 0, n = 0, m = 0;
  for (auto t = w.begin + 1; t < w.end; ++t) {
    if (!known(s.z[t]) || !known(s.z[t - 1])) continue;
    ++n;
    sum += std::abs(s.z[t] - s.z[t - 1]);
    plain += std::abs(s.x[t] - s.x[t - 1]);
    level += s.z[t];
    if (known(s.expected[t]) && known(s.expected[t - 1])) {
      ++m;
      told += std::abs(s.expected[t] - s.expected[t - 1]);
    }
  }
  auto rows = static_cast<double>(w.end - w.begin);
  if (n < kLeastSteps || n < kLeastOfWindow * rows) return {};
  auto grain = 0.02 * s.usual_step;
  return {.size = std::log(sum / n + grain),
          .level = level / n,
          .witness = std::log((m > 0 ? told / m : 0) + grain),
          .plain = plain / n};
}

// ln size = a + b·level + c·witness over the days before, by the sums of least squares.
class Habit {
 public:
  void learn(const Movement& m, double sign) {
    std::array<double, 4> v{1, m.level, m.witness, m.size};
    for (size_t i = 0; i < 4; ++i)
      for (size_t j = 0; j < 4; ++j) sums_[i][j] += sign * v[i] * v[j];
  }
  double days() const { return sums_[0][0]; }
  double expected(const Movement& m) const {
    auto n = days();
    auto mean = [&](size_t i) { return sums_[0][i] / n; };
    auto cov = [&](size_t i, size_t j) { return sums_[i][j] / n - mean(i) * mean(j); };
    constexpr double kRidge = 1e-3;
    auto a = cov(1, 1) + kRidge, b = cov(1, 2), d = cov(2, 2) + kRidge;
    auto p = cov(1, 3), q = cov(2, 3), det = a * d - b * b;
    if (!(det > 0)) return mean(3);
    auto on_level = (p * d - b * q) / det, on_witness = (a * q - b * p) / det;
    return mean(3) + on_level * (m.level - mean(1)) + on_witness * (m.witness - mean(2));
  }

 private:
  std::array<std::array<double, 4>, 4> sums_{};
};

Sign against(const Series& s, const Habit& habit, const Movement& m, const Look& look) {
  auto expected = habit.expected(m);
  auto middle = s.back(m.level);
  auto step = std::exp(expected) * (s.pivot > 0 ? s.pivot + std::max(middle, 0.0) : 1);
  if (step <= kGrains * s.resolution) return {};
  return {.value = expected - m.size,
          .from = look.begin,
          .until = look.end,
          .told = {m.plain, step, middle}};
}

Trace calm_of(const View& view, size_t c) {
  const auto& s = view.series[c];
  Trace trace{"LOWVAR", c, {}};
  Habit habit;
  std::vector<Movement> past;
  for (const auto& window : view.windows) {
    Sign sign;
    Movement m;
    for (const auto& look : view.looks(window)) {
      m = movement_of(s, look);  // the last look is the day's, from which is learnt
      if (known(m.size) && habit.days() >= static_cast<double>(kLeastSteps))
        keep_stranger(sign, against(s, habit, m, look));
    }
    trace.days.push_back(sign);
    if (known(m.size)) {
      habit.learn(m, 1);
      past.push_back(m);
    }
    if (past.size() > view.law.history_days)
      habit.learn(past[past.size() - 1 - view.law.history_days], -1);
  }
  return trace;
}

}  // namespace

void find_calm(const View& view, Traces& traces) {
  for (size_t c = 0; c < view.series.size(); ++c)
    if (view.series[c].column->judged()) traces.push_back(calm_of(view, c));
}

}  // namespace qs::suspect

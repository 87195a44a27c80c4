// 时间错位: the day fits what is expected of it far better some hours earlier or later.
#include <algorithm>

#include "kernel/suspect/sign.h"

namespace qs::suspect {
namespace {

constexpr double kMostHours = 8, kLeastFit = 0.6, kLeastOfWindow = 0.7;
constexpr double kCertain = 0.9999;

// Correlation of the window's values with those expected `lag` rows before (after, if negative).
double correlation(const std::vector<double>& told, const std::vector<double>& expected,
                   const Look& w, ptrdiff_t lag) {
  double n = 0, a = 0, b = 0, aa = 0, bb = 0, ab = 0;
  for (auto t = w.begin; t < w.end; ++t) {
    auto at = static_cast<ptrdiff_t>(t) - lag;
    if (at < 0 || at >= static_cast<ptrdiff_t>(w.end)) continue;
    auto y = told[t], e = expected[static_cast<size_t>(at)];
    if (!known(y) || !known(e)) continue;
    ++n;
    a += y;
    b += e;
    aa += y * y;
    bb += e * e;
    ab += y * e;
  }
  auto rows = static_cast<double>(w.end - w.begin) - std::max<double>(0, -static_cast<double>(lag));
  if (n < kLeastOfWindow * rows || n < 8) return kNone;
  auto va = aa - a * a / n, vb = bb - b * b / n;
  return va > 0 && vb > 0 ? (ab - a * b / n) / std::sqrt(va * vb) : kNone;
}

struct Likeness {
  double values = kNone, steps = kNone;
  // Minus the log of what stays unexplained, of the values and of their movements.
  double fit() const {
    auto told = [](double r) {
      auto held = std::clamp(known(r) ? r : 0.0, 0.0, kCertain);
      return -std::log(1 - held * held);
    };
    return told(values) + told(steps);
  }
};

Sign shift_of(const View& view, const Series& s, const std::vector<double>& steps,
              const Look& look) {
  // Lags of a quarter of an hour at the finest.
  auto most = static_cast<ptrdiff_t>(view.hours(kMostHours));
  auto pace = static_cast<ptrdiff_t>(std::max<size_t>(1, view.hours(0.25)));
  auto at_lag = [&](ptrdiff_t lag) {
    return Likeness{correlation(s.z, s.expected, look, lag),
                    correlation(s.steps, steps, look, lag)};
  };
  auto now = at_lag(0), best = Likeness{};
  if (!known(now.values)) return {};
  ptrdiff_t at = 0;
  for (auto lag = -most; lag <= most; lag += pace) {
    if (std::abs(lag) < pace) continue;
    auto there = at_lag(lag);
    if (known(there.values) && (at == 0 || there.fit() > best.fit())) {
      best = there;
      at = lag;
    }
  }
  if (at == 0) return {};
  auto gain = best.values < kLeastFit ? 0 : std::max(0.0, best.fit() - now.fit());
  auto hours = static_cast<double>(at * view.table.step.count()) / 3.6e6;
  return {.value = gain,
          .from = look.begin,
          .until = look.end,
          .told = {hours, now.values, best.values}};
}

}  // namespace

void find_shifted(const View& view, Traces& traces) {
  if (view.day_rows < 12) return;
  for (size_t c = 0; c < view.series.size(); ++c) {
    const auto& s = view.series[c];
    if (!s.column->judged()) continue;
    std::vector<double> steps(s.expected.size(), kNone);
    for (size_t t = 1; t < steps.size(); ++t) steps[t] = s.expected[t] - s.expected[t - 1];
    Trace trace{"TIME", c, {}};
    for (const auto& window : view.windows) {
      Sign sign;
      for (const auto& look : view.looks(window))
        keep_stranger(sign, shift_of(view, s, steps, look));
      trace.days.push_back(sign);
    }
    traces.push_back(std::move(trace));
  }
}

}  // namespace qs::suspect

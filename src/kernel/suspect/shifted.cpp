// 时间错位: the day fits what is expected of it far better some hours earlier or later.
#include <algorithm>

#include "kernel/suspect/sign.h"

namespace qs::suspect {
namespace {

constexpr double kMostHours = 8, kLeastFit = 0.75, kLeastOfWindow = 0.7;
constexpr double kCertain = 0.9999;

// Correlation of the window's z with what was expected `lag` rows before (after, if negative).
double likeness(const Series& s, const Window& w, ptrdiff_t lag) {
  double n = 0, a = 0, b = 0, aa = 0, bb = 0, ab = 0;
  for (auto t = w.begin; t < w.end; ++t) {
    auto at = static_cast<ptrdiff_t>(t) - lag;
    if (at < 0 || at >= static_cast<ptrdiff_t>(w.end)) continue;
    auto y = s.z[t], e = s.expected[static_cast<size_t>(at)];
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

}  // namespace

void find_shifted(const View& view, Traces& traces) {
  // Lags of a quarter of an hour at the finest.
  auto most = static_cast<ptrdiff_t>(view.hours(kMostHours));
  auto pace = static_cast<ptrdiff_t>(std::max<size_t>(1, view.hours(0.25)));
  if (view.day_rows < 12) return;
  each_day(view, traces, "TIME", [&](const Series& s, const Window& w) -> Sign {
    auto now = likeness(s, w, 0);
    if (!known(now)) return {};
    double best = kNone;
    ptrdiff_t at = 0;
    for (auto lag = -most; lag <= most; lag += pace) {
      auto r = std::abs(lag) < pace ? kNone : likeness(s, w, lag);
      if (known(r) && !(r <= best)) {
        best = r;
        at = lag;
      }
    }
    if (!known(best)) return {};
    auto fit = [](double r) {
      auto held = std::clamp(r, 0.0, kCertain);
      return -std::log(1 - held * held);
    };
    auto gain = best < kLeastFit ? 0 : std::max(0.0, fit(best) - fit(now));
    auto hours = static_cast<double>(at * view.table.step.count()) / 3.6e6;
    return {.value = gain, .from = w.begin, .until = w.end, .told = {hours, now, best}};
  });
}

}  // namespace qs::suspect

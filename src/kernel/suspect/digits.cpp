// 末位分布异常: last digits of the day against those of the outlet's own past, at the last printed
// place and the two before it. Only values that moved by some units of the place since the one
// before count: the last digit of a value that hardly moves is that of the one before.
#include <algorithm>

#include "kernel/suspect/sign.h"

namespace qs::suspect {
namespace {

constexpr size_t kPlaces = 3;
constexpr double kLeastValues = 8;
constexpr double kLeastUnits = 4;    // of the place, since the value before
constexpr double kMostUnits = 1e15;  // of the place: beyond, a double has no such digit
constexpr double kLeastPast = 100;   // values
using Digits = std::array<double, 10>;

size_t digit_of(double x, double unit) {
  auto whole = std::llround(std::abs(x) / unit);
  return static_cast<size_t>(whole % 10);
}

struct Told {
  double value = 0;
  size_t favourite = 0;
  double count = 0, all = 0, usual = 0;
};

// The log-likelihood of the day's digits against the past's, less what chance alone brings.
Told against(const Digits& now, const Digits& past) {
  double n = 0, before = 0, gain = 0;
  for (size_t d = 0; d < 10; ++d) {
    n += now[d];
    before += past[d];
  }
  Told told{.all = n};
  for (size_t d = 0; d < 10; ++d) {
    auto usual = (past[d] + 1) / (before + 10);
    if (now[d] > 0) gain += now[d] * std::log(now[d] / n / usual);
    if (now[d] - n * usual > told.count - n * told.usual) {
      told.favourite = d;
      told.count = now[d];
      told.usual = usual;
    }
  }
  constexpr double kFreedom = 9;
  told.value = std::max(0.0, 2 * gain - kFreedom);
  return told;
}

struct Count {
  Digits digits{};
  double all = 0;
};

Count count(const Series& s, size_t begin, size_t end, double unit) {
  Count out;
  for (auto t = std::max<size_t>(begin, 1); t < end; ++t) {
    if (!(std::abs(s.x[t] - s.x[t - 1]) >= kLeastUnits * unit)) continue;
    if (std::abs(s.x[t]) >= kMostUnits * unit) continue;
    ++out.digits[digit_of(s.x[t], unit)];
    ++out.all;
  }
  return out;
}

Trace digits_of(const View& view, size_t c) {
  const auto& s = view.series[c];
  Trace trace{"DIGIT", c, {}};
  std::array<Count, kPlaces> past{};
  for (const auto& w : view.windows) {
    Sign sign;
    auto unit = s.resolution;
    for (size_t place = 0; place < kPlaces && unit > 0; ++place, unit *= 10) {
      for (const auto& look : view.looks(w)) {
        auto now = count(s, look.begin, look.end, unit);
        if (now.all < kLeastValues || past[place].all < kLeastPast) continue;
        auto told = against(now.digits, past[place].digits);
        keep_stranger(sign, {.value = told.value,
                             .from = look.begin,
                             .until = look.end,
                             .told = {static_cast<double>(told.favourite), told.count, told.all,
                                      told.usual}});
      }
      auto today = count(s, w.day, w.end, unit);
      past[place].all += today.all;
      for (size_t d = 0; d < 10; ++d) past[place].digits[d] += today.digits[d];
    }
    trace.days.push_back(sign);
  }
  return trace;
}

}  // namespace

void find_digits(const View& view, Traces& traces) {
  for (size_t c = 0; c < view.series.size(); ++c)
    if (view.series[c].column->judged()) traces.push_back(digits_of(view, c));
}

}  // namespace qs::suspect

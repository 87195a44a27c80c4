// 超标掉线、选择性校准: values are absent, or taken away by a mark, just when the witnesses (or the
// value itself, or what stood before and after) say that they are high.
#include <algorithm>

#include "kernel/suspect/sign.h"

namespace qs::suspect {
namespace {

constexpr double kHigh = 0.8;       // of the limit
constexpr double kHighShare = 0.9;  // of the outlet's past, where no limit is known
constexpr double kTopShare = 0.97;
constexpr double kRarest = 0.01;
constexpr double kLeastExplained = 0.3;
constexpr double kMostLikely = 0.7;  // −ln of it is what an absent low row speaks against

// What stood there as far as can be known, in x.
double supposed(const Series& s, size_t t) {
  if (s.column->values[t]) return *s.column->values[t];  // under a mark
  if (s.explained >= kLeastExplained && known(s.expected[t])) return s.back(s.expected[t]);
  return kNone;
}

// The mean of the last value before and the first after a gap within the window.
double around(const Series& s, size_t from, size_t until, const Window& w) {
  double sum = 0, n = 0;
  if (from > 0 && known(s.x[from - 1])) {
    sum += s.x[from - 1];
    ++n;
  }
  if (until < w.end && known(s.x[until])) {
    sum += s.x[until];
    ++n;
  }
  return n > 0 ? sum / n : kNone;
}

struct Day {
  double high_absent = 0, low_absent = 0, high_there = 0, gaps = 0;
  double marked = 0;
  size_t from = 0, until = 0;
};

// `bar`: from which an absent value counts as high; `top`: from which one that is there does.
Day look(const Series& s, const Window& w, double bar, double top) {
  Day day{.from = w.end, .until = w.begin};
  for (auto t = w.begin; t < w.end;) {
    if (known(s.x[t])) {
      day.high_there += s.x[t] >= top;
      ++t;
      continue;
    }
    auto end = t;
    while (end < w.end && !known(s.x[end])) ++end;
    auto near = around(s, t, end, w);
    double high = 0;
    for (auto i = t; i < end; ++i) {
      auto value = supposed(s, i);
      if (!known(value)) value = near;
      high += known(value) && value >= bar;
      day.marked += known(value) && value >= bar && !s.column->marks.empty() &&
                    (s.column->marks[i] == 'M' || s.column->marks[i] == 'C');
    }
    day.high_absent += high;
    day.low_absent += static_cast<double>(end - t) - high;
    if (high > 0) {
      ++day.gaps;
      day.from = std::min(day.from, t);
      day.until = std::max(day.until, end);
    }
    t = end;
  }
  return day;
}

std::vector<Sign> absent_days(const View& view, const Series& s) {
  std::vector<Sign> days;
  double seen = 0, gaps = 0;
  std::vector<double> past;
  for (const auto& w : view.windows) {
    auto values = past;
    auto bar = s.column->limit ? kHigh * *s.column->limit : quantile_of(values, kHighShare);
    auto top = s.column->limit ? *s.column->limit : quantile_of(values, kTopShare);
    auto day = known(bar) ? look(s, w, bar, top) : Day{};
    Sign sign{.value = 0};
    auto rows = static_cast<double>(w.end - w.begin);
    if (day.high_absent > 0 && day.high_absent + day.low_absent < 0.9 * rows) {
      // A gap is as rare as it was; one that begins when values are high is rarer by the share of
      // the time in which they are; low rows that are absent too speak for an honest fault.
      auto begins = std::max((gaps + 1) / (seen + rows), kRarest);
      auto caught = day.high_absent / (day.high_absent + day.high_there);
      auto rare = day.gaps * -std::log(std::max(begins * (1 - kHighShare), kRarest * kRarest));
      auto honest = day.low_absent * -std::log(kMostLikely);
      sign = {.value = std::max(0.0, rare * caught - honest),
              .from = day.from,
              .until = day.until,
              .told = {day.high_absent, day.high_absent + day.high_there, day.gaps, day.marked},
              .other = s.witnesses.empty() ? kNobody : s.witnesses.front()};
    }
    days.push_back(sign);
    for (auto t = w.day; t < w.end; ++t) {
      ++seen;
      gaps += !known(s.x[t]) && t > 0 && known(s.x[t - 1]);
      if (known(s.x[t])) past.push_back(s.x[t]);
    }
    auto most = view.law.history_days * view.day_rows;
    if (past.size() > 2 * most) past.erase(past.begin(), past.end() - static_cast<ptrdiff_t>(most));
  }
  return days;
}

}  // namespace

void find_absent(const View& view, Traces& traces) {
  if (view.day_rows < 6) return;
  for (size_t c = 0; c < view.series.size(); ++c) {
    if (!view.series[c].column->judged()) continue;
    Trace gap{"GAP", c, absent_days(view, view.series[c])}, marked{"CAL", c, gap.days};
    for (size_t day = 0; day < gap.days.size(); ++day) {
      bool by_mark = 2 * gap.days[day].told[3] > gap.days[day].told[0];
      (by_mark ? gap : marked).days[day].value = 0;
    }
    traces.push_back(std::move(gap));
    traces.push_back(std::move(marked));
  }
}

}  // namespace qs::suspect

// Which statistics a value belongs to, what they are made of, and making them: the same three steps
// close a period on time and repair it when late or corrected data come.
#pragma once

#include <span>
#include <vector>

#include "kernel/observe/method.h"
#include "kernel/observe/statistic.h"

namespace qs::observe {

// 应作统计: one statistic of one period that has to be made (again).
struct DueStatistic {
  std::string_view statistic;  // one of the names in statistic.h
  Period period{PeriodKind::hour, {}};
  auto operator<=>(const DueStatistic&) const = default;
};

// Everything that a value of `key` at `time` takes part in, in the order in which it must be made:
// hour, then what is made of hours (day, mda8, the moving means up to 23 hours on), month, year.
// Empty for a measure that no statistic is made of. Make an hour of which the device itself sent
// the mean only to compare: a device's own version stands.
std::vector<DueStatistic> touched(const SeriesKey& key, int64_t time, const Method& method);
// The same for many values of one series, each statistic once.
std::vector<DueStatistic> touched(const SeriesKey& key, std::span<const int64_t> times,
                                  const Method& method);

// The statistics whose period ended in (after, until], in the order in which they must be made.
// At most kMostDue, the earliest; the caller goes on from the last one's end.
inline constexpr size_t kMostDue = 100'000;
std::vector<DueStatistic> ended(Instant after, Instant until, const Method& method);

// The one series a statistic is made of and the span of it that is needed.
struct Need {
  Cadence cadence;
  Measure measure;
  Span span;
};
Need need(const DueStatistic& due, const Method& method);

// Makes it. `parts`: the standing versions of the needed series, ordered by time. `mda8_limit`:
// the limit that an mda8 of too few windows must exceed to stand.
Statistic make(const DueStatistic& due, std::span<const Sample> parts, const SeriesKey& of,
               const Method& method, std::optional<double> mda8_limit = {});

}  // namespace qs::observe

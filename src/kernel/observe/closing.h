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
  DueStatistic(std::string_view name, Period of) : DueStatistic(name, of, of.span()) {}
  DueStatistic(std::string_view name, Period of, Span made_over)
      : statistic(name), period(of), over(made_over) {}

  std::string_view statistic;  // one of the names in statistic.h
  Period period;               // that it is filed under
  Span over;                   // that it is made over: a moving mean looks back, a night runs on
  auto operator<=>(const DueStatistic&) const = default;
};

// With the time that this method makes it over.
DueStatistic due_of(std::string_view statistic, Period period, const Method& method);

// Everything that a value of `key` at `time` takes part in, in the order in which it must be made:
// hour, then what is made of hours (day, mda8, the moving means up to 23 hours on), month, year.
// Empty for a measure that no statistic is made of. Make an hour of which the device itself sent
// the mean only to compare: a device's own version stands. `target` and `method`: whose statistics
// are asked, the key's own factor or one that is made with it (method.of, method.beside).
std::vector<DueStatistic> touched(const SeriesKey& key, int64_t time, const Method& method,
                                  std::string_view target);
// The same for many values of one series, each statistic once.
std::vector<DueStatistic> touched(const SeriesKey& key, std::span<const int64_t> times,
                                  const Method& method, std::string_view target);

// The statistics whose time was over in (after, until], in the order in which they must be made.
// At most kMostDue, the earliest; the caller goes on from the last one's end.
inline constexpr size_t kMostDue = 100'000;
std::vector<DueStatistic> ended(Instant after, Instant until, const Method& method);

// The series of method.source() that a statistic is made of, whether the hours of method.beside
// are needed with it, and the span that is needed.
struct Need {
  Cadence cadence;
  Measure measure;
  Span span;
  bool beside = false;
};
Need need(const DueStatistic& due, const Method& method);

// What a statistic is made of: the standing versions of the needed series, ordered by time.
struct Parts {
  std::span<const Sample> own, beside;
  std::optional<double> mda8_limit;  // that an mda8 of too few windows must exceed to stand
};
// Makes it, for the site and factor of `of`.
Statistic make(const DueStatistic& due, const Parts& parts, const SeriesKey& of,
               const Method& method);

}  // namespace qs::observe

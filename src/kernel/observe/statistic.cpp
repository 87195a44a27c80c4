#include "kernel/observe/statistic.h"

#include <array>

#include "base/result.h"

namespace qs::observe {
namespace {

struct Home {
  std::string_view statistic;
  Cadence cadence;
  Measure measure;
};
constexpr std::array<Home, 7> kHomes{{{kHour, Cadence::hour, Measure::avg},
                                      {kDay, Cadence::day, Measure::avg},
                                      {kMonth, Cadence::month, Measure::avg},
                                      {kYear, Cadence::year, Measure::avg},
                                      {kMoving8, Cadence::hour, Measure::moving_8h},
                                      {kMda8, Cadence::day, Measure::max_8h},
                                      {kRolling24, Cadence::hour, Measure::moving_24h}}};

}  // namespace

std::optional<SeriesKey> series_of(const Statistic& s) {
  for (const auto& home : kHomes)
    if (home.statistic == s.statistic)
      return SeriesKey{s.site, s.factor, home.cadence, home.measure};
  return std::nullopt;
}

Sample derived(const Statistic& s, SeriesId series) {
  check(s.full.has_value(), "a derived sample needs a value");
  return {.series = series,
          .mark = s.mark,
          .origin = Origin::derived,
          .time = to_ms(s.period.begin),
          .value = *s.full};
}

}  // namespace qs::observe

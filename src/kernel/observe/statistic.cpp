#include "kernel/observe/statistic.h"

#include <algorithm>
#include <array>

#include "base/decimal.h"
#include "base/result.h"
#include "kernel/observe/values.h"

namespace qs::observe {
namespace {

struct Home {
  std::string_view statistic;
  Cadence cadence;
  Measure measure;
};
constexpr std::array<Home, 8> kHomes{{{kHour, Cadence::hour, Measure::avg},
                                      {kDay, Cadence::day, Measure::avg},
                                      {kMonth, Cadence::month, Measure::avg},
                                      {kYear, Cadence::year, Measure::avg},
                                      {kMoving8, Cadence::hour, Measure::moving_8h},
                                      {kMda8, Cadence::day, Measure::max_8h},
                                      {kRolling24, Cadence::hour, Measure::moving_24h},
                                      {kZsHour, Cadence::hour, Measure::zs_avg}}};

}  // namespace

void set_value(Statistic& s, std::optional<double> full, int places) {
  // Brought to oxygen that is all but the air's, or weighed by all but no flow.
  if (full && !is_amount(*full)) full.reset();
  s.full = full;
  if (full) s.value = round_half_even(*full, places);
}

std::optional<SeriesKey> home(std::string_view statistic, std::string site, std::string factor) {
  auto found = std::ranges::find(kHomes, statistic, &Home::statistic);
  if (found == kHomes.end()) return std::nullopt;
  return SeriesKey{std::move(site), std::move(factor), found->cadence, found->measure};
}

std::optional<SeriesKey> series_of(const Statistic& s) {
  return home(s.statistic, s.site, s.factor);
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

// 统计值: one figure of one site's factor over one period, with what it was made of.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/time.h"
#include "kernel/observe/series.h"

namespace qs::observe {

// Names of statistics, as standard::Limit::statistic spells them. A moving mean is filed under the
// hour it ends with; everything else under its own period.
inline constexpr std::string_view kHour = "hour";
inline constexpr std::string_view kDay = "day";
inline constexpr std::string_view kMonth = "month";
inline constexpr std::string_view kYear = "year";
inline constexpr std::string_view kMoving8 = "moving8";      // O3, 8 hours
inline constexpr std::string_view kMda8 = "mda8";            // O3, greatest moving8 of the day
inline constexpr std::string_view kRolling24 = "rolling24";  // 24 hours
inline constexpr std::string_view kZsHour = "zs_hour";       // hour at reference oxygen (折算)

struct Statistic {
  std::string site, factor;
  std::string statistic;  // one of the names above
  Period period{PeriodKind::hour, {}};
  std::optional<double> value;     // rounded half-even once (GB/T 8170); nullopt: nothing counted
  std::optional<double> full;      // before rounding, for a rule that rounds to other places
  uint32_t due = 0;                // parts the whole period has
  uint32_t received = 0;           // parts that came, whatever their mark
  uint32_t valid = 0;              // parts that count
  Mark mark = Mark::insufficient;  // normal: enough valid parts; otherwise judges nothing
};

// Gives it a value, rounded to `places`; nothing counted without one.
void set_value(Statistic& s, std::optional<double> full, int places);

// Where a statistic is kept as a derived value; nullopt for one that is not kept (percentiles).
std::optional<SeriesKey> home(std::string_view statistic, std::string site, std::string factor);
std::optional<SeriesKey> series_of(const Statistic& s);
// The derived value itself, unrounded: what is made of it or judged by it rounds once, there. The
// statistic must have a value.
Sample derived(const Statistic& s, SeriesId series);

}  // namespace qs::observe

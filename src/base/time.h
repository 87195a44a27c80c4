// Instants are UTC milliseconds; the calendar is reached only through periods at fixed +08:00,
// named by their beginning, [from, until).
#pragma once

#include <chrono>
#include <compare>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"

namespace qs {

using Millis = std::chrono::milliseconds;
using Instant = std::chrono::sys_time<Millis>;
inline constexpr std::chrono::hours kOffset{8};  // China Standard Time, the only calendar zone

inline int64_t to_ms(Instant t) {
  return t.time_since_epoch().count();
}
inline Instant from_ms(int64_t ms) {
  return Instant{Millis{ms}};
}

// [from, until)
struct Span {
  Instant from, until;
  bool contains(Instant t) const { return from <= t && t < until; }
  auto operator<=>(const Span&) const = default;
};

using Day = std::chrono::year_month_day;  // a local (+08:00) calendar day

enum class PeriodKind : uint8_t {
  minute,
  five_minutes,
  ten_minutes,
  hour,
  day,
  week,
  month,
  quarter,
  year
};

// One calendar period, named by its beginning.
struct Period {
  PeriodKind kind;
  Instant begin;

  static Period of(PeriodKind kind, Instant inside);
  Instant end() const;
  Span span() const { return {begin, end()}; }
  Period next() const { return of(kind, end()); }
  Period previous() const;
  auto operator<=>(const Period&) const = default;
};

std::string_view name(PeriodKind kind);  // "hour"
std::optional<PeriodKind> period_kind(std::string_view name);

Day day_of(Instant t);      // local calendar day
int hour_of(Instant t);     // local hour 0..23
Instant start_of(Day day);  // local midnight
Day last_day(Span span);    // that lies in it; the span is not empty
Instant at(Day day, int hour, int minute = 0, int second = 0);

// ISO 8601 with +08:00, seconds only when not zero milliseconds: 2026-05-01T08:00:00+08:00
std::string iso(Instant t);
std::string iso(Day day);        // 2026-05-01
std::string iso_month(Day day);  // 2026-05
// Accepts 2026-05-01, 2026-05-01T08:00[:00[.123]][Z|+08:00], blank instead of T; without zone:
// +08:00.
Result<Instant> parse_instant(std::string_view text);
Result<Day> parse_day(std::string_view text);
// HJ 212 style: YYYYMMDD[hh[mm[ss[zzz]]]] local; nullopt when it is no valid calendar time.
std::optional<Instant> parse_compact(std::string_view digits);
std::string compact(Instant t);     // YYYYMMDDhhmmss local
std::string compact_ms(Instant t);  // YYYYMMDDhhmmsszzz local (QN)

}  // namespace qs

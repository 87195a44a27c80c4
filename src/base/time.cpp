#include "base/time.h"

#include <fmt/format.h>

#include <array>

namespace qs {

using namespace std::chrono;

namespace {

constexpr std::array<std::string_view, 9> kNames{
    "minute", "five_minutes", "ten_minutes", "hour", "day", "week", "month", "quarter", "year"};

sys_time<Millis> local(Instant t) {
  return t + kOffset;
}

Instant from_local(sys_days day) {
  return Instant{day} - kOffset;
}

// Two or more digits at `at`, or -1.
int digits(std::string_view text, size_t at, size_t count) {
  if (at + count > text.size()) return -1;
  int value = 0;
  for (size_t i = at; i < at + count; ++i) {
    if (text[i] < '0' || text[i] > '9') return -1;
    value = value * 10 + (text[i] - '0');
  }
  return value;
}

std::optional<Day> make_day(int y, int m, int d) {
  Day day{year{y}, month{static_cast<unsigned>(m)}, std::chrono::day{static_cast<unsigned>(d)}};
  if (y < 0 || m < 1 || d < 1 || !day.ok()) return std::nullopt;
  return day;
}

}  // namespace

std::string_view name(PeriodKind kind) {
  return kNames[static_cast<size_t>(kind)];
}

std::optional<PeriodKind> period_kind(std::string_view name) {
  for (size_t i = 0; i < kNames.size(); ++i)
    if (kNames[i] == name) return static_cast<PeriodKind>(i);
  return std::nullopt;
}

Period Period::of(PeriodKind kind, Instant inside) {
  auto t = local(inside);
  auto day = floor<days>(t);
  Day ymd{day};
  auto cut = [&](auto step) { return Period{kind, floor<decltype(step)>(t) - kOffset}; };
  switch (kind) {
    case PeriodKind::minute:
      return cut(minutes{1});
    case PeriodKind::five_minutes:
      return cut(duration<int64_t, std::ratio<300>>{1});
    case PeriodKind::ten_minutes:
      return cut(duration<int64_t, std::ratio<600>>{1});
    case PeriodKind::hour:
      return cut(hours{1});
    case PeriodKind::day:
      return {kind, from_local(day)};
    case PeriodKind::week:
      return {kind, from_local(day - (weekday{day} - Monday))};
    case PeriodKind::month:
      return {kind, from_local(sys_days{ymd.year() / ymd.month() / 1})};
    case PeriodKind::quarter: {
      unsigned first = (static_cast<unsigned>(ymd.month()) - 1) / 3 * 3 + 1;
      return {kind, from_local(sys_days{ymd.year() / month{first} / 1})};
    }
    case PeriodKind::year:
      return {kind, from_local(sys_days{ymd.year() / 1 / 1})};
  }
  check(false, "unknown period kind");
  return {};
}

Instant Period::end() const {
  Day ymd{floor<days>(local(begin))};
  switch (kind) {
    case PeriodKind::minute:
      return begin + minutes{1};
    case PeriodKind::five_minutes:
      return begin + minutes{5};
    case PeriodKind::ten_minutes:
      return begin + minutes{10};
    case PeriodKind::hour:
      return begin + hours{1};
    case PeriodKind::day:
      return begin + days{1};
    case PeriodKind::week:
      return begin + days{7};
    case PeriodKind::month:
      return from_local(sys_days{ymd + months{1}});
    case PeriodKind::quarter:
      return from_local(sys_days{ymd + months{3}});
    case PeriodKind::year:
      return from_local(sys_days{ymd + years{1}});
  }
  check(false, "unknown period kind");
  return {};
}

Period Period::previous() const {
  return of(kind, begin - Millis{1});
}

Day day_of(Instant t) {
  return Day{floor<days>(local(t))};
}

int hour_of(Instant t) {
  auto l = local(t);
  return static_cast<int>(floor<hours>(l - floor<days>(l)).count());
}

Instant start_of(Day day) {
  return from_local(sys_days{day});
}

Day last_day(Span span) {
  return day_of(span.until - Millis{1});
}

Instant at(Day day, int hour, int minute, int second) {
  return start_of(day) + hours{hour} + minutes{minute} + seconds{second};
}

std::string iso(Day day) {
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(day.year()),
                     static_cast<unsigned>(day.month()), static_cast<unsigned>(day.day()));
}

std::string iso_month(Day day) {
  return iso(day).substr(0, 7);
}

std::string iso(Instant t) {
  auto l = local(t);
  hh_mm_ss<Millis> c{l - floor<days>(l)};
  auto text = fmt::format("{}T{:02}:{:02}:{:02}", iso(day_of(t)), c.hours().count(),
                          c.minutes().count(), c.seconds().count());
  if (c.subseconds().count() != 0) text += fmt::format(".{:03}", c.subseconds().count());
  return text + "+08:00";
}

Result<Day> parse_day(std::string_view text) {
  auto day = text.size() == 10 && text[4] == '-' && text[7] == '-'
                 ? make_day(digits(text, 0, 4), digits(text, 5, 2), digits(text, 8, 2))
                 : std::nullopt;
  if (!day) return fail(fmt::format("not a day (YYYY-MM-DD): '{}'", text));
  return *day;
}

Result<Instant> parse_instant(std::string_view text) {
  auto bad = [&] { return fail(fmt::format("not a time (YYYY-MM-DDThh:mm[:ss]): '{}'", text)); };
  auto day = parse_day(text.substr(0, 10));
  if (!day) return bad();
  auto rest = text.substr(10);
  if (rest.empty()) return start_of(*day);
  if ((rest[0] != 'T' && rest[0] != ' ') || rest.size() < 6 || rest[3] != ':') return bad();
  int h = digits(rest, 1, 2), m = digits(rest, 4, 2), s = 0, ms = 0;
  rest.remove_prefix(6);
  if (rest.starts_with(':')) {
    s = digits(rest, 1, 2);
    rest.remove_prefix(std::min<size_t>(3, rest.size()));
    if (rest.starts_with('.')) {
      ms = digits(rest, 1, 3);
      rest.remove_prefix(std::min<size_t>(4, rest.size()));
    }
  }
  if (h < 0 || h > 24 || m < 0 || m > 59 || s < 0 || s > 60 || ms < 0) return bad();
  Millis shift{0};
  if (rest == "Z") {
    shift = kOffset;
  } else if (!rest.empty() && rest != "+08:00") {
    return bad();
  }
  return qs::at(*day, h, m, s) + Millis{ms} + shift;
}

std::optional<Instant> parse_compact(std::string_view text) {
  auto n = text.size();
  if (n != 8 && n != 10 && n != 12 && n != 14 && n != 17) return std::nullopt;
  auto day = make_day(digits(text, 0, 4), digits(text, 4, 2), digits(text, 6, 2));
  int h = n > 8 ? digits(text, 8, 2) : 0, m = n > 10 ? digits(text, 10, 2) : 0;
  int s = n > 12 ? digits(text, 12, 2) : 0, ms = n > 14 ? digits(text, 14, 3) : 0;
  if (!day || h < 0 || h > 23 || m < 0 || m > 59 || s < 0 || s > 59 || ms < 0) return std::nullopt;
  return qs::at(*day, h, m, s) + Millis{ms};
}

std::string compact(Instant t) {
  auto l = local(t);
  auto d = day_of(t);
  hh_mm_ss<Millis> c{l - floor<days>(l)};
  return fmt::format("{:04}{:02}{:02}{:02}{:02}{:02}", static_cast<int>(d.year()),
                     static_cast<unsigned>(d.month()), static_cast<unsigned>(d.day()),
                     c.hours().count(), c.minutes().count(), c.seconds().count());
}

std::string compact_ms(Instant t) {
  auto part = (to_ms(t) % 1000 + 1000) % 1000;
  return compact(t) + fmt::format("{:03}", part);
}

}  // namespace qs

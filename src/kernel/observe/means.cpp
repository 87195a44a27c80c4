#include "kernel/observe/means.h"

#include <algorithm>

#include "base/decimal.h"

namespace qs::observe {
namespace {

// Exact sums are cut here before the one rounding: far below what any rule asks for.
constexpr int kFullPlaces = 12;
constexpr int64_t kMinuteMs = 60'000, kHourMs = 60 * kMinuteMs, kDayMs = 24 * kHourMs;
constexpr int kWindow = 8;

struct Parts {
  std::vector<double> values;
  uint32_t received = 0, valid = 0;  // slots, not samples
};

Parts parts_of(std::span<const Sample> samples, Span span, int64_t slot_ms, const Method& method) {
  Parts p;
  int64_t last_received = -1, last_valid = -1;
  for (const auto& s : inside(samples, span)) {
    auto slot = (s.time - to_ms(span.from)) / slot_ms;
    if (slot != last_received) ++p.received;
    last_received = slot;
    auto value = counted(s, method.treatment);
    if (!value) continue;
    p.values.push_back(*value);
    if (slot != last_valid) ++p.valid;
    last_valid = slot;
  }
  return p;
}

std::optional<double> folded(std::span<const double> values, const Method& method) {
  if (values.empty()) return std::nullopt;
  switch (method.fold) {
    case Fold::energy:
      return leq(values);
    case Fold::greatest:
      return std::ranges::max(values);
    case Fold::least:
      return std::ranges::min(values);
    case Fold::mean:
      break;
  }
  return mean_half_even(values, kFullPlaces);
}

Statistic closed(std::string_view name, Period period, const Parts& parts, uint32_t due,
                 int valid_needed, const Method& method) {
  Statistic s;
  s.statistic = name;
  s.period = period;
  s.due = due;
  s.received = parts.received;
  s.valid = parts.valid;
  bool levels = method.exceeded && !parts.values.empty();
  set_value(s,
            levels ? level_exceeded(parts.values, *method.exceeded) : folded(parts.values, method),
            method.places);
  if (s.value && static_cast<int>(parts.valid) >= valid_needed) s.mark = Mark::normal;
  return s;
}

uint32_t count_days(Period period) {
  return static_cast<uint32_t>((period.end() - period.begin) / std::chrono::days{1});
}

int month_needs(Period month, const Validity& validity) {
  return day_of(month.begin).month() == std::chrono::February ? validity.february_days
                                                              : validity.month_days;
}

int divided_up(int value, int step) {
  return (value + step - 1) / step;
}

}  // namespace

Statistic hour_mean(std::span<const Sample> samples, Period hour, const Method& method) {
  auto step = method.step_minutes;
  auto parts = parts_of(samples, hour.span(), step * kMinuteMs, method);
  auto needed = divided_up(method.validity.hour_minutes, step);
  return closed(kHour, hour, parts, static_cast<uint32_t>(60 / step), needed, method);
}

Statistic day_mean(std::span<const Sample> hours, Period day, const Method& method) {
  auto step = method.step_hours;
  auto parts = parts_of(hours, day.span(), step * kHourMs, method);
  auto needed = divided_up(method.validity.day_hours, step);
  return closed(kDay, day, parts, static_cast<uint32_t>(24 / step), needed, method);
}

Statistic part_level(std::span<const Sample> hours, Period day, const Method& method) {
  auto levels = noise_day(hours, day_of(day.begin), method.noise);
  const auto& [daytime, night, both] = levels;
  Statistic s;
  s.statistic = kDay;
  s.period = day;
  auto add = [&](const PartLevel& part) {
    s.due += part.due;
    s.received += part.received;
    s.valid += part.valid;
  };
  if (method.part != DayPart::night) add(daytime);
  if (method.part != DayPart::daytime) add(night);
  if (method.part == DayPart::day_and_night) {
    set_value(s, both, method.places);
    if (both) s.mark = Mark::normal;
    return s;
  }
  const auto& part = method.part == DayPart::night ? night : daytime;
  set_value(s, part.level, method.places);
  if (part.enough) s.mark = Mark::normal;
  return s;
}

Statistic moving_mean(std::span<const Sample> hours, Period hour, int length,
                      const Method& method) {
  check(length == kWindow || length == 24, "a moving mean over 8 or 24 hours");
  Span span{hour.end() - std::chrono::hours{length}, hour.end()};
  auto parts = parts_of(hours, span, kHourMs, method);
  bool eight = length == kWindow;
  auto needed = eight ? method.validity.moving8_hours : method.validity.day_hours;
  return closed(eight ? kMoving8 : kRolling24, hour, parts, static_cast<uint32_t>(length), needed,
                method);
}

Statistic mda8(std::span<const Sample> hours, Period day, const Method& method,
               std::optional<double> limit) {
  Statistic s;
  s.statistic = kMda8;
  s.period = day;
  std::optional<double> greatest;
  for (int end = kWindow; end <= 24; ++end) {
    auto last = Period{PeriodKind::hour, day.begin + std::chrono::hours{end - 1}};
    auto window = moving_mean(hours, last, kWindow, method);
    ++s.due;
    if (window.received > 0) ++s.received;
    if (window.mark != Mark::normal) continue;
    ++s.valid;
    greatest = std::max(greatest.value_or(*window.full), *window.full);
  }
  set_value(s, greatest, method.places);
  bool enough = static_cast<int>(s.valid) >= method.validity.mda8_windows;
  if (s.value && (enough || (limit && *s.value > *limit))) s.mark = Mark::normal;
  return s;
}

Statistic month_mean(std::span<const Sample> days, Period month, const Method& method) {
  auto parts = parts_of(days, month.span(), kDayMs, method);
  return closed(kMonth, month, parts, count_days(month), month_needs(month, method.validity),
                method);
}

Statistic year_mean(std::span<const Sample> days, Period year, const Method& method) {
  auto parts = parts_of(days, year.span(), kDayMs, method);
  auto s = closed(kYear, year, parts, count_days(year), method.validity.year_days, method);
  if (!method.validity.year_needs_months) return s;
  for (auto month = Period::of(PeriodKind::month, year.begin); month.begin < year.end();
       month = month.next())
    if (!month_valid(days, month, method)) s.mark = Mark::insufficient;
  return s;
}

bool month_valid(std::span<const Sample> days, Period month, const Method& method) {
  auto parts = parts_of(days, month.span(), kDayMs, method);
  return static_cast<int>(parts.valid) >= month_needs(month, method.validity);
}

}  // namespace qs::observe

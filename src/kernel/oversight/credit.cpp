#include "kernel/oversight/credit.h"

#include <algorithm>

namespace qs::oversight {

namespace {

Day next(Day day) {
  return std::chrono::sys_days(day) + std::chrono::days{1};
}

// The same day of a later month, or that month's last.
Day months_after(Day from, int64_t months) {
  auto month = std::chrono::year_month{from.year(), from.month()} +
               std::chrono::months{static_cast<int>(months)};
  Day day = month / from.day();
  return day.ok() ? day : Day{month / std::chrono::last};
}

void earlier(std::optional<Day>& known, Day day) {
  if (!known || day < *known) known = day;
}

bool stands(const Event& event) {
  return event.state == kConfirmed || event.state == kRepaired;
}

}  // namespace

const EventLaw* CreditLaw::event(std::string_view id) const {
  auto it = std::find_if(events.begin(), events.end(), [&](const auto& e) { return e.id == id; });
  return it == events.end() ? nullptr : &*it;
}

Day last_day_of(Day from, int64_t months) {
  return std::chrono::sys_days(months_after(from, months)) - std::chrono::days{1};
}

Event event_of(const ledger::Record& record, const CreditLaw& law) {
  auto kind = law.event(record.text("event"));
  auto day = parse_day(record.text("day")).value_or(Day{});
  return {.id = record.id,
          .event = record.text("event"),
          .day = day,
          .until = parse_day(record.text("until")).value_or(day),
          .points = record.integer("points").value_or(0),
          .penalty = kind && kind->penalty,
          .bad = kind && kind->bad,
          .state = record.text("state")};
}

Credit credit_of(const CreditLaw& law, std::span<const Event> events, Day today) {
  Credit out{.score = law.start, .grade = {}, .band = {}, .counted = {}, .changes_on = {}};
  bool bad = false, penalised = false;
  for (const auto& event : events) {
    if (!stands(event)) continue;
    if (event.day > today) {
      earlier(out.changes_on, event.day);
      continue;
    }
    // A repaired penalty costs no points any more; it was one all the same.
    if (auto free = months_after(event.day, law.honest_months); event.penalty && today < free) {
      penalised = true;
      earlier(out.changes_on, free);
    }
    if (event.state != kConfirmed || today > event.until) continue;
    out.score -= event.points;
    bad = bad || event.bad;
    out.counted.push_back(event);
    earlier(out.changes_on, next(event.until));
  }
  out.score = std::clamp<int64_t>(out.score, 0, law.start);
  auto score = static_cast<double>(out.score);
  out.grade = bad || score < law.warning_from          ? kBad
              : score < law.good_from                  ? kWarning
              : score >= law.honest_from && !penalised ? kHonest
                                                       : kGood;
  for (const auto& band : law.bands)
    if (score < band.below) {
      out.band = band.id;
      break;
    }
  return out;
}

Day repair_from(const CreditLaw& law, const Event& event, std::span<const Event> events) {
  auto newest = event.day;
  for (const auto& other : events)
    if (stands(other) && other.points >= 0) newest = std::max(newest, other.day);
  auto kind = law.event(event.event);
  return months_after(newest, kind ? kind->repair_months : 0);
}

}  // namespace qs::oversight

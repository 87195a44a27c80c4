#include "kernel/burning/bulletin.h"

#include <fmt/format.h>

#include <algorithm>
#include <compare>

namespace qs::burning {
namespace {

void count(const SpotFact& spot, Line& line) {
  ++line.found;
  line.confirmed += spot.state == SpotFact::State::confirmed;
  line.refuted += spot.state == SpotFact::State::refuted;
  line.waiting += spot.state == SpotFact::State::waiting;
  line.late += spot.late;
  if (spot.state == SpotFact::State::confirmed) line.area_m2 += spot.area_m2;
  line.untimed += !spot.minutes && spot.state != SpotFact::State::refuted;
  if (!spot.minutes) return;
  ++line.timed;
  line.mean_minutes = line.mean_minutes.value_or(0) + *spot.minutes;  // the sum, until it is done
}

void finish(Line& line) {
  if (line.mean_minutes) *line.mean_minutes /= static_cast<double>(line.timed);
  line.gap = line.untimed > 0;
}

// Less is better; nothing to compare by comes last.
std::weak_ordering compare(const Line& a, const Line& b, const Rules& rules) {
  for (auto measure : rules.ranking) {
    auto one = a.figure(measure), other = b.figure(measure);
    if (one.has_value() != other.has_value())
      return one ? std::weak_ordering::less : std::weak_ordering::greater;
    if (one && *one < *other) return std::weak_ordering::less;
    if (one && *one > *other) return std::weak_ordering::greater;
  }
  return std::weak_ordering::equivalent;
}

void rank(std::vector<Line>& lines, const Rules& rules) {
  std::stable_sort(lines.begin(), lines.end(),
                   [&](const Line& a, const Line& b) { return compare(a, b, rules) < 0; });
  for (size_t i = 0; i < lines.size(); ++i) {
    bool same = i > 0 && compare(lines[i - 1], lines[i], rules) == 0;
    lines[i].rank = same ? lines[i - 1].rank : i + 1;
    lines[i].tied = same;
    if (same) lines[i - 1].tied = true;
  }
}

}  // namespace

std::optional<double> Line::figure(Measure measure) const {
  switch (measure) {
    case Measure::confirmed:
      return static_cast<double>(confirmed);
    case Measure::area:
      return area_m2;
    case Measure::late:
      return static_cast<double>(late);
    case Measure::mean_minutes:
      return timed + untimed == 0 ? 0 : mean_minutes;
  }
  return std::nullopt;
}

Result<Span> period_of(std::string_view period, Day inside, const Rules& rules) {
  if (period == "day") return Period::of(PeriodKind::day, start_of(inside)).span();
  if (period == "week") return Period::of(PeriodKind::week, start_of(inside)).span();
  auto season = std::find_if(rules.seasons.begin(), rules.seasons.end(),
                             [&](const Season& s) { return s.id == period; });
  if (season == rules.seasons.end())
    return fail(fmt::format("no period is called '{}'", period), "period");
  bool over_new_year = season->until < season->from;
  std::chrono::month_day today(inside.month(), inside.day());
  bool within = over_new_year ? today >= season->from || today <= season->until
                              : today >= season->from && today <= season->until;
  if (!within) return fail("the day lies outside the season", "from");
  auto first = over_new_year && today <= season->until ? inside.year() - std::chrono::years{1}
                                                       : inside.year();
  auto last = over_new_year ? first + std::chrono::years{1} : first;
  Day until = std::chrono::sys_days(last / season->until.month() / season->until.day()) +
              std::chrono::days{1};
  return Span{start_of(first / season->from.month() / season->from.day()), start_of(until)};
}

Bulletin bulletin(std::string period, Span span, std::span<const SpotFact> spots,
                  std::span<const std::string> streets, const Rules& rules) {
  Bulletin out{std::move(period), span, {}, {}};
  for (const auto& street : streets) out.lines.push_back({.street = street});
  for (const auto& spot : spots) {
    if (!span.contains(spot.found)) continue;
    count(spot, out.total);
    auto line = std::find_if(out.lines.begin(), out.lines.end(),
                             [&](const Line& l) { return l.street == spot.street; });
    if (line != out.lines.end()) count(spot, *line);
  }
  finish(out.total);
  for (auto& line : out.lines) finish(line);
  rank(out.lines, rules);
  return out;
}

}  // namespace qs::burning

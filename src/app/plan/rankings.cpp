// 排名: streets, or stations, against each other, and what the ranking stands on.
#include "app/plan/planner.h"
#include "base/json.h"

namespace qs::app {
namespace {

Day first_of_month(Day day) {
  return day.year() / day.month() / 1;
}

Day month_before(Day first, size_t months) {
  auto back = std::chrono::months{static_cast<int>(months)};
  return Day{(first.year() / first.month() - back) / 1};
}

}  // namespace

// Who is ranked, with the names that people know them by.
Result<service::Ranking::Names> Planner::ranked_by(const plan::RankingRules& rules) const {
  service::Ranking::Names out;
  if (rules.stations.empty()) {
    for (const auto& street : pack_.streets) out[street.id] = {street.name_zh, street.name_en};
    return out;
  }
  Sites sites;
  if (auto done = sites.refresh(records_); !done) return tl::unexpected(done.error());
  for (const auto& [id, site] : sites.all())
    if (std::ranges::find(rules.stations, site.kind) != rules.stations.end())
      out[id] = {site.name_zh, site.name_en};
  return out;
}

Result<std::optional<double>> Planner::figure_of(const Ranked& ranked,
                                                 const plan::Criterion& criterion,
                                                 const std::string& who, Span span) const {
  auto law = pack_.planning.measure(criterion.figure);
  if (!law || span.from >= span.until) return std::nullopt;
  auto figure = [&](Span of) {
    auto gathered = ranked.rules.stations.empty() ? ranked.from.gather(*law, who, of, false)
                                                  : ranked.from.gather_station(*law, who, of);
    return gathered.map(
        [&](const Gathered& found) { return plan::figure_of(law->measure, found.items); });
  };
  auto now = figure(span);
  if (!now || !*now || !criterion.change) return now;
  auto before = figure(year_before(span));
  if (!before || !*before) return before;
  return plan::change_percent(**now, **before);
}

Result<std::vector<plan::Standing>> Planner::standings(const Ranked& ranked, Day month,
                                                       Instant until) const {
  auto span = Period::of(PeriodKind::month, start_of(month)).span();
  span.from = start_of(month_before(month, ranked.rules.window - 1));
  span.until = std::min(span.until, until);
  std::vector<plan::Contender> contenders;
  for (const auto& [id, name] : ranked.names) {
    plan::Contender contender{.id = id, .figures = {}};
    for (const auto& criterion : ranked.rules.criteria) {
      auto figure = figure_of(ranked, criterion, id, span);
      if (!figure) return tl::unexpected(figure.error());
      if (*figure) contender.figures[criterion.id] = **figure;
    }
    contenders.push_back(std::move(contender));
  }
  return plan::ranked(ranked.rules, contenders);
}

Result<std::optional<service::Ranking>> Planner::ranking(const std::string& id, Day month,
                                                         std::optional<observe::Seq> as_of) const {
  auto rules = pack_.planning.ranking(id);
  if (!rules) return std::nullopt;
  auto names = ranked_by(*rules);
  if (!names) return tl::unexpected(names.error());
  service::Ranking out{.rules = *rules, .month = first_of_month(month)};
  std::optional<Gatherer> then;
  if (as_of) then.emplace(pack_, gatherer_.series(), records_, *as_of);
  Ranked ranked{*rules, *names, then ? *then : gatherer_};
  std::vector<std::vector<plan::Standing>> newest_first;
  auto at = out.month;
  auto today = Period::of(PeriodKind::day, now_()).begin;
  for (size_t i = 0; i < std::max<size_t>(rules->months, 1); ++i, at = month_before(at, 1)) {
    auto standing = standings(ranked, at, today);
    if (!standing) return tl::unexpected(standing.error());
    newest_first.push_back(std::move(*standing));
  }
  out.to_interview = plan::to_interview(*rules, newest_first);
  out.standings = std::move(newest_first.front());
  out.names = std::move(*names);
  out.made_of = gatherer_.made_of().dump();
  return out;
}

}  // namespace qs::app

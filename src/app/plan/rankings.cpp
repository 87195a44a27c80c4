// 排名: streets against each other in one month, and what the ranking stands on.
#include "app/plan/planner.h"
#include "base/json.h"

namespace qs::app {
namespace {

Day first_of_month(Day day) {
  return day.year() / day.month() / 1;
}

Day month_before(Day first) {
  return Day{(first.year() / first.month() - std::chrono::months{1}) / 1};
}

}  // namespace

Result<std::vector<plan::Standing>> Planner::standings(const plan::RankingRules& rules,
                                                       Day month) const {
  auto span = Period::of(PeriodKind::month, start_of(month)).span();
  span.until = std::min(span.until, Period::of(PeriodKind::day, now_()).begin);
  std::vector<plan::Contender> contenders;
  for (const auto& street : pack_.streets) {
    plan::Contender contender{.id = street.id, .figures = {}};
    for (const auto& criterion : rules.criteria) {
      auto law = pack_.planning.measure(criterion.figure);
      if (!law || span.from >= span.until) continue;
      auto gathered = gatherer_.gather(*law, street.id, span, false);
      if (!gathered) return tl::unexpected(gathered.error());
      if (auto figure = plan::figure_of(law->measure, gathered->items))
        contender.figures[criterion.figure] = *figure;
    }
    contenders.push_back(std::move(contender));
  }
  return plan::ranked(rules, contenders);
}

Result<std::optional<service::Ranking>> Planner::ranking(const std::string& id, Day month) const {
  auto rules = pack_.planning.ranking(id);
  if (!rules) return std::nullopt;
  service::Ranking out{.rules = *rules, .month = first_of_month(month)};
  std::vector<std::vector<plan::Standing>> newest_first;
  auto at = out.month;
  for (size_t i = 0; i < std::max<size_t>(rules->months, 1); ++i, at = month_before(at)) {
    auto standing = standings(*rules, at);
    if (!standing) return tl::unexpected(standing.error());
    newest_first.push_back(std::move(*standing));
  }
  out.to_interview = plan::to_interview(*rules, newest_first);
  out.standings = std::move(newest_first.front());
  out.made_of = made_of();
  return out;
}

std::string Planner::made_of() const {
  return Json{{"rules", pack_.planning.version},
              {"ledger_commit", records_.last_commit()},
              {"series_seq", gatherer_.last_seq()}}
      .dump();
}

}  // namespace qs::app

// 工作通报: what a period was, or how a plan went, as fields of a record that stays as it is.
#include <fmt/format.h>

#include "app/plan/planner.h"
#include "app/plan/telling.h"
#include "edge/service/plan/ranking_notice.h"

namespace qs::app {
namespace {

constexpr std::string_view kBulletin = "plan_bulletin";
constexpr std::string_view kMonth = "month";

// Periods long enough to look at projects and at what stands in the way.
bool looks_at_projects(const Telling& told) {
  return told.is_evaluation() || told.asked.period == "half_year" || told.asked.period == "year";
}

Json versions(const Json& made_of, const Pack& pack) {
  return Json::array(
      {{{"name", "规则（planning.toml）"}, {"value", made_of.at("rules")}},
       {{"name", "台账提交号"},
        {"value", std::to_string(made_of.at("ledger_commit").get<uint64_t>())}},
       {{"name", "数据序号"}, {"value", std::to_string(made_of.at("series_seq").get<uint64_t>())}},
       {{"name", "规则包"}, {"value", fmt::format("{}", fmt::join(pack.lineage, "、"))}}});
}

}  // namespace

Result<void> Planner::tell_ranking(Telling& told) const {
  if (pack_.planning.rankings.empty()) return {};
  auto found = ranking(pack_.planning.rankings.front().id, told.last(), {});
  if (!found) return tl::unexpected(found.error());
  const auto& rules = (*found)->rules;
  auto tables = service::ranking_tables(**found);
  told.fields["ranking"] = tables.places;
  told.fields["ranking_figures"] = tables.figures;
  told.fields["to_interview"] = tables.to_interview;
  told.trace({.figure = rules.name_zh,
              .value = fmt::format("{} 个街道", (*found)->standings.size()),
              .what = "各项名次的加权平均，越小越好",
              .span = told.span(),
              .count = fmt::format("{} 个数", (*found)->standings.size() * rules.criteria.size()),
              .clause = service::clause_zh(rules.clause, rules.confidence),
              .page = "/plan?tab=ranking"});
  return {};
}

// 题名: of the district and the period, or of the plan evaluated.
Result<std::string> Planner::bulletin_name(const Telling& told, int64_t issue) const {
  auto word = pack_.choice_zh(std::string(kBulletin), "period", told.asked.period);
  auto whose = pack_.district.name_zh + "生态环境工作";
  if (told.is_evaluation()) {
    auto plan = records_.get("plan", told.asked.plan);
    if (!plan) return tl::unexpected(plan.error());
    if (!*plan) return fail("there is no such plan", told.asked.plan);
    whose = (*plan)->text("name");
  }
  return fmt::format("{}{}（{} 至 {}{}）", whose, word, iso(day_of(told.span().from)),
                     iso(told.last()), issue > 1 ? fmt::format("，更正第 {} 期", issue) : "");
}

Result<void> Planner::tell(Telling& told) const {
  auto problems = Json::array();
  if (!told.is_evaluation())
    if (auto done = tell_air(told); !done) return done;
  if (auto done = tell_indicators(told); !done) return done;
  if (told.asked.period == kMonth)
    if (auto done = tell_ranking(told); !done) return done;
  if (auto done = tell_tasks(told, problems); !done) return done;
  if (looks_at_projects(told)) {
    if (auto done = tell_projects(told, problems); !done) return done;
    told.put("problems", problems);
  }
  return tell_cases(told);
}

Result<ledger::Write> Planner::bulletin(const service::BulletinAsked& asked, std::string_view who,
                                        Instant at) const {
  Telling told{.asked = asked};
  auto first = iso(day_of(asked.span.from));
  std::vector<ledger::Filter> same{{.field = "period", .value = asked.period},
                                   {.field = "from_on", .value = first}};
  if (told.is_evaluation()) same.push_back({.field = "plan", .value = asked.plan});
  auto before = records_.count({.kind = std::string(kBulletin), .where = std::move(same)});
  if (!before) return tl::unexpected(before.error());
  auto issue = static_cast<int64_t>(*before) + 1;
  auto title = bulletin_name(told, issue);
  if (!title) return tl::unexpected(title.error());
  told.fields = {{"name", *title},          {"period", asked.period},
                 {"from_on", first},        {"until_on", iso(told.last())},
                 {"issue", issue},          {"at", to_ms(at)},
                 {"who", std::string(who)}, {"made_of", gatherer_.made_of().dump()}};
  if (told.is_evaluation()) told.fields["plan"] = asked.plan;
  if (auto done = tell(told); !done) return tl::unexpected(done.error());
  told.put("sources", told.sources);
  told.put("versions", versions(gatherer_.made_of(), pack_));
  return ledger::Write{
      .kind = std::string(kBulletin),
      .id = fmt::format("{}-{}-{}", asked.period, told.is_evaluation() ? asked.plan : first, issue),
      .fields = std::move(told.fields),
      .expected_revision = 0};
}

}  // namespace qs::app

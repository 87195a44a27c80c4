#include "edge/service/plan/ranking_notice.h"

#include <fmt/format.h>

#include "base/decimal.h"
#include "base/json.h"

namespace qs::service {
namespace {

std::string written(const std::optional<double>& value, int places, std::string_view unit = "") {
  return value ? fmt::format("{}{}", to_text(*value, places), unit) : std::string("—");
}

Json standing_json(const Ranking& ranking, const plan::Standing& standing) {
  auto of = Json::array();
  for (const auto& one : standing.of)
    of.push_back({{"value", or_null(one.value)}, {"rank", or_null(one.rank)}});
  const auto& name = ranking.names.at(standing.id);
  return {{"id", standing.id},
          {"name_zh", name.zh},
          {"name_en", name.en},
          {"rank", or_null(standing.rank)},
          {"tied", standing.tied},
          {"score", or_null(standing.score)},
          {"of", of},
          {"gaps", standing.gaps}};
}

// 各项: "PM2.5 月均浓度 41μg/m³；…"
std::string figures_zh(const plan::RankingRules& rules, const plan::Standing& standing) {
  std::string out;
  for (size_t i = 0; i < standing.of.size(); ++i) {
    const auto& criterion = rules.criteria[i];
    out += fmt::format("{}{} {}", i ? "；" : "", criterion.name_zh,
                       written(standing.of[i].value, criterion.places, criterion.unit));
  }
  return out;
}

Json figure_json(const std::string& who, const plan::Criterion& criterion,
                 const plan::Standing::Of& of) {
  Json out{{"street", who},
           {"criterion", criterion.name_zh},
           {"unit", criterion.unit},
           {"weight", criterion.weight},
           {"better", criterion.low ? "low" : "high"},
           {"gap", plan::name(criterion.gap)}};
  if (of.value) out["value"] = *of.value;
  if (of.rank) out["rank"] = *of.rank;
  return out;
}

Json criteria_json(const plan::RankingRules& rules) {
  auto out = Json::array();
  for (const auto& criterion : rules.criteria)
    out.push_back({{"name", criterion.name_zh},
                   {"unit", criterion.unit},
                   {"weight", criterion.weight},
                   {"better", criterion.low ? "越低越好" : "越高越好"},
                   {"gap", criterion.gap == plan::Gap::last     ? "按末位"
                           : criterion.gap == plan::Gap::spared ? "不计该项"
                                                                : "不排名"}});
  return out;
}

}  // namespace

Json rules_json(const plan::RankingRules& rules) {
  auto criteria = Json::array();
  for (const auto& c : rules.criteria)
    criteria.push_back({{"id", c.id},
                        {"name_zh", c.name_zh},
                        {"name_en", c.name_en},
                        {"unit", c.unit},
                        {"weight", c.weight},
                        {"change", c.change},
                        {"better", c.low ? "low" : "high"},
                        {"places", c.places},
                        {"gap", plan::name(c.gap)}});
  return {{"id", rules.id},
          {"name_zh", rules.name_zh},
          {"name_en", rules.name_en},
          {"criteria", criteria},
          {"last_n", rules.last_n},
          {"months", rules.months},
          {"stations", rules.stations},
          {"window", rules.window},
          {"clause", rules.clause},
          {"confidence", rules.confidence}};
}

// What is published; nothing of it changes afterwards.
Json finding_json(const Ranking& ranking) {
  auto rows = Json::array();
  for (const auto& standing : ranking.standings) rows.push_back(standing_json(ranking, standing));
  return {{"rules", rules_json(ranking.rules)},
          {"month", iso(ranking.month)},
          {"rows", rows},
          {"to_interview", ranking.to_interview}};
}

RankingTables ranking_tables(const Ranking& ranking) {
  auto rows = Json::array(), figures = Json::array();
  for (const auto& standing : ranking.standings) {
    const auto& who = ranking.names.at(standing.id).zh;
    for (size_t i = 0; i < standing.of.size(); ++i)
      figures.push_back(figure_json(who, ranking.rules.criteria[i], standing.of[i]));
    Json row{{"rank", standing.rank
                          ? fmt::format("{}{}", *standing.rank, standing.tied ? "（并列）" : "")
                          : std::string("不排名")},
             {"street", who},
             {"score", written(standing.score, 2)},
             {"figures", figures_zh(ranking.rules, standing)}};
    if (standing.score) row["points"] = *standing.score;
    rows.push_back(std::move(row));
  }
  std::vector<std::string> called;
  for (const auto& id : ranking.to_interview) called.push_back(ranking.names.at(id).zh);
  return {rows.dump(), figures.dump(), fmt::format("{}", fmt::join(called, "、"))};
}

std::string clause_zh(std::string_view clause, std::string_view confidence) {
  if (confidence == "verified") return std::string(clause);
  return fmt::format("{}（{}）", clause, confidence == "practice" ? "惯例，未核对" : "未核对");
}

ledger::Write ranking_notice(const Ranking& ranking, std::string_view district_zh, int64_t issue,
                             std::string_view who, Instant at) {
  const auto& rules = ranking.rules;
  auto month = iso_month(ranking.month);
  auto tables = ranking_tables(ranking);
  ledger::Fields fields{{"places", tables.places},
                        {"figures", tables.figures},
                        {"to_interview", tables.to_interview}};
  fields["name"] = fmt::format("{}{}（{}{}）", district_zh, rules.name_zh, month,
                               issue > 1 ? fmt::format("，更正第 {} 期", issue) : "");
  fields["ranking_name"] = rules.name_zh;
  fields["criteria"] = criteria_json(rules).dump();
  fields["window"] = static_cast<int64_t>(rules.window);
  fields["clause"] = clause_zh(rules.clause, rules.confidence);
  fields["rules_version"] = Json::parse(ranking.made_of).value("rules", "");
  fields["ranking"] = rules.id;
  fields["month"] = iso(ranking.month);
  fields["issue"] = issue;
  fields["at"] = to_ms(at);
  fields["who"] = std::string(who);
  fields["finding"] = finding_json(ranking).dump();
  fields["made_of"] = ranking.made_of;
  return {.kind = std::string(kRankingNotice),
          .id = fmt::format("{}-{}-{}", rules.id, month, issue),
          .fields = std::move(fields),
          .expected_revision = 0};
}

}  // namespace qs::service

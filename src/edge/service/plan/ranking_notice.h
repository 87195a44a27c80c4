// 排名通报: a ranking as it is published: what is compared with a later one, and what its paper and
// its workbook show.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "edge/service/planning.h"

namespace qs::service {

inline constexpr std::string_view kRankingNotice = "ranking_bulletin";

nlohmann::json rules_json(const plan::RankingRules& rules);
// Nothing of it changes afterwards.
nlohmann::json finding_json(const Ranking& ranking);
// As the records that print a ranking hold it: the places, every figure behind them (both as JSON),
// and who is called, in words.
struct RankingTables {
  std::string places, figures, to_interview;
};
RankingTables ranking_tables(const Ranking& ranking);
// "行动计划“四、保障措施”（惯例，未核对）"
std::string clause_zh(std::string_view clause, std::string_view confidence);
// The record; `issue`: from 1, of the same month.
ledger::Write ranking_notice(const Ranking& ranking, std::string_view district_zh, int64_t issue,
                             std::string_view who, Instant at);

}  // namespace qs::service

#include "edge/service/burning/burning_rules.h"

#include <algorithm>
#include <sstream>

#include "edge/service/ask.h"
#include "edge/service/room.h"

namespace qs::service {
namespace {

using ledger::Record;

constexpr std::string_view kRuleKind = "burning_rule", kRule = "rule",
                           kSeasonKind = "burning_season";
constexpr size_t kMostSeasons = 20;

// "05-15"; no leap day: every season has its days every year.
std::optional<std::chrono::month_day> day_of_year(const std::string& text) {
  auto day = parse_day("2001-" + text);
  if (!day) return std::nullopt;
  return std::chrono::month_day(day->month(), day->day());
}

Maybe<std::vector<burning::Measure>> ranking_of(const Record& rule) {
  std::vector<burning::Measure> out;
  std::istringstream words(rule.text("ranking"));
  for (std::string word; words >> word;) {
    auto it = std::find(burning::kMeasures.begin(), burning::kMeasures.end(), word);
    if (it == burning::kMeasures.end())
      return refuse(422, fmt::format("the rule ranks by '{}', which is nothing", word),
                    std::string(kRuleKind));
    out.push_back(static_cast<burning::Measure>(it - burning::kMeasures.begin()));
  }
  return out;
}

Maybe<std::vector<burning::Season>> seasons_of(const Service::Room& room) {
  auto found = query(room, {.kind = std::string(kSeasonKind), .where = {}, .limit = kMostSeasons});
  if (!found) return tl::unexpected(found.error());
  std::vector<burning::Season> out;
  for (const auto& record : *found) {
    auto from = day_of_year(record.text("from_day")), until = day_of_year(record.text("until_day"));
    if (!from || !until) return refuse(422, "a season has no days such as 05-15", record.id);
    out.push_back({record.id, record.text("name"), record.text("name_en"), *from, *until});
  }
  return out;
}

}  // namespace

Maybe<burning::Rules> burning_rules(const Service::Room& room) {
  auto found = lift(room.seams.records.get(kRuleKind, kRule));
  if (!found) return tl::unexpected(found.error());
  if (!*found) return refuse(422, "there is no rule of open burning", std::string(kRuleKind));
  const auto& rule = **found;
  auto ranking = ranking_of(rule);
  if (!ranking) return tl::unexpected(ranking.error());
  auto seasons = seasons_of(room);
  if (!seasons) return tl::unexpected(seasons.error());
  return burning::Rules{.join_metres = rule.number("join_metres").value_or(0),
                        .join = std::chrono::hours(rule.integer("join_hours").value_or(0)),
                        .least_confidence = rule.number("least_confidence").value_or(0),
                        .heat_metres = rule.number("heat_metres").value_or(0),
                        .ranking = std::move(*ranking),
                        .seasons = std::move(*seasons),
                        .confidence = rule.text("confidence")};
}

}  // namespace qs::service

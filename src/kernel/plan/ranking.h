// 排名: streets or stations against each other by several criteria of weight; ties and gaps by
// rule, and who was last too often is named for an interview.
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/result.h"

namespace qs::plan {

// What becomes of a place without a value of a criterion.
enum class Gap : uint8_t {
  last,    // counts as the worst rank of that criterion
  spared,  // is ranked by the other criteria, their weights made up to the whole
  out      // is not ranked at all and said so
};
std::optional<Gap> gap(std::string_view name);
std::string_view name(Gap gap);  // "last", ...

struct Criterion {
  std::string id, name_zh, name_en;
  std::string figure;   // the measure that is gathered: "air.composite"
  bool change = false;  // 改善: its change_percent against the same months of the year before
  std::string unit;
  double weight = 1;
  bool low = true;  // the lowest value is the best
  int places = 1;   // values alike at these decimals are equal
  Gap gap = Gap::last;
};

struct RankingRules {
  std::string id, name_zh, name_en;
  std::vector<std::string> stations;  // the kinds of stations that are ranked; empty: streets are
  size_t window = 1;  // 滚动: figures are of so many months, of which the ranked one is the last
  std::vector<Criterion> criteria;
  size_t last_n = 0;  // 约谈: among the last so many...
  size_t months = 0;  // ... for so many months in a row; 0: nobody is called
  std::string clause, confidence;
};

struct Contender {
  std::string id;
  std::map<std::string, double, std::less<>> figures;  // by Criterion::id; absent: a gap
};

struct Standing {
  std::string id;
  std::optional<size_t> rank;  // from 1; equals share it and the next skips; none: not ranked
  bool tied = false;
  std::optional<double> score;  // weighted mean of the ranks by criterion, the smallest is best
  struct Of {
    std::optional<double> value;
    std::optional<size_t> rank;
  };
  std::vector<Of> of;             // as the criteria
  std::vector<std::string> gaps;  // criteria without a value
};

// In order of rank, those not ranked last; places alike stay in the order given.
std::vector<Standing> ranked(const RankingRules& rules, std::span<const Contender> contenders);

// 约谈触发: who stands among the last `last_n` of every one of the latest `months` rankings, given
// the newest first. Who is not ranked in one of them is not called.
std::vector<std::string> to_interview(const RankingRules& rules,
                                      std::span<const std::vector<Standing>> newest_first);

}  // namespace qs::plan

// 亩均论英雄: firms scored by what they give and take per mu and per value added, and put into
// classes by their share of the ranked firms.
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "kernel/plan/ranking.h"

namespace qs::plan {

struct YieldCriterion {
  std::string id, name_zh, name_en, unit;
  std::string of, per;         // the figure is of / per, both named by whoever gathers
  bool low = false;            // less is better
  double weight = 0;           // points of a firm that stands at the norm
  std::optional<double> norm;  // given; absent: the median of the firms that have the figure
  double cap = 1;              // at most so many times the weight
  Gap gap = Gap::last;         // last: no points
  std::string clause, confidence;
};

struct YieldPolicy {
  std::string what, zh, en;  // "electricity"
};

struct YieldClass {
  std::string id, name_zh, name_en;
  double share = 0;  // percent of the ranked firms; the last class takes the rest
  std::vector<YieldPolicy> policies;
};

struct YieldRules {
  std::vector<YieldCriterion> criteria;
  std::vector<YieldClass> classes;  // the best first; a veto leads to the last
};
// A fault's place names the criterion or class.
Result<void> check_rules(const YieldRules& rules);

struct YieldFirm {
  std::string id;
  std::map<std::string, double, std::less<>> figures;  // absent: missing
  std::vector<std::string> vetoes;                     // 一票否决: why
};

enum class YieldFault : uint8_t {
  none,
  missing,    // a figure is not known
  zero_base,  // divided by nothing: no land, no value added
  zero_norm   // the norm is 0: nothing can be measured by it
};
std::string_view name(YieldFault fault);  // "", "missing", ...

struct YieldPart {
  std::optional<double> value, norm;
  std::optional<double> points;  // absent: spared
  YieldFault fault = YieldFault::none;
};

struct YieldStanding {
  std::string id;
  std::vector<YieldPart> parts;  // as the criteria
  std::optional<double> score;   // absent: not ranked, see the parts' faults
  std::optional<size_t> rank;    // equals share it
  std::string class_id;          // empty: not ranked
  std::vector<std::string> vetoes;
};

inline constexpr int kYieldPlaces = 2;  // of points and scores
inline constexpr int kYieldValuePlaces = 4;

// By rank, those not ranked last, in the order given. Vetoed firms are ranked by their score but
// do not count for the shares of the classes.
std::vector<YieldStanding> rated(const YieldRules& rules, std::span<const YieldFirm> firms);

}  // namespace qs::plan

// 年度考核计分: what one who is assessed gets for each item of a scheme and in all, from facts
// alone.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "kernel/plan/measure.h"

namespace qs::plan {

enum class ItemKind : uint8_t {
  base,      // 基本分: together the full marks
  bonus,     // 加分
  deduction  // 扣分
};
enum class Way : uint8_t {
  told,   // by self-assessment with evidence; what the review gives counts
  scale,  // all at the figure `full`, nothing at `none`, straight between
  goal,   // all when the goal is met, nothing when it is missed by the share `none` of it
  each    // `each` points for every one: taken from a base item, else counted up
};
// What becomes of an item without a figure.
enum class Missing : uint8_t {
  spared,  // does not count: the other base items are made up to the whole
  none,    // no points (of a deduction: nothing is taken)
  full     // all its points (of a deduction: all are taken)
};
std::optional<ItemKind> item_kind(std::string_view name);  // "base", ...
std::optional<Way> way(std::string_view name);
std::optional<Missing> missing(std::string_view name);
std::string_view name(ItemKind kind);
std::string_view name(Way way);
std::string_view name(Missing missing);

inline constexpr int kPointPlaces = 2;

struct ScoreItem {
  std::string id, name_zh, name_en, unit;
  ItemKind kind = ItemKind::base;
  Way way = Way::told;
  Missing missing = Missing::spared;
  double points = 0;  // at most
  double full = 0, none = 0, each = 0;
  size_t fewest = 0;  // values that its figure is made of, at least (GB 3095 table 4)
  std::string clause, confidence;
};

struct Grade {
  std::string id, name_zh, name_en;
  double least = 0;
};

struct Scheme {
  std::vector<ScoreItem> items;
  std::vector<Grade> grades;  // the best first
  double full() const;        // of the base items together
  const ScoreItem* item(std::string_view id) const;
};
// A fault names what would not make sense; its place is the item's or the grade's id.
Result<void> check_scheme(const Scheme& scheme);

struct Fact {
  std::optional<double> figure;
  std::optional<Goal> goal;
  std::optional<size_t> values;  // that the figure is made of, where that can be counted
  std::string words;  // how the figure was made, for people
};
using Facts = std::map<std::string, Fact, std::less<>>;  // by item

enum class ScoreFault : uint8_t {
  none,
  no_figure,  // the item's own rule for missing data was applied
  no_goal,    // the same
  too_few,    // values for a figure; the same
  zero_base   // the goal is 0 and missed: no share of it can be told; the same
};
std::optional<ScoreFault> score_fault(std::string_view name);  // "", "no_figure", ...
std::string_view name(ScoreFault fault);

struct ItemScore {
  std::optional<double> points;  // absent: spared, or told and not yet reviewed
  ScoreFault fault = ScoreFault::none;
};
// Never below 0 or above the item's points, rounded half-even once. Told items: nothing.
ItemScore score_of(const ScoreItem& item, const Fact& fact);

struct Total {
  double base = 0, bonus = 0, deduction = 0;
  double total = 0;   // within 0..full marks
  std::string grade;  // empty: below all
};
// `points` by item; absent items are spared.
Total total_of(const Scheme& scheme, const std::map<std::string, double, std::less<>>& points);

}  // namespace qs::plan

#include "kernel/plan/score.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <set>

#include "base/decimal.h"

namespace qs::plan {
namespace {

constexpr std::array<std::string_view, 3> kKinds{"base", "bonus", "deduction"};    // as ItemKind
constexpr std::array<std::string_view, 4> kWays{"told", "scale", "goal", "each"};  // as Way
constexpr std::array<std::string_view, 3> kMissing{"spared", "none", "full"};      // as Missing
constexpr std::array<std::string_view, 5> kFaults{"", "no_figure", "no_goal", "too_few",
                                                  "zero_base"};

template <class Word, size_t N>
std::optional<Word> word(const std::array<std::string_view, N>& names, std::string_view name) {
  auto at = std::ranges::find(names, name);
  if (at == names.end()) return std::nullopt;
  return static_cast<Word>(at - names.begin());
}

double rounded(double points) {
  return round_half_even(points, kPointPlaces);
}

ItemScore without(const ScoreItem& item, ScoreFault fault) {
  switch (item.missing) {
    case Missing::spared:
      return {std::nullopt, fault};
    case Missing::none:
      return {0.0, fault};
    case Missing::full:
      return {item.points, fault};
  }
  return {};
}

ItemScore by_goal(const ScoreItem& item, const Goal& goal, double figure) {
  if (meets(goal, figure)) return {item.points};
  if (goal.value == 0) return without(item, ScoreFault::zero_base);
  auto missed = std::abs(figure - goal.value) / std::abs(goal.value);
  return {rounded(item.points * std::clamp(1 - missed / item.none, 0.0, 1.0))};
}

Result<void> check_item(const ScoreItem& item) {
  if (!std::isfinite(item.points) || item.points <= 0) return fail("points are above 0", item.id);
  if (item.way == Way::scale && (item.full == item.none || !std::isfinite(item.full - item.none)))
    return fail("the figures of all and of no points differ", item.id);
  if (item.way == Way::goal && !(item.none > 0))
    return fail("the share of no points is above 0", item.id);
  if (item.way == Way::each && !(item.each > 0)) return fail("each costs more than 0", item.id);
  return {};
}

}  // namespace

std::optional<ItemKind> item_kind(std::string_view name) {
  return word<ItemKind>(kKinds, name);
}
std::optional<Way> way(std::string_view name) {
  return word<Way>(kWays, name);
}
std::optional<Missing> missing(std::string_view name) {
  return word<Missing>(kMissing, name);
}
std::optional<ScoreFault> score_fault(std::string_view name) {
  return word<ScoreFault>(kFaults, name);
}
std::string_view name(ItemKind kind) {
  return kKinds[static_cast<size_t>(kind)];
}
std::string_view name(Way way) {
  return kWays[static_cast<size_t>(way)];
}
std::string_view name(Missing missing) {
  return kMissing[static_cast<size_t>(missing)];
}
std::string_view name(ScoreFault fault) {
  return kFaults[static_cast<size_t>(fault)];
}

double Scheme::full() const {
  double out = 0;
  for (const auto& item : items)
    if (item.kind == ItemKind::base) out += item.points;
  return rounded(out);
}

const ScoreItem* Scheme::item(std::string_view id) const {
  auto at = std::ranges::find(items, id, &ScoreItem::id);
  return at == items.end() ? nullptr : &*at;
}

Result<void> check_scheme(const Scheme& scheme) {
  std::set<std::string_view> ids;
  for (const auto& item : scheme.items) {
    if (!ids.insert(item.id).second) return fail("stands twice", item.id);
    if (auto fine = check_item(item); !fine) return fine;
  }
  if (scheme.full() <= 0) return fail("no base item gives points", "item");
  for (size_t i = 1; i < scheme.grades.size(); ++i)
    if (!(scheme.grades[i].least < scheme.grades[i - 1].least))
      return fail("is not below the grade before it", scheme.grades[i].id);
  return {};
}

ItemScore score_of(const ScoreItem& item, const Fact& fact) {
  if (item.way == Way::told) return {};
  if (!fact.figure || !std::isfinite(*fact.figure)) return without(item, ScoreFault::no_figure);
  if (fact.values && *fact.values < item.fewest) return without(item, ScoreFault::too_few);
  auto figure = *fact.figure;
  if (item.way == Way::goal)
    return fact.goal ? by_goal(item, *fact.goal, figure) : without(item, ScoreFault::no_goal);
  if (item.way == Way::scale) {
    auto share = (figure - item.none) / (item.full - item.none);
    return {rounded(item.points * std::clamp(share, 0.0, 1.0))};
  }
  auto counted = std::clamp(item.each * figure, 0.0, item.points);
  return {rounded(item.kind == ItemKind::base ? item.points - counted : counted)};
}

Total total_of(const Scheme& scheme, const std::map<std::string, double, std::less<>>& points) {
  Total out;
  double counted = 0;  // full marks of the base items that count
  for (const auto& item : scheme.items) {
    auto at = points.find(item.id);
    if (at == points.end()) continue;
    auto got = std::clamp(at->second, 0.0, item.points);
    if (item.kind == ItemKind::bonus) out.bonus += got;
    if (item.kind == ItemKind::deduction) out.deduction += got;
    if (item.kind != ItemKind::base) continue;
    out.base += got;
    counted += item.points;
  }
  auto full = scheme.full();
  if (counted > 0) out.base *= full / counted;
  out.base = std::min(rounded(out.base), full);
  out.bonus = rounded(out.bonus);
  out.deduction = rounded(out.deduction);
  out.total = rounded(std::clamp(out.base + out.bonus - out.deduction, 0.0, full));
  auto grade =
      std::ranges::find_if(scheme.grades, [&](const Grade& one) { return out.total >= one.least; });
  if (grade != scheme.grades.end()) out.grade = grade->id;
  return out;
}

}  // namespace qs::plan

#include "kernel/plan/yield.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <set>

#include "base/decimal.h"

namespace qs::plan {
namespace {

constexpr std::array<std::string_view, 4> kFaults{"", "missing", "zero_base",
                                                  "zero_norm"};  // as YieldFault

YieldPart value_of(const YieldCriterion& criterion, const YieldFirm& firm) {
  auto of = firm.figures.find(criterion.of), per = firm.figures.find(criterion.per);
  if (of == firm.figures.end() || per == firm.figures.end())
    return {.value = {}, .norm = {}, .points = {}, .fault = YieldFault::missing};
  if (per->second == 0)
    return {.value = {}, .norm = {}, .points = {}, .fault = YieldFault::zero_base};
  return {.value = round_half_even(of->second / per->second, kYieldValuePlaces),
          .norm = {},
          .points = {}};
}

std::optional<double> median(std::vector<double> values) {
  if (values.empty()) return std::nullopt;
  std::ranges::sort(values);
  auto middle = values.size() / 2;
  if (values.size() % 2) return values[middle];
  return round_half_even((values[middle - 1] + values[middle]) / 2, kYieldValuePlaces);
}

double points_of(const YieldCriterion& criterion, double value, double norm) {
  double times = criterion.cap;
  if (!criterion.low)
    times = value / norm;
  else if (value > 0)
    times = norm / value;  // nothing used, nothing emitted: the best there is
  else if (value < 0)
    times = 0;  // per a loss: no merit
  return round_half_even(criterion.weight * std::clamp(times, 0.0, criterion.cap), kYieldPlaces);
}

void measure(const YieldCriterion& criterion, std::span<const YieldFirm> firms,
             std::vector<YieldStanding>& standings) {
  std::vector<double> values;
  for (size_t i = 0; i < firms.size(); ++i) {
    standings[i].parts.push_back(value_of(criterion, firms[i]));
    if (auto value = standings[i].parts.back().value) values.push_back(*value);
  }
  auto norm = criterion.norm ? criterion.norm : median(std::move(values));
  for (auto& standing : standings) {
    auto& part = standing.parts.back();
    part.norm = norm;
    if (part.value && !(norm && *norm > 0)) part.fault = YieldFault::zero_norm;
    if (part.fault == YieldFault::none)
      part.points = points_of(criterion, *part.value, *norm);
    else if (criterion.gap == Gap::last)
      part.points = 0;
  }
}

// Spared criteria are made up to the whole.
std::optional<double> score_of(const YieldRules& rules, const YieldStanding& standing) {
  double sum = 0, counted = 0, whole = 0;
  for (size_t i = 0; i < rules.criteria.size(); ++i) {
    const auto& criterion = rules.criteria[i];
    whole += criterion.weight;
    if (standing.parts[i].points) {
      sum += *standing.parts[i].points;
      counted += criterion.weight;
    } else if (criterion.gap == Gap::out) {
      return std::nullopt;
    }
  }
  if (counted <= 0) return std::nullopt;
  return round_half_even(sum * whole / counted, kYieldPlaces);
}

// The first class whose share of `of` firms holds this rank.
const YieldClass& class_of(const YieldRules& rules, size_t rank, size_t of) {
  double share = 0;
  for (const auto& one : rules.classes) {
    share += one.share;
    auto holds = std::ceil(share / 100 * static_cast<double>(of) - 1e-9);
    if (static_cast<double>(rank) <= holds) return one;
  }
  return rules.classes.back();
}

// How many of them, which rise, are above the score.
size_t above(const std::vector<double>& scores, double score) {
  return static_cast<size_t>(scores.end() - std::ranges::upper_bound(scores, score));
}

void classify(const YieldRules& rules, std::vector<YieldStanding>& standings) {
  std::vector<double> all, fair;
  for (const auto& standing : standings) {
    if (!standing.score) continue;
    all.push_back(*standing.score);
    if (standing.vetoes.empty()) fair.push_back(*standing.score);
  }
  std::ranges::sort(all);
  std::ranges::sort(fair);
  for (auto& standing : standings) {
    if (!standing.score) continue;
    standing.rank = above(all, *standing.score) + 1;
    standing.class_id = standing.vetoes.empty()
                            ? class_of(rules, above(fair, *standing.score) + 1, fair.size()).id
                            : rules.classes.back().id;
  }
}

}  // namespace

std::string_view name(YieldFault fault) {
  return kFaults[static_cast<size_t>(fault)];
}

Result<void> check_rules(const YieldRules& rules) {
  if (rules.criteria.empty()) return fail("a rating needs one", "criterion");
  if (rules.classes.empty()) return fail("a rating needs one", "class");
  std::set<std::string_view> ids;
  for (const auto& one : rules.criteria) {
    if (!ids.insert(one.id).second) return fail("stands twice", one.id);
    if (!(one.weight > 0)) return fail("the weight is above 0", one.id);
    if (!(one.cap >= 1)) return fail("the cap is at least 1", one.id);
    if (one.norm && !(*one.norm > 0)) return fail("the norm is above 0", one.id);
  }
  double shares = 0;
  for (const auto& one : rules.classes) {
    if (!ids.insert(one.id).second) return fail("stands twice", one.id);
    if (one.share < 0) return fail("the share is not below 0", one.id);
    shares += one.share;
  }
  if (shares > 100) return fail("the shares are at most 100 % together", "class");
  return {};
}

std::vector<YieldStanding> rated(const YieldRules& rules, std::span<const YieldFirm> firms) {
  std::vector<YieldStanding> out;
  for (const auto& firm : firms)
    out.push_back({.id = firm.id,
                   .parts = {},
                   .score = {},
                   .rank = {},
                   .class_id = {},
                   .vetoes = firm.vetoes});
  for (const auto& criterion : rules.criteria) measure(criterion, firms, out);
  for (auto& standing : out) standing.score = score_of(rules, standing);
  classify(rules, out);
  std::ranges::stable_sort(out, {}, [&](const YieldStanding& standing) {
    return standing.rank.value_or(out.size() + 1);
  });
  return out;
}

}  // namespace qs::plan

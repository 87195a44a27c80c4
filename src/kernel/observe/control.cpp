#include "kernel/observe/control.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace qs::observe {
namespace {

constexpr std::string_view kComparison = "water.waste.comparison";
constexpr double kNoEnd = 1e12;

// "w01018:30:60": of manual values in [30, 60); without bounds: of all.
struct Range {
  std::string_view factor;
  double low = -kNoEnd, high = kNoEnd;
};

double number_in(std::string_view text, double otherwise) {
  double value = otherwise;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

Range range_of(std::string_view scope) {
  Range range;
  auto first = scope.find(':');
  range.factor = scope.substr(0, first);
  if (first == scope.npos) return range;
  auto second = scope.find(':', first + 1);
  range.low = number_in(scope.substr(first + 1, second - first - 1), range.low);
  if (second != scope.npos) range.high = number_in(scope.substr(second + 1), range.high);
  return range;
}

}  // namespace

std::string_view name(Drift drift) {
  constexpr std::array<std::string_view, 3> kNames{"fine", "adjust", "out"};
  return kNames[static_cast<size_t>(drift)];
}

Result<Drift> judge_drift(const standard::Library& library, std::string_view item, double percent,
                          Day day) {
  auto limit = library.rule("gas.out_of_control.drift", day, item);
  auto target = library.rule("gas.drift.target", day, item);
  if (!limit || !target)
    return fail(fmt::format("no rule says how far '{}' may drift on {}", item, iso(day)));
  auto far = std::abs(percent);
  return far > limit->number() ? Drift::out : far > target->number() ? Drift::adjust : Drift::fine;
}

std::vector<Span> out_of_control(std::span<const ControlCheck> checks, Instant until) {
  std::vector<Span> out;
  std::optional<Instant> good, lost;
  for (const auto& check : checks) {
    if (check.out) {
      if (!lost) lost = good.value_or(check.at);
      continue;
    }
    if (lost) out.push_back({*lost, check.at});
    lost.reset();
    good = check.at;
  }
  if (lost && *lost < until) out.push_back({*lost, until});
  return out;
}

std::optional<Allowed> allowed_difference(const standard::Library& library, std::string_view factor,
                                          double manual, Day day) {
  for (const auto& rule : library.tables().rules) {
    if (rule.name != kComparison || !rule.source.in_force(day)) continue;
    auto range = range_of(rule.scope);
    if (range.factor != factor || manual < range.low || manual >= range.high) continue;
    return Allowed{rule.number(), rule.unit == "%", &rule};
  }
  return std::nullopt;
}

bool confirms(const Allowed& allowed, double manual, double automatic) {
  auto bound = allowed.relative ? std::abs(manual) * allowed.bound / 100 : allowed.bound;
  return std::abs(automatic - manual) <= bound;
}

}  // namespace qs::observe

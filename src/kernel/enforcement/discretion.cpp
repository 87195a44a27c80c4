#include "kernel/enforcement/discretion.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace qs::enforcement {
namespace {

template <class Thing>
const Thing* by_id(const std::vector<Thing>& things, std::string_view id) {
  auto it = std::find_if(things.begin(), things.end(), [&](const auto& t) { return t.id == id; });
  return it == things.end() ? nullptr : &*it;
}

// Percent points are hundredths, so that the product of whole numbers is exact at two decimals.
int64_t yuan_at(const Violation& violation, int64_t percent) {
  auto points = std::clamp<int64_t>(percent, 0, kWhole);
  Decimal exact{
      Int128{violation.least} * kWhole + Int128{violation.most - violation.least} * points, 2};
  return static_cast<int64_t>(round_half_even(exact, 0).units);
}

std::string points(int64_t percent) {
  return fmt::format("{}{}%", percent < 0 ? "−" : "+", std::abs(percent));
}

bool is_above(const Decimal& yuan, int64_t limit) {
  Int128 whole = limit;
  for (int i = 0; i < yuan.scale; ++i) whole *= 10;
  return yuan.units > whole;
}
bool is_below(const Decimal& yuan, int64_t limit) {
  return is_above({-yuan.units, yuan.scale}, -limit);
}

}  // namespace

const Violation* Law::violation(std::string_view id) const {
  return by_id(violations, id);
}

std::vector<const Factor*> Law::factors_of(const Violation& violation) const {
  std::vector<const Factor*> out;
  for (const auto& factor : factors)
    if (factor.violations.empty() || std::find(factor.violations.begin(), factor.violations.end(),
                                               violation.id) != factor.violations.end())
      out.push_back(&factor);
  return out;
}

Result<Chosen> chosen_of(const Law& law, const std::vector<std::string>& levels) {
  Chosen out;
  for (const auto& level : levels) {
    auto factor = std::find_if(law.factors.begin(), law.factors.end(),
                               [&](const auto& f) { return by_id(f.levels, level) != nullptr; });
    if (factor == law.factors.end()) return fail(fmt::format("'{}' is no level", level), level);
    if (!out.emplace(factor->id, level).second)
      return fail(fmt::format("two levels are chosen: {} {}", factor->zh, factor->en), factor->id);
  }
  return out;
}

Result<Fine> reckon(const Law& law, const Violation& violation, const Chosen& chosen) {
  auto factors = law.factors_of(violation);
  for (const auto& choice : chosen) {
    const auto& factor = choice.first;
    if (std::none_of(factors.begin(), factors.end(), [&](auto f) { return f->id == factor; }))
      return fail(fmt::format("'{}' is no factor of '{}'", factor, violation.id), factor);
  }
  int64_t sum = 0;
  std::string zh, en;
  for (auto factor : factors) {
    auto it = chosen.find(factor->id);
    if (it == chosen.end())
      return fail(fmt::format("no level is chosen: {} {}", factor->zh, factor->en), factor->id);
    auto level = by_id(factor->levels, it->second);
    if (!level)
      return fail(fmt::format("'{}' is no level of '{}'", it->second, factor->id), factor->id);
    sum += level->percent;
    zh += fmt::format("{}：{}，{}；", factor->zh, level->zh, points(level->percent));
    en += fmt::format("{}: {}, {}; ", factor->en, level->en, points(level->percent));
  }
  Fine out{.percent = std::clamp<int64_t>(sum, 0, kWhole)};
  out.amount = yuan_at(violation, out.percent);
  out.low = yuan_at(violation, out.percent - violation.band);
  out.high = yuan_at(violation, out.percent + violation.band);
  auto kept = sum == out.percent ? std::string() : fmt::format("（{}%）", sum);
  out.why_zh = fmt::format(
      "{}合计 {}%{}。罚款 = {} 元 +（{} 元 − {} 元）× {}% = {} 元，四舍六入五成双（GB/T "
      "8170）到元。",
      zh, out.percent, kept, violation.least, violation.most, violation.least, out.percent,
      out.amount);
  out.why_en = fmt::format(
      "{}together {}%{}. Fine = {} + ({} − {}) × {}% = {} yuan, rounded half to even (GB/T 8170).",
      en, out.percent, kept, violation.least, violation.most, violation.least, out.percent,
      out.amount);
  return out;
}

Result<void> check_decided(const Violation& violation, const Fine& fine, const Decided& decided) {
  if (is_above(decided.yuan, violation.most))
    return fail(fmt::format("罚款高于法定上限 {0} 元 (above the most that is allowed, {0} yuan)",
                            violation.most),
                "amount");
  bool within = !is_below(decided.yuan, fine.low) && !is_above(decided.yuan, fine.high);
  if (within || !decided.final) return {};
  if (!decided.has_reason)
    return fail(
        fmt::format("裁量幅度为 {0}—{1} 元，超出须写明理由 (outside of {0} to {1} yuan: say why)",
                    fine.low, fine.high),
        "deviation_reason");
  if (!decided.approves)
    return fail(
        fmt::format("裁量幅度为 {0}—{1} 元，超出须由有审批权的人决定 (outside of {0} to {1} yuan: "
                    "only somebody who may approve decides so)",
                    fine.low, fine.high),
        "amount");
  return {};
}

std::vector<Error> check_law(const Law& law) {
  std::vector<Error> out;
  std::set<std::string> known, levels;
  for (const auto& one : law.violations) {
    if (!known.insert(one.id).second)
      out.push_back({fmt::format("'{}' stands twice", one.id), one.place});
    if (one.least < 0 || one.most < one.least || one.most > kMostYuan)
      out.push_back(
          {fmt::format("least and most must be 0 ≤ least ≤ most ≤ {}", kMostYuan), one.place});
    if (one.band < 0 || one.band > kWhole)
      out.push_back({fmt::format("band must be within 0..{}", kWhole), one.place});
  }
  for (const auto& factor : law.factors) {
    for (const auto& violation : factor.violations)
      if (!known.contains(violation))
        out.push_back(
            {fmt::format("factor '{}': there is no violation '{}'", factor.id, violation), {}});
    for (const auto& level : factor.levels) {
      if (!levels.insert(level.id).second)
        out.push_back({fmt::format("level '{}' stands twice", level.id), {}});
      if (std::abs(level.percent) > kWhole)
        out.push_back(
            {fmt::format("level '{}': percent must be within −{}..{}", level.id, kWhole, kWhole),
             {}});
    }
  }
  return out;
}

}  // namespace qs::enforcement

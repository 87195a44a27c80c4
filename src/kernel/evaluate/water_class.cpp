#include "kernel/evaluate/water_class.h"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

#include "base/decimal.h"
#include "kernel/evaluate/law.h"

namespace qs::evaluate {
namespace {

constexpr std::string_view kFamily = "GB 3838";
constexpr int kMultiplePlaces = 2;  // how a multiple is printed

}  // namespace

std::string_view name(WaterBody body) {
  return body == WaterBody::river ? "river" : "lake";
}

Result<WaterJudge> WaterJudge::prepared(const standard::Library& library, Day law, WaterBody body) {
  WaterJudge judge;
  auto classes = words(library, "water.classes", law);
  auto evaluated = words(library, "water.evaluated_items", law);
  auto benchmark = rule(library, "water.multiple.class", law);
  auto most = integer(library, "water.main.most", law);
  auto first = words(library, "water.main.first", law);
  for (auto problem :
       {classes ? nullptr : &classes.error(), evaluated ? nullptr : &evaluated.error(),
        benchmark ? nullptr : &benchmark.error(), most ? nullptr : &most.error(),
        first ? nullptr : &first.error()})
    if (problem) return tl::unexpected(*problem);
  judge.classes_ = std::move(*classes);
  judge.evaluated_ = std::move(*evaluated);
  judge.first_ = std::move(*first);
  judge.most_main_ = static_cast<size_t>(*most);
  judge.benchmark_ = judge.rank((*benchmark)->value).value_or(0);
  if (auto all = library.rule("water.class.needs_all_planned", law))
    judge.needs_all_ = all->number() != 0;

  auto bounded = judge.classes_;
  bounded.pop_back();
  Circumstances known{{"water_body", std::string(name(body))}};
  for (const auto& factor : library.tables().factors) {
    auto ladder = ClassLadder::of(library, kFamily, factor.code, law, bounded, known);
    if (ladder.steps().size() < 2) continue;  // tables 2 and 3 have one bound and no classes
    judge.source_ = ladder.steps().front().limit->source;
    judge.ladders_.emplace(factor.code, std::move(ladder));
  }
  for (const auto& factor : judge.evaluated_)
    if (!judge.ladders_.contains(factor)) return fail("no class bounds are in force", factor);
  return judge;
}

const ClassLadder* WaterJudge::ladder(std::string_view factor) const {
  auto found = ladders_.find(factor);
  return found == ladders_.end() ? nullptr : &found->second;
}

const std::string& WaterJudge::code(int rank) const {
  check(rank >= 1 && static_cast<size_t>(rank) <= classes_.size(), "rank of a water class");
  return classes_[static_cast<size_t>(rank) - 1];
}

std::optional<int> WaterJudge::rank(std::string_view code) const {
  auto found = std::ranges::find(classes_, code);
  if (found == classes_.end()) return std::nullopt;
  return static_cast<int>(found - classes_.begin()) + 1;
}

std::optional<WaterItem> WaterJudge::grade_item(std::string_view factor,
                                                const WaterValue& value) const {
  auto steps = ladder(factor);
  if (!steps || !value.amount) return std::nullopt;
  WaterItem item{std::string(factor), *value.amount, 0, 0, {}};
  item.rank = value.below_detection ? 1 : steps->rank(*value.amount);
  auto basis = steps->step(std::min(item.rank, steps->steps().back().rank));
  if (basis) item.limit_id = basis->limit->id;
  if (auto base = steps->step(benchmark_); base && base->upper && item.rank > benchmark_ &&
                                           base->limit->comparison == standard::Comparison::at_most)
    item.multiple = (*value.amount - *base->upper) / *base->upper;
  return item;
}

WaterGrade WaterJudge::grade(const WaterValues& values) const {
  WaterGrade out;
  out.standard = source_.standard;
  out.clause = source_.clause;
  out.confidence = source_.confidence;
  std::string missing;
  for (const auto& factor : evaluated_) {
    auto planned = values.find(factor);
    if (planned == values.end()) continue;
    if (auto item = grade_item(factor, planned->second))
      out.items.push_back(std::move(*item));
    else
      missing = factor;
  }
  if (out.items.empty()) {
    out.reason = "no evaluated item has a value";
  } else if (needs_all_ && !missing.empty()) {
    out.reason = "a planned item is missing: " + missing;
  } else {
    out.rank = std::ranges::max(out.items, {}, &WaterItem::rank).rank;
    out.code = code(*out.rank);
    if (*out.rank > benchmark_) out.main = main_pollutants(out.items);
  }
  return out;
}

std::vector<std::string> WaterJudge::main_pollutants(std::vector<WaterItem> items) const {
  std::erase_if(items, [&](const auto& item) { return item.rank <= benchmark_; });
  auto later = [&](const WaterItem& item) {
    return std::ranges::find(first_, item.factor) == first_.end();
  };
  std::ranges::stable_sort(items, [&](const WaterItem& a, const WaterItem& b) {
    return std::tuple(later(a), -a.rank, -a.multiple) < std::tuple(later(b), -b.rank, -b.multiple);
  });
  std::vector<std::string> out;
  for (const auto& item : items)
    if (out.size() < most_main_) out.push_back(item.factor);
  return out;
}

std::optional<bool> meets_target(const WaterJudge& judge, const WaterGrade& grade,
                                 std::string_view target) {
  auto wanted = judge.rank(target);
  if (!grade.rank || !wanted) return std::nullopt;
  return *grade.rank <= *wanted;
}

std::string with_multiple(const standard::Library& library, const WaterItem& item) {
  auto factor = library.factor(item.factor);
  auto name = factor ? factor->name_zh : item.factor;
  if (item.multiple <= 0) return name;
  return fmt::format("{}({})", name, to_text(item.multiple, kMultiplePlaces));
}

}  // namespace qs::evaluate

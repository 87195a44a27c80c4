#include "kernel/evaluate/basin.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "kernel/evaluate/law.h"

namespace qs::evaluate {
namespace {

std::vector<std::string> most_common(const WaterJudge& judge, std::span<const WaterGrade> sections,
                                     size_t most) {
  std::vector<std::pair<std::string, size_t>> counts;
  for (const auto& factor : judge.evaluated()) counts.emplace_back(factor, 0);
  for (const auto& section : sections)
    for (const auto& item : section.items)
      for (auto& [factor, count] : counts)
        count += factor == item.factor && item.rank > judge.benchmark();
  std::erase_if(counts, [](const auto& c) { return c.second == 0; });
  std::ranges::stable_sort(counts, std::greater{}, &std::pair<std::string, size_t>::second);
  std::vector<std::string> out;
  for (const auto& [factor, count] : counts)
    if (out.size() < most) out.push_back(factor);
  return out;
}

// The names of the qualities from best to worst, each with the shares that it asks:
// "water.basin.good_at_least" and "water.basin.worst_below", scope = category code.
Result<std::string> category_of(const standard::Library& library, double good, double worst,
                                Day law) {
  auto codes = words(library, "water.basin.categories", law);
  if (!codes) return tl::unexpected(codes.error());
  for (const auto& code : *codes) {
    auto least = library.rule("water.basin.good_at_least", law, code);
    auto below = library.rule("water.basin.worst_below", law, code);
    if ((!least || least->scope != code || good >= least->number()) &&
        (!below || below->scope != code || worst < below->number()))
      return code;
  }
  return fail("no basin category holds these shares", iso(law));
}

}  // namespace

Result<BasinGrade> grade_basin(const standard::Library& library, const WaterJudge& judge,
                               std::span<const WaterGrade> sections, Day law) {
  auto least = number(library, "water.basin.sections", law);
  if (!least) return tl::unexpected(least.error());
  auto most = integer(library, "water.main.most", law);
  if (!most) return tl::unexpected(most.error());
  BasinGrade out;
  std::vector<size_t> counts;
  for (const auto& section : sections) {
    if (!section.rank) continue;
    ++out.sections;
    auto at = static_cast<size_t>(*section.rank);
    if (counts.size() < at) counts.resize(at);
    ++counts[at - 1];
  }
  if (static_cast<double>(out.sections) < *least)
    return fail(fmt::format("{} graded sections; grade their means as one section", out.sections));
  size_t good = 0;
  for (size_t i = 0; i < counts.size(); ++i) {
    out.share.push_back(100.0 * static_cast<double>(counts[i]) / static_cast<double>(out.sections));
    if (i < static_cast<size_t>(judge.benchmark())) good += counts[i];
    if (judge.code(static_cast<int>(i) + 1).starts_with("劣")) out.worst = out.share[i];
  }
  out.good = 100.0 * static_cast<double>(good) / static_cast<double>(out.sections);
  auto category = category_of(library, out.good, out.worst, law);
  if (!category) return tl::unexpected(category.error());
  out.category = std::move(*category);
  out.main = most_common(judge, sections, static_cast<size_t>(*most));
  return out;
}

WaterValues mean_over(std::span<const WaterValues> sections) {
  std::map<std::string, std::pair<double, int>, std::less<>> sums;
  for (const auto& section : sections)
    for (const auto& [factor, value] : section)
      if (value.amount) {
        sums[factor].first += *value.amount;
        ++sums[factor].second;
      }
  WaterValues out;
  for (const auto& [factor, sum] : sums) out[factor].amount = sum.first / sum.second;
  return out;
}

std::string_view name(Trend trend) {
  static constexpr std::array<std::string_view, 5> kNames{"clearly_worse", "worse", "none",
                                                          "better", "clearly_better"};
  return kNames[static_cast<size_t>(trend)];
}

Result<Trend> section_trend(const standard::Library& library, int rank_before, int rank_now,
                            Day law) {
  auto grades = words(library, "water.class.grades", law);  // quality of each class, best first
  if (!grades) return tl::unexpected(grades.error());
  auto place = [&](int rank) {
    int place = 0;
    for (int i = 1; i < rank && static_cast<size_t>(i) < grades->size(); ++i)
      place += (*grades)[static_cast<size_t>(i)] != (*grades)[static_cast<size_t>(i) - 1];
    return place;
  };
  int step = place(rank_before) - place(rank_now);
  return static_cast<Trend>(2 + std::clamp(step, -2, 2));
}

Result<Trend> basin_trend(const standard::Library& library, const BasinGrade& before,
                          const BasinGrade& now, Day law) {
  auto some = number(library, "water.trend.some_above", law);
  if (!some) return tl::unexpected(some.error());
  auto clear = number(library, "water.trend.clear_above", law);
  if (!clear) return tl::unexpected(clear.error());
  double change = (now.good - before.good) - (now.worst - before.worst);
  int step = std::fabs(change) > *clear ? 2 : std::fabs(change) > *some ? 1 : 0;
  return static_cast<Trend>(change > 0 ? 2 + step : 2 - step);
}

std::optional<double> spearman(std::span<const double> values, size_t least_periods) {
  auto n = values.size();
  if (n < least_periods || n < 2) return std::nullopt;
  // Mean ranks for ties, then Pearson's coefficient of the two rank columns.
  double sxy = 0, sxx = 0, syy = 0, mean = (static_cast<double>(n) + 1) / 2;
  for (size_t i = 0; i < n; ++i) {
    double less = 0, equal = 0;
    for (double other : values) {
      less += other < values[i];
      equal += other == values[i];
    }
    double x = static_cast<double>(i) + 1 - mean, y = less + (equal + 1) / 2 - mean;
    sxy += x * y;
    sxx += x * x;
    syy += y * y;
  }
  if (syy == 0) return std::nullopt;
  return sxy / std::sqrt(sxx * syy);
}

}  // namespace qs::evaluate

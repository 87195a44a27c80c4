// 流域水质: many sections together, and the change between two periods (评价办法 2011).
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "kernel/evaluate/water_class.h"

namespace qs::evaluate {

struct BasinGrade {
  size_t sections = 0;
  std::vector<double> share;      // percent by rank - 1
  double good = 0, worst = 0;     // percent I-III, percent 劣V
  std::string category;           // standard::Category::code of scheme "basin"
  std::vector<std::string> main;  // top items by share of sections beyond class III
};

// Needs at least `water.basin.sections` graded sections; with fewer the rule is to grade the mean
// of each item over the sections (mean_over) as one section: an error says so.
Result<BasinGrade> grade_basin(const standard::Library& library, const WaterJudge& judge,
                               std::span<const WaterGrade> sections, Day law);

// 断面算术平均: each item's mean over the sections that have it.
WaterValues mean_over(std::span<const WaterValues> sections);

enum class Trend : uint8_t { clearly_worse, worse, none, better, clearly_better };
std::string_view name(Trend trend);

// One grade of quality (优 良好 轻度 中度 重度) is some change, two or more are clear.
Result<Trend> section_trend(const standard::Library& library, int rank_before, int rank_now,
                            Day law);
// By the shares of I-III and of 劣V: ΔG - ΔD.
Result<Trend> basin_trend(const standard::Library& library, const BasinGrade& before,
                          const BasinGrade& now, Day law);
// Spearman's rs of a series of periods against time; nullopt with fewer than the rule's periods or
// when all values are equal.
std::optional<double> spearman(std::span<const double> values, size_t least_periods);

}  // namespace qs::evaluate

#include "kernel/suspect/view.h"

#include <algorithm>

namespace qs::suspect {
namespace {

constexpr size_t kLeastWindow = 12;   // rows
constexpr size_t kGlimpse = 2000;     // values that tell resolution and scale
constexpr double kSkewed = 4;         // 99 of 100 beyond so many medians: logarithmic
constexpr double kPivotShare = 0.25;  // of the median
constexpr double kStepCut = 4;        // of the usual step
constexpr int kMostDecimals = 6;
constexpr double kPrinted = 0.98;          // share of values that a resolution must explain
constexpr std::string_view kValid = "N ";  // marks under which a value counts as measured

bool valid(const Column& column, size_t row) {
  return column.marks.empty() || kValid.find(column.marks[row]) != std::string_view::npos;
}

double resolution_of(const std::vector<double>& values) {
  double grid = 1;
  for (int decimals = 0; decimals <= kMostDecimals; ++decimals, grid *= 10) {
    auto on_grid = std::ranges::count_if(values, [&](double x) {
      return std::abs(x * grid - std::round(x * grid)) < 1e-6 * std::max(1.0, std::abs(x) * grid);
    });
    if (static_cast<double>(on_grid) >= kPrinted * static_cast<double>(values.size()))
      return 1 / grid;
  }
  return 0;
}

void dense(Series& s, size_t rows) {
  const auto& column = *s.column;
  s.x.assign(rows, kNone);
  for (size_t t = 0; t < rows; ++t)
    if (column.values[t] && valid(column, t)) s.x[t] = *column.values[t];
}

void scale(Series& s) {
  auto glimpse = known_of(s.x);
  if (glimpse.size() > kGlimpse) glimpse.resize(kGlimpse);
  if (glimpse.empty()) return;
  s.resolution = resolution_of(glimpse);
  bool positive = *std::ranges::min_element(glimpse) >= 0;
  auto middle = median_of(glimpse), high = quantile_of(glimpse, 0.99);
  if (positive && middle > 0 && high > kSkewed * middle) s.pivot = kPivotShare * middle;
  s.z = s.x;
  if (s.pivot > 0)
    for (auto& z : s.z) z = std::log1p(std::max(z, 0.0) / s.pivot);
}

void step(Series& s) {
  s.steps.assign(s.z.size(), kNone);
  std::vector<double> sizes;
  for (size_t t = 1; t < s.z.size(); ++t) {
    s.steps[t] = s.z[t] - s.z[t - 1];
    if (known(s.steps[t]) && s.steps[t] != 0 && sizes.size() < kGlimpse)
      sizes.push_back(std::abs(s.steps[t]));
  }
  s.usual_step = sizes.empty() ? 0 : median_of(sizes);
  for (auto& d : s.steps)
    if (known(d)) d = std::clamp(d, -kStepCut * s.usual_step, kStepCut * s.usual_step);
}

}  // namespace

double Series::back(double z_value) const {
  return pivot > 0 ? pivot * std::expm1(z_value) : z_value;
}

std::vector<double> known_of(std::span<const double> values) {
  std::vector<double> out;
  for (auto x : values)
    if (known(x)) out.push_back(x);
  return out;
}

double quantile_of(std::vector<double>& values, double share) {
  if (values.empty()) return kNone;
  auto at = static_cast<ptrdiff_t>(share * static_cast<double>(values.size() - 1) + 0.5);
  std::ranges::nth_element(values, values.begin() + at);
  return values[static_cast<size_t>(at)];
}

double median_of(std::vector<double>& values) {
  return quantile_of(values, 0.5);
}

size_t View::hours(double h) const {
  auto rows = h * 3.6e6 / static_cast<double>(table.step.count());
  return static_cast<size_t>(std::max(1.0, std::round(rows)));
}

std::vector<Look> View::looks(const Window& window) const {
  constexpr size_t kQuarters = 4;
  std::vector<Look> looks;
  auto length = window.end - window.begin, day = window.end - window.day;
  for (size_t q = 1; q <= kQuarters; ++q) {
    auto end = window.day + day * q / kQuarters;
    if (end > window.day && end >= length && (looks.empty() || looks.back().end < end))
      looks.push_back({end - length, end});
  }
  return looks;
}

View::View(const Table& table_, const Law& law_) : table(table_), law(law_) {
  constexpr Millis kDay = std::chrono::hours{24};
  day_rows = static_cast<size_t>(std::max<int64_t>(1, kDay / table.step));
  window_rows = std::max(day_rows, kLeastWindow);
  for (size_t row = 0; row < table.rows;) {
    auto end = row + 1;
    while (end < table.rows && day_of(table.at(end)) == day_of(table.at(row))) ++end;
    bool partial = 2 * (end - row) < day_rows;
    if (!partial) windows.push_back({row, end, end - std::min(end, window_rows)});
    row = end;
  }
  for (const auto& column : table.columns) {
    Series s{.column = &column};
    dense(s, table.rows);
    s.z = s.x;
    scale(s);
    step(s);
    s.expected.assign(table.rows, kNone);
    s.beside.assign(table.rows, kNone);
    series.push_back(std::move(s));
  }
  expect(*this);
}

}  // namespace qs::suspect

// The table as the detectors see it: dense, with its days, and what its other columns let expect.
// Inside this room an absent figure is NaN.
#pragma once

#include <cmath>
#include <limits>
#include <span>

#include "kernel/suspect/law.h"
#include "kernel/suspect/table.h"

namespace qs::suspect {

inline constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
inline bool known(double x) {
  return !std::isnan(x);
}

// The rows that are judged on one evening: those of the day, and more before it where a day has
// few.
struct Window {
  size_t day, end;  // the day's own rows are [day, end)
  size_t begin;     // of the window, never after `day`
};
// A window that ends within the day: what was false for a day began at any hour.
struct Look {
  size_t begin, end;
};

struct Series {
  const Column* column = nullptr;
  std::vector<double> x;          // valid values only: what a mark takes away is absent
  std::vector<double> z;          // x on a scale on which changes compare: logarithmic or as it is
  std::vector<double> steps;      // z[t] - z[t-1], cut at three times the usual
  std::vector<double> expected;   // z as the other columns and the hour let expect it
  std::vector<double> beside;     // z - expected
  double resolution = 0;          // of the printed values, 0: none to be seen
  double pivot = 0;               // > 0: z = ln(1 + x / pivot)
  double usual_step = 0;          // median |step|
  double explained = 0;           // share of z's variance that the last fit explains
  std::vector<size_t> witnesses;  // columns of the last fit, the strongest first

  double back(double z_value) const;  // z → x
};

struct View {
  const Table& table;
  const Law& law;
  size_t day_rows;  // rows of a day, at least 1
  size_t window_rows;
  std::vector<Window> windows;
  std::vector<Series> series;

  View(const Table& table, const Law& law);
  size_t hours(double h) const;  // in rows, at least 1
  // Windows as long as the day's that end at its quarters, the day's own last.
  std::vector<Look> looks(const Window& window) const;
};

// The kernel of robust figures; NaN when there is no value. The span is left in another order.
double median_of(std::vector<double>& values);
double quantile_of(std::vector<double>& values, double share);
std::vector<double> known_of(std::span<const double> values);

// Fills expected, beside, explained and witnesses of each judged series.
void expect(View& view);

}  // namespace qs::suspect

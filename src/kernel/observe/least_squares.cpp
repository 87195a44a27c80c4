#include "kernel/observe/least_squares.h"

#include <cmath>
#include <numeric>

namespace qs::observe {
namespace {

double mean(std::span<const double> values) {
  return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

// Solves A·x = b for a symmetric, positive A (n × n, row by row); false when it is not positive.
bool solve_cholesky(std::vector<double>& a, std::vector<double>& b) {
  constexpr double kLeastPivot = 1e-9;  // of regressors with variance 1: nearly dependent
  auto n = b.size();
  for (size_t j = 0; j < n; ++j) {
    for (size_t k = 0; k < j; ++k) a[j * n + j] -= a[j * n + k] * a[j * n + k];
    if (!(a[j * n + j] > kLeastPivot)) return false;
    a[j * n + j] = std::sqrt(a[j * n + j]);
    for (size_t i = j + 1; i < n; ++i) {
      for (size_t k = 0; k < j; ++k) a[i * n + j] -= a[i * n + k] * a[j * n + k];
      a[i * n + j] /= a[j * n + j];
    }
  }
  for (size_t i = 0; i < n; ++i) {
    for (size_t k = 0; k < i; ++k) b[i] -= a[i * n + k] * b[k];
    b[i] /= a[i * n + i];
  }
  for (size_t i = n; i-- > 0;) {
    for (size_t k = i + 1; k < n; ++k) b[i] -= a[k * n + i] * b[k];
    b[i] /= a[i * n + i];
  }
  return true;
}

struct Column {
  double mean = 0, deviation = 0;
};

Column column_of(std::span<const double> rows, size_t width, size_t c) {
  auto count = static_cast<double>(rows.size() / width);
  Column column;
  for (size_t i = c; i < rows.size(); i += width) column.mean += rows[i] / count;
  for (size_t i = c; i < rows.size(); i += width)
    column.deviation += (rows[i] - column.mean) * (rows[i] - column.mean) / count;
  column.deviation = std::sqrt(column.deviation);
  return column;
}

}  // namespace

Result<LinearFit> fit_linear(std::span<const double> rows, size_t width,
                             std::span<const double> targets) {
  check(width > 0 && rows.size() == width * targets.size(), "rows and targets of one length");
  auto count = targets.size();
  if (count <= width) return fail("fewer pairs than unknowns");
  std::vector<Column> columns(width);
  for (size_t c = 0; c < width; ++c) {
    columns[c] = column_of(rows, width, c);
    if (!(columns[c].deviation > 0)) return fail("a signal does not vary");
  }
  auto standard = [&](size_t row, size_t c) {
    return (rows[row * width + c] - columns[c].mean) / columns[c].deviation;
  };
  auto target_mean = mean(targets);
  std::vector<double> normal(width * width), right(width);
  for (size_t row = 0; row < count; ++row)
    for (size_t i = 0; i < width; ++i) {
      auto x = standard(row, i) / static_cast<double>(count);
      right[i] += x * (targets[row] - target_mean);
      for (size_t j = 0; j <= i; ++j) normal[i * width + j] += x * standard(row, j);
    }
  if (!solve_cholesky(normal, right)) return fail("a signal is a combination of the others");
  LinearFit fit{target_mean, std::move(right)};
  for (size_t c = 0; c < width; ++c) {
    fit.slopes[c] /= columns[c].deviation;
    fit.intercept -= fit.slopes[c] * columns[c].mean;
  }
  return fit;
}

double r_squared(std::span<const double> truth, std::span<const double> predicted) {
  check(!truth.empty() && truth.size() == predicted.size(), "pairs of truth and prediction");
  auto centre = mean(truth);
  double rest = 0, all = 0;
  for (size_t i = 0; i < truth.size(); ++i) {
    rest += (truth[i] - predicted[i]) * (truth[i] - predicted[i]);
    all += (truth[i] - centre) * (truth[i] - centre);
  }
  return all > 0 ? 1 - rest / all : (rest > 0 ? -1 : 1);
}

}  // namespace qs::observe

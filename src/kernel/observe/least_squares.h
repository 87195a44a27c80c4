// Ordinary least squares with an intercept, for a few regressors and thousands of rows.
#pragma once

#include <span>
#include <vector>

#include "base/result.h"

namespace qs::observe {

struct LinearFit {
  double intercept = 0;
  std::vector<double> slopes;
};

// rows: count × width values, row by row; targets: count values. Regressors are standardised and
// the normal equations solved by Cholesky. An Error when there are fewer rows than unknowns or a
// regressor is constant or a combination of the others.
Result<LinearFit> fit_linear(std::span<const double> rows, size_t width,
                             std::span<const double> targets);

// 1 - Σ(y-ŷ)²/Σ(y-ȳ)²; negative when worse than the mean. Both of the same, non-zero length.
double r_squared(std::span<const double> truth, std::span<const double> predicted);

}  // namespace qs::observe

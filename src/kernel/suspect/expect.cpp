// What the other columns and the hour of the day let expect: ridge regression on the columns that
// went along best, fitted anew every month on what came before.
#include <algorithm>
#include <numbers>

#include "kernel/suspect/view.h"

namespace qs::suspect {
namespace {

constexpr size_t kMostWitnesses = 6, kHarmonics = 2, kLeastFitRows = 120;
constexpr double kRidge = 0.01, kLeastRelation = 0.15, kCut = 4;
constexpr double kMayMiss = 0.25;  // of the weights, where witnesses are absent

struct Spread {
  double mean = 0, sigma = 0;
  double of(double z) const { return std::clamp((z - mean) / sigma, -kCut, kCut); }
};

struct Fit {
  Spread own;
  std::vector<size_t> columns;
  std::vector<Spread> spreads;
  std::vector<double> weights;  // of the columns, then of the harmonics
  double explained = 0;
};

Spread spread_of(const std::vector<double>& z, size_t from, size_t until) {
  double n = 0, sum = 0, squares = 0;
  for (size_t t = from; t < until; ++t) {
    if (!known(z[t])) continue;
    ++n;
    sum += z[t];
    squares += z[t] * z[t];
  }
  if (n < static_cast<double>(kLeastFitRows)) return {};
  auto mean = sum / n;
  return {mean, std::sqrt(std::max(0.0, squares / n - mean * mean))};
}

struct Bond {
  double r;
  size_t column;
};

double correlation(const std::vector<double>& a, const Spread& sa, const std::vector<double>& b,
                   const Spread& sb, size_t from, size_t until) {
  double n = 0, sum = 0;
  for (size_t t = from; t < until; ++t) {
    if (!known(a[t]) || !known(b[t])) continue;
    ++n;
    sum += sa.of(a[t]) * sb.of(b[t]);
  }
  return n < static_cast<double>(kLeastFitRows) || 3 * n < static_cast<double>(until - from)
             ? 0
             : sum / n;
}

void features(const View& view, const Fit& fit, size_t row, std::vector<double>& out) {
  out.clear();
  for (size_t i = 0; i < fit.columns.size(); ++i) {
    auto z = view.series[fit.columns[i]].z[row];
    out.push_back(known(z) ? fit.spreads[i].of(z) : kNone);
  }
  constexpr int64_t kDayMs = 86'400'000, kZoneMs = 8 * 3'600'000;
  auto of_day = static_cast<double>((to_ms(view.table.at(row)) + kZoneMs) % kDayMs) / kDayMs;
  for (size_t k = 1; k <= kHarmonics; ++k) {
    auto angle = 2 * std::numbers::pi * of_day * static_cast<double>(k);
    out.push_back(std::sin(angle));
    out.push_back(std::cos(angle));
  }
}

// Solves the symmetric positive definite system in place by Cholesky.
void solve(std::vector<double>& a, std::vector<double>& b) {
  auto n = b.size();
  for (size_t i = 0; i < n; ++i)
    for (size_t j = 0; j <= i; ++j) {
      auto sum = a[i * n + j];
      for (size_t k = 0; k < j; ++k) sum -= a[i * n + k] * a[j * n + k];
      a[i * n + j] = i == j ? std::sqrt(std::max(sum, 1e-12)) : sum / a[j * n + j];
    }
  for (size_t i = 0; i < n; ++i) {
    for (size_t k = 0; k < i; ++k) b[i] -= a[i * n + k] * b[k];
    b[i] /= a[i * n + i];
  }
  for (size_t i = n; i-- > 0;) {
    for (size_t k = i + 1; k < n; ++k) b[i] -= a[k * n + i] * b[k];
    b[i] /= a[i * n + i];
  }
}

void weigh(const View& view, const Series& s, size_t from, size_t until, Fit& fit) {
  auto width = fit.columns.size() + 2 * kHarmonics;
  std::vector<double> normal(width * width), right(width), f;
  double n = 0, total = 0;
  for (size_t t = from; t < until; ++t) {
    if (!known(s.z[t])) continue;
    features(view, fit, t, f);
    if (std::ranges::any_of(f, [](double v) { return !known(v); })) continue;
    auto y = fit.own.of(s.z[t]);
    ++n;
    total += y * y;
    for (size_t i = 0; i < width; ++i) {
      right[i] += f[i] * y;
      for (size_t j = 0; j <= i; ++j) normal[i * width + j] += f[i] * f[j];
    }
  }
  for (size_t i = 0; i < width; ++i) normal[i * width + i] += kRidge * n + 1;
  fit.weights = right;
  solve(normal, fit.weights);
  double told = 0;
  for (size_t i = 0; i < width; ++i) told += fit.weights[i] * right[i];
  fit.explained = total > 0 ? std::clamp(told / total, 0.0, 1.0) : 0;
}

std::optional<Fit> fit_of(const View& view, size_t of, size_t from, size_t until,
                          const std::vector<Spread>& spreads) {
  const auto& s = view.series[of];
  Fit fit{.own = spreads[of]};
  if (!(fit.own.sigma > 0)) return std::nullopt;
  std::vector<Bond> bonds;
  for (size_t c = 0; c < view.series.size(); ++c) {
    if (c == of || !(spreads[c].sigma > 0)) continue;
    auto r = correlation(s.z, fit.own, view.series[c].z, spreads[c], from, until);
    if (std::abs(r) > kLeastRelation) bonds.push_back({std::abs(r), c});
  }
  std::ranges::sort(bonds, [](const Bond& a, const Bond& b) { return a.r > b.r; });
  if (bonds.size() > kMostWitnesses) bonds.resize(kMostWitnesses);
  for (const auto& bond : bonds) {
    fit.columns.push_back(bond.column);
    fit.spreads.push_back(spreads[bond.column]);
  }
  weigh(view, s, from, until, fit);
  return fit;
}

void apply(const View& view, const Fit& fit, size_t from, size_t until, Series& s) {
  std::vector<double> f;
  double all = 0;
  for (size_t i = 0; i < fit.columns.size(); ++i) all += std::abs(fit.weights[i]);
  for (size_t t = from; t < until; ++t) {
    features(view, fit, t, f);
    double sum = 0, missed = 0;
    for (size_t i = 0; i < f.size(); ++i)
      if (known(f[i]))
        sum += fit.weights[i] * f[i];
      else
        missed += std::abs(fit.weights[i]);
    if (missed > kMayMiss * all) continue;
    s.expected[t] = fit.own.mean + fit.own.sigma * sum;
    if (known(s.z[t])) s.beside[t] = s.z[t] - s.expected[t];
  }
  s.explained = fit.explained;
  s.witnesses = fit.columns;
}

}  // namespace

void expect(View& view) {
  const auto& windows = view.windows;
  // The first fits come sooner: a young series learns by the week.
  size_t next = 0;
  for (size_t begin = view.law.refit_days / 2; begin < windows.size(); begin = next) {
    next = begin + (begin < view.law.refit_days * 2 ? std::max<size_t>(view.law.refit_days / 4, 1)
                                                    : view.law.refit_days);
    auto until = windows[begin].day;
    auto from = windows[begin - std::min(begin, view.law.fit_days)].day;
    auto end = next < windows.size() ? windows[next].day : view.table.rows;
    std::vector<Spread> spreads;
    for (const auto& s : view.series) spreads.push_back(spread_of(s.z, from, until));
    for (size_t c = 0; c < view.series.size(); ++c) {
      if (!view.series[c].column->judged()) continue;
      if (auto fit = fit_of(view, c, from, until, spreads))
        apply(view, *fit, until, end, view.series[c]);
    }
  }
}

}  // namespace qs::suspect

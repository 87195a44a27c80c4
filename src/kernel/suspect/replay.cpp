// 重复段与互抄: a stretch whose movements are those of an earlier stretch of the same column, or of
// the same hours of another outlet. Movements do not see an added constant, nor a factor where the
// scale is logarithmic, and correlation sees no factor at all.
#include <algorithm>

#include "kernel/suspect/sign.h"

namespace qs::suspect {
namespace {

constexpr std::array<double, 2> kHours{12, 24};  // of a stretch: shorter and longer ones
constexpr size_t kLeastMovements = 10;
constexpr double kMoving = 0.5;  // of its movements must not be zero
constexpr double kQuiet = 0.3;   // energy of a stretch against the usual, at least
constexpr double kExact = 1e-6;  // 1 - r below which nothing more is learnt
constexpr size_t kMostRowsMatched = 40'000;

double weight_of(double r) {
  return -std::log(std::clamp(1 - r, kExact, 1.0));
}

// The movements, and which stretches of m end where all are known and enough of them move.
struct Movements {
  std::vector<double> d, energy;  // energy: of the stretch that ends there; 0: not to be matched
  size_t m = 0;
};

Movements movements_of(const std::vector<double>& steps, double usual, size_t m) {
  Movements out{.d = steps, .energy = std::vector<double>(steps.size(), 0), .m = m};
  double sum = 0;
  size_t absent = 0, moving = 0;
  for (size_t t = 0; t < steps.size(); ++t) {
    if (!known(steps[t])) out.d[t] = 0;
    sum += out.d[t] * out.d[t];
    absent += !known(steps[t]);
    moving += out.d[t] != 0;
    if (t >= m) {
      sum -= out.d[t - m] * out.d[t - m];
      absent -= !known(steps[t - m]);
      moving -= out.d[t - m] != 0;
    }
    bool lively = static_cast<double>(moving) >= kMoving * static_cast<double>(m) &&
                  sum > kQuiet * usual * usual * static_cast<double>(m);
    if (t + 1 >= m && absent == 0 && lively) out.energy[t] = std::sqrt(sum);
  }
  return out;
}

struct Match {
  double r = 0;
  size_t lag = 0;
};

// Of each stretch the likest that lies before it, no further than `reach` rows: along each lag the
// product of movements is a running sum.
std::vector<Match> likest_before(const Movements& a, size_t nearest, size_t reach) {
  auto n = a.d.size();
  std::vector<Match> best(n);
  for (auto lag = nearest; lag < std::min(n, reach); ++lag) {
    double sum = 0;
    for (auto t = lag; t < n; ++t) {
      sum += a.d[t] * a.d[t - lag];
      if (t >= lag + a.m) sum -= a.d[t - a.m] * a.d[t - a.m - lag];
      auto scale = a.energy[t] * a.energy[t - lag];
      if (scale > 0 && t >= lag + a.m && sum > best[t].r * scale) best[t] = {sum / scale, lag};
    }
  }
  return best;
}

// Steps of means over `pool` rows, so that minutes are matched as quarters of an hour.
std::vector<double> pooled(const Series& s, size_t pool) {
  if (pool == 1) return s.steps;
  std::vector<double> steps, means;
  for (size_t t = 0; t + pool <= s.z.size(); t += pool) {
    double sum = 0;
    for (size_t k = 0; k < pool; ++k) sum += s.z[t + k];
    means.push_back(sum / static_cast<double>(pool));
  }
  for (size_t i = 0; i < means.size(); ++i)
    steps.push_back(i == 0 ? kNone : means[i] - means[i - 1]);
  return steps;
}

Trace replayed(const View& view, size_t c, double hours) {
  const auto& s = view.series[c];
  auto pool = std::max<size_t>({1, view.hours(0.25), 1 + view.table.rows / kMostRowsMatched});
  if (view.hours(0.5) == 1) pool = 1;
  auto steps = pooled(s, pool);
  auto m = std::max(kLeastMovements, view.hours(hours) / pool);
  auto sizes = known_of(steps);
  for (auto& d : sizes) d = std::abs(d);
  auto moves = movements_of(steps, sizes.empty() ? 0 : median_of(sizes), m);
  auto day = std::max<size_t>(1, view.day_rows / pool);
  auto best = likest_before(moves, std::max(m, day), view.law.history_days * day);
  Trace trace{"COPY", c, {}};
  for (const auto& w : view.windows) {
    Sign sign;
    for (auto t = w.day / pool; t < std::min(w.end / pool, best.size()); ++t) {
      if (best[t].lag == 0) continue;
      auto value = weight_of(best[t].r);
      if (!known(sign.value) || value > sign.value)
        sign = {.value = value,
                .from = (t + 1 - m) * pool,
                .until = (t + 1) * pool,
                .told = {best[t].r, static_cast<double>(m * pool)},
                .source = (t + 1 - m - best[t].lag) * pool};
    }
    trace.days.push_back(sign);
  }
  return trace;
}

constexpr size_t kPairMemory = 60;  // days over which a pair's usual likeness is learnt

// Of the same hours of another outlet's column of the same factor, against how alike they use to
// be.
std::vector<Sign> twin_days(const View& view, size_t c, size_t other) {
  const auto &a = view.series[c], &b = view.series[other];
  auto m = std::max(kLeastMovements, view.hours(kHours.front()));
  auto ma = movements_of(a.steps, a.usual_step, m), mb = movements_of(b.steps, b.usual_step, m);
  std::vector<double> product(a.steps.size() + 1, 0);
  for (size_t t = 0; t < a.steps.size(); ++t) product[t + 1] = product[t] + ma.d[t] * mb.d[t];
  std::vector<Sign> days;
  std::vector<double> past;
  for (const auto& w : view.windows) {
    Sign sign;
    for (auto t = std::max(w.day, m); t < w.end; ++t) {
      auto scale = ma.energy[t] * mb.energy[t];
      if (!(scale > 0)) continue;
      auto r = (product[t + 1] - product[t + 1 - m]) / scale;
      auto value = weight_of(std::max(r, 0.0));
      if (!known(sign.value) || value > sign.value)
        sign = {.value = value,
                .from = t + 1 - m,
                .until = t + 1,
                .told = {r, static_cast<double>(m)},
                .other = other};
    }
    if (known(sign.value)) {
      auto recent = std::vector(
          past.end() - static_cast<ptrdiff_t>(std::min(past.size(), kPairMemory)), past.end());
      past.push_back(sign.value);
      sign.value -= recent.empty() ? sign.value : median_of(recent);
    }
    days.push_back(sign);
  }
  return days;
}

}  // namespace

void find_replayed(const View& view, Traces& traces) {
  for (size_t c = 0; c < view.series.size(); ++c)
    if (view.series[c].column->judged())
      for (auto hours : kHours) traces.push_back(replayed(view, c, hours));
}

void find_twins(const View& view, Traces& traces) {
  for (size_t c = 0; c < view.series.size(); ++c) {
    if (!view.series[c].column->judged()) continue;
    Trace trace{"TWIN", c, std::vector<Sign>(view.windows.size())};
    for (size_t other = 0; other < view.series.size(); ++other) {
      const auto &one = view.table.columns[c], &two = view.table.columns[other];
      if (one.factor != two.factor || one.outlet == two.outlet) continue;
      auto days = twin_days(view, c, other);
      for (size_t i = 0; i < days.size(); ++i)
        if (known(days[i].value) && !(days[i].value <= trace.days[i].value))
          trace.days[i] = days[i];
    }
    traces.push_back(std::move(trace));
  }
}

}  // namespace qs::suspect

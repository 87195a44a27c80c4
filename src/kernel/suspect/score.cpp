#include "kernel/suspect/score.h"

#include <algorithm>
#include <map>

#include "kernel/suspect/view.h"

namespace qs::suspect {
namespace {

// Practice: before anything is known one day in twenty is doubted.
constexpr double kPrior = -2.9;
constexpr double kConfirmed = 4;
constexpr double kAgrees = 1.3, kDiffers = 2;  // times as far apart as in the week before
constexpr double kForAgreeing = -0.4, kForDiffering = 0.6;
constexpr double kLeastExplained = 0.3;
constexpr size_t kWeek = 7, kLeastRows = 6;

double mean_square(const std::vector<double>& values, size_t from, size_t until) {
  double sum = 0;
  size_t n = 0;
  for (auto t = from; t < until; ++t) {
    if (!known(values[t])) continue;
    sum += values[t] * values[t];
    ++n;
  }
  return n < kLeastRows ? kNone : sum / static_cast<double>(n);
}

Witness witness_of(const View& view, const Series& s) {
  const auto& strongest = view.table.columns[s.witnesses.front()];
  if (strongest.outlet != s.column->outlet) return Witness::neighbour;
  bool powered = strongest.nature == Nature::power || strongest.nature == Nature::load;
  return powered ? Witness::power : Witness::own;
}

}  // namespace

std::vector<Agreement> agreements(const Table& table, const Law& law) {
  View view(table, law);
  struct Mean {
    double sum = 0, n = 0;
  };
  std::map<std::tuple<std::string, int64_t, Witness>, Mean> means;
  for (const auto& s : view.series) {
    if (!s.column->judged() || s.witnesses.empty() || s.explained < kLeastExplained) continue;
    for (size_t day = 1; day < view.windows.size(); ++day) {
      const auto& w = view.windows[day];
      auto week = view.windows[day - std::min(day, kWeek)].day;
      auto now = mean_square(s.beside, w.day, w.end), before = mean_square(s.beside, week, w.day);
      if (!known(now) || !(before > 0)) continue;
      auto& mean = means[{s.column->outlet, to_ms(table.at(w.day)), witness_of(view, s)}];
      mean.sum += std::sqrt(now / before);
      ++mean.n;
    }
  }
  std::vector<Agreement> out;
  for (const auto& [key, mean] : means)
    out.push_back(
        {std::get<0>(key), from_ms(std::get<1>(key)), std::get<2>(key), mean.sum / mean.n});
  return out;
}

Evidence evidence_of(const Rule& rule, double strength, State state) {
  auto weight = state == State::confirmed ? kConfirmed
                : state == State::refuted ? 0
                                          : rule.weight * (0.5 + 1.5 * strength);
  return {rule.id, weight};
}

Evidence evidence_of(Witness witness, double apart) {
  constexpr std::array<const char*, 3> kNames{"own", "power", "neighbour"};
  auto odds = apart < kAgrees ? kForAgreeing : apart > kDiffers ? kForDiffering : 0;
  return {kNames[static_cast<size_t>(witness)], odds};
}

Score fuse(std::vector<Evidence> evidence) {
  double odds = kPrior;
  for (const auto& one : evidence) odds += one.log_odds;
  return {1 / (1 + std::exp(-odds)), std::move(evidence)};
}

}  // namespace qs::suspect

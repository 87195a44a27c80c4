#include "kernel/plan/ranking.h"

#include <algorithm>
#include <array>

#include "base/decimal.h"

namespace qs::plan {
namespace {

constexpr std::array<std::string_view, 3> kGaps{"last", "spared", "out"};  // as Gap
constexpr int kScorePlaces = 6;  // scores alike at these are equal

struct Place {
  size_t who;
  double value;
};

// 1, 2, 2, 4 by ascending value, by who.
std::map<size_t, size_t> shared_ranks(std::vector<Place> places) {
  std::ranges::stable_sort(places, {}, &Place::value);
  std::map<size_t, size_t> out;
  for (size_t i = 0; i < places.size(); ++i)
    out[places[i].who] =
        i > 0 && places[i].value == places[i - 1].value ? out[places[i - 1].who] : i + 1;
  return out;
}

void rank_by(const Criterion& criterion, std::span<const Contender> contenders,
             std::vector<Standing>& standings) {
  std::vector<Place> places;
  for (size_t who = 0; who < contenders.size(); ++who) {
    Standing::Of of;
    auto at = contenders[who].figures.find(criterion.id);
    if (at != contenders[who].figures.end()) {
      of.value = round_half_even(at->second, criterion.places);
      places.push_back({who, criterion.low ? *of.value : -*of.value});
    } else {
      standings[who].gaps.push_back(criterion.id);
    }
    standings[who].of.push_back(of);
  }
  auto worst = contenders.size();
  auto ranks = shared_ranks(std::move(places));
  for (size_t who = 0; who < contenders.size(); ++who) {
    auto& of = standings[who].of.back();
    if (of.value)
      of.rank = ranks[who];
    else if (criterion.gap == Gap::last)
      of.rank = worst;
  }
}

std::optional<double> score(const RankingRules& rules, const Standing& standing) {
  double sum = 0, weights = 0;
  for (size_t i = 0; i < rules.criteria.size(); ++i) {
    const auto& criterion = rules.criteria[i];
    if (!standing.of[i].rank) {
      if (criterion.gap == Gap::out) return std::nullopt;
      continue;
    }
    sum += criterion.weight * static_cast<double>(*standing.of[i].rank);
    weights += criterion.weight;
  }
  if (weights <= 0) return std::nullopt;
  return round_half_even(sum / weights, kScorePlaces);
}

}  // namespace

std::optional<Gap> gap(std::string_view name) {
  auto at = std::ranges::find(kGaps, name);
  if (at == kGaps.end()) return std::nullopt;
  return static_cast<Gap>(at - kGaps.begin());
}

std::string_view name(Gap gap) {
  return kGaps[static_cast<size_t>(gap)];
}

std::vector<Standing> ranked(const RankingRules& rules, std::span<const Contender> contenders) {
  std::vector<Standing> out;
  for (const auto& contender : contenders) out.push_back({.id = contender.id});
  for (const auto& criterion : rules.criteria) rank_by(criterion, contenders, out);
  std::vector<Place> places;
  for (size_t who = 0; who < out.size(); ++who) {
    out[who].score = score(rules, out[who]);
    if (out[who].score) places.push_back({who, *out[who].score});
  }
  std::map<size_t, size_t> sharing;
  auto ranks = shared_ranks(std::move(places));
  for (const auto& [who, rank] : ranks) ++sharing[rank];
  for (const auto& [who, rank] : ranks) {
    out[who].rank = rank;
    out[who].tied = sharing[rank] > 1;
  }
  std::ranges::stable_sort(out, {}, [&](const Standing& standing) {
    return standing.rank.value_or(contenders.size() + 1);
  });
  return out;
}

std::vector<std::string> to_interview(const RankingRules& rules,
                                      std::span<const std::vector<Standing>> newest_first) {
  if (rules.months == 0 || rules.last_n == 0 || newest_first.size() < rules.months) return {};
  std::map<std::string, size_t> months;
  for (const auto& month : newest_first.first(rules.months)) {
    auto ranked = static_cast<size_t>(
        std::ranges::count_if(month, [](const Standing& s) { return s.rank.has_value(); }));
    for (const auto& standing : month)
      if (standing.rank && *standing.rank + rules.last_n > ranked) ++months[standing.id];
  }
  std::vector<std::string> out;
  for (const auto& [id, count] : months)
    if (count == rules.months) out.push_back(id);
  return out;
}

}  // namespace qs::plan

#include "kernel/plan/compensation.h"

#include <algorithm>
#include <array>
#include <numeric>

#include "base/decimal.h"

namespace qs::plan {
namespace {

constexpr std::array<std::string_view, 4> kFaults{"", "no_figure", "no_target",
                                                  "nobody_to_give"};  // as MoneyFault
constexpr int kMostPlaces = 4;
constexpr int64_t kMostFen = 1'000'000'000'000;  // ten billion yuan

Decimal at_places(double value, int places) {
  auto out = round_half_even(Decimal::of(value), places);
  if (out.scale < places) {
    out.units *= power_of_ten(places - out.scale);
    out.scale = places;
  }
  return out;
}

// Half-even to whole fen, within the rule's bound.
int64_t fen_of(const MoneyRule& rule, double figure, double against) {
  auto better = at_places(against, rule.places).units - at_places(figure, rule.places).units;
  if (!rule.low) better = -better;
  if (better > 0 && !rule.rewards) return 0;
  auto exact = round_half_even(Decimal{better * rule.fen_each, rule.places}, 0).units;
  auto most = Int128{rule.most_fen > 0 ? rule.most_fen : kMostFen};
  return static_cast<int64_t>(std::clamp(exact, -most, most));
}

void even_out(std::vector<Money>& out) {
  int64_t pool = 0, merit = 0;
  std::vector<size_t> better;
  for (size_t i = 0; i < out.size(); ++i) {
    if (!out[i].fen) continue;
    if (*out[i].fen < 0) pool -= *out[i].fen;
    if (*out[i].fen > 0) merit += *out[i].fen, better.push_back(i);
  }
  if (merit == 0) {
    for (auto& one : out)
      if (one.fen && *one.fen != 0) one.fen = 0, one.fault = MoneyFault::nobody_to_give;
    return;
  }
  std::vector<Int128> rests(out.size());
  auto left = pool;
  for (auto i : better) {
    auto share = Int128{pool} * *out[i].fen;
    rests[i] = share % merit;
    out[i].fen = static_cast<int64_t>(share / merit);
    left -= *out[i].fen;
  }
  std::ranges::stable_sort(better, [&](size_t a, size_t b) { return rests[a] > rests[b]; });
  for (size_t i = 0; left > 0; ++i, --left) ++*out[better[i]].fen;
}

}  // namespace

std::string_view name(MoneyFault fault) {
  return kFaults[static_cast<size_t>(fault)];
}

Result<void> check_rule(const MoneyRule& rule) {
  if (rule.fen_each <= 0) return fail("is above 0", "yuan_each");
  if (rule.places < 0 || rule.places > kMostPlaces) return fail("is within 0..4", "places");
  if (rule.most_fen < 0 || rule.most_fen > kMostFen) return fail("is no such sum", "most_yuan");
  if (rule.zero_sum && !rule.rewards) return fail("gives to the better ones", "zero_sum");
  return {};
}

std::vector<Money> money_of(const MoneyRule& rule, std::span<const MoneyPlace> places) {
  std::vector<double> figures;
  for (const auto& place : places)
    if (place.figure) figures.push_back(*place.figure);
  std::optional<double> mean;
  if (!figures.empty()) mean = mean_half_even(figures, rule.places);
  std::vector<Money> out;
  for (const auto& place : places) {
    auto& one = out.emplace_back(Money{.id = place.id, .figure = {}, .against = {}, .fen = {}});
    auto against = rule.against == MoneyRule::Against::mean ? mean : place.target;
    if (against) one.against = round_half_even(*against, rule.places);
    if (place.figure) one.figure = round_half_even(*place.figure, rule.places);
    if (!one.figure)
      one.fault = MoneyFault::no_figure;
    else if (!one.against)
      one.fault = MoneyFault::no_target;
    else
      one.fen = fen_of(rule, *one.figure, *one.against);
  }
  if (rule.zero_sum) even_out(out);
  return out;
}

}  // namespace qs::plan

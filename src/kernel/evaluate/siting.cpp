#include "kernel/evaluate/siting.h"

#include <algorithm>
#include <array>

namespace qs::evaluate {
namespace {

constexpr std::array<std::string_view, 3> kAnswers{"allowed", "restricted", "forbidden"};
constexpr std::array<std::string_view, 3> kEffects{"forbid", "cap", "require"};
constexpr double kSliver = 1e-4;  // a smaller share is the width of a drawn line

bool covers(const std::vector<std::string>& trades, std::string_view trade) {
  return std::any_of(trades.begin(), trades.end(),
                     [&](const std::string& begin) { return trade.starts_with(begin); });
}

// How much of the project lies on the ground; 0: nothing that counts.
double share_on(const Geometry& place, const Geometry& ground) {
  if (!place.meets(ground)) return 0;
  if (place.type() == Geometry::Type::point) return 1;
  double whole = place.type() == Geometry::Type::area ? place.area() : place.length();
  double share = whole > 0 ? place.shared_with(ground) / whole : 0;
  return share < kSliver ? 0 : std::min(share, 1.0);
}

RuleFinding judge(const AccessRule& rule, const Project& project) {
  using Outcome = RuleFinding::Outcome;
  switch (rule.effect) {
    case AccessRule::Effect::forbid:
      return {&rule, Siting::forbidden, Outcome::broken};
    case AccessRule::Effect::require:
      return {&rule, Siting::restricted, Outcome::to_prove};
    case AccessRule::Effect::cap:
      break;
  }
  auto emitted = project.emissions.find(rule.factor);
  if (emitted == project.emissions.end()) return {&rule, Siting::restricted, Outcome::to_prove};
  bool over = rule.most && emitted->second > *rule.most;
  return {&rule, over ? Siting::forbidden : Siting::allowed, over ? Outcome::broken : Outcome::met};
}

UnitFinding judge(const ControlUnit& unit, const Project& project, double share) {
  UnitFinding out{&unit, share, Siting::allowed, {}};
  for (const auto& rule : unit.rules) {
    if (!rule.trades.empty() && !covers(rule.trades, project.trade)) continue;
    out.rules.push_back(judge(rule, project));
    out.answer = std::max(out.answer, out.rules.back().answer);
  }
  return out;
}

bool applies(const PlotRule& rule, const Project& project, const PlotState& plot) {
  bool state = rule.states.empty() ||
               std::find(rule.states.begin(), rule.states.end(), plot.state) != rule.states.end();
  return state && (!rule.listed || *rule.listed == plot.listed) &&
         (!rule.remedial || *rule.remedial == project.remedial) &&
         (rule.land_class == 0 || rule.land_class == project.land_class);
}

}  // namespace

std::string_view name(Siting answer) {
  return kAnswers[static_cast<size_t>(answer)];
}

std::optional<Siting> siting_of(std::string_view name) {
  auto it = std::find(kAnswers.begin(), kAnswers.end(), name);
  if (it == kAnswers.end()) return std::nullopt;
  return static_cast<Siting>(it - kAnswers.begin());
}

std::optional<AccessRule::Effect> access_effect(std::string_view name) {
  auto it = std::find(kEffects.begin(), kEffects.end(), name);
  if (it == kEffects.end()) return std::nullopt;
  return static_cast<AccessRule::Effect>(it - kEffects.begin());
}

SitingFinding check_siting(const Project& project, std::span<const ControlUnit> units,
                           std::span<const ClosedGround> closed) {
  SitingFinding out;
  for (const auto& ground : closed) {
    auto share = share_on(*project.place, ground.area);
    if (share == 0) continue;
    auto answer =
        covers(ground.allowed_trades, project.trade) ? Siting::restricted : Siting::forbidden;
    out.closed.push_back({&ground, share, answer});
    out.answer = std::max(out.answer, answer);
  }
  double covered = 0;
  for (const auto& unit : units) {
    auto share = share_on(*project.place, unit.area);
    if (share == 0) continue;
    covered += share;
    out.units.push_back(judge(unit, project, share));
    out.answer = std::max(out.answer, out.units.back().answer);
  }
  std::stable_sort(out.units.begin(), out.units.end(),
                   [](const auto& a, const auto& b) { return a.answer > b.answer; });
  out.outside = covered > 1 - kSliver ? 0 : 1 - covered;
  if (out.outside > 0) out.answer = std::max(out.answer, Siting::restricted);
  return out;
}

PlotFinding check_plot(const Project& project, const PlotState& plot,
                       std::span<const PlotRule> rules) {
  PlotFinding out;
  for (const auto& rule : rules)
    if (applies(rule, project, plot)) out.rules.push_back(&rule);
  std::stable_sort(out.rules.begin(), out.rules.end(),
                   [](auto a, auto b) { return a->answer > b->answer; });
  if (!out.rules.empty()) out.answer = out.rules.front()->answer;
  return out;
}

}  // namespace qs::evaluate

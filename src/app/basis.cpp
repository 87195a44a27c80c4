#include "app/basis.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>

#include "kernel/evaluate/law.h"

namespace qs::app {
namespace {

constexpr std::string_view kUrbanClass = "2";  // GB 3095 4.1: an urban district

// What judges a kind of site whose record names no standard.
constexpr std::array<std::pair<std::string_view, std::string_view>, 4> kStandards{
    {{"air_standard", "GB 3095"},
     {"air_micro", "GB 3095"},
     {"noise", "GB 3096"},
     {"river", "GB 3838"}}};

std::string standard_of(const Site& site) {
  if (!site.standard.empty()) return site.standard;
  auto found = std::ranges::find(kStandards, std::string_view(site.kind),
                                 &std::pair<std::string_view, std::string_view>::first);
  return found == kStandards.end() ? std::string() : std::string(found->second);
}

std::string scope_of(const Site& site) {
  if (site.kind == "noise") return site.zone;
  if (site.kind == "river" && !site.target_class.empty()) return site.target_class;
  if (site.kind.starts_with("air") && site.scope.empty()) return std::string(kUrbanClass);
  return site.scope;
}

// "water_body=lake&sector=..." as a site's record writes it.
evaluate::Circumstances circumstances(std::string_view text) {
  evaluate::Circumstances known;
  for (const auto& part : evaluate::split(text, '&'))
    if (auto equals = part.find('='); equals != std::string::npos)
      known[part.substr(0, equals)] = part.substr(equals + 1);
  return known;
}

// A range (pH) is checked at any time, and the hours of an outlet are seen beside the limit of its
// day.
bool is_of(const standard::Limit& limit, observe::Cadence cadence, bool outlet) {
  if (limit.statistic == "any" || limit.comparison == standard::Comparison::within) return true;
  if (cadence == observe::Cadence::day)
    return limit.statistic == "day" || limit.statistic == "mda8";
  if (outlet && cadence == observe::Cadence::hour && limit.statistic == "day") return true;
  return limit.statistic == name(cadence);
}

// "2" is of the scope "2" and so is its part "2:night"; "II" is not of "I".
bool is_within(std::string_view scope, std::string_view of) {
  return scope == of || (scope.starts_with(of) && scope.substr(of.size()).starts_with(':'));
}

}  // namespace

std::optional<evaluate::Basis> basis_of(const Site& site) {
  evaluate::Basis basis{standard_of(site), scope_of(site), circumstances(site.condition)};
  if (site.kind == "river") basis.known.try_emplace("water_body", "river");
  return basis.standard.empty() ? std::nullopt : std::optional(std::move(basis));
}

std::vector<const standard::Limit*> limits_at(const standard::Library& library, const Site& site,
                                              std::string_view factor, observe::Cadence cadence,
                                              Day day) {
  std::vector<const standard::Limit*> out;
  auto basis = basis_of(site);
  if (!basis || basis->scope.empty()) return out;
  std::map<std::pair<std::string, std::string>, std::vector<const standard::Limit*>> rows;
  for (auto limit : library.limits(basis->standard, factor, day))
    if (is_of(*limit, cadence, site.kind == "outlet") && is_within(limit->scope, basis->scope))
      rows[{limit->scope, limit->statistic}].push_back(limit);
  for (const auto& [what, of_scope] : rows)
    if (auto limit = evaluate::binding(of_scope, what.second, what.first, basis->known))
      out.push_back(limit);
  return out;
}

std::optional<double> reference_oxygen(const standard::Library& library, const Site& site,
                                       Day day) {
  if (site.kind != "outlet") return std::nullopt;
  if (site.reference_oxygen > 0) return site.reference_oxygen;
  auto fuel = site.scope.find(':');
  if (fuel == std::string::npos) return std::nullopt;
  auto fixed = library.rule("gas.reference_oxygen", day,
                            fmt::format("{}:{}", site.standard, site.scope.substr(fuel + 1)));
  return fixed ? std::optional(fixed->number()) : std::nullopt;
}

}  // namespace qs::app

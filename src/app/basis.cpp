#include "app/basis.h"

#include <fmt/format.h>

#include <map>

#include "kernel/evaluate/law.h"

namespace qs::app {
namespace {

constexpr std::string_view kUrbanClass = "2";  // GB 3095 4.1: an urban district

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
  if (site.kind.starts_with("air"))
    return evaluate::Basis{
        "GB 3095", site.scope.empty() ? std::string(kUrbanClass) : site.scope, {}};
  if (site.kind == "noise")
    return evaluate::Basis{site.standard.empty() ? "GB 3096" : site.standard, site.zone, {}};
  if (site.kind == "river") {
    auto known = circumstances(site.condition);
    known.try_emplace("water_body", "river");
    auto target = site.target_class.empty() ? site.scope : site.target_class;
    return evaluate::Basis{site.standard.empty() ? "GB 3838" : site.standard, target, known};
  }
  if (site.standard.empty()) return std::nullopt;
  return evaluate::Basis{site.standard, site.scope, circumstances(site.condition)};
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

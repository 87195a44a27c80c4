#include "kernel/evaluate/condition.h"

#include <algorithm>

#include "base/decimal.h"
#include "kernel/evaluate/law.h"

namespace qs::evaluate {
namespace {

bool one_holds(std::string_view part, const Circumstances& known) {
  auto at = part.find_first_of("<>=");
  if (at == std::string_view::npos) return false;
  auto wide = at + 1 < part.size() && part[at] != '=' && part[at + 1] == '=';
  auto relation = part.substr(at, wide ? 2 : 1), wanted = part.substr(at + relation.size());
  auto found = known.find(part.substr(0, at));
  if (found == known.end()) return false;
  if (relation == "=") return found->second == wanted;
  auto left = Decimal::parse(found->second), right = Decimal::parse(wanted);
  if (!left || !right) return false;
  double l = left->value(), r = right->value();
  return relation == "<=" ? l <= r : relation == "<" ? l < r : relation == ">=" ? l >= r : l > r;
}

}  // namespace

bool holds(std::string_view condition, const Circumstances& known) {
  auto parts = split(condition, '&');
  return std::ranges::all_of(parts, [&](const auto& part) { return one_holds(part, known); });
}

const standard::Limit* binding(const std::vector<const standard::Limit*>& rows,
                               std::string_view statistic, std::string_view scope,
                               const Circumstances& known) {
  const standard::Limit* chosen = nullptr;
  for (auto row : rows) {
    if (row->scope != scope || (!statistic.empty() && row->statistic != statistic)) continue;
    if (!holds(row->condition, known)) continue;
    if (!chosen || chosen->condition.empty()) chosen = row;
  }
  return chosen;
}

}  // namespace qs::evaluate

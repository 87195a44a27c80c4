#include "kernel/evaluate/condition.h"

#include <algorithm>
#include <optional>

#include "base/decimal.h"
#include "kernel/evaluate/law.h"

namespace qs::evaluate {
namespace {

constexpr std::string_view kAny = "any";  // statistic of a row that judges every statistic

bool compares(double left, std::string_view relation, double right) {
  return relation == "<="   ? left <= right
         : relation == "<"  ? left < right
         : relation == ">=" ? left >= right
                            : left > right;
}

struct Cut {
  std::string_view before, relation, after;
};

std::optional<Cut> cut_at_relation(std::string_view text) {
  auto at = text.find_first_of("<>=");
  if (at == std::string_view::npos) return std::nullopt;
  bool wide = text[at] != '=' && at + 1 < text.size() && text[at + 1] == '=';
  auto relation = text.substr(at, wide ? 2 : 1);
  return Cut{text.substr(0, at), relation, text.substr(at + relation.size())};
}

// "name=word", "name<=6.5" or "5.5<name<=6.5".
bool one_holds(std::string_view part, const Circumstances& known) {
  auto cut = cut_at_relation(part);
  if (!cut) return false;
  if (auto lower = Decimal::parse(cut->before)) {
    auto rest = cut_at_relation(cut->after);
    auto found = rest ? known.find(rest->before) : known.end();
    auto value = found == known.end() ? std::nullopt : Decimal::parse(found->second);
    return value && compares(lower->value(), cut->relation, value->value()) &&
           one_holds(cut->after, known);
  }
  auto found = known.find(cut->before);
  if (found == known.end()) return false;
  if (cut->relation == "=") return found->second == cut->after;
  auto value = Decimal::parse(found->second), bound = Decimal::parse(cut->after);
  return value && bound && compares(value->value(), cut->relation, bound->value());
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
    bool of_statistic = statistic.empty() || row->statistic == statistic || row->statistic == kAny;
    if (row->scope != scope || !of_statistic || !holds(row->condition, known)) continue;
    if (!chosen || chosen->condition.empty()) chosen = row;
  }
  return chosen;
}

}  // namespace qs::evaluate

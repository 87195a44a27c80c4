#include "app/control_units.h"

#include <array>
#include <sstream>

#include "base/json.h"

namespace qs::app {
namespace {

using evaluate::AccessRule;
using ledger::Record;

constexpr std::array<std::string_view, 3> kClasses{"priority", "key", "general"};  // grades 1, 2, 3

std::vector<std::string> words_of(const std::string& text) {
  std::istringstream in(text);
  std::vector<std::string> out;
  for (std::string word; in >> word;) out.push_back(word);
  return out;
}

Result<std::vector<Record>> records_in(const ledger::RecordLog& records, const std::string& kind,
                                       const Box& box) {
  auto found = records.query({.kind = kind, .where = {}, .box = box, .limit = kMostGrounds + 1});
  if (found && found->size() > kMostGrounds)
    return fail(fmt::format("more than {} meet the place", kMostGrounds), kind);
  return found;
}

Result<Geometry> shape_of(const Record& record) {
  auto shape = Geometry::of(record.text("outline"));
  if (!shape) return fail(shape.error().message(), record.kind + ":" + record.id);
  return shape;
}

Result<std::vector<AccessRule>> rules_of(const Record& unit) {
  std::vector<AccessRule> out;
  auto text = unit.text("rules");
  auto rows = Json::parse(text.empty() ? "[]" : text, nullptr, false);
  for (const auto& row : rows) {
    auto effect = evaluate::access_effect(row.value("effect", ""));
    if (!effect) return fail("a rule without an effect", unit.kind + ":" + unit.id);
    AccessRule rule{.dimension = row.value("dimension", ""),
                    .effect = *effect,
                    .trades = words_of(row.value("trades", "")),
                    .factor = row.value("factor", ""),
                    .text = row.value("text", ""),
                    .clause = row.value("clause", "")};
    if (row.contains("most")) rule.most = row["most"].get<double>();
    out.push_back(std::move(rule));
  }
  return out;
}

int grade_of(const std::string& word) {
  auto it = std::find(kClasses.begin(), kClasses.end(), word);
  return it == kClasses.end() ? 3 : static_cast<int>(it - kClasses.begin()) + 1;
}

}  // namespace

Result<std::vector<evaluate::ControlUnit>> control_units(const ledger::RecordLog& records,
                                                         const Box& box) {
  auto found = records_in(records, "control_unit", box);
  if (!found) return tl::unexpected(found.error());
  std::vector<evaluate::ControlUnit> out;
  for (const auto& record : *found) {
    auto area = shape_of(record);
    if (!area) return tl::unexpected(area.error());
    auto rules = rules_of(record);
    if (!rules) return tl::unexpected(rules.error());
    out.push_back({.id = record.id,
                   .code = record.text("code"),
                   .name = record.text("name"),
                   .grade = grade_of(record.text("class")),
                   .area = std::move(*area),
                   .rules = std::move(*rules)});
  }
  return out;
}

Result<std::vector<evaluate::ClosedGround>> closed_grounds(const ledger::RecordLog& records,
                                                           const Box& box) {
  auto found = records_in(records, "red_line", box);
  if (!found) return tl::unexpected(found.error());
  std::vector<evaluate::ClosedGround> out;
  for (const auto& record : *found) {
    auto area = shape_of(record);
    if (!area) return tl::unexpected(area.error());
    out.push_back({.id = record.id,
                   .name = record.text("name"),
                   .area = std::move(*area),
                   .allowed_trades = words_of(record.text("allowed_trades")),
                   .clause = record.text("clause")});
  }
  return out;
}

Result<std::vector<Record>> plots_at(const ledger::RecordLog& records, const Geometry& place) {
  constexpr double kEdge = 1;  // m² that two outlines share by rounding alone
  auto found = records_in(records, "plot", place.bounds());
  if (!found) return found;
  std::vector<Record> out;
  for (auto& record : *found) {
    auto area = shape_of(record);
    if (!area) return tl::unexpected(area.error());
    bool shares = place.type() == Geometry::Type::area ? place.shared_with(*area) > kEdge
                                                       : place.meets(*area);
    if (shares) out.push_back(std::move(record));
  }
  return out;
}

}  // namespace qs::app

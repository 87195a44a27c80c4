#include "app/plan/targets.h"

namespace qs::app {

using ledger::Op;
using ledger::Record;

Result<std::optional<Record>> target_of(const ledger::RecordLog& records, const Record& indicator,
                                        int year, const std::string& area) {
  ledger::Filter of_area{.field = "area", .op = Op::is_null};
  if (!area.empty()) of_area = {.field = "area", .value = area};
  auto targets = records.query({.kind = "indicator_target",
                                .where = {{.field = "indicator", .value = indicator.id},
                                          of_area,
                                          {.field = "month", .value = int64_t{0}},
                                          {.field = "state", .value = std::string("in_force")},
                                          {.field = "unit_in_charge", .op = Op::is_null}},
                                .order_by = "year",
                                .limit = ledger::kMaxPage});
  if (!targets) return tl::unexpected(targets.error());
  std::optional<Record> out;
  for (auto& target : *targets)
    if (!out || target.integer("year").value_or(0) <= year) out = std::move(target);
  return out;
}

std::optional<plan::Goal> goal_of(const Record& indicator, const Record& target) {
  auto value = target.number("value");
  if (!value) return std::nullopt;
  return plan::Goal{*value, indicator.text("better") == "low"};
}

Result<std::optional<plan::Goal>> goal_of_measure(const ledger::RecordLog& records,
                                                  const std::string& measure, int year,
                                                  const std::string& area) {
  auto indicators =
      records.query({.kind = "indicator", .where = {{.field = "measure", .value = measure}}});
  if (!indicators) return tl::unexpected(indicators.error());
  for (const auto& indicator : *indicators) {
    auto target = target_of(records, indicator, year, area);
    if (target && !*target && !area.empty()) target = target_of(records, indicator, year, "");
    if (!target) return tl::unexpected(target.error());
    if (*target)
      if (auto goal = goal_of(indicator, **target)) return goal;
  }
  return std::nullopt;
}

}  // namespace qs::app

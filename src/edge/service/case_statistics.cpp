// 办件统计: how the work at steps went, counted from the stays that ended (kind case_step).
#include <fmt/ranges.h>

#include <ranges>

#include "base/json.h"
#include "edge/service/ask.h"
#include "edge/service/handlers.h"
#include "edge/service/room.h"
#include "kernel/casework/case.h"

namespace qs::service {
namespace {

constexpr std::array<std::string_view, 5> kGroupings{"month", "workflow", "step", "street", "unit"};
const std::vector<std::string> kSums{"hours", "on_time", "reviews", "returned"};

Maybe<std::string> month_param(const Call& call, std::string_view name) {
  auto month = param(call, name);
  if (!month) return iso_month(day_of(call.now));
  if (!parse_day(*month + "-01"))
    return refuse(400, "is no month such as 2026-05", std::string(name));
  return *month;
}

// `by`, at most each once; a step is told with its workflow.
Maybe<std::vector<std::string>> groupings(const Call& call) {
  std::vector<std::string> names;
  auto list = param(call, "by").value_or("month");
  for (auto part : std::views::split(list, ',')) names.emplace_back(part.begin(), part.end());
  for (auto it = names.begin(); it != names.end(); ++it)
    if (std::ranges::find(kGroupings, *it) == kGroupings.end() ||
        std::find(names.begin(), it, *it) != it)
      return refuse(400, fmt::format("by: some of {}", fmt::join(kGroupings, ",")), *it);
  auto has = [&](std::string_view name) { return std::ranges::find(names, name) != names.end(); };
  if (has("step") && !has("workflow")) names.insert(std::ranges::find(names, "step"), "workflow");
  return names;
}

Maybe<ledger::Query> stays(const Service::Room& room, const Call& call) {
  auto from = month_param(call, "from"), until = month_param(call, "until");
  for (auto month : {&from, &until})
    if (!*month) return tl::unexpected(month->error());
  auto where = within_area(room, call);
  if (!where) return tl::unexpected(where.error());
  where->push_back({"month", ledger::Op::greater_equal, *from, {}});
  where->push_back({"month", ledger::Op::less_equal, *until, {}});
  for (auto name : {"workflow", "step", "unit"})
    if (auto value = param(call, name)) where->push_back({name, ledger::Op::equal, *value, {}});
  return ledger::Query{.kind = std::string(casework::kStepKind), .where = std::move(*where)};
}

Json share(double part, double whole) {
  return whole > 0 ? Json(part / whole) : Json();
}

Json stay_json(const ledger::Group& group, const std::vector<std::string>& by) {
  Json out;
  for (size_t i = 0; i < by.size(); ++i) out[by[i]] = ledger::text_of(group.by[i]);
  auto hours = group.sums[0];
  std::array<int64_t, 3> counts;
  for (size_t i = 0; i < counts.size(); ++i) counts[i] = std::llround(group.sums[i + 1]);
  auto [on_time, reviews, returned] = counts;
  auto stays = static_cast<double>(group.count);
  out.update(
      {{"stays", group.count},
       {"on_time", on_time},
       {"on_time_share", share(static_cast<double>(on_time), stays)},
       {"mean_hours", share(hours, stays)},
       {"reviews", reviews},
       {"returned", returned},
       {"return_share", share(static_cast<double>(returned), static_cast<double>(reviews))}});
  return out;
}

// What the page shows of workflows and steps; a step that is gone keeps its id.
void name(const Service::Room& room, Json& row) {
  if (!row.contains("workflow")) return;
  auto flow = room.seams.workflows.find(row["workflow"].get<std::string>(), {});
  if (!flow) return;
  row["workflow_zh"] = flow->name_zh;
  row["workflow_en"] = flow->name_en;
  auto step = row.contains("step") ? flow->step(row["step"].get<std::string>()) : nullptr;
  if (!step) return;
  row["step_zh"] = step->name_zh;
  row["step_en"] = step->name_en;
}

Response csv_of(const Json& rows, const std::vector<std::string>& by) {
  auto header = by;
  for (auto figure :
       {"stays", "on_time", "on_time_share", "mean_hours", "reviews", "returned", "return_share"})
    header.emplace_back(figure);
  CsvRows out{header};
  for (const auto& row : rows) {
    auto& line = out.emplace_back();
    for (const auto& column : header) {
      const auto& value = row.at(column);
      line.push_back(value.is_null()     ? ""
                     : value.is_string() ? value.get<std::string>()
                                         : value.dump());
    }
  }
  return csv_response("case_statistics", out);
}

}  // namespace

Reply get_case_statistics(Service::Room& room, const Call& call) {
  auto by = groupings(call);
  if (!by) return tl::unexpected(by.error());
  auto asked = stays(room, call);
  if (!asked) return tl::unexpected(asked.error());
  auto groups = lift(room.seams.records.group(*asked, *by, kSums));
  if (!groups) return tl::unexpected(groups.error());
  ledger::Group all{.by = {}, .count = 0, .sums = std::vector<double>(kSums.size())};
  auto rows = Json::array();
  for (const auto& group : *groups) {
    name(room, rows.emplace_back(stay_json(group, *by)));
    all.count += group.count;
    for (size_t i = 0; i < all.sums.size(); ++i) all.sums[i] += group.sums[i];
  }
  if (param(call, "format") == "csv") return csv_of(rows, *by);
  return json_response({{"all", stay_json(all, {})}, {"rows", rows}});
}

}  // namespace qs::service

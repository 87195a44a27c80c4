// Cases counted: how many stand at which step in which street, and what is due on which day.
#include "base/json.h"
#include "edge/service/ask.h"
#include "edge/service/handlers.h"
#include "edge/service/room.h"
#include "kernel/casework/case.h"

namespace qs::service {
namespace {

constexpr int64_t kMostDays = 42;  // a month as whole weeks
constexpr size_t kMostSteps = 50;

Maybe<ledger::Query> open_cases(const Service::Room& room, const Call& call) {
  auto where = within_area(room, call);
  if (!where) return tl::unexpected(where.error());
  where->push_back({"state", ledger::Op::equal, std::string("open"), {}});
  if (auto workflow = param(call, "workflow"))
    where->push_back({"workflow", ledger::Op::equal, *workflow, {}});
  return ledger::Query{.kind = std::string(casework::kCaseKind), .where = std::move(*where)};
}

ledger::Query also(ledger::Query asked, ledger::Filter filter) {
  asked.where.push_back(std::move(filter));
  return asked;
}

// In the order of the work; steps of earlier texts that cases still stand at come last.
std::vector<std::string> steps_of(const casework::Workflow& flow,
                                  const std::vector<ledger::Group>& there) {
  std::vector<std::string> out;
  for (const auto& step : flow.steps) out.push_back(step.id);
  for (const auto& group : there)
    if (auto id = ledger::text_of(group.by[0]); std::ranges::find(out, id) == out.end())
      out.push_back(id);
  if (out.size() > kMostSteps) out.resize(kMostSteps);
  return out;
}

}  // namespace

Reply get_case_board(Service::Room& room, const Call& call) {
  auto asked = open_cases(room, call);
  if (!asked) return tl::unexpected(asked.error());
  auto id = param(call, "workflow").value_or("");
  auto flow = room.seams.workflows.find(id, {});
  if (!flow) return refuse(404, "no such workflow", id);
  auto groups = lift(room.seams.records.group(*asked, std::vector<std::string>{"step", "street"},
                                              std::vector<std::string>{"overdue"}));
  if (!groups) return tl::unexpected(groups.error());
  Json out{{"workflow", flow->id}, {"steps", Json::array()}, {"cells", Json::array()}};
  for (const auto& name : steps_of(*flow, *groups)) {
    auto step = flow->step(name);
    out["steps"].push_back({{"id", name},
                            {"name_zh", step ? step->name_zh : name},
                            {"name_en", step ? step->name_en : name}});
  }
  for (const auto& group : *groups)
    out["cells"].push_back({{"step", ledger::text_of(group.by[0])},
                            {"street", ledger::text_of(group.by[1])},
                            {"open", group.count},
                            {"overdue", static_cast<size_t>(group.sums[0])}});
  return json_response(out);
}

Reply get_case_calendar(Service::Room& room, const Call& call) {
  auto asked = open_cases(room, call);
  if (!asked) return tl::unexpected(asked.error());
  auto first = day_param(call, "from");
  if (!first) return tl::unexpected(first.error());
  auto days = integer_param(call, "days", kMostDays, 1, kMostDays);
  if (!days) return tl::unexpected(days.error());
  auto begin = start_of(*first);
  auto before =
      lift(room.seams.records.count(also(*asked, {"due_at", ledger::Op::less, to_ms(begin), {}})));
  if (!before) return tl::unexpected(before.error());
  asked->where.push_back({"due_at", ledger::Op::greater_equal, to_ms(begin), {}});
  asked->where.push_back(
      {"due_at", ledger::Op::less, to_ms(begin + *days * std::chrono::hours(24)), {}});
  auto groups = lift(room.seams.records.group(
      *asked, std::vector<std::string>{"due_at" + std::string(ledger::kByDay)},
      std::vector<std::string>{"overdue"}));
  if (!groups) return tl::unexpected(groups.error());
  Json out{{"before", *before}, {"days", Json::array()}, {"rest", Json::array()}};
  for (auto day = std::chrono::sys_days(*first), end = day + std::chrono::days(*days); day < end;
       day += std::chrono::days(1))
    if (!room.seams.district.calendar.is_working(day)) out["rest"].push_back(iso(Day(day)));
  for (const auto& group : *groups)
    out["days"].push_back({{"day", ledger::text_of(group.by[0])},
                           {"open", group.count},
                           {"overdue", static_cast<size_t>(group.sums[0])}});
  return json_response(out);
}

}  // namespace qs::service

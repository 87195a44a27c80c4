// Cases counted: how many stand at which step in which street, and what is due on which day.
#include "base/json.h"
#include "edge/service/ask.h"
#include "edge/service/handlers.h"
#include "edge/service/room.h"
#include "kernel/casework/case.h"

namespace qs::service {
namespace {

constexpr int64_t kMostDays = 42;  // a month as whole weeks
constexpr int64_t kMostSteps = 50;

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

ledger::Query late(ledger::Query asked) {
  return also(std::move(asked), {"overdue", ledger::Op::equal, true, {}});
}

std::string text_of(const ledger::Value& value) {
  auto text = std::get_if<std::string>(&value);
  return text ? *text : std::string{};
}

struct Counts {
  size_t open = 0, overdue = 0;
};

Maybe<std::map<std::string, Counts>> by_street(const Service::Room& room,
                                               const ledger::Query& asked) {
  std::map<std::string, Counts> out;
  auto all = lift(room.seams.records.tally(asked, "street"));
  if (!all) return tl::unexpected(all.error());
  auto overdue = lift(room.seams.records.tally(late(asked), "street"));
  if (!overdue) return tl::unexpected(overdue.error());
  for (const auto& tally : *all) out[text_of(tally.value)].open += tally.count;
  for (const auto& tally : *overdue) out[text_of(tally.value)].overdue += tally.count;
  return out;
}

// In the order of the work; steps of earlier texts that cases still stand at come last.
Maybe<std::vector<std::string>> steps_of(const Service::Room& room, const ledger::Query& asked,
                                         const casework::Workflow& flow) {
  std::vector<std::string> out;
  for (const auto& step : flow.steps) out.push_back(step.id);
  auto there = lift(room.seams.records.tally(asked, "step"));
  if (!there) return tl::unexpected(there.error());
  for (const auto& tally : *there)
    if (auto id = text_of(tally.value); std::ranges::find(out, id) == out.end()) out.push_back(id);
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
  auto ids = steps_of(room, *asked, *flow);
  if (!ids) return tl::unexpected(ids.error());
  Json out{{"workflow", flow->id}, {"steps", Json::array()}, {"cells", Json::array()}};
  for (const auto& name : *ids) {
    auto step = flow->step(name);
    out["steps"].push_back({{"id", name},
                            {"name_zh", step ? step->name_zh : name},
                            {"name_en", step ? step->name_en : name}});
    auto streets = by_street(room, also(*asked, {"step", ledger::Op::equal, name, {}}));
    if (!streets) return tl::unexpected(streets.error());
    for (const auto& [street, n] : *streets)
      out["cells"].push_back(
          {{"step", name}, {"street", street}, {"open", n.open}, {"overdue", n.overdue}});
  }
  return json_response(out);
}

Reply get_case_calendar(Service::Room& room, const Call& call) {
  auto asked = open_cases(room, call);
  if (!asked) return tl::unexpected(asked.error());
  auto first = day_param(call, "from");
  if (!first) return tl::unexpected(first.error());
  auto days = integer_param(call, "days", kMostDays, 1, kMostDays);
  if (!days) return tl::unexpected(days.error());
  std::optional<Fault> fault;
  auto count = [&](const ledger::Query& query) -> size_t {
    auto n = lift(room.seams.records.count(query));
    if (!n) fault = n.error();
    return n.value_or(0);
  };
  auto due_before = [](const ledger::Query& query, Instant end) {
    return also(query, {"due_at", ledger::Op::less, to_ms(end), {}});
  };
  auto begin = start_of(*first);
  Json out{{"before", count(due_before(*asked, begin))}, {"days", Json::array()}};
  for (int64_t i = 0; i < *days; ++i, begin += std::chrono::hours(24)) {
    auto due = due_before(also(*asked, {"due_at", ledger::Op::greater_equal, to_ms(begin), {}}),
                          begin + std::chrono::hours(24));
    auto open = count(due);
    if (open > 0)
      out["days"].push_back(
          {{"day", iso(day_of(begin))}, {"open", open}, {"overdue", count(late(due))}});
  }
  if (fault) return tl::unexpected(*fault);
  return json_response(out);
}

}  // namespace qs::service

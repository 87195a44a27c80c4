// 生态补偿: the accounts of the streets by year, and the computing of a month by a rule.
#include <cmath>

#include "base/json.h"
#include "edge/service/ask.h"
#include "edge/service/compensating.h"
#include "edge/service/plan/plan_handlers.h"
#include "edge/service/plan/reading_json.h"
#include "edge/service/registers/view.h"
#include "edge/service/room.h"

namespace qs::service {
namespace {

using ledger::Op;
using ledger::Record;

constexpr std::string_view kReplaced = "replaced", kPaid = "paid";

int64_t fen_of(const Record& record) {
  return std::llround(record.number("amount").value_or(0) * 100);
}

Json entry_json(const Record& record) {
  auto amount = record.number("amount");
  return {{"id", record.id},
          {"rule", record.text("rule")},
          {"month", record.text("month")},
          {"issue", record.integer("issue").value_or(1)},
          {"figure", or_null(record.number("figure"))},
          {"against", or_null(record.number("against"))},
          {"fen", amount ? Json(fen_of(record)) : Json()},
          {"fault", record.text("fault")},
          {"reason", record.text("reason")},
          {"simulated", record.flag("simulated")},
          {"state", record.text("state")}};
}

// One street's year: what stands, and what a correction replaced.
struct Account {
  Json entries = Json::array();
  int64_t sum = 0, paid = 0;
  void add(const Record& record) {
    entries.push_back(entry_json(record));
    if (record.text("state") == kReplaced) return;
    sum += fen_of(record);
    if (record.text("state") == kPaid) paid += fen_of(record);
  }
};

}  // namespace

Json rule_json(const plan::MoneyRule& rule) {
  return {{"id", rule.id},
          {"name_zh", rule.name_zh},
          {"name_en", rule.name_en},
          {"unit", rule.unit},
          {"against", rule.against == plan::MoneyRule::Against::mean ? "mean" : "target"},
          {"better", rule.low ? "low" : "high"},
          {"places", rule.places},
          {"fen_each", rule.fen_each},
          {"most_fen", rule.most_fen},
          {"rewards", rule.rewards},
          {"zero_sum", rule.zero_sum},
          {"clause", rule.clause},
          {"confidence", rule.confidence}};
}

Reply get_compensation(Service::Room& room, const Call& call) {
  auto view = View::of(room, call.actor, kCompensationKind);
  if (!view) return tl::unexpected(view.error());
  auto planning = planning_of(room);
  if (!planning) return tl::unexpected(planning.error());
  auto year = year_asked(call);
  if (!year) return tl::unexpected(year.error());
  ledger::Query of_year{
      .kind = std::string(kCompensationKind),
      .where = {{.field = "month",
                 .op = Op::greater_equal,
                 .value = fmt::format("{}-01-01", *year)},
                {.field = "month", .op = Op::less, .value = fmt::format("{}-01-01", *year + 1)}},
      .order_by = "month",
      .limit = ledger::kMaxPage};
  view->keep_within(of_year);
  auto found = query(room, of_year);
  if (!found) return tl::unexpected(found.error());
  std::map<std::string, Account> accounts;
  for (const auto& record : *found) accounts[record.text("street")].add(record);
  auto rules = Json::array(), streets = Json::array();
  for (const auto& rule : (*planning)->compensating().rules()) rules.push_back(rule_json(rule));
  for (auto& [id, account] : accounts)
    streets.push_back({{"street", id},
                       {"sum_fen", account.sum},
                       {"paid_fen", account.paid},
                       {"entries", std::move(account.entries)}});
  return json_response({{"year", *year},
                        {"rules", rules},
                        {"streets", streets},
                        {"may_compute", room.seams.rights.may(call.actor, "plan.publish")}});
}

Reply post_compensation(Service::Room& room, const Call& call) {
  if (auto allowed = must(room, call, ""); !allowed) return tl::unexpected(allowed.error());
  auto planning = planning_of(room);
  if (!planning) return tl::unexpected(planning.error());
  auto body = Body::of(call.request.body);
  if (!body) return tl::unexpected(body.error());
  auto rule = body->text("rule"), month = body->text("month", 7),
       why = body->text("why", kLongestReason);
  if (auto whole = body->whole(); !whole) return tl::unexpected(whole.error());
  auto day = parse_day(fmt::format("{}-01", month));
  if (!day) return refuse(422, "a month such as 2026-05", "month");
  const auto& compensating = (*planning)->compensating();
  auto doing = call.doing(why);
  auto done =
      lift(room.seams.desk.decide([&] { return compensating.compute(rule, *day, doing); }, doing));
  if (!done) return tl::unexpected(done.error());
  return json_response({{"rule", rule}, {"month", month}}, 201);
}

}  // namespace qs::service

// 环保信用: the district's firms and one firm's story, within what the asker may read.
#include "base/json.h"
#include "edge/service/ask.h"
#include "edge/service/handlers.h"
#include "edge/service/oversight/draw_json.h"
#include "edge/service/registers/standing.h"
#include "edge/service/registers/view.h"
#include "edge/service/render.h"
#include "edge/service/room.h"

namespace qs::service {
namespace {

using ledger::Record;
using oversight::CreditLaw;

constexpr size_t kFirms = 1'000, kEnding = 20, kEventsOfFirm = 1'000;

Json law_json(const CreditLaw& law) {
  auto events = Json::array(), bands = Json::array();
  for (const auto& e : law.events)
    events.push_back({{"id", e.id},
                      {"name_zh", e.name_zh},
                      {"name_en", e.name_en},
                      {"points", e.points},
                      {"months", e.months},
                      {"repair_months", e.repair_months},
                      {"penalty", e.penalty},
                      {"bad", e.bad},
                      {"clause", e.clause.empty() ? law.clause : e.clause},
                      {"confidence", e.confidence.empty() ? law.confidence : e.confidence}});
  for (const auto& b : law.bands)
    bands.push_back({{"id", b.id},
                     {"name_zh", b.name_zh},
                     {"name_en", b.name_en},
                     {"below", b.below},
                     {"clause", b.clause},
                     {"confidence", b.confidence}});
  return {{"start", law.start},
          {"honest_from", law.honest_from},
          {"good_from", law.good_from},
          {"warning_from", law.warning_from},
          {"honest_months", law.honest_months},
          {"events", events},
          {"bands", bands},
          {"clause", law.clause},
          {"confidence", law.confidence},
          {"version", law.version}};
}

Json credit_json(const Record& r) {
  auto events = table(r.text("events"));
  return {{"year", r.integer("year").value_or(0)},
          {"grade", r.text("grade")},
          {"score", r.number("score").value_or(0)},
          {"band", r.text("band")},
          {"events", events.is_array() ? events : Json::array()},
          {"decided_on", r.text("decided_on")},
          {"valid_until", r.text("valid_until")},
          {"version", r.text("version")},
          {"simulated", r.flag("simulated")}};
}

Json event_json(const Record& r) {
  return {{"id", r.id},
          {"firm", r.text("firm")},
          {"event", r.text("event")},
          {"what", r.text("what")},
          {"day", r.text("day")},
          {"until", r.text("until")},
          {"points", r.integer("points").value_or(0)},
          {"origin", r.text("origin")},
          {"state", r.text("state")}};
}

Maybe<std::vector<Record>> within(const Service::Room& room, const Call& call,
                                  ledger::Query asked) {
  auto view = View::of(room, call.actor, asked.kind);
  if (!view) return tl::unexpected(view.error());
  view->keep_within(asked);
  if (auto street = param(call, "street"))
    asked.where.push_back({.field = std::string(access::kAreaField), .value = *street});
  return query(room, asked);
}

std::string name_of(const Service::Room& room, const std::string& firm) {
  auto record = room.seams.records.get("firm", firm);
  return record && *record ? (*record)->text("name") : firm;
}

}  // namespace

Reply get_credit(Service::Room& room, const Call& call) {
  auto house = oversight_of(room);
  if (!house) return tl::unexpected(house.error());
  auto today = day_of(call.now);
  auto rated =
      within(room, call,
             {.kind = std::string(oversight::kCreditKind),
              .where = {{.field = "year", .value = int64_t{static_cast<int>(today.year())}}},
              .limit = ledger::kMaxPage});
  if (!rated) return tl::unexpected(rated.error());
  auto ending =
      within(room, call,
             {.kind = std::string(oversight::kEventKind),
              .where = {{.field = "state", .value = std::string(oversight::kConfirmed)},
                        {.field = "until", .op = ledger::Op::greater_equal, .value = iso(today)}},
              .order_by = "until",
              .limit = kEnding});
  if (!ending) return tl::unexpected(ending.error());
  std::ranges::sort(*rated, {},
                    [](const Record& r) { return std::pair(r.number("score").value_or(0), r.id); });
  std::map<std::string, size_t> grades, bands;
  Json firms = Json::array(), ends = Json::array();
  for (const auto& r : *rated) {
    ++grades[r.text("grade")];
    if (!r.text("band").empty()) ++bands[r.text("band")];
    if (firms.size() == kFirms) continue;
    auto one = credit_json(r);
    one["firm"] = r.text("firm");
    one["name"] = name_of(room, r.text("firm"));
    one["street"] = r.text("street");
    firms.push_back(std::move(one));
  }
  for (const auto& r : *ending) {
    auto one = event_json(r);
    one["name"] = name_of(room, r.text("firm"));
    ends.push_back(std::move(one));
  }
  return json_response({{"law", law_json((*house)->credit_law())},
                        {"grades", grades},
                        {"bands", bands},
                        {"firms", firms},
                        {"ending", ends}});
}

Reply get_firm_credit(Service::Room& room, const Call& call) {
  auto house = oversight_of(room);
  if (!house) return tl::unexpected(house.error());
  auto view = View::of(room, call.actor, "firm");
  if (!view) return tl::unexpected(view.error());
  auto firm = find_reached(room, *view, call.id());
  if (!firm) return tl::unexpected(firm.error());
  ledger::Filter its{.field = "firm", .value = firm->id};
  auto years = within(room, call,
                      {.kind = std::string(oversight::kCreditKind),
                       .where = {its},
                       .order_by = "year",
                       .descending = true,
                       .limit = kEventsOfFirm});
  if (!years) return tl::unexpected(years.error());
  auto events = within(room, call,
                       {.kind = std::string(oversight::kEventKind),
                        .where = {its},
                        .order_by = "day",
                        .descending = true,
                        .limit = kEventsOfFirm});
  if (!events) return tl::unexpected(events.error());
  std::vector<oversight::Event> known;
  const auto& law = (*house)->credit_law();
  for (const auto& r : *events) known.push_back(oversight::event_of(r, law));
  Json out{{"firm", firm->id},
           {"name", firm->text("name")},
           {"law", law_json(law)},
           {"years", Json::array()},
           {"events", Json::array()}};
  for (const auto& r : *years) out["years"].push_back(credit_json(r));
  for (const auto& r : *events) {
    auto one = event_json(r);
    one["repair_from"] = iso(oversight::repair_from(law, oversight::event_of(r, law), known));
    out["events"].push_back(std::move(one));
  }
  return json_response(out);
}

}  // namespace qs::service

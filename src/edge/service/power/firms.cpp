// 用电监控: which firms run now and what was found there; one firm's devices over time with its
// orders, its clues and the hours of its outlet.
#include "base/json.h"
#include "edge/service/ask.h"
#include "edge/service/power/power_handlers.h"
#include "edge/service/room.h"
#include "kernel/power/firm.h"

namespace qs::service {
namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;

constexpr std::string_view kClueKind = "power_clue";
constexpr auto kWeek = days{7}, kLongest = days{8};
constexpr auto kUsual = hours{24};
constexpr auto kSilent = minutes{15};  // since the newest value of a meter
constexpr size_t kMostClues = 500;
constexpr std::array<std::string_view, 3> kRoles{"total", "production", "treatment"};
constexpr std::array<std::string_view, 4> kOrders{"stop", "reduce", "peak", "night"};

Maybe<std::vector<ledger::Record>> clues_of(const Service::Room& room, const std::string& firm,
                                            Span span) {
  std::vector<ledger::Filter> where{
      {.field = "until", .op = ledger::Op::greater_equal, .value = to_ms(span.from)},
      {.field = "from", .op = ledger::Op::less, .value = to_ms(span.until)}};
  if (!firm.empty()) where.push_back({.field = "firm", .value = firm});
  return query(room, {.kind = std::string(kClueKind),
                      .where = std::move(where),
                      .order_by = "from",
                      .descending = true,
                      .limit = firm.empty() ? ledger::kMaxPage : kMostClues});
}

power::Law law_on(const Service::Room& room, Instant at) {
  standard::Faults faults;  // the pack was checked when it was loaded
  return power::law_of(room.seams.library, day_of(at), faults);
}

// What the meters say now.
struct Now {
  int heard = 0, silent = 0, running = 0;  // meters; running: of production
  std::optional<Instant> newest;
};
Now now_of(const Service::Room& room, const power::Firm& firm, const power::Law& law, Instant now) {
  Now out;
  std::vector<observe::SeriesId> series;
  std::vector<int> meters;
  for (const auto& channel : power::channels_of(room.seams.series, firm)) {
    if (channel.item != power::Item::power) continue;
    series.push_back(channel.series);
    meters.push_back(channel.meter);
  }
  auto latest = room.seams.series.latest(series);
  std::vector<bool> fresh(firm.plan.meters.size());
  for (size_t i = 0; i < latest.size(); ++i) {
    if (!latest[i]) continue;
    auto at = from_ms(latest[i]->time);
    out.newest = std::max(out.newest.value_or(at), at);
    if (at + kSilent < now) continue;
    auto index = static_cast<size_t>(meters[i]);
    fresh[index] = true;
    const auto& meter = firm.plan.meters[index];
    auto habit = firm.habits[index].how == power::Habit::How::none
                     ? power::learn({}, meter.rated_kw, law)
                     : firm.habits[index];
    bool runs = habit.how != power::Habit::How::none && latest[i]->value >= habit.run_above;
    out.running += meter.role == power::Role::production && runs;
  }
  out.heard = static_cast<int>(std::count(fresh.begin(), fresh.end(), true));
  out.silent = static_cast<int>(fresh.size()) - out.heard;
  return out;
}

Json clue_json(const ledger::Record& clue) {
  return {{"id", clue.id},
          {"code", clue.text("code")},
          {"aspect", clue.text("aspect")},
          {"name_zh", clue.text("name")},
          {"name_en", clue.text("name_en")},
          {"measured_zh", clue.text("measured")},
          {"measured_en", clue.text("measured_en")},
          {"line", clue.text("line")},
          {"device", clue.text("device")},
          {"meter", clue.text("meter")},
          {"from", or_null(clue.integer("from"))},
          {"until", or_null(clue.integer("until"))},
          {"over", clue.flag("over")},
          {"state", clue.text("state")},
          {"clause", clue.text("clause")},
          {"confidence", clue.text("confidence")},
          {"photos", clue.words("photos")},
          {"simulated", clue.flag("simulated")}};
}

Maybe<Json> with_case(const Service::Room& room, const ledger::Record& clue) {
  auto out = clue_json(clue);
  auto cases = query(room, {.kind = "case",
                            .where = {{.field = "topic", .value = clue.kind + "/" + clue.id}},
                            .order_by = "opened_at",
                            .descending = true,
                            .limit = 1});
  if (!cases) return tl::unexpected(cases.error());
  out["case"] = cases->empty() ? "" : cases->front().id;
  return out;
}

template <class Things>
Json id_or_null(const Things& things, int index) {
  return index < 0 ? Json() : Json(things[static_cast<size_t>(index)].id);
}

Json meters_json(const power::Firm& firm, const std::vector<power::Bar>& bars) {
  auto out = Json::array();
  for (size_t i = 0; i < firm.plan.meters.size(); ++i) {
    const auto& meter = firm.plan.meters[i];
    const auto& habit = firm.habits[i];
    auto runs = Json::array();
    for (const auto& bar : bars)
      if (bar.meter == static_cast<int>(i))
        runs.push_back({to_ms(power::instant_of(bar.from)), to_ms(power::instant_of(bar.until)),
                        power::name(bar.state)});
    bool line = meter.role == power::Role::production;
    out.push_back(
        {{"id", meter.id},
         {"name", meter.name},
         {"role", kRoles[static_cast<size_t>(meter.role)]},
         {"line", line ? id_or_null(firm.plan.lines, meter.place) : Json()},
         {"device", line ? Json() : id_or_null(firm.plan.devices, meter.place)},
         {"site", firm.wires[i].site},
         {"channel", firm.wires[i].channel},
         {"rated_kw", meter.rated_kw},
         {"learned", habit.how == power::Habit::How::none ? Json()
                                                          : Json{{"run_kw", habit.run_above},
                                                                 {"off_kw", habit.off_below},
                                                                 {"typical_kw", habit.typical_kw}}},
         {"runs", runs}});
  }
  return out;
}

Json orders_json(const power::Plan& plan, Span span) {
  auto out = Json::array();
  for (const auto& order : plan.orders)
    if (order.span.from < span.until && order.span.until > span.from)
      out.push_back({{"id", order.id},
                     {"name", order.name},
                     {"order", kOrders[static_cast<size_t>(order.kind)]},
                     {"line", id_or_null(plan.lines, order.line)},
                     {"from", to_ms(order.span.from)},
                     {"until", to_ms(order.span.until)},
                     {"reduction", order.reduction},
                     {"minutes", {order.minutes.first, order.minutes.second}}});
  return out;
}

// Names of lines and devices, and which belong together.
Json pairs_json(const power::Plan& plan) {
  auto lines = Json::array(), devices = Json::array();
  for (const auto& line : plan.lines) {
    auto treated = Json::array();
    for (int device : line.devices) treated.push_back(id_or_null(plan.devices, device));
    lines.push_back({{"id", line.id}, {"name", line.name}, {"devices", treated}});
  }
  for (const auto& device : plan.devices)
    devices.push_back({{"id", device.id}, {"name", device.name}});
  return {{"lines", lines}, {"devices", devices}};
}

// The hours of the firm's outlets, by factor.
Maybe<Json> outlets_json(const Service::Room& room, const power::Firm& firm, Span span) {
  auto out = Json::array();
  for (const auto& site : firm.outlets)
    for (const auto& [id, key] : room.seams.series.catalogue(site)) {
      auto factor = room.seams.library.factor(key.factor);
      bool shown = key.cadence == observe::Cadence::hour && key.measure == observe::Measure::avg &&
                   factor && (key.factor.starts_with("a2") || key.factor.starts_with("a3"));
      if (!shown) continue;
      auto samples = lift(room.seams.series.scan(std::array{id}, span));
      if (!samples) return tl::unexpected(samples.error());
      auto points = Json::array();
      for (const auto& s : *samples)
        points.push_back({s.time, observe::counts(s.mark) ? Json(s.value) : Json()});
      out.push_back({{"site", site},
                     {"factor", key.factor},
                     {"name_zh", factor->name_zh},
                     {"name_en", factor->name_en},
                     {"unit", factor->unit},
                     {"points", points}});
    }
  return out;
}

}  // namespace

Reply get_power_firms(Service::Room& room, const Call& call) {
  auto ids = lift(power::firms_with_meters(room.seams.records));
  if (!ids) return tl::unexpected(ids.error());
  auto clues = clues_of(room, {}, {call.now - kWeek, call.now});
  if (!clues) return tl::unexpected(clues.error());
  auto law = law_on(room, call.now);
  auto out = Json::array();
  for (const auto& id : *ids) {
    auto firm = lift(power::firm_of(room.seams.records, id, call.now));
    if (!firm) return tl::unexpected(firm.error());
    bool own = call.actor.firm.empty() || call.actor.firm == id;
    if (!own || !may(room, call, firm->street)) continue;
    auto now = now_of(room, *firm, law, call.now);
    std::map<std::string, int> codes;
    int lasting = 0;
    for (const auto& clue : *clues) {
      if (clue.text("firm") != id) continue;
      ++codes[clue.text("code")];
      lasting += !clue.flag("over");
    }
    out.push_back({{"id", id},
                   {"name", firm->plan.name},
                   {"street", firm->street},
                   {"simulated", firm->simulated},
                   {"meters", firm->plan.meters.size()},
                   {"unwired", firm->unwired.size()},
                   {"heard", now.heard},
                   {"silent", now.silent},
                   {"running", now.running},
                   {"newest", now.newest ? Json(to_ms(*now.newest)) : Json()},
                   {"clues", codes},
                   {"lasting", lasting}});
  }
  return json_response(out);
}

Reply get_power_firm(Service::Room& room, const Call& call) {
  auto span = span_param(call, kUsual, kLongest);
  if (!span) return tl::unexpected(span.error());
  auto record = find_within(room, call, "firm", call.id());
  if (!record) return tl::unexpected(record.error());
  if (!call.actor.firm.empty() && call.actor.firm != record->id)
    return refuse(403, "only your own firm", record->id);
  auto firm = lift(power::firm_of(room.seams.records, record->id, span->from));
  if (!firm) return tl::unexpected(firm.error());
  auto bars = lift(power::bars_of(room.seams.series, *firm, law_on(room, span->from), *span));
  if (!bars) return tl::unexpected(bars.error());
  auto found = clues_of(room, record->id, *span);
  if (!found) return tl::unexpected(found.error());
  auto clues = Json::array();
  for (const auto& clue : *found) {
    auto one = with_case(room, clue);
    if (!one) return tl::unexpected(one.error());
    clues.push_back(std::move(*one));
  }
  auto outlets = outlets_json(room, *firm, *span);
  if (!outlets) return tl::unexpected(outlets.error());
  return json_response({{"id", record->id},
                        {"name", firm->plan.name},
                        {"simulated", firm->simulated},
                        {"from", to_ms(span->from)},
                        {"until", to_ms(span->until)},
                        {"pairs", pairs_json(firm->plan)},
                        {"meters", meters_json(*firm, *bars)},
                        {"unwired", firm->unwired},
                        {"orders", orders_json(firm->plan, *span)},
                        {"clues", clues},
                        {"outlets", *outlets}});
}

}  // namespace qs::service

#include "edge/service/render.h"

#include "base/json.h"
#include "edge/service/ask.h"
#include "edge/service/room.h"
#include "kernel/ledger/value_json.h"

namespace qs::service {
namespace {

Json category_json(const standard::Category* category) {
  Json empty{{"category", ""}, {"name_zh", ""},  {"name_en", ""},
             {"colour", ""},   {"standard", ""}, {"unverified", false}};
  if (!category) return empty;
  return {{"category", category->code},
          {"name_zh", category->name_zh},
          {"name_en", category->name_en},
          {"colour", category->rgb},
          {"standard", category->source.standard},
          {"unverified", category->source.confidence != "verified"}};
}

// The first that holds names the state of a station.
std::string_view status_of(const Service::Room& room, const ledger::Record& site,
                           const SiteStates& states) {
  if (states.alarmed.contains(site.id)) return "alarm";
  auto it = states.devices.find(site.id);
  if (it == states.devices.end()) return "ok";  // imported, no device speaks for it
  bool admitted = false, online = false;
  for (const auto& device : it->second) {
    if (device.text("state") != "admitted") continue;
    admitted = true;
    auto health = room.seams.health.device(device.id);
    online = online || (health && health->online);
  }
  if (!admitted) return "quarantined";
  return online ? "ok" : "silent";
}

// The label of a record that another refers to; empty when there is none.
std::string label_of(const Service::Room& room, std::string_view kind, std::string_view id,
                     std::string_view field) {
  if (id.empty()) return {};
  auto record = room.seams.records.get(kind, id);
  return record && *record ? (*record)->text(field) : std::string{};
}

// What the step of a case is called; a step that nobody knows any more by its id.
casework::Said step_label(const Service::Room& room, const ledger::Record& record) {
  if (record.text("state") == "closed") return {"已办结", "Closed"};
  auto id = record.text("step");
  auto flow = workflow_of(room, record);
  auto step = flow ? flow->step(id) : nullptr;
  return step ? casework::Said{step->name_zh, step->name_en} : casework::Said{id, id};
}

}  // namespace

// ---- small values ----

Json ms_or_null(const std::optional<Instant>& instant) {
  return instant ? Json(to_ms(*instant)) : Json();
}

Json table(std::string_view json) {
  auto value = Json::parse(json, nullptr, false);
  return value.is_discarded() ? Json() : value;
}

Json geometry(std::string_view geojson) {
  return table(geojson);
}

std::string masked_phone(std::string_view phone) {
  if (phone.size() < 8) return std::string(phone.size(), '*');
  return fmt::format("{}****{}", phone.substr(0, 3), phone.substr(phone.size() - 4));
}

std::string shown(std::string_view bytes) {
  auto quoted = Json(bytes).dump(-1, ' ', false, Json::error_handler_t::replace);
  return Json::parse(quoted).get<std::string>();
}

// ---- sites and indices ----

// 首要污染物 as codes of factors: an item may say its statistic too ("a05024:mda8").
static Json codes_of(const std::vector<std::string>& items) {
  auto codes = Json::array();
  for (const auto& item : items) {
    Json code = item.substr(0, item.find(':'));
    if (std::find(codes.begin(), codes.end(), code) == codes.end()) codes.push_back(code);
  }
  return codes;
}

Json index_now(const std::optional<IndexValue>& index) {
  if (!index) return nullptr;
  auto out = category_json(index->category);
  out["index"] = index->index;
  out["value"] = or_null(index->value);
  out["primary"] = codes_of(index->primary);
  return out;
}

Json index_point(const IndexValue& index) {
  auto by = category_json(index.category);
  Json out{{"at", to_ms(index.at)},
           {"value", or_null(index.value)},
           {"category", by["category"]},
           {"colour", by["colour"]},
           {"primary", codes_of(index.primary)},
           {"items", Json::object()},
           {"standard", by["standard"]},
           {"also", nullptr}};
  for (const auto& [factor, value] : index.items) out["items"][factor] = value;
  if (!index.multiples.empty()) out["multiples"] = index.multiples;
  if (index.today) {
    auto today = category_json(index.today_category);
    out["also"] = {{"standard", today["standard"]},
                   {"value", *index.today},
                   {"category", today["category"]},
                   {"colour", today["colour"]}};
  }
  return out;
}

Maybe<SiteStates> site_states(const Service::Room& room, std::string_view site) {
  ledger::Query firing{.kind = "alert",
                       .where = {{"state", ledger::Op::equal, "firing", {}}},
                       .limit = ledger::kMaxPage};
  ledger::Query devices{.kind = "device", .where = {}, .limit = ledger::kMaxPage};
  if (!site.empty()) {
    firing.where.push_back({"site", ledger::Op::equal, std::string(site), {}});
    devices.where.push_back({"site", ledger::Op::equal, std::string(site), {}});
  }
  auto alerts = query(room, firing);
  if (!alerts) return tl::unexpected(alerts.error());
  auto speaking = query(room, devices);
  if (!speaking) return tl::unexpected(speaking.error());
  SiteStates states;
  for (const auto& alert : *alerts) states.alarmed.insert(alert.text("site"));
  for (auto& device : *speaking) states.devices[device.text("site")].push_back(std::move(device));
  return states;
}

Json site_brief(const Service::Room& room, const ledger::Record& site, const SiteStates& states,
                const std::optional<IndexValue>& index) {
  return {{"id", site.id},
          {"kind", site.text("kind")},
          {"name_zh", site.text("name_zh")},
          {"name_en", site.text("name_en")},
          {"street", site.text("street")},
          {"lon", or_null(site.number("lon"))},
          {"lat", or_null(site.number("lat"))},
          {"simulated", site.flag("simulated")},
          {"status", status_of(room, site, states)},
          {"index", index_now(index)},
          {"at", index ? Json(to_ms(index->at)) : Json()}};
}

Json site_whole(const Service::Room& room, const ledger::Record& site, const SiteStates& states,
                const std::optional<IndexValue>& index) {
  auto out = site_brief(room, site, states, index);
  out["target_class"] = site.text("target_class");
  out["zone"] = site.text("zone");
  auto& devices = out["devices"] = Json::array();
  if (auto it = states.devices.find(site.id); it != states.devices.end())
    for (const auto& device : it->second) devices.push_back(device.id);
  std::map<std::string, const standard::Factor*> factors;  // one entry per factor, by code
  for (const auto& [id, key] : room.seams.series.catalogue(site.id))
    if (auto factor = room.seams.library.factor(key.factor)) factors[factor->code] = factor;
  auto& list = out["factors"] = Json::array();
  for (const auto& [code, factor] : factors) list.push_back(factor_brief(*factor));
  return out;
}

Json factor_brief(const standard::Factor& factor) {
  return {{"code", factor.code},     {"name_zh", factor.name_zh}, {"name_en", factor.name_en},
          {"medium", factor.medium}, {"unit", factor.unit},       {"decimals", factor.decimals}};
}

Json limit_brief(const standard::Limit& limit) {
  return {{"value", or_null(limit.upper ? limit.upper : limit.lower)},
          {"lower", or_null(limit.lower)},
          {"upper", or_null(limit.upper)},
          {"unit", limit.unit},
          {"scope", limit.scope},
          {"statistic", limit.statistic},
          {"standard", limit.source.standard},
          {"clause", limit.source.clause},
          {"confidence", limit.source.confidence}};
}

// ---- what happens ----

Json alert_json(const Service::Room& room, const ledger::Record& record) {
  auto a = alert::alert_of(record);
  auto rule = room.seams.rule(a.rule);
  return {{"id", a.id},
          {"rule", a.rule},
          {"rule_zh", rule ? rule->name_zh : a.rule},
          {"rule_en", rule ? rule->name_en : a.rule},
          {"site", a.site},
          {"site_zh", label_of(room, "station", a.site, "name_zh")},
          {"site_en", label_of(room, "station", a.site, "name_en")},
          {"street", a.street},
          {"factor", a.factor},
          {"state", alert::name(a.state)},
          {"severity", alert::name(a.severity)},
          {"value", or_null(a.value)},
          {"peak", or_null(a.peak)},
          {"threshold", or_null(a.threshold)},
          {"unit", a.unit},
          {"limit", {{"standard", a.standard}, {"clause", a.clause}, {"confidence", a.confidence}}},
          {"began_at", to_ms(a.began_at)},
          {"fired_at", ms_or_null(a.fired_at)},
          {"resolved_at", ms_or_null(a.resolved_at)},
          {"silenced_until", ms_or_null(a.silenced_until)},
          {"case", a.case_id}};
}

const casework::Workflow* workflow_of(const Service::Room& room, const ledger::Record& record) {
  return room.seams.workflows.find(record.text("workflow"), record.text("version"));
}

Json action_json(const casework::Action& a) {
  return {{"verb", a.verb},
          {"label_zh", a.label_zh},
          {"label_en", a.label_en},
          {"needs", casework::words_of(a.needs)},
          {"does", casework::name(a.effect)},
          {"form", a.form}};
}

Json workflow_brief(const casework::Workflow& flow) {
  return {{"id", flow.id}, {"name_zh", flow.name_zh}, {"name_en", flow.name_en}};
}

Json case_json(const Service::Room& room, const ledger::Record& record) {
  auto c = casework::case_of(record);
  auto step = step_label(room, record);
  bool late = !c.closed && !c.paused_at && c.due_at < room.seams.now();
  return {{"id", c.id},
          {"workflow", c.workflow},
          {"title_zh", c.title_zh},
          {"version", c.version},
          {"title_en", c.title_en},
          {"street", c.street},
          {"site", c.site},
          {"alert", c.alert},
          {"subject", c.about.subject},
          {"firm", c.about.firm},
          {"unit", c.about.unit},
          {"place", c.about.place ? Json{c.about.place->lon, c.about.place->lat} : Json()},
          {"opened_by", c.opened_by},
          {"parent", c.parent},
          {"merged_into", c.merged_into},
          {"state", c.closed ? "closed" : "open"},
          {"step", c.step},
          {"step_zh", step.zh},
          {"step_en", step.en},
          {"assignee", c.assignee},
          {"assignee_name", label_of(room, "user", c.assignee, "name")},
          {"opened_at", to_ms(c.opened_at)},
          {"due_at", to_ms(c.due_at)},
          {"case_due_at", to_ms(c.case_due_at)},
          {"overdue", c.overdue || late},
          {"escalated", c.escalated > 0},
          {"returned", c.returned},
          {"reopened", c.reopened},
          {"paused_at", ms_or_null(c.paused_at)},
          {"answering", c.answering},
          {"look_back_at", ms_or_null(c.look_back_at)},
          {"closed_at", ms_or_null(c.closed_at)}};
}

Json case_event_json(const casework::CaseEvent& event) {
  auto evidence = Json::array();
  for (const auto& e : event.evidence)
    evidence.push_back({{"hash", e.hash},
                        {"name", e.name},
                        {"type", e.type},
                        {"taken_at", ms_or_null(e.taken_at)},
                        {"place", e.place ? Json{e.place->lon, e.place->lat} : Json()},
                        {"doubts", e.doubts},
                        {"told", e.told},
                        {"ahead_s", e.ahead_s}});
  auto form = Json::object();
  for (const auto& [name, value] : event.form) form[name] = ledger::json_of(value);
  return {{"at", to_ms(event.at)},
          {"who", event.who},
          {"name", event.name},
          {"verb", event.verb},
          {"step", event.step},
          {"text", event.text},
          {"text_en", event.text_en},
          {"evidence", evidence},
          {"form", form},
          {"made_at", ms_or_null(event.made_at)}};
}

Json revision_json(const ledger::Revision& revision) {
  Json fields = Json::object();
  for (const auto& [name, value] : revision.fields) fields[name] = ledger::json_of(value);
  return {{"number", revision.number}, {"commit", revision.commit},  {"who", revision.who},
          {"why", revision.why},       {"at", to_ms(revision.when)}, {"fields", fields}};
}

Json device_json(const Service::Room& room, const ledger::Record& record) {
  auto health = room.seams.health.device(record.id).value_or(DeviceHealth{});
  return {{"id", record.id},
          {"site", record.text("site")},
          {"state", record.text("state")},
          {"system", record.text("system")},
          {"online", health.online},
          {"last_seen", ms_or_null(health.last_seen)},
          {"clock_offset_s", or_null(health.clock_offset_s)},
          {"online_rate", or_null(health.online_rate)},
          {"capture_rate", or_null(health.capture_rate)},
          {"refusals", health.refusals},
          {"deviations", health.deviations},
          {"switches", table(record.text("switches"))},
          {"first_frame", shown(record.text("first_frame"))}};
}

Json command_json(const ledger::Record& record) {
  return {{"id", record.id},
          {"device", record.text("device")},
          {"cn", record.text("cn")},
          {"name_zh", record.text("name_zh")},
          {"who", record.text("who")},
          {"asked_at", ms_or_null(record.instant("asked_at"))},
          {"state", record.text("state")},
          {"answer", table(record.text("answer"))},
          {"ended_at", ms_or_null(record.instant("ended_at"))}};
}

Json roster_json(const Service::Room& room, const ledger::Record& record) {
  auto phone = label_of(room, "user", record.text("user"), "phone");
  return {{"day", record.text("day")},
          {"street", record.text("street")},
          {"shift", record.text("shift")},
          {"user", record.text("user")},
          {"name", record.text("name")},
          {"phone_masked", masked_phone(phone)},
          {"from", ms_or_null(record.instant("from"))},
          {"until", ms_or_null(record.instant("until"))}};
}

Json handover_json(const ledger::Record& record) {
  return {{"id", record.id},
          {"at", ms_or_null(record.instant("at"))},
          {"from_user", record.text("from_user")},
          {"to_user", record.text("to_user")},
          {"text", record.text("text")},
          {"open_alerts", table(record.text("open_alerts"))},
          {"open_cases", table(record.text("open_cases"))},
          {"signed", record.flag("signed")}};
}

namespace {

std::optional<Told> told_of(const Service::Room& room, const LiveValue& v) {
  auto key = room.seams.series.key(v.series);
  if (!key) return std::nullopt;
  auto site = room.seams.records.get("station", key->site);
  if (!site || !*site) return std::nullopt;
  Json data{{"site", key->site}, {"factor", key->factor}, {"cadence", observe::name(key->cadence)},
            {"t", v.t},          {"value", v.value},      {"mark", observe::letter(v.mark)}};
  return Told{"value", (*site)->text("street"), data.dump()};
}

std::optional<Told> told_of(const Service::Room& room, const LiveRecord& r) {
  static constexpr std::array<
      std::pair<std::string_view, Json (*)(const Service::Room&, const ledger::Record&)>, 3>
      kKinds{{{"alert", alert_json}, {"case", case_json}, {"device", device_json}}};
  auto record = room.seams.records.get(r.kind, r.id);
  if (!record || !*record) return std::nullopt;
  for (const auto& [kind, json] : kKinds)
    if (kind == r.kind)
      return Told{r.kind, street_of(room, **record),
                  json(room, **record).dump(-1, ' ', false, Json::error_handler_t::replace)};
  return std::nullopt;
}

}  // namespace

std::vector<Told> render_news(const Service::Room& room, const LiveNews& news) {
  std::vector<Told> out;
  for (const auto& value : news.values)
    if (auto told = told_of(room, value)) out.push_back(std::move(*told));
  for (const auto& record : news.records)
    if (auto told = told_of(room, record)) out.push_back(std::move(*told));
  if (!news.summary) return out;
  if (auto summary = summary_json(room)) out.push_back({"summary", std::nullopt, summary->dump()});
  return out;
}

}  // namespace qs::service

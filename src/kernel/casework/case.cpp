#include "kernel/casework/case.h"

#include "base/json.h"
#include "kernel/ledger/value_json.h"

namespace qs::casework {

using ledger::kept;

namespace {

std::string evidence_text(const std::vector<Evidence>& list) {
  Json all = Json::array();
  for (const auto& e : list) {
    Json one{{"hash", e.hash}, {"name", e.name}, {"type", e.type}};
    if (e.taken_at) one["taken_at"] = to_ms(*e.taken_at);
    if (e.place) one["place"] = {e.place->lon, e.place->lat};
    if (!e.doubts.empty()) one["doubts"] = e.doubts;
    if (e.told) one["told"] = true;
    if (e.ahead_s != 0) one["ahead_s"] = e.ahead_s;
    all.push_back(std::move(one));
  }
  return all.dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::string text_in(const Json& object, const char* key) {
  auto found = object.find(key);
  return found != object.end() && found->is_string() ? found->get<std::string>() : std::string{};
}

Evidence one_in(const Json& e) {
  Evidence out{text_in(e, "hash"), text_in(e, "name"), text_in(e, "type")};
  if (auto at = e.find("taken_at"); at != e.end() && at->is_number_integer())
    out.taken_at = from_ms(at->get<int64_t>());
  if (auto p = e.find("place"); p != e.end() && p->is_array() && p->size() == 2)
    out.place = LonLat{(*p)[0].get<double>(), (*p)[1].get<double>()};
  if (auto d = e.find("doubts"); d != e.end()) out.doubts = d->get<std::vector<std::string>>();
  out.told = e.value("told", false);
  out.ahead_s = e.value("ahead_s", int64_t{0});
  return out;
}

std::vector<Evidence> evidence_in(const std::string& text) {
  std::vector<Evidence> list;
  auto all = Json::parse(text, nullptr, false);
  if (!all.is_array()) return list;
  for (const auto& e : all)
    if (e.is_object()) list.push_back(one_in(e));
  return list;
}

ledger::Value form_text(const ledger::Fields& form) {
  if (form.empty()) return {};
  Json all = Json::object();
  for (const auto& [name, value] : form) all[name] = ledger::json_of(value);
  return all.dump(-1, ' ', false, Json::error_handler_t::replace);
}

ledger::Fields form_in(const std::string& text) {
  ledger::Fields form;
  auto all = Json::parse(text, nullptr, false);
  if (!all.is_object()) return form;
  for (const auto& [name, value] : all.items())
    if (auto plain = ledger::plain_value(value)) form[name] = *plain;
  return form;
}

ledger::Value kept_words(const std::vector<std::string>& words) {
  return words.empty() ? ledger::Value{} : ledger::Value(Json(words).dump());
}

ledger::Value kept_place(const std::optional<LonLat>& place) {
  return place ? ledger::Value(Geometry::point(*place).geojson()) : ledger::Value{};
}

std::optional<LonLat> place_in(const std::string& geojson) {
  auto place = Geometry::of(geojson);
  return place ? std::optional(place->middle()) : std::nullopt;
}

}  // namespace

Case case_of(const ledger::Record& r) {
  Case c;
  c.id = r.id;
  c.revision = r.revision;
  c.workflow = r.text("workflow");
  c.title_zh = r.text("title_zh");
  c.title_en = r.text("title_en");
  c.street = r.text("street");
  c.site = r.text("site");
  c.alert = r.text("alert");
  c.topic = r.text("topic");
  c.version = r.text("version");
  c.about = {r.text("subject"), r.text("firm"), r.text("unit"), place_in(r.text("place"))};
  c.opened_by = r.text("opened_by");
  c.parent = r.text("parent");
  c.merged_into = r.text("merged_into");
  c.closed = r.text("state") == "closed";
  c.step = r.text("step");
  c.assignee = r.text("assignee");
  c.roles = r.words("roles");
  c.for_area = r.text("for_area");
  c.for_unit = r.text("for_unit");
  c.opened_at = r.instant("opened_at").value_or(Instant{});
  c.step_at = r.instant("step_at").value_or(c.opened_at);
  c.due_at = r.instant("due_at").value_or(c.step_at);
  c.case_due_at = r.instant("case_due_at").value_or(c.due_at);
  c.overdue = r.flag("overdue");
  c.reminded = r.integer("reminded").value_or(0);
  c.escalated = r.integer("escalated").value_or(0);
  c.escalated_to = r.text("escalated_to");
  c.returned = r.integer("returned").value_or(0);
  c.reopened = r.integer("reopened").value_or(0);
  c.extended = r.integer("extended").value_or(0);
  c.events = r.integer("events").value_or(0);
  c.steps = r.integer("steps").value_or(0);
  c.has_text = r.flag("has_text");
  c.has_photo = r.flag("has_photo");
  c.has_located = r.flag("has_located");
  c.has_document = r.flag("has_document");
  c.condition_over = r.flag("condition_over");
  c.over_at = r.instant("over_at");
  c.paused_at = r.instant("paused_at");
  c.paused = Millis{r.integer("paused_ms").value_or(0)};
  c.answering = r.words("answering");
  c.look_back_at = r.instant("look_back_at");
  c.looked_back = r.flag("looked_back");
  c.wake_at = r.instant("wake_at");
  c.closed_at = r.instant("closed_at");
  return c;
}

ledger::Write write_of(const Case& c) {
  ledger::Write write;
  write.kind = kCaseKind;
  write.id = c.id;
  write.expected_revision = c.revision;
  write.fields = {
      {"workflow", c.workflow},
      {"version", kept(c.version)},
      {"title_zh", kept(c.title_zh)},
      {"title_en", kept(c.title_en)},
      {"street", kept(c.street)},
      {"site", kept(c.site)},
      {"alert", kept(c.alert)},
      {"topic", kept(c.topic)},
      {"subject", kept(c.about.subject)},
      {"firm", kept(c.about.firm)},
      {"unit", kept(c.about.unit)},
      {"place", kept_place(c.about.place)},
      {"opened_by", kept(c.opened_by)},
      {"parent", kept(c.parent)},
      {"merged_into", kept(c.merged_into)},
      {"state", std::string(c.closed ? "closed" : "open")},
      {"step", c.step},
      {"assignee", kept(c.assignee)},
      {"roles", kept_words(c.roles)},
      {"for_area", kept(c.for_area)},
      {"for_unit", kept(c.for_unit)},
      {"opened_at", to_ms(c.opened_at)},
      {"step_at", to_ms(c.step_at)},
      {"due_at", to_ms(c.due_at)},
      {"case_due_at", to_ms(c.case_due_at)},
      {"overdue", c.overdue},
      {"reminded", c.reminded},
      {"escalated", c.escalated},
      {"escalated_to", kept(c.escalated_to)},
      {"returned", c.returned},
      {"reopened", c.reopened},
      {"extended", c.extended},
      {"events", c.events},
      {"steps", c.steps},
      {"has_text", c.has_text},
      {"has_photo", c.has_photo},
      {"has_located", c.has_located},
      {"has_document", c.has_document},
      {"condition_over", c.condition_over},
      {"over_at", kept(c.over_at)},
      {"paused_at", kept(c.paused_at)},
      {"paused_ms", c.paused.count()},
      {"answering", kept_words(c.answering)},
      {"look_back_at", kept(c.look_back_at)},
      {"looked_back", c.looked_back},
      {"wake_at", kept(c.wake_at)},
      {"closed_at", kept(c.closed_at)},
  };
  return write;
}

CaseEvent event_of(const ledger::Record& r) {
  return {r.text("case"),
          r.integer("seq").value_or(0),
          r.instant("at").value_or(Instant{}),
          r.text("who"),
          r.text("name"),
          r.text("verb"),
          r.text("step"),
          r.text("text"),
          evidence_in(r.text("evidence")),
          r.text("text_en"),
          form_in(r.text("form")),
          r.instant("made_at")};
}

ledger::Write write_of(const CaseEvent& e) {
  check(!e.who.empty() && !e.text.empty() && e.at > Instant{},
        "a case event has an actor, a time and a reason");
  ledger::Write write;
  write.kind = kEventKind;
  write.id = fmt::format("{}~{:04}", e.case_id, e.seq);
  write.expected_revision = 0;
  write.fields = {
      {"case", e.case_id},
      {"seq", e.seq},
      {"at", to_ms(e.at)},
      {"who", e.who},
      {"name", kept(e.name)},
      {"verb", e.verb},
      {"step", e.step},
      {"text", e.text},
      {"evidence", evidence_text(e.evidence)},
      {"text_en", kept(e.text_en)},
      {"form", form_text(e.form)},
      {"made_at", kept(e.made_at)},
  };
  return write;
}

ledger::Write write_of(const Stay& s) {
  auto hours = [](Millis length) { return static_cast<double>(length.count()) / 3'600'000.0; };
  ledger::Write write;
  write.kind = kStepKind;
  write.id = fmt::format("{}~{:04}", s.case_id, s.number);
  write.expected_revision = 0;
  write.fields = {
      {"case", s.case_id},
      {"workflow", s.workflow},
      {"step", s.step},
      {"street", kept(s.street)},
      {"unit", kept(s.unit)},
      {"who", s.who},
      {"entered_at", to_ms(s.entered)},
      {"left_at", to_ms(s.left)},
      {"due_at", to_ms(s.due)},
      {"month", iso_month(day_of(s.left))},
      {"hours", hours(s.worked)},
      {"on_time", s.left <= s.due},
      {"reviews", s.reviews},
      {"returned", s.returned},
  };
  return write;
}

}  // namespace qs::casework

#include "kernel/casework/case.h"

#include "base/json.h"

namespace qs::casework {

using ledger::kept;

namespace {

std::string evidence_text(const std::vector<Evidence>& list) {
  Json all = Json::array();
  for (const auto& e : list) all.push_back({{"hash", e.hash}, {"name", e.name}, {"type", e.type}});
  return all.dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::string text_in(const Json& object, const char* key) {
  auto found = object.find(key);
  return found != object.end() && found->is_string() ? found->get<std::string>() : std::string{};
}

std::vector<Evidence> evidence_in(const std::string& text) {
  std::vector<Evidence> list;
  auto all = Json::parse(text, nullptr, false);
  if (!all.is_array()) return list;
  for (const auto& e : all)
    if (e.is_object()) list.push_back({text_in(e, "hash"), text_in(e, "name"), text_in(e, "type")});
  return list;
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
  c.closed = r.text("state") == "closed";
  c.step = r.text("step");
  c.assignee = r.text("assignee");
  c.opened_at = r.instant("opened_at").value_or(Instant{});
  c.step_at = r.instant("step_at").value_or(c.opened_at);
  c.due_at = r.instant("due_at").value_or(c.step_at);
  c.case_due_at = r.instant("case_due_at").value_or(c.due_at);
  c.overdue = r.flag("overdue");
  c.reminded = r.integer("reminded").value_or(0);
  c.escalated = r.integer("escalated").value_or(0);
  c.returned = r.integer("returned").value_or(0);
  c.reopened = r.integer("reopened").value_or(0);
  c.events = r.integer("events").value_or(0);
  c.has_text = r.flag("has_text");
  c.has_photo = r.flag("has_photo");
  c.condition_over = r.flag("condition_over");
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
      {"title_zh", kept(c.title_zh)},
      {"title_en", kept(c.title_en)},
      {"street", kept(c.street)},
      {"site", kept(c.site)},
      {"alert", kept(c.alert)},
      {"topic", kept(c.topic)},
      {"state", std::string(c.closed ? "closed" : "open")},
      {"step", c.step},
      {"assignee", kept(c.assignee)},
      {"opened_at", to_ms(c.opened_at)},
      {"step_at", to_ms(c.step_at)},
      {"due_at", to_ms(c.due_at)},
      {"case_due_at", to_ms(c.case_due_at)},
      {"overdue", c.overdue},
      {"reminded", c.reminded},
      {"escalated", c.escalated},
      {"returned", c.returned},
      {"reopened", c.reopened},
      {"events", c.events},
      {"has_text", c.has_text},
      {"has_photo", c.has_photo},
      {"condition_over", c.condition_over},
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
          r.text("text_en")};
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
  };
  return write;
}

}  // namespace qs::casework

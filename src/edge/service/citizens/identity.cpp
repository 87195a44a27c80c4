// 封存的举报人: sealed when it is written, opened by few, for a reason, and never unseen.
#include "base/json.h"
#include "edge/service/ask.h"
#include "edge/service/citizens/public_report.h"
#include "edge/service/citizens/report_body.h"
#include "edge/service/handlers.h"
#include "edge/service/registers/people.h"
#include "edge/service/registers/standing.h"
#include "edge/service/render.h"
#include "edge/service/room.h"
#include "kernel/report/clean.h"

namespace qs::service {
namespace {

using ledger::Record;

constexpr std::string_view kOpeningKind = "identity_opening";
constexpr size_t kMostOpenings = 200;

bool has_identity(const ledger::Kind& kind) {
  auto field = kind.field(kIdentityField);
  return field && field->secret;
}

// A record that the asker reaches, of a kind that seals who is behind it.
Maybe<Record> sealed_record(const Service::Room& room, const Call& call) {
  auto view = View::of(room, call.actor, call.id());
  if (!view) return tl::unexpected(view.error());
  if (!has_identity(view->kind())) return refuse(404, "nothing is sealed here", call.id());
  return find_reached(room, *view, call.caught[1]);
}

bool may_here(const Service::Room& room, const Call& call, std::string_view verb,
              const Record& record) {
  auto kind = room.seams.records.kind(record.kind);
  // A person opens a seal, not a program in their name.
  return !call.actor.scope &&
         room.seams.rights.may(call.actor, verb, access::subject_of(*kind, record));
}

Maybe<Json> openings(const Service::Room& room, const Record& record) {
  auto found = query(room, {.kind = std::string(kOpeningKind),
                            .where = {{.field = "kind_opened", .value = record.kind},
                                      {.field = "record", .value = record.id}},
                            .order_by = "at",
                            .descending = true,
                            .limit = kMostOpenings});
  if (!found) return tl::unexpected(found.error());
  People people(room);
  auto out = Json::array();
  for (const auto& one : *found)
    out.push_back({{"user", one.text("user")},
                   {"name", people.name(one.text("user"))},
                   {"at", ms_or_null(one.instant("at"))},
                   {"why", one.text("why")}});
  return out;
}

Maybe<std::string> reason_of(Body& body) {
  auto why = report::cleaned(body.text("why", kLongestReason));
  if (auto whole = body.whole(); !whole) return tl::unexpected(whole.error());
  if (why.empty()) return refuse(422, "is missing", "why");
  return why;
}

}  // namespace

Reply get_identity(Service::Room& room, const Call& call) {
  auto record = sealed_record(room, call);
  if (!record) return tl::unexpected(record.error());
  auto told = openings(room, *record);
  if (!told) return tl::unexpected(told.error());
  return json_response({{"sealed", !record->text(kIdentityField).empty()},
                        {"may_open", may_here(room, call, access::kOpenIdentity, *record)},
                        {"may_write", may_here(room, call, "record.write", *record)},
                        {"openings", *told}});
}

Reply put_identity(Service::Room& room, const Call& call) {
  auto record = sealed_record(room, call);
  if (!record) return tl::unexpected(record.error());
  if (!may_here(room, call, call.verb, *record))
    return refuse(403, "your roles do not allow this here", record->id);
  auto body = Body::of(call.request.body);
  if (!body) return tl::unexpected(body.error());
  Reporter reporter{report::cleaned(body->text("name", kLongestName)),
                    report::cleaned(body->optional_text("phone", kLongestPhone))};
  auto why = reason_of(*body);
  if (!why) return tl::unexpected(why.error());
  record->fields[std::string(kIdentityField)] = sealed_identity(room, reporter);
  auto done = room.seams.desk.write({{.kind = record->kind,
                                      .id = record->id,
                                      .fields = record->fields,
                                      .expected_revision = record->revision}},
                                    {call.actor, call.now, *why});
  if (!done) return tl::unexpected(fault_of(done.error()));
  return get_identity(room, call);
}

// Written down before it is told.
Reply post_identity_open(Service::Room& room, const Call& call) {
  auto record = sealed_record(room, call);
  if (!record) return tl::unexpected(record.error());
  if (!may_here(room, call, call.verb, *record))
    return refuse(403, "your roles do not open what is sealed here", record->id);
  auto body = Body::of(call.request.body);
  if (!body) return tl::unexpected(body.error());
  auto why = reason_of(*body);
  if (!why) return tl::unexpected(why.error());
  auto sealed = record->text(kIdentityField);
  if (sealed.empty()) return refuse(404, "nobody is named", record->id);
  auto plain = room.seams.seal.open(sealed);
  if (!plain) return refuse(503, plain.error().text, record->id);
  auto id =
      fmt::format("{}~{}~{}~{}", record->kind, record->id, compact_ms(call.now), call.actor.user);
  auto noted = room.seams.desk.write({{.kind = std::string(kOpeningKind),
                                       .id = id,
                                       .fields = {{"kind_opened", record->kind},
                                                  {"record", record->id},
                                                  {"user", call.actor.user},
                                                  {"at", to_ms(call.now)},
                                                  {"why", *why}},
                                       .expected_revision = {}}},
                                     {call.actor, call.now, *why});
  if (!noted) return tl::unexpected(fault_of(noted.error()));
  auto identity = Json::parse(*plain, nullptr, false);
  if (!identity.is_object()) return refuse(503, "what was sealed cannot be read", record->id);
  auto told = openings(room, *record);
  if (!told) return tl::unexpected(told.error());
  return json_response({{"name", identity.value("name", "")},
                        {"phone", identity.value("phone", "")},
                        {"openings", *told}});
}

}  // namespace qs::service

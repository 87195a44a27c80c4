// Records made, changed, moved on and erased by people.
#include <sodium.h>

#include "base/csv.h"
#include "base/json.h"
#include "edge/service/ask.h"
#include "edge/service/handlers.h"
#include "edge/service/registers/fields_json.h"
#include "edge/service/registers/record_json.h"
#include "edge/service/registers/soundness.h"
#include "edge/service/registers/standing.h"
#include "edge/service/room.h"

namespace qs::service {
namespace {

using ledger::FieldFault;
using ledger::Fields;
using ledger::Kind;
using ledger::Record;
using ledger::Write;

constexpr size_t kMostInBulk = 1'000, kLongestId = 100;

// A change that is asked for, read from the body: which fields, on top of which revision, why.
struct Asked {
  SentFields sent;
  std::optional<uint64_t> revision;
  std::string id, why;
  std::vector<std::string> ids;
};

Maybe<Asked> asked_of(const Call& call, const Kind& kind, bool needs_revision) {
  auto body = Body::of(call.request.body);
  if (!body) return tl::unexpected(body.error());
  Asked out;
  if (auto fields = body->value("fields")) out.sent = sent_fields(kind, *fields);
  if (needs_revision) out.revision = static_cast<uint64_t>(body->integer("revision", 1, INT64_MAX));
  out.id = body->optional_text("id");
  out.why = body->optional_text("why", kLongestReason);
  out.ids = body->texts("ids", kMostInBulk);
  if (auto whole = body->whole(); !whole) return tl::unexpected(whole.error());
  return out;
}

bool is_blank(std::string_view text) {
  return text.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

// Ids stand in paths, files and other records.
bool is_id(std::string_view id) {
  return !id.empty() && id.size() <= kLongestId && is_utf8(id) && id != "." && id != ".." &&
         std::none_of(id.begin(), id.end(), [](unsigned char c) {
           return c <= 0x20 || c == 0x7f || c == '/' || c == '\\' || c == '?' || c == '#';
         });
}

std::string fresh_id(Instant now) {
  constexpr std::string_view kLetters = "0123456789abcdefghjkmnpqrstvwxyz";
  auto id = compact(now).substr(0, 8) + "-";
  for (int i = 0; i < 8; ++i) id += kLetters[randombytes_uniform(kLetters.size())];
  return id;
}

Maybe<void> must_be_allowed(const Service::Room& room, const View& view, std::string_view verb,
                            const Record& record) {
  if (room.seams.rights.may(view.actor(), verb, access::subject_of(view.kind(), record))) return {};
  return refuse(403, fmt::format("your roles do not allow '{}' here", verb), record.id);
}

// The state is moved by transitions only: a form may send back what stands, nothing else.
void check_state(const Kind& kind, const Fields& before, Fields& sent,
                 std::vector<FieldFault>& faults) {
  auto field = kind.transitions.empty() ? nullptr : kind.field(kind.state);
  if (!field) return;
  auto at_first = field->fallback.empty() && !field->choices.empty() ? field->choices[0].value
                                                                     : field->fallback;
  auto stands = before.find(kind.state);
  ledger::Value only = stands == before.end() ? ledger::Value(at_first) : stands->second;
  auto [asked, fresh] = sent.try_emplace(kind.state, only);
  if (asked->second != only)
    faults.push_back(
        {kind.state, "状态只能通过流转改变", "the state moves by its transitions only"});
}

// Lays what was sent over what stands; every fault of the outcome.
Maybe<std::vector<FieldFault>> lay_over(const Service::Room& room, const Kind& kind,
                                        SentFields sent, Record& record) {
  auto faults = std::move(sent.faults);
  check_state(kind, record.fields, sent.fields, faults);
  for (auto& [name, value] : sent.fields) record.fields[name] = std::move(value);
  auto more = settled(room, kind, record.id, record.fields);
  if (!more) return more;
  faults.insert(faults.end(), more->begin(), more->end());
  return faults;
}

Write put_of(const Record& record, uint64_t expected) {
  return {
      .kind = record.kind, .id = record.id, .fields = record.fields, .expected_revision = expected};
}

Reply conflict(Service::Room& room, const Call& call, const View& view, const std::string& id) {
  auto now = find_reached(room, view, id);
  if (!now) return refuse(409, "conflict: somebody changed or erased this record meanwhile", id);
  return told_record(room, call, view, *now).map([](const Json& told) {
    return conflict_response(told);
  });
}

Reply refused(Service::Room& room, const Call& call, const View& view, const std::string& id,
              const Refusal& refusal) {
  if (refusal.reason == Reason::conflict) return conflict(room, call, view, id);
  if (refusal.reason == Reason::invalid) return faults_response(faults_of(refusal.error));
  return tl::unexpected(fault_of(refusal));
}

Reply keep(Service::Room& room, const Call& call, const View& view, const Write& write,
           std::string why, int status = 200) {
  auto done = room.seams.desk.write({write}, call.doing(std::move(why)));
  if (!done) return refused(room, call, view, write.id, done.error());
  return find(room, write.kind, write.id)
      .and_then([&](const Record& now) { return told_record(room, call, view, now); })
      .map([&](const Json& told) { return json_response(told, status); });
}

// A new record as it is before anything was typed into it.
Record blank(const View& view, std::string id) {
  const auto& kind = view.kind();
  Record out{kind.name, std::move(id), 0, {}};
  if (kind.field(access::kAreaField) && !view.actor().area.empty())
    out.fields[std::string(access::kAreaField)] = view.actor().area;
  if (kind.field(kind.owner) && !view.actor().firm.empty())
    out.fields[kind.owner] = view.actor().firm;
  return out;
}

// The view, the record and what is asked of it, when the record stands as the asker saw it.
struct Change {
  View view;
  Record record;
  Asked asked;
  bool overtaken = false;
};

Maybe<Change> change_of(const Service::Room& room, const Call& call, std::string_view verb) {
  auto view = View::of(room, call.actor, call.id());
  if (!view) return tl::unexpected(view.error());
  auto record = find_reached(room, *view, call.caught[1]);
  if (!record) return tl::unexpected(record.error());
  if (!verb.empty())
    if (auto allowed = must_be_allowed(room, *view, verb, *record); !allowed)
      return tl::unexpected(allowed.error());
  auto asked = asked_of(call, view->kind(), true);
  if (!asked) return tl::unexpected(asked.error());
  bool overtaken = asked->revision != record->revision;
  return Change{std::move(*view), std::move(*record), std::move(*asked), overtaken};
}

tl::unexpected<Fault> no_reason() {
  return refuse(422, "is missing", "why");
}

}  // namespace

Reply post_record(Service::Room& room, const Call& call) {
  auto view = View::of(room, call.actor, call.id());
  if (!view) return tl::unexpected(view.error());
  auto asked = asked_of(call, view->kind(), false);
  if (!asked) return tl::unexpected(asked.error());
  if (!asked->id.empty() && !is_id(asked->id))
    return faults_response({{"id", "编号含有不允许的字符", "the id holds what an id may not"}});
  auto record = blank(*view, asked->id.empty() ? fresh_id(call.now) : asked->id);
  auto filled = asked->sent.fields;
  ledger::fill_in(view->kind(), filled);
  asked->sent.fields = std::move(filled);
  auto faults = lay_over(room, view->kind(), std::move(asked->sent), record);
  if (!faults) return tl::unexpected(faults.error());
  if (auto allowed = must_be_allowed(room, *view, kWrite, record); !allowed)
    return tl::unexpected(allowed.error());
  if (!faults->empty()) return faults_response(*faults);
  auto why = is_blank(asked->why) ? "created" : asked->why;
  return keep(room, call, *view, put_of(record, 0), std::move(why), 201);
}

Reply put_record(Service::Room& room, const Call& call) {
  auto change = change_of(room, call, kWrite);
  if (!change) return tl::unexpected(change.error());
  auto& [view, record, asked, overtaken] = *change;
  if (is_blank(asked.why)) return no_reason();
  if (overtaken) return conflict(room, call, view, record.id);
  auto faults = lay_over(room, view.kind(), std::move(asked.sent), record);
  if (!faults) return tl::unexpected(faults.error());
  // Nobody gives a record away to a street or a firm where they may not write.
  if (auto allowed = must_be_allowed(room, view, kWrite, record); !allowed)
    return tl::unexpected(allowed.error());
  if (!faults->empty()) return faults_response(*faults);
  return keep(room, call, view, put_of(record, record.revision), asked.why);
}

Reply post_record_erase(Service::Room& room, const Call& call) {
  auto change = change_of(room, call, kErase);
  if (!change) return tl::unexpected(change.error());
  auto& [view, record, asked, overtaken] = *change;
  if (is_blank(asked.why)) return no_reason();
  if (overtaken) return conflict(room, call, view, record.id);
  auto done = room.seams.desk.write({{.verb = Write::Verb::erase,
                                      .kind = record.kind,
                                      .id = record.id,
                                      .fields = {},
                                      .expected_revision = record.revision}},
                                    {call.actor, call.now, asked.why});
  if (!done) return refused(room, call, view, record.id, done.error());
  Response out;
  out.status = 204;
  return out;
}

Reply post_record_move(Service::Room& room, const Call& call) {
  auto change = change_of(room, call, {});
  if (!change) return tl::unexpected(change.error());
  auto& [view, record, asked, overtaken] = *change;
  auto verb = Body::of(call.request.body)->text("verb");
  const auto& ways = view.kind().transitions;
  auto way = std::find_if(ways.begin(), ways.end(), [&](const auto& t) { return t.verb == verb; });
  if (way == ways.end()) return refuse(422, fmt::format("there is no way '{}'", verb), "verb");
  if (auto allowed = must_be_allowed(room, view, way->right, record); !allowed)
    return tl::unexpected(allowed.error());
  if (way->needs_reason && is_blank(asked.why)) return no_reason();
  auto state = record.text(view.kind().state);
  bool open = std::find(way->from.begin(), way->from.end(), state) != way->from.end();
  if (overtaken || !open) return conflict(room, call, view, record.id);
  record.fields[view.kind().state] = way->to;
  auto faults = settled(room, view.kind(), record.id, record.fields);
  if (!faults) return tl::unexpected(faults.error());
  if (!faults->empty()) return faults_response(*faults);
  auto why = is_blank(asked.why) ? way->label_zh : asked.why;
  return keep(room, call, view, put_of(record, record.revision), std::move(why));
}

Reply post_bulk(Service::Room& room, const Call& call) {
  auto view = View::of(room, call.actor, call.id());
  if (!view) return tl::unexpected(view.error());
  auto asked = asked_of(call, view->kind(), false);
  if (!asked) return tl::unexpected(asked.error());
  if (is_blank(asked->why)) return no_reason();
  std::set<std::string> ids(asked->ids.begin(), asked->ids.end());
  if (ids.empty()) return refuse(422, "is empty", "ids");
  std::vector<Write> writes;
  std::vector<FieldFault> faults;
  for (const auto& id : ids) {
    auto record = find_reached(room, *view, id);
    if (!record) return tl::unexpected(record.error());
    auto before = record->fields;
    if (auto allowed = must_be_allowed(room, *view, kWrite, *record); !allowed)
      return tl::unexpected(allowed.error());
    auto found = lay_over(room, view->kind(), asked->sent, *record);
    if (!found) return tl::unexpected(found.error());
    if (auto allowed = must_be_allowed(room, *view, kWrite, *record); !allowed)
      return tl::unexpected(allowed.error());
    for (auto& fault : *found)
      faults.push_back({id + "." + fault.field, std::move(fault.zh), std::move(fault.en)});
    if (record->fields != before) writes.push_back(put_of(*record, record->revision));
  }
  if (!faults.empty()) return faults_response(faults);
  auto changed = writes.size();
  if (changed > 0) {
    auto done = room.seams.desk.write(std::move(writes), {call.actor, call.now, asked->why});
    if (!done && done.error().reason == Reason::invalid)
      return faults_response(faults_of(done.error().error));
    if (!done) return tl::unexpected(fault_of(done.error()));
  }
  return json_response({{"changed", changed}});
}

}  // namespace qs::service

// Records out as files and in as files: templates, exports, imports.
#include <charconv>

#include "base/json.h"
#include "edge/service/ask.h"
#include "edge/service/handlers.h"
#include "edge/service/registers/asked.h"
#include "edge/service/registers/personal.h"
#include "edge/service/registers/view.h"
#include "edge/service/room.h"
#include "edge/service/saved_name.h"
#include "edge/service/table_desk.h"

namespace qs::service {
namespace {

using ledger::Record;

constexpr size_t kMostImports = 100;  // of a list

// What this asker may do with records of any kind that a table touches.
ledger::Reach reach_of(const Service::Room& room, const View& view, std::string_view verb) {
  auto may = [&room, actor = view.actor()](std::string_view asked, const Record& record) {
    auto kind = room.seams.records.kind(record.kind);
    return kind && room.seams.rights.may(actor, asked, access::subject_of(*kind, record));
  };
  return {.reads = [may](const Record& record) { return may(kRead, record); },
          .writes = [may, verb](const Record& record) { return may(verb, record); },
          .sees = [&view](const ledger::Field& field) { return view.sees(field); }};
}

Response import_response(std::string text, int status = 200) {
  Response out;
  out.status = status;
  out.headers = {{"Content-Type", "application/json; charset=utf-8"}};
  out.body = std::move(text);
  return out;
}

// One's own import, or anybody's for those whose right to import the kind reaches everywhere.
bool is_theirs(const Service::Room& room, const Call& call, const Record& import) {
  auto reach = room.seams.rights.reach(call.actor, kImport, import.text("kind"));
  bool whole = reach.everywhere || (reach.own_area && call.actor.area.empty());
  return whole || import.text("by") == call.actor.user;
}

// The view on the records of an import that this asker may look at, apply and undo.
Maybe<View> view_of_import(const Service::Room& room, const Call& call) {
  auto import = find(room, ledger::kImportKind, call.id());
  if (!import) return tl::unexpected(import.error());
  auto kind = import->text("kind");
  if (!room.seams.rights.may_somewhere(call.actor, kImport, kind) ||
      !is_theirs(room, call, *import))
    return refuse(403, "this import is not yours", call.id());
  return View::of(room, call.actor, kind);
}

Json brief(const Record& import) {
  auto count = [&](std::string_view field) { return import.integer(field).value_or(0); };
  return {{"id", import.id},
          {"kind", import.text("kind")},
          {"file", import.text("file")},
          {"format", import.text("format")},
          {"datum", import.text("datum")},
          {"state", import.text("state")},
          {"rows", count("rows")},
          {"fresh", count("fresh")},
          {"changed", count("changed")},
          {"same", count("same")},
          {"faulty", count("faults")},
          {"by", import.text("by")},
          {"at", count("at")}};
}

Maybe<ledger::ImportChoices> choices_of(const Body& body) {
  ledger::ImportChoices choices;
  auto matches = body.value("matches");
  if (!matches || matches->is_null()) return choices;
  if (!matches->is_object()) return refuse(422, "an object: row to id or \"\"", "matches");
  for (const auto& [row, id] : matches->items()) {
    size_t number = 0;
    auto [end, fault] = std::from_chars(row.data(), row.data() + row.size(), number);
    if (fault != std::errc{} || end != row.data() + row.size() || !id.is_string())
      return refuse(422, "an object: row to id or \"\"", "matches");
    choices[number] = id.get<std::string>();
  }
  return choices;
}

// What is asked of an import that was handed in, and by whom.
struct Asked {
  View view;
  Body body;
  Doing doing;
};
Maybe<Asked> asked_of(const Service::Room& room, const Call& call) {
  auto view = view_of_import(room, call);
  if (!view) return tl::unexpected(view.error());
  auto body = Body::of(call.request.body);
  if (!body) return tl::unexpected(body.error());
  Doing doing{call.actor, call.now, body->text("why", kLongestReason)};
  if (auto whole = body->whole(); !whole) return tl::unexpected(whole.error());
  return Asked{std::move(*view), std::move(*body), std::move(doing)};
}

}  // namespace

Reply get_template(Service::Room& room, const Call& call) {
  auto view = View::of(room, call.actor, call.id());
  if (!view) return tl::unexpected(view.error());
  return lift(room.seams.tables.blank(view->kind(), reach_of(room, *view, kImport)))
      .map(file_response);
}

Reply get_export(Service::Room& room, const Call& call) {
  auto view = View::of(room, call.actor, call.id());
  if (!view) return tl::unexpected(view.error());
  auto asked = asked_query(view->kind(), call.request.query,
                           [&](const ledger::Field& f) { return view->sees(f); });
  if (!asked) return tl::unexpected(asked.error());
  view->keep_within(*asked);
  ExportAsked order{.query = std::move(*asked),
                    .format = param(call, "format").value_or("xlsx"),
                    .reach = reach_of(room, *view, kExport),
                    .show = {}};
  order.show = [&](std::vector<Record>& page) -> Result<void> {
    std::erase_if(page, [&](const Record& record) { return !order.reach.writes(record); });
    for (auto& record : page) record = view->shown(std::move(record));
    PersonalReads reads(call);
    reads.see(view->kind(), page);
    return reads.write(room).map_error([](const Fault& fault) { return fault.error; });
  };
  return lift(room.seams.tables.hand_out(order)).map(file_response);
}

Reply post_import(Service::Room& room, const Call& call) {
  auto view = View::of(room, call.actor, call.id());
  if (!view) return tl::unexpected(view.error());
  if (call.request.body.empty()) return refuse(422, "there are no bytes", "body");
  return lift(room.seams.tables.hand_in({.kind = view->kind().name,
                                         .file = saved_name(call.request.header("x-file-name")),
                                         .format = param(call, "format").value_or("xlsx"),
                                         .datum = param(call, "datum").value_or(""),
                                         .bytes = call.request.body,
                                         .reach = reach_of(room, *view, kImport)},
                                        {call.actor, call.now, "import"}))
      .map([](std::string text) { return import_response(std::move(text), 201); });
}

Reply get_imports(Service::Room& room, const Call& call) {
  ledger::Query asked{.kind = std::string(ledger::kImportKind),
                      .where = {},
                      .order_by = "at",
                      .descending = true,
                      .limit = kMostImports};
  if (auto kind = param(call, "kind"))
    asked.where.push_back({"kind", ledger::Op::equal, *kind, {}});
  auto found = query(room, asked);
  if (!found) return tl::unexpected(found.error());
  auto out = Json::array();
  for (const auto& import : *found)
    if (is_theirs(room, call, import)) out.push_back(brief(import));
  return json_response(out);
}

Reply get_import(Service::Room& room, const Call& call) {
  auto view = view_of_import(room, call);
  if (!view) return tl::unexpected(view.error());
  return lift(room.seams.tables.told(call.id())).map([](std::string text) {
    return import_response(std::move(text));
  });
}

Reply post_import_apply(Service::Room& room, const Call& call) {
  auto asked = asked_of(room, call);
  if (!asked) return tl::unexpected(asked.error());
  auto choices = choices_of(asked->body);
  if (!choices) return tl::unexpected(choices.error());
  return lift(room.seams.tables.apply(call.id(), *choices, reach_of(room, asked->view, kImport),
                                      asked->doing))
      .map([](std::string text) { return import_response(std::move(text)); });
}

Reply post_import_undo(Service::Room& room, const Call& call) {
  auto asked = asked_of(room, call);
  if (!asked) return tl::unexpected(asked.error());
  return lift(room.seams.tables.undo(call.id(), asked->doing)).map([](std::string text) {
    return import_response(std::move(text));
  });
}

}  // namespace qs::service

// What a record was, and what stands in relation to it.
#include "base/json.h"
#include "edge/service/ask.h"
#include "edge/service/handlers.h"
#include "edge/service/registers/fields_json.h"
#include "edge/service/registers/people.h"
#include "edge/service/registers/record_json.h"
#include "edge/service/registers/standing.h"
#include "edge/service/room.h"
#include "kernel/ledger/relation.h"

namespace qs::service {
namespace {

using ledger::Record;
using ledger::Relation;

constexpr size_t kRelated = 20;  // records told of one relation

Json related_json(const ledger::Kind& kind, const std::string& field, std::string_view direction,
                  size_t count, Json items) {
  return {{"kind", kind.name},         {"field", field},         {"label_zh", kind.label_zh},
          {"label_en", kind.label_en}, {"direction", direction}, {"count", count},
          {"items", std::move(items)}};
}

// Nothing to tell is null.
Maybe<Json> referring(Service::Room& room, const Call& call, const View& view,
                      const std::string& field, const std::string& id) {
  ledger::Query asked{
      .kind = view.kind().name, .where = {{field, ledger::Op::equal, id, {}}}, .limit = kRelated};
  view.keep_within(asked);
  auto found = query(room, asked);
  if (!found) return tl::unexpected(found.error());
  if (found->empty()) return Json();
  Maybe<size_t> count = found->size();
  if (found->size() == kRelated) count = lift(room.seams.records.count(asked));
  if (!count) return tl::unexpected(count.error());
  return told_records(room, call, view, std::move(*found)).map([&](Json items) {
    return related_json(view.kind(), field, "in", *count, std::move(items));
  });
}

Maybe<Json> referred(Service::Room& room, const Call& call, const View& view,
                     const std::string& field, const std::string& id) {
  auto found = lift(room.seams.records.get(view.kind().name, id));
  if (!found) return tl::unexpected(found.error());
  if (!*found || !view.reaches(**found)) return Json();
  return told_records(room, call, view, {**found}).map([&](Json items) {
    return related_json(view.kind(), field, "out", 1, std::move(items));
  });
}

}  // namespace

Reply get_history(Service::Room& room, const Call& call) {
  auto view = View::of(room, call.actor, call.id());
  if (!view) return tl::unexpected(view.error());
  auto record = find_ever(room, *view, call.caught[1]);
  if (!record) return tl::unexpected(record.error());
  auto history = lift(room.seams.records.history(record->kind, record->id));
  if (!history) return tl::unexpected(history.error());
  People people(room);
  auto out = Json::array();
  std::vector<Record> seen;
  for (auto it = history->rbegin(); it != history->rend(); ++it) {
    seen.push_back(view->shown({record->kind, record->id, it->number, it->fields}));
    out.push_back({{"number", it->number},
                   {"commit", it->commit},
                   {"who", it->who},
                   {"name", people.name(it->who)},
                   {"why", it->why},
                   {"at", to_ms(it->when)},
                   {"erased", it->erased},
                   {"fields", fields_json(view->kind(), seen.back().fields)}});
  }
  if (auto noted = note_personal_reads(room, call, *view, seen); !noted)
    return tl::unexpected(noted.error());
  return json_response(out);
}

Reply get_related(Service::Room& room, const Call& call) {
  auto view = View::of(room, call.actor, call.id());
  if (!view) return tl::unexpected(view.error());
  auto record = find_reached(room, *view, call.caught[1]);
  if (!record) return tl::unexpected(record.error());
  auto seen = view->shown(*record);
  auto out = Json::array();
  auto add = [&](Maybe<Json> told) -> Maybe<void> {
    if (!told) return tl::unexpected(told.error());
    if (!told->is_null()) out.push_back(std::move(*told));
    return {};
  };
  for (const auto& relation : ledger::relations_of(shelved_kinds(room))) {
    const auto& field = relation.through->name;
    if (relation.from == &view->kind() && seen.fields.contains(field))
      if (auto other = View::of(room, call.actor, relation.to->name))
        if (auto done = add(referred(room, call, *other, field, seen.text(field))); !done)
          return tl::unexpected(done.error());
    if (relation.to == &view->kind())
      if (auto other = View::of(room, call.actor, relation.from->name);
          other && other->sees(*relation.through))
        if (auto done = add(referring(room, call, *other, field, record->id)); !done)
          return tl::unexpected(done.error());
  }
  return json_response(out);
}

}  // namespace qs::service

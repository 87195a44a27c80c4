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

constexpr size_t kRelated = 20;  // records told of one relation

// What one record is related to, told piece by piece; read as one answer.
class Relatives {
 public:
  Relatives(Service::Room& room, const Call& call) : room_(room), call_(call), reads_(call) {}

  Maybe<void> add_referring(const View& view, const std::string& field, const std::string& id) {
    ledger::Query asked{
        .kind = view.kind().name, .where = {{field, ledger::Op::equal, id, {}}}, .limit = kRelated};
    view.keep_within(asked);
    auto found = query(room_, asked);
    if (!found) return tl::unexpected(found.error());
    Maybe<size_t> count = found->size();
    if (found->size() == kRelated) count = lift(room_.seams.records.count(asked));
    if (!count) return tl::unexpected(count.error());
    return add(view, field, "in", *count, std::move(*found));
  }

  Maybe<void> add_referred(const View& view, const std::string& field, const std::string& id) {
    auto found = lift(room_.seams.records.get(view.kind().name, id));
    if (!found) return tl::unexpected(found.error());
    if (!*found || !view.reaches(**found)) return {};
    return add(view, field, "out", 1, {**found});
  }

  Reply answer() {
    if (auto written = reads_.write(room_); !written) return tl::unexpected(written.error());
    return json_response(told_);
  }

 private:
  Maybe<void> add(const View& view, const std::string& field, std::string_view direction,
                  size_t count, std::vector<Record> records) {
    if (records.empty()) return {};
    auto items = told_records(room_, call_, view, std::move(records), reads_);
    if (!items) return tl::unexpected(items.error());
    told_.push_back({{"kind", view.kind().name},
                     {"field", field},
                     {"label_zh", view.kind().label_zh},
                     {"label_en", view.kind().label_en},
                     {"direction", direction},
                     {"count", count},
                     {"items", std::move(*items)}});
    return {};
  }

  Service::Room& room_;
  const Call& call_;
  PersonalReads reads_;
  Json told_ = Json::array();
};

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
  PersonalReads reads(call);
  reads.see(view->kind(), seen);
  if (auto written = reads.write(room); !written) return tl::unexpected(written.error());
  return json_response(out);
}

Reply get_related(Service::Room& room, const Call& call) {
  auto view = View::of(room, call.actor, call.id());
  if (!view) return tl::unexpected(view.error());
  auto record = find_reached(room, *view, call.caught[1]);
  if (!record) return tl::unexpected(record.error());
  auto seen = view->shown(*record);
  Relatives relatives(room, call);
  for (const auto& relation : ledger::relations_of(shelved_kinds(room))) {
    const auto& field = relation.through->name;
    if (relation.from == &view->kind() && seen.fields.contains(field))
      if (auto other = View::of(room, call.actor, relation.to->name))
        if (auto done = relatives.add_referred(*other, field, seen.text(field)); !done)
          return tl::unexpected(done.error());
    if (relation.to == &view->kind())
      if (auto other = View::of(room, call.actor, relation.from->name);
          other && other->sees(*relation.through))
        if (auto done = relatives.add_referring(*other, field, record->id); !done)
          return tl::unexpected(done.error());
  }
  return relatives.answer();
}

}  // namespace qs::service

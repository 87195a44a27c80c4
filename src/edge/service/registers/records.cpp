// Lists, counts and single records, with a log-in and without.
#include "base/json.h"
#include "edge/service/ask.h"
#include "edge/service/handlers.h"
#include "edge/service/registers/asked.h"
#include "edge/service/registers/fields_json.h"
#include "edge/service/registers/record_json.h"
#include "edge/service/registers/standing.h"
#include "edge/service/room.h"
#include "kernel/ledger/value_json.h"

namespace qs::service {
namespace {

using ledger::Query;
using ledger::Record;

constexpr size_t kMaxFromFirst = 100'000;  // rows behind which a list in no field's order ends

Maybe<Query> query_within(const View& view, const Call& call) {
  auto asked = asked_query(view.kind(), call.request.query,
                           [&](const ledger::Field& f) { return view.sees(f); });
  if (asked) view.keep_within(*asked);
  return asked;
}

Reply list(Service::Room& room, const Call& call, const View& view) {
  auto asked = query_within(view, call);
  if (!asked) return tl::unexpected(asked.error());
  auto one_more = *asked;
  ++one_more.limit;
  auto found = query(room, one_more);
  if (!found) return tl::unexpected(found.error());
  Json next;
  if (found->size() > asked->limit) {
    found->pop_back();
    if (asked->offset + asked->limit < kMaxFromFirst) next = next_page(*asked, found->back());
  }
  return told_records(room, call, view, std::move(*found)).map([&](Json items) {
    return json_response({{"items", std::move(items)}, {"next", std::move(next)}});
  });
}

Reply one(Service::Room& room, const Call& call, const View& view) {
  auto record = find_reached(room, view, call.caught[1]);
  if (!record) return tl::unexpected(record.error());
  return told_record(room, call, view, *record).map([](const Json& told) {
    return json_response(told);
  });
}

// What this actor may do to the record now.
Json may_now(const Service::Room& room, const View& view, const Record& record) {
  auto subject = access::subject_of(view.kind(), record);
  auto may = [&](std::string_view verb) {
    return room.seams.rights.may(view.actor(), verb, subject);
  };
  auto out = Json::array();
  if (may(kWrite)) out.push_back("write");
  if (may(kErase)) out.push_back("erase");
  auto state = record.text(view.kind().state);
  for (const auto& t : view.kind().transitions)
    if (std::find(t.from.begin(), t.from.end(), state) != t.from.end() && may(t.right))
      out.push_back(t.verb);
  return out;
}

}  // namespace

Reply get_records(Service::Room& room, const Call& call) {
  return View::of(room, call.actor, call.id()).and_then([&](const View& view) {
    return list(room, call, view);
  });
}

Reply get_count(Service::Room& room, const Call& call) {
  auto view = View::of(room, call.actor, call.id());
  if (!view) return tl::unexpected(view.error());
  auto asked = query_within(*view, call);
  if (!asked) return tl::unexpected(asked.error());
  return lift(room.seams.records.count(*asked)).map([](size_t count) {
    return json_response({{"count", count}});
  });
}

Reply get_tallies(Service::Room& room, const Call& call) {
  auto view = View::of(room, call.actor, call.id());
  if (!view) return tl::unexpected(view.error());
  auto field = view->kind().field(call.caught[1]);
  if (!field || field->secret) return refuse(404, "there is no such field", call.caught[1]);
  if (!view->sees(*field)) return refuse(403, "you may not ask by this field", field->name);
  auto asked = query_within(*view, call);
  if (!asked) return tl::unexpected(asked.error());
  auto tallies = lift(room.seams.records.tally(*asked, field->name));
  if (!tallies) return tl::unexpected(tallies.error());
  auto out = Json::array();
  for (const auto& tally : *tallies)
    out.push_back({{"value", ledger::json_of(*field, tally.value)}, {"count", tally.count}});
  return json_response(out);
}

Reply get_record(Service::Room& room, const Call& call) {
  auto view = View::of(room, call.actor, call.id());
  if (!view) return tl::unexpected(view.error());
  auto record = param(call, "at") ? find_as_of(room, call, *view, call.caught[1])
                                  : find_reached(room, *view, call.caught[1]);
  if (!record) return tl::unexpected(record.error());
  return told_record(room, call, *view, *record).map([&](Json told) {
    told["may"] = param(call, "at") ? Json::array() : may_now(room, *view, *record);
    return json_response(told);
  });
}

Reply get_public_records(Service::Room& room, const Call& call) {
  return View::open(room, call.id()).and_then([&](const View& view) {
    return list(room, call, view);
  });
}

Reply get_public_record(Service::Room& room, const Call& call) {
  return View::open(room, call.id()).and_then([&](const View& view) {
    return one(room, call, view);
  });
}

}  // namespace qs::service

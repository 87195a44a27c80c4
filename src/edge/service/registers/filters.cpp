// 常用筛选: questions that people keep to ask again, their own and those they share.
#include <sodium.h>

#include "base/json.h"
#include "edge/service/ask.h"
#include "edge/service/handlers.h"
#include "edge/service/registers/asked.h"
#include "edge/service/registers/view.h"
#include "edge/service/room.h"

namespace qs::service {
namespace {

using ledger::Op;
using ledger::Record;

constexpr std::string_view kFilterKind = "saved_filter";
constexpr size_t kMostFiltersKept = 100;  // of one person for one kind
constexpr size_t kMostFiltersListed = 500;
constexpr std::array<std::string_view, 6> kParams{"where", "search", "box",
                                                  "near",  "inside", "order"};

Json filter_json(const Call& call, const Record& record) {
  auto query = Json::parse(record.text("query"), nullptr, false);
  return {{"id", record.id},
          {"name", record.text("name")},
          {"query", query.is_discarded() ? Json::object() : query},
          {"shared", record.flag("shared")},
          {"mine", record.text("user") == call.actor.user}};
}

Maybe<std::vector<Record>> filters_of(const Service::Room& room, std::string_view kind,
                                      ledger::Filter also) {
  return query(room, {.kind = std::string(kFilterKind),
                      .where = {{"kind", Op::equal, std::string(kind), {}}, std::move(also)},
                      .order_by = "name",
                      .limit = kMostFiltersListed});
}

// As it is kept: the parameters of a list, each of which this asker may use.
Maybe<std::string> checked(const View& view, const Json* query) {
  if (!query || !query->is_object()) return refuse(422, "is not an object", "query");
  Params params;
  for (const auto& [name, value] : query->items()) {
    bool known = std::find(kParams.begin(), kParams.end(), name) != kParams.end();
    if (!known || !value.is_string())
      return refuse(422, fmt::format("'{}' is no text of a list's query", name), "query");
    params[name] = value.get<std::string>();
  }
  return asked_query(view.kind(), params, [&](const ledger::Field& f) { return view.sees(f); })
      .map(
          [&](const auto&) { return query->dump(-1, ' ', false, Json::error_handler_t::replace); });
}

}  // namespace

Reply get_filters(Service::Room& room, const Call& call) {
  auto view = View::of(room, call.actor, call.id());
  if (!view) return tl::unexpected(view.error());
  auto mine = filters_of(room, call.id(), {"user", Op::equal, call.actor.user, {}});
  if (!mine) return tl::unexpected(mine.error());
  auto shared = filters_of(room, call.id(), {"shared", Op::equal, true, {}});
  if (!shared) return tl::unexpected(shared.error());
  auto out = Json::array();
  for (const auto& record : *mine) out.push_back(filter_json(call, record));
  for (const auto& record : *shared)
    if (record.text("user") != call.actor.user) out.push_back(filter_json(call, record));
  return json_response(out);
}

Reply post_filter(Service::Room& room, const Call& call) {
  auto view = View::of(room, call.actor, call.id());
  if (!view) return tl::unexpected(view.error());
  auto body = Body::of(call.request.body);
  if (!body) return tl::unexpected(body.error());
  auto name = body->text("name");
  auto shared = body->flag("shared");
  if (auto whole = body->whole(); !whole) return tl::unexpected(whole.error());
  auto text = checked(*view, body->value("query"));
  if (!text) return tl::unexpected(text.error());
  auto mine = filters_of(room, call.id(), {"user", Op::equal, call.actor.user, {}});
  if (!mine) return tl::unexpected(mine.error());
  if (mine->size() >= kMostFiltersKept) return refuse(422, "too many filters are kept", "name");
  std::array<unsigned char, 8> random{};
  randombytes_buf(random.data(), random.size());
  Record record{std::string(kFilterKind), fmt::format("{:02x}", fmt::join(random, "")), 1, {}};
  record.fields = {{"user", call.actor.user},
                   {"kind", call.id()},
                   {"name", name},
                   {"query", *text},
                   {"shared", shared}};
  return lift(room.seams.desk.write({{.kind = record.kind,
                                      .id = record.id,
                                      .fields = record.fields,
                                      .expected_revision = 0}},
                                    {call.actor, call.now, "filter kept"}))
      .map([&] { return json_response(filter_json(call, record), 201); });
}

Reply post_filter_erase(Service::Room& room, const Call& call) {
  auto record = find(room, kFilterKind, call.caught[1]);
  if (!record) return tl::unexpected(record.error());
  if (record->text("user") != call.actor.user || record->text("kind") != call.id())
    return refuse(403, "this filter is somebody else's", record->id);
  return lift(room.seams.desk.write({{.verb = ledger::Write::Verb::erase,
                                      .kind = record->kind,
                                      .id = record->id,
                                      .fields = {},
                                      .expected_revision = record->revision}},
                                    {call.actor, call.now, "filter erased"}))
      .map([] {
        Response out;
        out.status = 204;
        return out;
      });
}

}  // namespace qs::service

// 已发的通报: bulletins that were issued; what of them is public, and their papers, without a
// log-in.
#include "base/json.h"
#include "edge/service/ask.h"
#include "edge/service/plan/plan_handlers.h"
#include "edge/service/registers/paper_making.h"
#include "edge/service/registers/standing.h"
#include "edge/service/render.h"
#include "edge/service/room.h"

namespace qs::service {
namespace {

constexpr std::string_view kKind = "plan_bulletin";
constexpr size_t kListed = 60;

std::vector<PaperOffer> offers(const Service::Room& room, const ledger::Record& bulletin) {
  return room.seams.papers ? room.seams.papers->of(bulletin) : std::vector<PaperOffer>{};
}

// The newest first.
Maybe<Json> bulletins_json(const Service::Room& room, const Call& call, const View& view) {
  auto limit = limit_param(call, kListed);
  if (!limit) return tl::unexpected(limit.error());
  auto found = query(room, {.kind = std::string(kKind),
                            .where = {},
                            .order_by = "at",
                            .descending = true,
                            .limit = *limit});
  if (!found) return tl::unexpected(found.error());
  auto out = Json::array();
  for (const auto& record : *found) {
    auto one = view.shown(record);
    auto papers = Json::array();
    for (const auto& offer : offers(room, record)) papers.push_back(offer_json(offer));
    out.push_back({{"id", one.id},
                   {"name", one.text("name")},
                   {"period", one.text("period")},
                   {"from_on", one.text("from_on")},
                   {"until_on", one.text("until_on")},
                   {"issue", one.integer("issue").value_or(1)},
                   {"at", ms_or_null(one.instant("at"))},
                   {"who", one.text("who")},
                   {"papers", papers}});
  }
  return out;
}

}  // namespace

Reply get_plan_bulletins(Service::Room& room, const Call& call) {
  auto view = View::of(room, call.actor, kKind);
  if (!view) return tl::unexpected(view.error());
  return bulletins_json(room, call, *view).map([&](Json bulletins) {
    return json_response({{"bulletins", std::move(bulletins)},
                          {"may_publish", room.seams.rights.may(call.actor, "plan.publish")}});
  });
}

Reply get_public_bulletins(Service::Room& room, const Call& call) {
  return View::open(room, kKind).and_then([&](const View& view) {
    return bulletins_json(room, call, view).map([](const Json& out) { return json_response(out); });
  });
}

// Making a paper costs us something: no more often than public reports may come.
Reply get_public_bulletin_paper(Service::Room& room, const Call& call) {
  if (auto wait = room.citizens.tries.refuse(call.request.peer, call.now))
    return too_many(*wait, "address");
  auto view = View::open(room, kKind);
  if (!view) return tl::unexpected(view.error());
  auto bulletin = find_reached(room, *view, call.id());
  if (!bulletin) return tl::unexpected(bulletin.error());
  auto wish = wish_of(call, offers(room, *bulletin), call.caught[1]);
  if (!wish) return tl::unexpected(wish.error());
  auto made = make_paper(room, call, *view, std::move(*bulletin), std::move(*wish));
  if (!made) return tl::unexpected(made.error());
  return saved_response(made->name, made->type, std::move(made->bytes));
}

}  // namespace qs::service

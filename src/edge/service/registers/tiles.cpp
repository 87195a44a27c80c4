#include "base/digest.h"
#include "edge/service/ask.h"
#include "edge/service/handlers.h"
#include "edge/service/registers/view.h"
#include "edge/service/room.h"

namespace qs::service {
namespace {

// What was drawn for whom: the same tag is the same tile.
std::string tag_of(const View& view, std::optional<Instant> then, uint64_t position) {
  const auto& actor = view.actor();
  auto who = fmt::format("{}\n{}\n{}\n{}\n{}\n{}", actor.user, fmt::join(actor.roles, ","),
                         actor.area, actor.firm, view.is_open(), then ? to_ms(*then) : 0);
  return fmt::format("\"{}-{}\"", position, sha256_hex(who).substr(0, 16));
}

}  // namespace

Reply get_tile(Service::Room& room, const Call& call) {
  auto view = View::widest(room, call.actor, call.id());
  if (!view) return tl::unexpected(view.error());
  auto address = tile_address(call.caught[1], call.caught[2], call.caught[3]);
  if (!address) return refuse(404, "there is no such tile", call.request.path);
  const auto& kind = view->kind();
  auto place = kind.geometry();
  if (!place || !view->sees(*place)) return refuse(404, "this kind is not on the map", kind.name);
  auto at = instant_param(call, "at", call.now);
  if (!at) return tl::unexpected(at.error());
  auto then =
      param(call, "at") && *at < call.now && !view->is_open() ? std::optional(*at) : std::nullopt;
  auto newest = Layers::newest(room.seams.records, kind.name);
  if (!newest) return tl::unexpected(newest.error());
  Response out;
  out.headers = {{"Content-Type", "application/vnd.mapbox-vector-tile"},
                 {"Cache-Control", "private, no-cache"}};
  if (call.request.header("if-none-match") == tag_of(*view, then, *newest)) {
    out.status = 304;
    return out;
  }
  auto box = box_of(*address);
  auto tells = [&](const std::string& name) {
    auto field = kind.field(name);
    return field && view->sees(*field);
  };
  VectorTile::Told told{tells(kind.title), tells(kind.state)};
  auto street = param(call, "street");
  auto draw = [&](const std::map<std::string, Layers::Placed>& marks, uint64_t position) {
    VectorTile tile(*address, told);
    for (const auto& [id, placed] : marks)
      if (placed.mark.bounds.meets(box) && view->reaches(placed.area, placed.firm) &&
          (!street || placed.area == *street))
        tile.add(placed.mark);
    out.body = tile.bytes(kind.name);
    out.headers.emplace_back("ETag", tag_of(*view, then, position));
  };
  auto drawn = then ? room.layers.draw_then(room.seams.records, kind, *then, draw)
                    : room.layers.draw(room.seams.records, kind, draw);
  if (!drawn) return tl::unexpected(drawn.error());
  return out;
}

}  // namespace qs::service

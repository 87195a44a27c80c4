// 看板: the figures that packs declare, by street, of what the asker may see.
#include <algorithm>

#include "base/json.h"
#include "edge/service/answers/views.h"
#include "edge/service/ask.h"
#include "edge/service/handlers.h"
#include "edge/service/room.h"
#include "kernel/ledger/board.h"

namespace qs::service {
namespace {

using ledger::Board;
using ledger::BoardTile;

using ByStreet = std::map<std::string, double>;  // "": of no street

Maybe<ByStreet> counted(const Service::Room& room, const ledger::Query& asked) {
  auto tallies = lift(room.seams.records.tally(asked, access::kAreaField));
  if (!tallies) return tl::unexpected(tallies.error());
  ByStreet out;
  for (const auto& tally : *tallies)
    out[ledger::text_of(tally.value)] += static_cast<double>(tally.count);
  return out;
}

Maybe<ByStreet> summed(const Service::Room& room, const ledger::Query& asked,
                       const std::string& field) {
  auto groups = lift(room.seams.records.group(asked, std::vector{std::string(access::kAreaField)},
                                              std::vector{field}));
  if (!groups) return tl::unexpected(groups.error());
  ByStreet out;
  for (const auto& group : *groups) out[ledger::text_of(group.by[0])] = group.sums[0];
  return out;
}

// A tile's figure of each street and of all.
Maybe<Json> tile_json(const Service::Room& room, const View& view, const BoardTile& tile,
                      Day today) {
  ledger::Query asked{.kind = tile.kind,
                      .where = filters_of(view.kind(), tile.where, tile.past, today)};
  view.keep_within(asked);
  auto whole = tile.figure == BoardTile::Figure::sum ? summed(room, asked, tile.field)
                                                     : counted(room, asked);
  if (!whole) return tl::unexpected(whole.error());
  std::optional<ByStreet> part;
  if (tile.figure == BoardTile::Figure::share) {
    std::ranges::move(filters_of(view.kind(), tile.of), std::back_inserter(asked.where));
    auto counted_part = counted(room, asked);
    if (!counted_part) return tl::unexpected(counted_part.error());
    part = std::move(*counted_part);
  }
  auto figure = [&](const std::string& street) -> std::optional<double> {
    auto all = whole->find(street);
    if (!part) return all == whole->end() ? 0 : all->second;
    if (all == whole->end() || all->second == 0) return std::nullopt;
    auto some = part->find(street);
    return some == part->end() ? 0 : some->second / all->second;
  };
  double sum = 0, of = 0;
  for (const auto& [street, value] : *whole) sum += value;
  if (part)
    for (const auto& [street, value] : *part) of += value;
  auto streets = Json::object();
  for (const auto& street : room.seams.district.streets)
    streets[street.id] = or_null(figure(street.id));
  if (whole->contains("")) streets[""] = or_null(figure(""));
  auto total = !part ? std::optional(sum) : sum > 0 ? std::optional(of / sum) : std::nullopt;
  return Json{{"streets", streets}, {"total", or_null(total)}};
}

}  // namespace

Reply get_boards(Service::Room& room, const Call& call) {
  Views views(room, call.actor);
  auto out = Json::array();
  for (const auto& board : room.seams.district.boards)
    if (std::any_of(board.tiles.begin(), board.tiles.end(),
                    [&](const BoardTile& tile) { return views.of(tile.kind) != nullptr; }))
      out.push_back({{"id", board.id}, {"label_zh", board.label_zh}, {"label_en", board.label_en}});
  return json_response(out);
}

Reply get_board(Service::Room& room, const Call& call) {
  const auto& boards = room.seams.district.boards;
  auto board = std::find_if(boards.begin(), boards.end(),
                            [&](const Board& one) { return one.id == call.id(); });
  if (board == boards.end()) return refuse(404, "there is no such board", call.id());
  Views views(room, call.actor);
  auto tiles = Json::array();
  for (const auto& tile : board->tiles) {
    auto view = views.of(tile.kind);
    if (!view) continue;
    auto figures = tile_json(room, *view, tile, day_of(call.now));
    if (!figures) return tl::unexpected(figures.error());
    figures->update({{"id", tile.id},
                     {"label_zh", tile.label_zh},
                     {"label_en", tile.label_en},
                     {"kind", tile.kind},
                     {"share", tile.figure == BoardTile::Figure::share},
                     {"unit", tile.unit},
                     {"better", tile.better}});
    tiles.push_back(std::move(*figures));
  }
  return json_response({{"id", board->id},
                        {"label_zh", board->label_zh},
                        {"label_en", board->label_en},
                        {"tiles", tiles}});
}

}  // namespace qs::service

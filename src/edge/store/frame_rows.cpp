#include "edge/store/frame_rows.h"

#include <fmt/ranges.h>

#include <map>
#include <ranges>

#include "edge/store/frame_block.h"

namespace qs::store {

using namespace observe;

namespace {

// Where a frame's bytes lie.
struct Place {
  Seq block = 0;
  size_t start = 0, size = 0;
};

// The bytes of each place into the frame of the same number, block by block.
Result<void> fill(duck::Connection& connection, const std::vector<Place>& places, Frames& frames,
                  Damage damage) {
  std::map<Seq, std::vector<size_t>> of_block;
  for (size_t i = 0; i < places.size(); ++i) of_block[places[i].block].push_back(i);
  auto rows = connection.ask(
      fmt::format("SELECT first, bytes FROM frame_block WHERE first IN ({}) ORDER BY first",
                  fmt::join(std::views::keys(of_block), ",")));
  if (!rows) return tl::unexpected(rows.error());
  size_t filled = 0;
  while (rows->next()) {
    auto plain = unpack_block(rows->text(1));
    if (!plain && damage == Damage::is_an_error) return tl::unexpected(plain.error());
    for (auto i : of_block[rows->get<uint64_t>(0)]) {
      const auto& place = places[i];
      if (!plain || place.start + place.size > plain->size()) continue;
      frames[i].second.bytes = plain->substr(place.start, place.size);
      ++filled;
    }
  }
  if (filled < frames.size() && damage == Damage::is_an_error)
    return fail("a block of frames is missing or damaged");
  return {};
}

}  // namespace

Result<Frames> read_frames(duck::Connection& connection, duck::Rows& rows, Damage damage) {
  Frames out;
  std::vector<Place> places;
  while (rows.next()) {
    out.emplace_back(rows.get<uint64_t>(0),
                     RawFrame{std::string(rows.text(2)), from_ms(rows.get<int64_t>(1)), {}});
    places.push_back({rows.get<uint64_t>(3), rows.get<uint32_t>(4), rows.get<uint32_t>(5)});
  }
  if (out.empty()) return out;
  if (auto ok = fill(connection, places, out, damage); !ok) return tl::unexpected(ok.error());
  return out;
}

}  // namespace qs::store

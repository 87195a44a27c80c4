#include "edge/store/frame_rows.h"

#include "edge/store/frame_block.h"

namespace qs::store {

using namespace observe;

namespace {

Result<std::string> block_of(duck::Connection& connection, Seq first) {
  auto rows = connection.ask("SELECT bytes FROM frame_block WHERE first = ?", {first});
  if (!rows) return tl::unexpected(rows.error());
  if (!rows->next()) return fail("a block of frames is missing", fmt::format("{}", first));
  return unpack_block(rows->text(0));
}

}  // namespace

Result<Frames> read_frames(duck::Connection& connection, duck::Rows& rows, Damage damage) {
  Frames out;
  Seq block = 0;
  std::string plain;
  while (rows.next()) {
    if (rows.get<uint64_t>(3) != block) {
      block = rows.get<uint64_t>(3);
      auto bytes = block_of(connection, block);
      if (!bytes && damage == Damage::is_an_error) return tl::unexpected(bytes.error());
      plain = bytes ? std::move(*bytes) : std::string{};
    }
    size_t start = rows.get<uint32_t>(4), size = rows.get<uint32_t>(5);
    bool whole = start + size <= plain.size();
    if (!whole && damage == Damage::is_an_error) return fail("a block of frames is damaged");
    out.emplace_back(rows.get<uint64_t>(0),
                     RawFrame{std::string(rows.text(2)), from_ms(rows.get<int64_t>(1)),
                              whole ? plain.substr(start, size) : std::string{}});
  }
  return out;
}

}  // namespace qs::store

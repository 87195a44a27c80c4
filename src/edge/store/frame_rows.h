// Raw frames read back from their blocks.
#pragma once

#include "edge/store/duckdb_session.h"
#include "kernel/observe/series_log.h"

namespace qs::store {

inline constexpr const char* kFrameRows =
    "SELECT seq, received, device, block, start, size FROM frame";

using Frames = std::vector<std::pair<observe::Seq, observe::RawFrame>>;

// What to make of a frame whose block is missing or damaged.
enum class Damage : uint8_t { is_an_error, reads_as_empty };

// The rows of a question that begins with kFrameRows, with their bytes.
Result<Frames> read_frames(duck::Connection& connection, duck::Rows& rows,
                           Damage damage = Damage::is_an_error);

}  // namespace qs::store

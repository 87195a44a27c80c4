// Retention and copies of the whole.
#include "edge/store/duckdb_series_log.h"

namespace qs::store {

using namespace observe;

namespace {

// DELETE statements that remove a kind's rows with seq < before.
std::vector<std::string> removals(DataKind kind, const std::vector<Part>& parts, Seq before) {
  std::vector<std::string> out;
  if (kind == DataKind::frames)
    return {fmt::format("DELETE FROM frame WHERE seq < {}", before),
            fmt::format("DELETE FROM frame_block WHERE last < {}", before)};
  if (kind == DataKind::notes) return {fmt::format("DELETE FROM note WHERE seq < {}", before)};
  std::string cadences;
  for (int i = 0; i <= static_cast<int>(Cadence::year); ++i)
    if (kind_of(static_cast<Cadence>(i)) == kind)
      cadences += fmt::format("{}{}", cadences.empty() ? "" : ",", i);
  for (const auto& part : parts)
    out.push_back(
        fmt::format("DELETE FROM {} WHERE seq < {} AND series IN "
                    "(SELECT id FROM series WHERE cadence IN ({}))",
                    part.table(), before, cadences));
  return out;
}

}  // namespace

Result<uint64_t> DuckSeriesLog::purge(DataKind kind, Day before, Instant now) {
  std::scoped_lock lock(closing_, writing_);
  auto transaction = duck::Transaction::begin(writer_);
  if (!transaction) return tl::unexpected(transaction.error());
  // Whole batches only, so that each link of the proof is either made from data or from its parts.
  auto last = writer_.ask(
      fmt::format("SELECT max(last) FROM batch WHERE day < {}", to_ms(start_of(before))));
  if (!last) return tl::unexpected(last.error());
  if (!last->next() || last->null(0)) return 0;
  Seq until = last->get<uint64_t>(0) + 1;
  auto known = writer_.ask(fmt::format("SELECT 1 FROM retired WHERE kind = {} AND before >= {}",
                                       static_cast<int>(kind), until));
  if (!known) return tl::unexpected(known.error());
  if (known->next()) return 0;
  auto parts = parts_in(writer_, {from_ms(kEarliest), from_ms(kLatest)});
  if (!parts) return tl::unexpected(parts.error());
  uint64_t removed = 0;
  for (const auto& sql : removals(kind, *parts, until)) {
    auto rows = writer_.ask(sql);
    if (!rows) return tl::unexpected(rows.error());
    if (rows->next()) removed += static_cast<uint64_t>(rows->get<int64_t>(0));
  }
  auto record = fmt::format("INSERT INTO retired VALUES ({}, {}, {})", static_cast<int>(kind),
                            until, to_ms(now));
  if (auto ok = writer_.run(record); !ok) return tl::unexpected(ok.error());
  if (auto ok = transaction->commit(); !ok) return tl::unexpected(ok.error());
  return removed;
}

Result<void> DuckSeriesLog::copy_to(const std::filesystem::path& file) {
  std::lock_guard lock(copying_);
  auto db = database_.connect();
  if (!db) return tl::unexpected(db.error());
  auto name = db->ask("SELECT current_database()");
  if (!name) return tl::unexpected(name.error());
  if (!name->next()) return fail("the database has no name");
  std::string own(name->text(0));
  if (auto ok = db->run(fmt::format("ATTACH {} AS backup_copy", duck::quoted(file.string()))); !ok)
    return ok;
  auto copied = db->run(fmt::format("COPY FROM DATABASE \"{}\" TO backup_copy", own));
  auto detached = db->run("DETACH backup_copy");
  return copied ? detached : copied;
}

}  // namespace qs::store

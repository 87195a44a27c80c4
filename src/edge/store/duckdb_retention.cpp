// Retention and copies of the whole.
#include "edge/store/duckdb_series_log.h"

namespace qs::store {

using namespace observe;

namespace {

// DELETE statements that remove frames or notes with seq < before.
std::vector<std::string> removals(DataKind kind, Seq before) {
  if (kind == DataKind::frames)
    return {fmt::format("DELETE FROM frame WHERE seq < {}", before),
            fmt::format("DELETE FROM frame_block WHERE last < {}", before)};
  if (kind == DataKind::notes) return {fmt::format("DELETE FROM note WHERE seq < {}", before)};
  return {};
}

// Condition for values of the kind with seq < before.
std::string retired_values(DataKind kind, Seq before) {
  std::string cadences;
  for (int i = 0; i <= static_cast<int>(Cadence::year); ++i)
    if (kind_of(static_cast<Cadence>(i)) == kind)
      cadences += fmt::format("{}{}", cadences.empty() ? "" : ",", i);
  return fmt::format("(seq < {} AND series IN (SELECT id FROM series WHERE cadence IN ({})))",
                     before, cadences);
}

Result<uint64_t> counted(duck::Connection& db, const std::string& sql) {
  auto rows = db.ask(sql);
  if (!rows) return tl::unexpected(rows.error());
  return rows->next() ? static_cast<uint64_t>(rows->get<int64_t>(0)) : 0;
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
  uint64_t removed = 0;
  for (const auto& sql : removals(kind, until)) {
    auto rows = counted(writer_, sql);
    if (!rows) return rows;
    removed += *rows;
  }
  std::vector<Part> left;
  if (kind != DataKind::frames && kind != DataKind::notes) {
    auto values = purge_values(retired_values(kind, until), until, left);
    if (!values) return values;
    removed += *values;
  }
  auto record = fmt::format("INSERT INTO retired VALUES ({}, {}, {})", static_cast<int>(kind),
                            until, to_ms(now));
  if (auto ok = writer_.run(record); !ok) return tl::unexpected(ok.error());
  if (auto ok = transaction->commit(); !ok) return tl::unexpected(ok.error());
  leave(left);
  return removed;
}

// Packed parts never change: those with such values are packed anew and told in `left`.
Result<uint64_t> DuckSeriesLog::purge_values(const std::string& retired, Seq until,
                                             std::vector<Part>& left) {
  auto parts = parts_in(writer_, files_, kAllTime);
  if (!parts) return tl::unexpected(parts.error());
  uint64_t removed = 0;
  for (const auto& part : with_seq(*parts, 0, until)) {
    auto sql = part.packed ? fmt::format("SELECT count(*) FROM ({})", all_rows({part}, retired))
                           : fmt::format("DELETE FROM {} WHERE {}", part.table(), retired);
    auto rows = counted(writer_, sql);
    if (!rows) return rows;
    removed += *rows;
    if (!part.packed || *rows == 0) continue;
    if (auto ok = replace(writer_, {part}, next_packed(part.month), "NOT " + retired); !ok)
      return tl::unexpected(ok.error());
    left.push_back(part);
  }
  return removed;
}

Result<void> DuckSeriesLog::copy_to(const std::filesystem::path& file) {
  std::scoped_lock lock(closing_, copying_);  // packed parts stay as they are meanwhile
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
  if (!copied) return copied;
  if (!detached) return detached;
  return copy_packed(*db, months_beside(file));
}

Result<void> DuckSeriesLog::copy_packed(duck::Connection& db, const std::filesystem::path& to) {
  auto parts = parts_in(db, files_, kAllTime);
  if (!parts) return tl::unexpected(parts.error());
  std::error_code fault;
  std::filesystem::create_directories(to, fault);
  for (const auto& part : *parts)
    if (part.packed && !fault)
      std::filesystem::copy_file(part.file, to / part.file.filename(), fault);
  if (fault) return fail(fault.message(), to.string());
  return {};
}

}  // namespace qs::store

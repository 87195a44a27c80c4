// Months: closing packs one into a file, beside the running append.
#include "edge/store/duckdb_series_log.h"

namespace qs::store {

namespace {
constexpr auto kLongestQuestion = std::chrono::minutes{10};
}

// Seals the open part, so that nobody writes to any part of the month; later arrivals open a new
// one. A death after this loses nothing: sealed parts are read like any other.
Result<DuckSeriesLog::Rewrite> DuckSeriesLog::seal(int64_t month) {
  std::lock_guard lock(writing_);
  auto parts = parts_in(writer_, files_, {from_ms(month), from_ms(month + 1)});
  if (!parts) return tl::unexpected(parts.error());
  Rewrite rewrite;
  for (const auto& part : *parts)
    if (part.month == month) rewrite.from.push_back(part);
  if (rewrite.from.size() == 1 && rewrite.from.front().packed) rewrite.from.clear();
  if (rewrite.from.empty()) return rewrite;
  auto sql = fmt::format("UPDATE part SET open = false WHERE month = {} AND open", month);
  if (auto ok = writer_.run(sql); !ok) return tl::unexpected(ok.error());
  open_parts_.erase(month);
  rewrite.to = next_packed(month);
  return rewrite;
}

Part DuckSeriesLog::next_packed(int64_t month) {
  Part part{.id = next_part_++, .month = month, .packed = true, .file = {}};
  part.file = packed_file(files_, part);
  return part;
}

Result<void> DuckSeriesLog::close_month(Period month) {
  if (month.kind != PeriodKind::month) return fail("only months are closed", iso(month.begin));
  std::lock_guard closing(closing_);
  auto rewrite = seal(to_ms(month.begin));
  if (!rewrite) return tl::unexpected(rewrite.error());
  if (rewrite->from.empty()) return {};
  auto db = database_.connect();
  if (!db) return tl::unexpected(db.error());
  auto transaction = duck::Transaction::begin(*db);
  if (!transaction) return tl::unexpected(transaction.error());
  if (auto ok = replace(*db, rewrite->from, rewrite->to, "true"); !ok) return ok;
  if (auto ok = transaction->commit(); !ok) return ok;
  leave(rewrite->from);
  return checkpoint();
}

// Puts what of `from` meets the condition into the packed part `to`, within the transaction. The
// file is durable before the list names it; without the commit it is swept at the next start.
Result<void> DuckSeriesLog::replace(duck::Connection& db, const std::vector<Part>& from, Part to,
                                    const std::string& condition) {
  auto rows = all_rows(from, condition);
  auto range = db.ask(fmt::format("SELECT min(seq), max(seq) FROM ({})", rows));
  if (!range) return tl::unexpected(range.error());
  if (range->next() && !range->null(0)) {
    to.first = range->get<uint64_t>(0);
    to.last = range->get<uint64_t>(1);
    for (const auto& part : from) to.revised += part.revised;
    if (auto ok = pack(db, rows, to.file); !ok) return ok;
    if (auto ok = list_part(db, to); !ok) return ok;
  }
  for (const auto& part : from) {
    auto unlist = fmt::format("DELETE FROM part WHERE id = {}", part.id);
    if (auto ok = db.run(unlist); !ok) return ok;
    if (part.packed) continue;
    if (auto ok = db.run(fmt::format("DROP TABLE {}", part.table())); !ok) return ok;
  }
  return {};
}

// Files that no new question finds any more are removed when the last that may have found them is
// long over.
void DuckSeriesLog::leave(const std::vector<Part>& parts) {
  auto now = std::chrono::steady_clock::now();
  for (const auto& part : parts)
    if (part.packed) left_.emplace_back(now, part.file);
  std::erase_if(left_, [&](const auto& left) {
    std::error_code ignored;  // what stays is swept at the next start
    return now - left.first > kLongestQuestion && std::filesystem::remove(left.second, ignored);
  });
}

// Removes files that a death left on their way in or out.
Result<void> DuckSeriesLog::sweep(const std::vector<Part>& parts) {
  std::error_code fault;
  std::filesystem::create_directories(files_, fault);
  if (fault) return fail(fault.message(), files_.string());
  std::set<std::filesystem::path> listed;
  for (const auto& part : parts)
    if (part.packed) listed.insert(part.file);
  for (const auto& entry : std::filesystem::directory_iterator(files_))
    if (!listed.contains(entry.path())) std::filesystem::remove(entry.path(), fault);
  return {};
}

}  // namespace qs::store

// The ledger's chain: as stored, and as made again from the revisions and the typed tables.
#include <sqlite3.h>

#include "edge/store/sqlite_record_log.h"
#include "edge/store/sqlite_rows.h"
#include "edge/store/sqlite_schema.h"

namespace qs::store {

using namespace ledger;

namespace {

// Day of the first revision whose link, or whose day's digest, is not what the data give.
Result<std::optional<Day>> first_broken_link(lite::Session& db) {
  auto rows = db.prepare(
      "SELECT r.kind, r.id, r.number, r.commit_number, r.who, r.why, r.at, r.erased, r.fields, "
      "r.link, r.day, p.digest, lead(r.day) OVER (ORDER BY r.position), p.revisions, "
      "count(*) OVER (PARTITION BY r.day) "
      "FROM revision r LEFT JOIN proof p ON p.day = r.day ORDER BY r.position");
  if (!rows) return tl::unexpected(rows.error());
  Hash chain{};
  for (;;) {
    auto more = rows->next();
    if (!more) return tl::unexpected(more.error());
    if (!*more) return std::nullopt;
    auto kind = rows->text_at(0), id = rows->text_at(1), who = rows->text_at(4),
         why = rows->text_at(5), fields = rows->text_at(8);
    chain = link(chain, {kind, id, static_cast<uint64_t>(rows->integer_at(2)),
                         static_cast<uint64_t>(rows->integer_at(3)), who, why, rows->integer_at(6),
                         rows->integer_at(7) != 0, fields});
    auto day = rows->integer_at(10);
    bool last_of_day = rows->is_null(12) || rows->integer_at(12) != day;
    bool holds = rows->text_at(9) == bytes_of(chain) &&
                 rows->integer_at(13) == rows->integer_at(14) &&
                 (!last_of_day || rows->text_at(11) == bytes_of(chain));
    if (!holds) return day_of(from_ms(day));
  }
}

// Day of the first proof without any revision left, and the day of the last proof.
struct ProofDays {
  std::optional<Day> first_empty, last;
};
Result<ProofDays> proof_days(lite::Session& db) {
  auto rows = db.prepare(
      "SELECT (SELECT min(day) FROM proof WHERE day NOT IN (SELECT day FROM revision)), "
      "(SELECT max(day) FROM proof)");
  if (!rows) return tl::unexpected(rows.error());
  auto any = rows->next();
  if (!any) return tl::unexpected(any.error());
  auto day = [&](int column) {
    return rows->is_null(column) ? std::nullopt
                                 : std::optional(day_of(from_ms(rows->integer_at(column))));
  };
  return ProofDays{day(0), day(1)};
}

// Day of the first record whose row is not its last revision.
Result<std::optional<Day>> first_changed_row(lite::Session& db, const Kind& kind) {
  auto rows = db.prepare(fmt::format(
      "SELECT {}, v.number, v.erased, v.fields, v.day FROM (SELECT id AS of, max(number) AS "
      "number, "
      "erased, fields, day FROM revision INDEXED BY revision_of_record WHERE kind = ? GROUP BY id) "
      "v LEFT JOIN {} AS t ON t.id = v.of",
      columns_of(kind), table_of(kind.name)));
  if (!rows) return tl::unexpected(rows.error());
  rows->text(kind.name);
  std::optional<Day> first;
  int after = static_cast<int>(kind.fields.size()) + 2;
  auto done = rows->each([&] {
    bool row = !rows->is_null(0), erased = rows->integer_at(after + 1) != 0;
    bool holds = row != erased;
    if (holds && row)
      holds = rows->integer_at(1) == rows->integer_at(after) &&
              fields_text(record_at(*rows, kind).fields) == rows->text_at(after + 2);
    if (holds) return;
    auto day = day_of(from_ms(rows->integer_at(after + 3)));
    if (!first || day < *first) first = day;
  });
  return done.map([&] { return first; });
}

// Is there a row that no revision tells of?
Result<bool> any_unexplained_row(lite::Session& db, const Kind& kind) {
  auto rows = db.prepare(
      fmt::format("SELECT 1 FROM {} AS t WHERE NOT EXISTS (SELECT 1 FROM revision INDEXED BY "
                  "revision_of_record WHERE kind = ? AND id = t.id) LIMIT 1",
                  table_of(kind.name)));
  if (!rows) return tl::unexpected(rows.error());
  return rows->text(kind.name).next();
}

}  // namespace

Result<std::vector<LedgerProof>> SqliteRecordLog::proof() const {
  auto db = readers_.lend();
  if (!db) return tl::unexpected(db.error());
  auto rows = (*db)->prepare("SELECT day, digest, revisions FROM proof ORDER BY day");
  if (!rows) return tl::unexpected(rows.error());
  std::vector<LedgerProof> out;
  return rows
      ->each([&] {
        out.push_back({day_of(from_ms(rows->integer_at(0))), hex(hash_of(rows->text_at(1))),
                       static_cast<uint64_t>(rows->integer_at(2))});
      })
      .map([&] { return std::move(out); });
}

Result<std::optional<Day>> SqliteRecordLog::first_broken_day() const {
  auto db = readers_.lend();
  if (!db) return tl::unexpected(db.error());
  auto first = first_broken_link(**db);
  if (!first) return first;
  auto earlier = [&](std::optional<Day> day) {
    if (day && (!*first || *day < **first)) first = day;
  };
  auto days = proof_days(**db);
  if (!days) return tl::unexpected(days.error());
  earlier(days->first_empty);
  auto kinds = stored_kinds(**db);
  if (!kinds) return tl::unexpected(kinds.error());
  for (const auto& kind : *kinds) {
    auto day = first_changed_row(**db, kind);
    if (!day) return day;
    earlier(*day);
    auto unexplained = any_unexplained_row(**db, kind);
    if (!unexplained) return tl::unexpected(unexplained.error());
    if (*unexplained) earlier(days->last.value_or(Day{}));
  }
  return first;
}

Result<void> SqliteRecordLog::copy_to(const std::filesystem::path& file) const {
  constexpr int kAllPages = -1;  // one step, one snapshot; readers never hold up the writer
  auto db = readers_.lend();
  if (!db) return tl::unexpected(db.error());
  sqlite3* target = nullptr;
  auto code = sqlite3_open(file.c_str(), &target);
  std::unique_ptr<sqlite3, int (*)(sqlite3*)> owner(target, sqlite3_close);
  auto copy =
      code == SQLITE_OK ? sqlite3_backup_init(target, "main", (*db)->handle(), "main") : nullptr;
  if (!copy) return fail(sqlite3_errmsg(target), file.string());
  code = sqlite3_backup_step(copy, kAllPages);
  sqlite3_backup_finish(copy);
  if (code != SQLITE_DONE) return fail(sqlite3_errmsg(target), file.string());
  return {};
}

}  // namespace qs::store

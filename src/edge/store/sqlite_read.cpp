// Reading threads: each question is one statement on a lent session.
#include "edge/store/sqlite_record_log.h"
#include "edge/store/sqlite_rows.h"

namespace qs::store {

using namespace ledger;

namespace {

// rows: number, commit_number, who, why, at, erased, fields
Result<Revision> revision_at(const lite::Statement& row) {
  auto fields = fields_of(row.text_at(6));
  if (!fields) return tl::unexpected(fields.error());
  return Revision{static_cast<uint64_t>(row.integer_at(0)),
                  static_cast<uint64_t>(row.integer_at(1)),
                  row.text_at(2),
                  row.text_at(3),
                  from_ms(row.integer_at(4)),
                  row.integer_at(5) != 0,
                  std::move(*fields)};
}

constexpr const char* kRevisions =
    "SELECT number, commit_number, who, why, at, erased, fields FROM revision "
    "WHERE kind = ? AND id = ?";

}  // namespace

Result<std::optional<Record>> SqliteRecordLog::get(std::string_view kind,
                                                   std::string_view id) const {
  auto declared = this->kind(kind);
  if (!declared) return unknown_kind(kind);
  auto db = readers_.lend();
  if (!db) return tl::unexpected(db.error());
  return read_record(**db, *declared, id);
}

Result<std::vector<Record>> SqliteRecordLog::query(const Query& asked) const {
  auto kind = this->kind(asked.kind);
  if (!kind) return unknown_kind(asked.kind);
  auto query = checked_query(*kind, asked);
  if (!query) return tl::unexpected(query.error());
  auto db = readers_.lend();
  if (!db) return tl::unexpected(db.error());
  auto down = query->descending ? " DESC" : "";
  auto order = query->order_by == "id"
                   ? fmt::format("id{}", down)
                   : fmt::format("{}{}, id{}", column_of(query->order_by), down, down);
  auto rows =
      (*db)->prepare(fmt::format("SELECT {} FROM {}{} ORDER BY {} LIMIT ? OFFSET ?",
                                 columns_of(*kind), table_of(kind->name), where_of(*query), order));
  if (!rows) return tl::unexpected(rows.error());
  bind_filters(*rows, *query);
  rows->integer(static_cast<int64_t>(query->limit)).integer(static_cast<int64_t>(query->offset));
  std::vector<Record> out;
  for (;;) {
    auto more = rows->next();
    if (!more) return tl::unexpected(more.error());
    if (!*more) return out;
    out.push_back(record_at(*rows, *kind));
  }
}

Result<size_t> SqliteRecordLog::count(const Query& asked) const {
  auto kind = this->kind(asked.kind);
  if (!kind) return unknown_kind(asked.kind);
  auto query = checked_query(*kind, asked);
  if (!query) return tl::unexpected(query.error());
  auto db = readers_.lend();
  if (!db) return tl::unexpected(db.error());
  auto rows = (*db)->prepare(
      fmt::format("SELECT count(*) FROM {}{}", table_of(kind->name), where_of(*query)));
  if (!rows) return tl::unexpected(rows.error());
  bind_filters(*rows, *query);
  auto any = rows->next();
  if (!any) return tl::unexpected(any.error());
  return static_cast<size_t>(rows->integer_at(0));
}

Result<std::vector<Revision>> SqliteRecordLog::history(std::string_view kind,
                                                       std::string_view id) const {
  if (!this->kind(kind)) return unknown_kind(kind);
  auto db = readers_.lend();
  if (!db) return tl::unexpected(db.error());
  auto rows = (*db)->prepare(fmt::format("{} ORDER BY number", kRevisions));
  if (!rows) return tl::unexpected(rows.error());
  rows->text(kind).text(id);
  std::vector<Revision> out;
  for (;;) {
    auto more = rows->next();
    if (!more) return tl::unexpected(more.error());
    if (!*more) return out;
    auto revision = revision_at(*rows);
    if (!revision) return tl::unexpected(revision.error());
    out.push_back(std::move(*revision));
  }
}

Result<std::optional<Record>> SqliteRecordLog::as_of(std::string_view kind, std::string_view id,
                                                     Instant when) const {
  if (!this->kind(kind)) return unknown_kind(kind);
  auto db = readers_.lend();
  if (!db) return tl::unexpected(db.error());
  auto rows =
      (*db)->prepare(fmt::format("{} AND at <= ? ORDER BY number DESC LIMIT 1", kRevisions));
  if (!rows) return tl::unexpected(rows.error());
  auto any = rows->text(kind).text(id).integer(to_ms(when)).next();
  if (!any) return tl::unexpected(any.error());
  if (!*any) return std::nullopt;
  auto revision = revision_at(*rows);
  if (!revision) return tl::unexpected(revision.error());
  if (revision->erased) return std::nullopt;
  return Record{std::string(kind), std::string(id), revision->number, revision->fields};
}

}  // namespace qs::store

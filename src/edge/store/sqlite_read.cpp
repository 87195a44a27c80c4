// Reading threads: each question is one statement on a lent session.
#include "edge/store/sqlite_asking.h"
#include "edge/store/sqlite_record_log.h"
#include "edge/store/sqlite_rows.h"

namespace qs::store {

using namespace ledger;

namespace {

uint64_t unsigned_at(const lite::Statement& row, int column) {
  return static_cast<uint64_t>(row.integer_at(column));
}

// rows: number, commit_number, who, why, at, erased, fields
Result<Revision> revision_at(const lite::Statement& row) {
  auto fields = fields_of(row.text_at(6));
  if (!fields) return tl::unexpected(fields.error());
  return Revision{unsigned_at(row, 0), unsigned_at(row, 1),        row.text_at(2),
                  row.text_at(3),      from_ms(row.integer_at(4)), row.integer_at(5) != 0,
                  std::move(*fields)};
}

// The first position whose `column`, which never falls from one revision to the next, has at least
// the value: some twenty looks at the rows, no index.
Result<int64_t> first_position(lite::Session& db, const char* column, int64_t value) {
  auto last = db.prepare("SELECT ifnull(max(position), 0) FROM revision");
  if (!last) return tl::unexpected(last.error());
  auto end = last->only_integer();
  if (!end) return end;
  int64_t from = 1, until = *end + 1;
  while (from < until) {
    auto middle = from + (until - from) / 2;
    auto row =
        db.prepare(fmt::format("SELECT {} FROM revision WHERE position >= ? LIMIT 1", column));
    if (!row) return tl::unexpected(row.error());
    auto there = row->integer(middle).only_integer();
    if (!there) return there;
    if (*there < value) from = middle + 1;
    if (*there >= value) until = middle;
  }
  return from;
}

// Was some revision of that time written down after a later day had begun?
Result<bool> went_back(lite::Session& db, const JournalQuery& query) {
  auto rows = db.prepare(
      "SELECT 1 FROM revision INDEXED BY revision_set_back WHERE at < day AND at >= ? AND at < ? "
      "LIMIT 1");
  if (!rows) return tl::unexpected(rows.error());
  auto from = query.from ? to_ms(*query.from) : std::numeric_limits<int64_t>::min();
  return rows->integer(from).integer(to_ms(*query.until)).next();
}

// Which positions the query can only mean: [from, until).
struct Span {
  int64_t from = 1, until = std::numeric_limits<int64_t>::max();
};
Result<Span> span_of(lite::Session& db, const JournalQuery& query) {
  Span span;
  auto narrow = [&](int64_t& bound, const char* column, int64_t value, bool later) -> Result<void> {
    auto position = first_position(db, column, value);
    if (!position) return tl::unexpected(position.error());
    bound = later ? std::max(bound, *position) : std::min(bound, *position);
    return {};
  };
  if (query.before) span.until = static_cast<int64_t>(*query.before);
  Result<void> ok;
  if (query.from) ok = narrow(span.from, "day", to_ms(start_of(day_of(*query.from))), true);
  if (ok && query.until) {
    auto back = went_back(db, query);
    if (!back) return tl::unexpected(back.error());
    auto next_day = start_of(day_of(*query.until)) + std::chrono::days(1);
    if (!*back) ok = narrow(span.until, "day", to_ms(next_day), false);
  }
  if (ok && query.commit) {
    auto number = static_cast<int64_t>(*query.commit);
    ok = narrow(span.from, "commit_number", number, true).and_then([&] {
      return narrow(span.until, "commit_number", number + 1, false);
    });
  }
  if (!ok) return tl::unexpected(ok.error());
  return span;
}

Sql journal_sql(const JournalQuery& query, const Span& span) {
  Sql out{
      "SELECT number, commit_number, who, why, at, erased, fields, position, kind, id "
      "FROM revision WHERE position >= ? AND position < ?",
      {span.from, span.until}};
  auto narrow = [&](const char* condition, Value value) {
    out.text += condition;
    out.values.push_back(std::move(value));
  };
  if (!query.who.empty()) narrow(" AND who = ?", query.who);
  if (!query.kind.empty()) narrow(" AND kind = ?", query.kind);
  if (!query.id.empty()) narrow(" AND id = ?", query.id);
  auto leave_out = [&](const char* column, const std::vector<std::string>& names) {
    for (const auto& name : names) narrow(column, name);
  };
  leave_out(" AND who <> ?", query.not_by);
  leave_out(" AND kind <> ?", query.not_of);
  if (query.from) narrow(" AND at >= ?", to_ms(*query.from));
  if (query.until) narrow(" AND at < ?", to_ms(*query.until));
  narrow(" ORDER BY position DESC LIMIT ?", static_cast<int64_t>(query.limit));
  return out;
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

// Lends a session to an answer to the checked question.
template <class Answer>
auto SqliteRecordLog::ask(const Query& asked, Answer answer) const
    -> decltype(answer(std::declval<Asking>())) {
  auto kind = this->kind(asked.kind);
  if (!kind) return unknown_kind(asked.kind);
  auto question = checked_query(*kind, asked);
  if (!question) return tl::unexpected(question.error());
  auto db = readers_.lend();
  if (!db) return tl::unexpected(db.error());
  return answer(Asking(**db, *kind, *question));
}

Result<std::vector<Record>> SqliteRecordLog::query(const Query& asked) const {
  return ask(asked, [](Asking asking) { return asking.page(); });
}

Result<size_t> SqliteRecordLog::count(const Query& asked) const {
  return ask(asked, [](Asking asking) { return asking.count(); });
}

Result<std::vector<Tally>> SqliteRecordLog::tally(const Query& asked,
                                                  std::string_view field) const {
  return ask(asked, [&](Asking asking) { return asking.tally(field); });
}

Result<std::vector<Group>> SqliteRecordLog::group(const Query& asked,
                                                  std::span<const std::string> by,
                                                  std::span<const std::string> sum) const {
  return ask(asked, [&](Asking asking) { return asking.group(by, sum); });
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
  return rows
      ->each([&] {
        return revision_at(*rows).map([&](Revision read) { out.push_back(std::move(read)); });
      })
      .map([&] { return std::move(out); });
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

Result<std::vector<JournalEntry>> SqliteRecordLog::journal(const JournalQuery& query) const {
  if (query.limit > kMaxPage) return fail(fmt::format("a page holds at most {}", kMaxPage));
  auto db = readers_.lend();
  if (!db) return tl::unexpected(db.error());
  auto span = span_of(**db, query);
  if (!span) return tl::unexpected(span.error());
  auto sql = journal_sql(query, *span);
  auto rows = (*db)->prepare(sql.text);
  if (!rows) return tl::unexpected(rows.error());
  bind_all(*rows, sql);
  std::vector<JournalEntry> out;
  return rows
      ->each([&] {
        return revision_at(*rows).map([&](Revision read) {
          out.push_back(
              {unsigned_at(*rows, 7), rows->text_at(8), rows->text_at(9), std::move(read)});
        });
      })
      .map([&] { return std::move(out); });
}

}  // namespace qs::store

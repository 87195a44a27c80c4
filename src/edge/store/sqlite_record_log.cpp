#include "edge/store/sqlite_record_log.h"

#include "edge/store/sqlite_rows.h"
#include "edge/store/sqlite_schema.h"
#include "edge/store/sqlite_search.h"
#include "edge/store/sqlite_tally.h"

namespace qs::store {

using namespace ledger;

namespace {

constexpr const char* kTables = R"(
CREATE TABLE IF NOT EXISTS field(
  kind TEXT NOT NULL, name TEXT NOT NULL, shape INTEGER NOT NULL, PRIMARY KEY (kind, name)
) STRICT;
CREATE TABLE IF NOT EXISTS revision(
  position INTEGER PRIMARY KEY, kind TEXT NOT NULL, id TEXT NOT NULL, number INTEGER NOT NULL,
  commit_number INTEGER NOT NULL, who TEXT NOT NULL, why TEXT NOT NULL, at INTEGER NOT NULL,
  day INTEGER NOT NULL, erased INTEGER NOT NULL, fields TEXT NOT NULL, link BLOB NOT NULL
) STRICT;
CREATE UNIQUE INDEX IF NOT EXISTS revision_of_record ON revision(kind, id, number);
CREATE INDEX IF NOT EXISTS revision_by_kind ON revision(kind);
CREATE INDEX IF NOT EXISTS revision_set_back ON revision(at) WHERE at < day;
CREATE INDEX IF NOT EXISTS revision_by_who ON revision(who);
CREATE TABLE IF NOT EXISTS proof(
  day INTEGER PRIMARY KEY, digest BLOB NOT NULL, revisions INTEGER NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS side_index(
  kind TEXT PRIMARY KEY NOT NULL, words TEXT NOT NULL, place TEXT NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS counted(kind TEXT PRIMARY KEY NOT NULL, fields TEXT NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS tally(
  kind TEXT NOT NULL, field TEXT NOT NULL, value TEXT NOT NULL, count INTEGER NOT NULL,
  PRIMARY KEY (kind, field, value)
) STRICT, WITHOUT ROWID;
)";

}  // namespace

SqliteRecordLog::SqliteRecordLog(std::unique_ptr<lite::Session> writer, std::filesystem::path file)
    : writer_(std::move(writer)), readers_(std::move(file)) {}

Result<std::unique_ptr<SqliteRecordLog>> SqliteRecordLog::open(const std::filesystem::path& file) {
  auto writer = lite::Session::open(file, lite::Session::Use::write);
  if (!writer) return tl::unexpected(writer.error());
  std::unique_ptr<SqliteRecordLog> log(new SqliteRecordLog(std::move(*writer), file));
  auto ready = log->writer_->run(kTables).and_then([&] { return log->load(); });
  if (!ready) return tl::unexpected(ready.error());
  return log;
}

Result<void> SqliteRecordLog::load() {
  auto rows = writer_->prepare(
      "SELECT commit_number, link, day FROM revision ORDER BY position DESC LIMIT 1");
  if (!rows) return tl::unexpected(rows.error());
  auto any = rows->next();
  if (!any) return tl::unexpected(any.error());
  if (!*any) return {};
  auto link = rows->text_at(1);
  if (link.size() != head_.link.size()) return fail("the last link is damaged", "revision");
  head_.link = hash_of(link);
  head_.commit = static_cast<uint64_t>(rows->integer_at(0));
  head_.day = day_of(from_ms(rows->integer_at(2)));
  last_ = head_.commit;
  return {};
}

Result<void> SqliteRecordLog::declare(std::span<const Kind> kinds) {
  std::lock_guard lock(writing_);
  auto transaction = lite::Transaction::begin(*writer_);
  if (!transaction) return tl::unexpected(transaction.error());
  std::vector<Kind> made;
  for (const auto& kind : kinds) {
    if (auto ok = check_kind(kind); !ok) return ok;
    if (auto known = this->kind(kind.name))
      if (auto ok = check_widening(*known, kind); !ok) return ok;
    auto table = make_table(*writer_, kind);
    if (!table) return tl::unexpected(table.error());
    auto ok =
        make_side_indexes(*writer_, *table).and_then([&] { return make_counts(*writer_, *table); });
    if (!ok) return ok;
    made.push_back(std::move(*table));
  }
  if (auto ok = transaction->commit(); !ok) return ok;
  std::unique_lock names(kinds_mutex_);
  for (auto& kind : made) {
    auto& place = kinds_[kind.name];
    if (place) former_.push_back(std::move(place));
    place = std::make_unique<const Kind>(std::move(kind));
  }
  return {};
}

const Kind* SqliteRecordLog::kind(std::string_view name) const {
  std::shared_lock lock(kinds_mutex_);
  auto it = kinds_.find(name);
  return it == kinds_.end() ? nullptr : it->second.get();
}

std::vector<const Kind*> SqliteRecordLog::kinds() const {
  std::shared_lock lock(kinds_mutex_);
  std::vector<const Kind*> out;
  for (const auto& [name, kind] : kinds_) out.push_back(kind.get());
  return out;
}

Result<uint64_t> SqliteRecordLog::commit(const Commit& commit) {
  std::lock_guard lock(writing_);
  auto transaction = lite::Transaction::begin(*writer_);
  if (!transaction) return tl::unexpected(transaction.error());
  auto head = head_;
  head.commit = head_.commit + 1;
  Changes changes;
  for (const auto& write : commit.writes)
    if (auto ok = apply(commit, write, head, changes); !ok) return tl::unexpected(ok.error());
  if (changes.empty()) return head_.commit;
  auto sound =
      check_references(outcome(), changes).and_then([&] { return keep_counts(*writer_, changes); });
  if (!sound) return tl::unexpected(sound.error());
  if (auto ok = transaction->commit(); !ok) return tl::unexpected(ok.error());
  head_ = head;
  last_ = head.commit;
  return head.commit;
}

Result<void> SqliteRecordLog::apply(const Commit& commit, const Write& write, Head& head,
                                    Changes& changes) {
  auto kind = this->kind(write.kind);
  if (!kind) return unknown_kind(write.kind);
  auto current = read_row(*writer_, *kind, write.id);
  if (!current) return tl::unexpected(current.error());
  auto before = *current ? std::move((*current)->record) : Record{};
  if (auto ok = check_expected(write, before.revision); !ok) return ok;
  bool erase = write.verb == Write::Verb::erase;
  if (erase && !*current) return {};
  Revision revision{0, head.commit, commit.who, commit.why, commit.when, erase, {}};
  if (!erase) {
    auto fields =
        checked_fields(settlers_.try_emplace(kind, *kind).first->second, write, before.fields);
    if (!fields) return tl::unexpected(fields.error());
    if (*current && before.fields == *fields) return {};
    if (auto ok = check_unique(*kind, write.id, *fields); !ok) return ok;
    revision.fields = std::move(*fields);
  }
  auto number = next_number(write);
  if (!number) return tl::unexpected(number.error());
  revision.number = *number;
  if (auto ok = keep_revision(write, revision, head); !ok) return ok;
  auto row = erase ? remove_record(*kind, write.id)
                   : keep_record(*kind, {write.kind, write.id, *number, revision.fields});
  if (!row) return tl::unexpected(row.error());
  auto ok = keep_side_indexes(*writer_, *kind, *row, before.fields, revision.fields);
  if (!ok) return ok;
  auto& change =
      changes.try_emplace({kind, write.id}, Change{before.fields, {}, before.revision == 0})
          .first->second;
  change.after = std::move(revision.fields);
  change.erased = erase;
  return {};
}

Outcome SqliteRecordLog::outcome() {
  return {kinds(),
          [this](const Kind& kind, std::string_view id) { return read_record(*writer_, kind, id); },
          [this](const Kind& kind, const Field& field,
                 const std::string& value) -> Result<std::optional<Record>> {
            auto rows = writer_->prepare(
                fmt::format("SELECT {} FROM {} AS t WHERE t.{} = ? LIMIT 1", columns_of(kind),
                            table_of(kind.name), column_of(field.name)));
            if (!rows) return tl::unexpected(rows.error());
            auto any = rows->text(value).next();
            if (!any) return tl::unexpected(any.error());
            return *any ? std::optional(record_at(*rows, kind)) : std::nullopt;
          }};
}

Result<void> SqliteRecordLog::check_unique(const Kind& kind, const std::string& id,
                                           const Fields& fields) {
  for (const auto& field : kind.fields) {
    auto mine = fields.find(field.name);
    if (!field.unique || mine == fields.end()) continue;
    auto rows = writer_->prepare(fmt::format("SELECT 1 FROM {} WHERE {} = ? AND id <> ?",
                                             table_of(kind.name), column_of(field.name)));
    if (!rows) return tl::unexpected(rows.error());
    bind_value(*rows, mine->second);
    rows->text(id);
    auto any = rows->next();
    if (!any) return tl::unexpected(any.error());
    if (*any) return taken(kind, id, field.name);
  }
  return {};
}

Result<uint64_t> SqliteRecordLog::next_number(const Write& write) {
  auto rows = writer_->prepare("SELECT max(number) FROM revision WHERE kind = ? AND id = ?");
  if (!rows) return tl::unexpected(rows.error());
  rows->text(write.kind).text(write.id);
  auto any = rows->next();
  if (!any) return tl::unexpected(any.error());
  return static_cast<uint64_t>(rows->integer_at(0)) + 1;
}

Result<int64_t> SqliteRecordLog::keep_record(const Kind& kind, const Record& record) {
  std::string names = "id, revision", places = "?, ?", changes = "revision = excluded.revision";
  for (const auto& field : kind.fields) {
    auto column = column_of(field.name);
    names += ", " + column;
    places += ", ?";
    changes += fmt::format(", {0} = excluded.{0}", column);
  }
  auto put = writer_->prepare(
      fmt::format("INSERT INTO {}({}) VALUES ({}) ON CONFLICT (id) DO UPDATE SET {} RETURNING row",
                  table_of(kind.name), names, places, changes));
  if (!put) return tl::unexpected(put.error());
  put->text(record.id).integer(static_cast<int64_t>(record.revision));
  for (const auto& field : kind.fields) {
    auto it = record.fields.find(field.name);
    bind_value(*put, it == record.fields.end() ? Value{} : it->second);
  }
  return put->only_integer();
}

Result<int64_t> SqliteRecordLog::remove_record(const Kind& kind, std::string_view id) {
  auto remove = writer_->prepare(
      fmt::format("DELETE FROM {} WHERE id = ? RETURNING row", table_of(kind.name)));
  if (!remove) return tl::unexpected(remove.error());
  return remove->text(id).only_integer();
}

Result<void> SqliteRecordLog::keep_revision(const Write& write, const Revision& revision,
                                            Head& head) {
  auto fields = fields_text(revision.fields);
  auto day = day_of(revision.when);
  if (head.day) day = std::max(day, *head.day);  // a clock set back never reopens a day
  head.day = day;
  head.link = link(head.link, {write.kind, write.id, revision.number, revision.commit, revision.who,
                               revision.why, to_ms(revision.when), revision.erased, fields});
  auto put =
      writer_->prepare("INSERT INTO revision VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
  if (!put) return tl::unexpected(put.error());
  auto day_ms = to_ms(start_of(day));
  put->text(write.kind).text(write.id).integer(static_cast<int64_t>(revision.number));
  put->integer(static_cast<int64_t>(revision.commit)).text(revision.who).text(revision.why);
  put->integer(to_ms(revision.when)).integer(day_ms).integer(revision.erased ? 1 : 0);
  put->text(fields).blob(bytes_of(head.link));
  if (auto ok = put->run(); !ok) return ok;
  auto proof = writer_->prepare(
      "INSERT INTO proof VALUES (?, ?, 1) ON CONFLICT (day) DO UPDATE SET "
      "digest = excluded.digest, revisions = revisions + 1");
  if (!proof) return tl::unexpected(proof.error());
  return proof->integer(day_ms).blob(bytes_of(head.link)).run();
}

}  // namespace qs::store

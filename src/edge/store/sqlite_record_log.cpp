#include "edge/store/sqlite_record_log.h"

#include "edge/store/sqlite_rows.h"

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
CREATE TABLE IF NOT EXISTS proof(
  day INTEGER PRIMARY KEY, digest BLOB NOT NULL, revisions INTEGER NOT NULL
) STRICT;
)";

constexpr std::array<const char*, 4> kTypes{"TEXT", "INTEGER", "REAL", "INTEGER"};  // by Shape

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
  for (const auto& kind : kinds) {
    if (auto ok = check_kind(kind); !ok) return ok;
    if (auto known = this->kind(kind.name))
      if (auto ok = check_widening(*known, kind); !ok) return ok;
    auto ok = make_table(kind).and_then([&] { return make_indexes(kind); });
    if (!ok) return ok;
  }
  if (auto ok = transaction->commit(); !ok) return ok;
  std::unique_lock names(kinds_mutex_);
  for (const auto& kind : kinds) {
    auto& place = kinds_[kind.name];
    if (place) former_.push_back(std::move(place));
    place = std::make_unique<const Kind>(kind);
  }
  return {};
}

Result<void> SqliteRecordLog::make_table(const Kind& kind) {
  auto create = fmt::format(
      "CREATE TABLE IF NOT EXISTS {}(id TEXT PRIMARY KEY NOT NULL, revision INTEGER NOT NULL) "
      "STRICT",
      table_of(kind.name));
  if (auto ok = writer_->run(create); !ok) return ok;
  std::map<std::string, Shape> kept;
  {
    auto rows = writer_->prepare("SELECT name, shape FROM field WHERE kind = ?");
    if (!rows) return tl::unexpected(rows.error());
    rows->text(kind.name);
    for (;;) {
      auto more = rows->next();
      if (!more) return tl::unexpected(more.error());
      if (!*more) break;
      kept[rows->text_at(0)] = static_cast<Shape>(rows->integer_at(1));
    }
  }
  for (const auto& field : kind.fields) {
    auto shape = shape_of(field.type);
    if (auto it = kept.find(field.name); it != kept.end()) {
      if (it->second != shape)
        return fail("a field may not be retyped", kind.name + "." + field.name);
      continue;
    }
    auto add = fmt::format("ALTER TABLE {} ADD COLUMN {} {}", table_of(kind.name),
                           column_of(field.name), kTypes[static_cast<size_t>(shape)]);
    if (auto ok = writer_->run(add); !ok) return ok;
    auto list = writer_->prepare("INSERT INTO field VALUES (?, ?, ?)");
    if (!list) return tl::unexpected(list.error());
    list->text(kind.name).text(field.name).integer(static_cast<int64_t>(shape));
    if (auto ok = list->run(); !ok) return ok;
  }
  return {};
}

// Indexes end with the id, in which pages are ordered.
Result<void> SqliteRecordLog::make_indexes(const Kind& kind) {
  for (const auto& field : kind.fields) {
    auto table = table_of(kind.name), column = column_of(field.name);
    auto unique = fmt::format("\"{}.{}.unique\"", kind.name, field.name);
    auto plain = fmt::format("\"{}.{}.index\"", kind.name, field.name);
    auto sql = field.unique ? fmt::format("CREATE UNIQUE INDEX IF NOT EXISTS {} ON {}({})", unique,
                                          table, column)
                            : fmt::format("DROP INDEX IF EXISTS {}", unique);
    if (auto ok = writer_->run(sql); !ok) return ok;
    sql = field.indexed
              ? fmt::format("CREATE INDEX IF NOT EXISTS {} ON {}({}, id)", plain, table, column)
              : fmt::format("DROP INDEX IF EXISTS {}", plain);
    if (auto ok = writer_->run(sql); !ok) return ok;
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
  bool changed = false;
  for (const auto& write : commit.writes) {
    auto done = apply(commit, write, head);
    if (!done) return tl::unexpected(done.error());
    changed = changed || *done;
  }
  if (!changed) return head_.commit;
  if (auto ok = transaction->commit(); !ok) return tl::unexpected(ok.error());
  head_ = head;
  last_ = head.commit;
  return head.commit;
}

// True when the write changed something.
Result<bool> SqliteRecordLog::apply(const Commit& commit, const Write& write, Head& head) {
  auto kind = this->kind(write.kind);
  if (!kind) return unknown_kind(write.kind);
  auto current = read_record(*writer_, *kind, write.id);
  if (!current) return tl::unexpected(current.error());
  auto expected = check_expected(write, *current ? (*current)->revision : 0);
  if (!expected) return tl::unexpected(expected.error());
  bool erase = write.verb == Write::Verb::erase;
  if (erase && !*current) return false;
  Revision revision{0, head.commit, commit.who, commit.why, commit.when, erase, {}};
  if (!erase) {
    auto fields = checked_fields(*kind, write);
    if (!fields) return tl::unexpected(fields.error());
    if (*current && (*current)->fields == *fields) return false;
    if (auto ok = check_unique(*kind, write.id, *fields); !ok) return tl::unexpected(ok.error());
    revision.fields = std::move(*fields);
  }
  auto number = next_number(write);
  if (!number) return tl::unexpected(number.error());
  revision.number = *number;
  auto kept = keep_revision(write, revision, head).and_then([&]() -> Result<void> {
    if (!erase) return keep_record(*kind, {write.kind, write.id, *number, revision.fields});
    auto remove =
        writer_->prepare(fmt::format("DELETE FROM {} WHERE id = ?", table_of(write.kind)));
    if (!remove) return tl::unexpected(remove.error());
    return remove->text(write.id).run();
  });
  if (!kept) return tl::unexpected(kept.error());
  return true;
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

Result<void> SqliteRecordLog::keep_record(const Kind& kind, const Record& record) {
  std::string names = "id, revision", places = "?, ?";
  for (const auto& field : kind.fields) {
    names += ", " + column_of(field.name);
    places += ", ?";
  }
  auto put = writer_->prepare(
      fmt::format("INSERT OR REPLACE INTO {}({}) VALUES ({})", table_of(kind.name), names, places));
  if (!put) return tl::unexpected(put.error());
  put->text(record.id).integer(static_cast<int64_t>(record.revision));
  for (const auto& field : kind.fields) {
    auto it = record.fields.find(field.name);
    bind_value(*put, it == record.fields.end() ? Value{} : it->second);
  }
  return put->run();
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

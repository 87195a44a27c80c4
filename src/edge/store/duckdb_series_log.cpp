#include "edge/store/duckdb_series_log.h"

#include "base/csv.h"

namespace qs::store {

using namespace observe;

namespace {

constexpr int kBlockSize = 256 * 1024;  // of DuckDB's file

constexpr const char* kTables[] = {
    "series(id UINTEGER, site VARCHAR, factor VARCHAR, cadence UTINYINT, measure UTINYINT)",
    "part(id UBIGINT, month BIGINT, packed BOOLEAN, open BOOLEAN, revised UBIGINT, first UBIGINT, "
    "last UBIGINT)",
    "batch(first UBIGINT, last UBIGINT, received BIGINT, day BIGINT, actor VARCHAR, "
    "reason VARCHAR, frames UBIGINT, samples UBIGINT, parts BLOB, link BLOB)",
    "frame(seq UBIGINT, received BIGINT, device VARCHAR, block UBIGINT, start UINTEGER, "
    "size UINTEGER)",
    "frame_block(first UBIGINT, last UBIGINT, bytes BLOB)",
    "note(seq UBIGINT, time BIGINT, device VARCHAR, kind VARCHAR, code VARCHAR, text VARCHAR)",
    // Retention: of this kind nothing before the seq is kept any more.
    "retired(kind UTINYINT, before UBIGINT, decided BIGINT)",
    // The newest value of each series as of the seq in latest_upto, so that a start is quick.
    "latest(series UINTEGER, time BIGINT, value DOUBLE, mark UTINYINT, origin UTINYINT, "
    "frame UBIGINT, seq UBIGINT)",
    "latest_upto(seq UBIGINT)",
};

// What stores of before packed months lack.
constexpr const char* kAdditions[] = {
    "ALTER TABLE part ADD COLUMN IF NOT EXISTS packed BOOLEAN DEFAULT false",
    "ALTER TABLE part ADD COLUMN IF NOT EXISTS first UBIGINT DEFAULT 0",
    "ALTER TABLE part ADD COLUMN IF NOT EXISTS last UBIGINT DEFAULT 9223372036854775807",
};

KeptSample latest_row(const duck::Rows& rows) {
  return {{rows.get<uint32_t>(0), static_cast<Mark>(rows.get<uint8_t>(3)),
           static_cast<Origin>(rows.get<uint8_t>(4)), rows.get<int64_t>(1), rows.get<double>(2),
           rows.get<uint64_t>(5)},
          rows.get<uint64_t>(6)};
}

}  // namespace

DuckSeriesLog::DuckSeriesLog(std::filesystem::path files, duck::Database&& database,
                             duck::Connection&& writer)
    : files_(std::move(files)), database_(std::move(database)), writer_(std::move(writer)) {}

Result<std::unique_ptr<DuckSeriesLog>> DuckSeriesLog::open(const std::filesystem::path& file,
                                                           const duck::Options& options) {
  auto database = duck::Database::open(file, options);
  if (!database) return tl::unexpected(database.error());
  auto writer = database->connect();
  if (!writer) return tl::unexpected(writer.error());
  std::unique_ptr<DuckSeriesLog> log(
      new DuckSeriesLog(months_beside(file), std::move(*database), std::move(*writer)));
  auto ready = log->make_tables().and_then([&] { return log->load(); });
  if (!ready) return tl::unexpected(ready.error());
  return log;
}

DuckSeriesLog::~DuckSeriesLog() {
  std::lock_guard lock(writing_);
  // A failure costs only time at the next start, and ids that nobody has kept.
  if (memory_.size() > kept_series_) (void)keep_series(memory_.size());
  if (kept_since_saved_ > 0) (void)save_latest();
}

Result<void> DuckSeriesLog::make_tables() {
  auto transaction = duck::Transaction::begin(writer_);
  if (!transaction) return tl::unexpected(transaction.error());
  for (auto table : kTables)
    if (auto ok = writer_.run(fmt::format("CREATE TABLE IF NOT EXISTS {}", table)); !ok) return ok;
  for (auto addition : kAdditions)
    if (auto ok = writer_.run(addition); !ok) return ok;
  if (auto ok = transaction->commit(); !ok) return ok;
  // Packed months never change: their tables of contents are read once.
  if (auto ok = writer_.run("SET GLOBAL parquet_metadata_cache = true"); !ok) return ok;
  return writer_.run("CREATE TEMP TABLE late(series UINTEGER, second BIGINT, milli USMALLINT)");
}

Result<void> DuckSeriesLog::load() {
  auto series = writer_.ask("SELECT site, factor, cadence, measure FROM series ORDER BY id");
  if (!series) return tl::unexpected(series.error());
  while (series->next())
    memory_.open({std::string(series->text(0)), std::string(series->text(1)),
                  static_cast<Cadence>(series->get<uint8_t>(2)),
                  static_cast<Measure>(series->get<uint8_t>(3))});
  kept_series_ = memory_.size();

  auto parts = parts_in(writer_, files_, kAllTime);
  if (!parts) return tl::unexpected(parts.error());
  if (auto ok = sweep(*parts); !ok) return ok;
  for (const auto& part : *parts) {
    next_part_ = std::max(next_part_, part.id + 1);
    if (part.open) open_parts_[part.month] = part;
  }

  auto last = writer_.ask("SELECT last, day, link FROM batch ORDER BY last DESC LIMIT 1");
  if (!last) return tl::unexpected(last.error());
  if (last->next()) {
    auto link = last->text(2);
    if (link.size() != link_.size()) return fail("the last link of the chain is damaged", "batch");
    link_ = hash_of(link);
    day_ = day_of(from_ms(last->get<int64_t>(1)));
    memory_.restore(last->get<uint64_t>(0));
  }
  return load_latest();
}

Result<void> DuckSeriesLog::load_latest() {
  auto upto = writer_.ask("SELECT seq FROM latest_upto");
  if (!upto) return tl::unexpected(upto.error());
  Seq seq = upto->next() ? upto->get<uint64_t>(0) : 0;
  auto parts = parts_in(writer_, files_, kAllTime).map([&](auto all) {
    return with_seq(std::move(all), seq + 1, memory_.last_seq() + 1);
  });
  if (!parts) return tl::unexpected(parts.error());
  std::string sql = "SELECT * FROM latest";
  if (!parts->empty())
    sql += fmt::format(
        " UNION ALL (SELECT series, second * 1000 + milli, value, mark, origin, "
        "CASE WHEN slot = 0 THEN 0 ELSE seq - slot END, seq FROM ({}) ORDER BY seq)",
        all_rows(*parts, fmt::format("seq > {}", seq)));
  auto rows = writer_.ask(sql);
  if (!rows) return tl::unexpected(rows.error());
  std::vector<KeptSample> samples;
  while (rows->next()) samples.push_back(latest_row(*rows));
  std::stable_sort(samples.begin(), samples.end(),
                   [](const KeptSample& a, const KeptSample& b) { return a.seq < b.seq; });
  memory_.restore(samples);
  return {};
}

Result<void> DuckSeriesLog::save_latest() {
  auto transaction = duck::Transaction::begin(writer_);
  if (!transaction) return tl::unexpected(transaction.error());
  if (auto ok = writer_.run("DELETE FROM latest"); !ok) return ok;
  if (auto ok = writer_.run("DELETE FROM latest_upto"); !ok) return ok;
  auto table = duck::Appender::open(
      writer_, "latest",
      {DUCKDB_TYPE_UINTEGER, DUCKDB_TYPE_BIGINT, DUCKDB_TYPE_DOUBLE, DUCKDB_TYPE_UTINYINT,
       DUCKDB_TYPE_UTINYINT, DUCKDB_TYPE_UBIGINT, DUCKDB_TYPE_UBIGINT});
  if (!table) return tl::unexpected(table.error());
  std::vector<SeriesId> ids(memory_.size());
  for (size_t i = 0; i < ids.size(); ++i) ids[i] = static_cast<SeriesId>(i + 1);
  for (const auto& sample : memory_.latest(ids)) {
    if (!sample) continue;
    table->set(0, sample->series);
    table->set(1, sample->time);
    table->set(2, sample->value);
    table->set(3, static_cast<uint8_t>(sample->mark));
    table->set(4, static_cast<uint8_t>(sample->origin));
    table->set(5, sample->frame);
    table->set(6, Seq{0});
    table->end_row();
  }
  if (auto ok = table->close(); !ok) return ok;
  auto upto = fmt::format("INSERT INTO latest_upto VALUES ({})", memory_.last_seq());
  if (auto ok = writer_.run(upto); !ok) return ok;
  auto done = transaction->commit();
  if (done) kept_since_saved_ = 0;
  return done;
}

// A new series is written down with the first batch after it, so that thousands of new devices
// cost no commits of their own and nobody waits for a commit to open one.
Result<SeriesId> DuckSeriesLog::open(const SeriesKey& key) {
  if (auto id = memory_.find(key)) return *id;
  if (!is_utf8(key.site) || !is_utf8(key.factor)) return fail("not UTF-8", "series key");
  return memory_.open(key);
}

std::optional<SeriesId> DuckSeriesLog::find(const SeriesKey& key) const {
  return memory_.find(key);
}

std::optional<SeriesKey> DuckSeriesLog::key(SeriesId id) const {
  return memory_.key(id);
}

std::vector<std::pair<SeriesId, SeriesKey>> DuckSeriesLog::catalogue(std::string_view site) const {
  return memory_.catalogue(site);
}

std::vector<std::optional<Sample>> DuckSeriesLog::latest(std::span<const SeriesId> series) const {
  return memory_.latest(series);
}

Seq DuckSeriesLog::last_seq() const {
  return memory_.last_seq();
}

Result<void> DuckSeriesLog::checkpoint() {
  std::lock_guard lock(writing_);
  return writer_.run("CHECKPOINT");
}

Result<std::map<std::string, uint64_t>> DuckSeriesLog::table_bytes() const {
  auto snapshot = duck::Snapshot::take(readers_);
  if (!snapshot) return tl::unexpected(snapshot.error());
  auto& db = snapshot->connection();
  auto names = db.ask("SELECT table_name FROM duckdb_tables() WHERE NOT temporary");
  if (!names) return tl::unexpected(names.error());
  std::string segments;  // of all tables, as small ones share blocks
  while (names->next()) {
    auto table = duck::quoted(names->text(0));
    segments += fmt::format(
        "{}SELECT {} AS of, block_id, block_offset, len(additional_block_ids) AS more "
        "FROM pragma_storage_info({}) WHERE persistent AND block_id >= 0",
        segments.empty() ? "" : " UNION ALL ", table, table);
  }
  auto parts = parts_in(db, files_, kAllTime);
  if (!parts) return tl::unexpected(parts.error());
  std::map<std::string, uint64_t> out;
  std::error_code fault;
  for (const auto& part : *parts)
    if (part.packed) out[part.table()] = std::filesystem::file_size(part.file, fault);
  if (segments.empty()) return out;
  auto rows = db.ask(fmt::format(
      "SELECT of, sum(coalesce(next, {0}) - block_offset + more * {0})::UBIGINT FROM (SELECT *, "
      "lead(block_offset) OVER (PARTITION BY block_id ORDER BY block_offset) AS next "
      "FROM (SELECT DISTINCT * FROM ({1}))) GROUP BY of",
      kBlockSize, segments));
  if (!rows) return tl::unexpected(rows.error());
  while (rows->next()) out[std::string(rows->text(0))] = rows->get<uint64_t>(1);
  return out;
}

}  // namespace qs::store

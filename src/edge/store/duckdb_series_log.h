// The series memory in one DuckDB file, and a file of packed values for each closed month in the
// folder `months` beside it.
//
// Threads: append, close_month, purge and checkpoint exclude each other by a lock of their
// own, everything else may be called from any thread at any time and sees a snapshot.
// close_month and archive_month work beside a running append.
#pragma once

#include <atomic>
#include <filesystem>

#include "edge/store/digest.h"
#include "edge/store/duckdb_parts.h"
#include "edge/store/series_memory.h"

namespace qs::store {

class DuckSeriesLog final : public observe::SeriesLog {
 public:
  static Result<std::unique_ptr<DuckSeriesLog>> open(const std::filesystem::path& file,
                                                     const duck::Options& options = {});
  ~DuckSeriesLog() override;

  Result<observe::SeriesId> open(const observe::SeriesKey& key) override;
  std::optional<observe::SeriesId> find(const observe::SeriesKey& key) const override;
  std::optional<observe::SeriesKey> key(observe::SeriesId id) const override;
  std::vector<std::pair<observe::SeriesId, observe::SeriesKey>> catalogue(
      std::string_view site) const override;
  Result<observe::Receipt> append(const observe::Batch& batch) override;
  Result<std::vector<observe::Sample>> scan(std::span<const observe::SeriesId> series,
                                            Span span) const override;
  Result<std::vector<observe::Sample>> measured(std::span<const observe::SeriesId> series,
                                                Span span) const override;
  Result<std::vector<observe::Sample>> as_of(std::span<const observe::SeriesId> series, Span span,
                                             observe::Seq until) const override;
  Result<Span> extent() const override;
  Result<std::vector<observe::Version>> versions(observe::SeriesId series,
                                                 int64_t time) const override;
  std::vector<std::optional<observe::Sample>> latest(
      std::span<const observe::SeriesId> series) const override;
  Result<std::vector<observe::Bucket>> statistic(std::span<const observe::SeriesId> series,
                                                 Span span, PeriodKind kind,
                                                 observe::Aggregate aggregate) const override;
  Result<std::vector<observe::Change>> changes(observe::Seq after, size_t limit) const override;
  observe::Seq last_seq() const override;
  Result<std::optional<observe::RawFrame>> frame(observe::Seq seq) const override;
  Result<std::vector<std::pair<observe::Seq, observe::RawFrame>>> frames(
      std::string_view device, Span received, size_t limit) const override;
  Result<std::vector<observe::Note>> notes(std::string_view device, Span span,
                                           size_t limit) const override;
  Result<void> close_month(Period month) override;
  Result<std::vector<observe::DayProof>> proof() const override;
  Result<std::optional<Day>> first_broken_day() const override;

  // Moves what the log holds into the main file; done by itself from time to time.
  Result<void> checkpoint();
  // A consistent copy as a new database file and the months beside it, made beside a running
  // append.
  Result<void> copy_to(const std::filesystem::path& file);
  // Every version of the month's values as one Parquet file (archive.h says its columns).
  Result<void> archive_month(Period month, const std::filesystem::path& file) const;
  // Removes what was received before the local day; how many rows. The proof still holds.
  Result<uint64_t> purge(DataKind kind, Day before, Instant now);
  // What each table and packed part takes on disk, as of the last checkpoint.
  Result<std::map<std::string, uint64_t>> table_bytes() const;

 private:
  DuckSeriesLog(std::filesystem::path files, duck::Database&& database, duck::Connection&& writer);

  // duckdb_read.cpp: what stands among the versions that meet the condition
  Result<std::vector<observe::Sample>> read(std::span<const observe::SeriesId> series, Span span,
                                            const std::string& versions) const;

  // duckdb_series_log.cpp: start
  Result<void> make_tables();
  Result<void> load();
  Result<void> load_latest();
  Result<void> save_latest();

  // duckdb_append.cpp
  Result<Known> known(const observe::Batch& batch);
  Result<void> look_up(Known& known);
  Result<std::vector<bool>> new_notes(const observe::Batch& batch);
  Result<void> keep(const observe::Batch& batch, const Arrival& arrival);
  Result<void> keep_series(size_t count);
  Result<void> keep_values(const Arrival& arrival, std::map<int64_t, Part>& parts);
  Result<void> keep_frames(const observe::Batch& batch, const Arrival& arrival);
  Result<void> keep_notes(const observe::Batch& batch, const Arrival& arrival);
  Result<Hash> keep_link(const observe::Batch& batch, const Arrival& arrival, Day day);
  Result<void> ensure_part(int64_t month, std::map<int64_t, Part>& parts);

  // duckdb_months.cpp
  struct Rewrite {
    std::vector<Part> from;
    Part to;
  };
  Result<Rewrite> seal(int64_t month);
  Part next_packed(int64_t month);
  Result<void> replace(duck::Connection& db, const std::vector<Part>& from, Part to,
                       const std::string& condition);
  void leave(const std::vector<Part>& parts);
  Result<void> sweep(const std::vector<Part>& parts);

  // duckdb_retention.cpp
  Result<uint64_t> purge_values(const std::string& retired, observe::Seq until,
                                std::vector<Part>& left);
  Result<void> copy_packed(duck::Connection& db, const std::filesystem::path& to);

  std::filesystem::path files_;  // folder of the packed parts
  duck::Database database_;
  mutable duck::Pool readers_{database_};
  SeriesMemory memory_;

  std::mutex copying_;  // one copy is made at a time
  std::mutex closing_;  // one month is rewritten at a time; taken before writing_
  std::vector<std::pair<std::chrono::steady_clock::time_point, std::filesystem::path>> left_;
  std::mutex writing_;  // guards everything below
  duck::Connection writer_;
  size_t kept_series_ = 0;              // those after it are named in memory only
  std::map<int64_t, Part> open_parts_;  // by month
  uint64_t next_part_ = 1;
  Hash link_{};
  std::optional<Day> day_;  // receipt day of the last batch
  struct Newest {
    uint64_t batch = 0;
    int64_t time = 0;
  };
  std::vector<Newest> newest_;   // by series, within the batch that runs
  uint64_t batches_ = 0;         // since the start
  size_t kept_since_saved_ = 0;  // values kept since the newest values were written down
};

}  // namespace qs::store

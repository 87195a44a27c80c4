// The series memory, a seam to the world: implemented by edge/store (DuckDB) and by a memory twin.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "base/result.h"
#include "kernel/observe/series.h"

namespace qs::observe {

// The bytes as they came, kept for ever next to what was read from them.
struct RawFrame {
  std::string device;  // device id (MN) or import source
  Instant received;
  std::string bytes;
};

// 运行日志: text that a device sent (logs, parameters, alarms), not a number.
struct Note {
  std::string device;
  int64_t time = 0;
  std::string kind;  // "alarm", "log", "parameter", "restart"
  std::string code;  // factor or information code
  std::string text;
};

// One atomic, durable step. Sample::frame holds 1 + the index into `frames` (0 = none) on the way
// in.
struct Batch {
  std::vector<RawFrame> frames;
  std::vector<Sample> samples;
  std::vector<Note> notes;
  Instant received;
  std::string by = "device";  // who: a device, an import, a person (audit)
  std::string reason;         // why, for audit and import
};

struct Receipt {
  // What one frame of the batch brought.
  struct Share {
    size_t kept = 0, repeated = 0, revised = 0;
  };
  Seq first = 0, last = 0;    // seq range given to what was new; 0,0 when nothing was
  size_t kept = 0;            // new values
  size_t repeated = 0;        // same value and mark again: nothing stored
  size_t revised = 0;         // another value for a known (series, time): a new version
  std::vector<Share> frames;  // in the order of Batch::frames
};

struct Version {
  Sample sample;
  Seq seq = 0;
  Instant received;
  std::string by, reason;
};

// A value that came or changed after a given seq: what the flow has still to look at.
struct Change {
  Seq seq = 0;
  SeriesId series = 0;
  int64_t time = 0;
};

enum class Aggregate : uint8_t { mean, minimum, maximum, sum, count, last };

struct Bucket {
  SeriesId series = 0;
  int64_t begin = 0;  // UTC ms of the period
  double value = 0;
  uint32_t count = 0;
};

// What the daily hash chain says. Days are those of *receipt*, so a closed day never changes.
struct DayProof {
  Day day;
  std::string
      digest;  // hex SHA-256 over previous digest and everything received that day, in seq order
  uint64_t frames = 0, samples = 0;
};

class SeriesLog {
 public:
  virtual ~SeriesLog() = default;

  // The id of a series; the same key always gives the same id. It is durable with the first value
  // kept after it, so opening costs no commit.
  virtual Result<SeriesId> open(const SeriesKey& key) = 0;
  virtual std::optional<SeriesId> find(const SeriesKey& key) const = 0;
  virtual std::optional<SeriesKey> key(SeriesId id) const = 0;
  virtual std::vector<std::pair<SeriesId, SeriesKey>> catalogue(
      std::string_view site = {}) const = 0;

  // Atomic and durable when it returns. Repeating a batch changes nothing.
  virtual Result<Receipt> append(const Batch& batch) = 0;

  // The version that stands for each (series, time) in the span, ordered by series, time.
  virtual Result<std::vector<Sample>> scan(std::span<const SeriesId> series, Span span) const = 0;
  // 实测值: the same as it was measured, as if nothing had ever been calibrated: the version that
  // stands among those that are not of Origin::calibrated. A person's decision stands here too. A
  // mean that we derived from what was measured counts as measured; one that rests on calibrated
  // hours is itself of Origin::calibrated and does not. A time with calibrated versions only is
  // left out.
  virtual Result<std::vector<Sample>> measured(std::span<const SeriesId> series,
                                               Span span) const = 0;
  // 当时: the same as it stood when `until` was the last seq.
  virtual Result<std::vector<Sample>> as_of(std::span<const SeriesId> series, Span span,
                                            Seq until) const = 0;
  // Whole months outside of which nothing is kept; wide where the log does not know.
  virtual Result<Span> extent() const;
  // Every version of one value, oldest first.
  virtual Result<std::vector<Version>> versions(SeriesId series, int64_t time) const = 0;
  // The newest value of each series, answered from memory; same order as asked.
  virtual std::vector<std::optional<Sample>> latest(std::span<const SeriesId> series) const = 0;
  // Aggregates of values whose mark counts, per period of `kind`.
  virtual Result<std::vector<Bucket>> statistic(std::span<const SeriesId> series, Span span,
                                                PeriodKind kind, Aggregate aggregate) const = 0;
  virtual Result<std::vector<Change>> changes(Seq after, size_t limit) const = 0;
  virtual Seq last_seq() const = 0;

  virtual Result<std::optional<RawFrame>> frame(Seq seq) const = 0;
  // The newest `limit`, newest first.
  virtual Result<std::vector<std::pair<Seq, RawFrame>>> frames(std::string_view device,
                                                               Span received,
                                                               size_t limit) const = 0;
  virtual Result<std::vector<Note>> notes(std::string_view device, Span span,
                                          size_t limit) const = 0;

  // Rewrites a past month sorted by (series, time); idempotent.
  virtual Result<void> close_month(Period month) = 0;
  // Chain over all receipt days so far; the last may still be open.
  virtual Result<std::vector<DayProof>> proof() const = 0;
  // Recomputes the chain; the first broken day, or nullopt when all days hold.
  virtual Result<std::optional<Day>> first_broken_day() const = 0;
};

// The standing versions of a span, or the measured ones, by series, each ordered by time; a series
// that has none is absent.
using BySeries = std::map<SeriesId, std::vector<Sample>>;
using Reading = decltype(&SeriesLog::scan);  // scan or measured
Result<BySeries> scan_by_series(const SeriesLog& log, const std::set<SeriesId>& series, Span span,
                                Reading reading = &SeriesLog::scan);
// What is there of one series in a part of the span; empty for one that does not exist.
std::span<const Sample> inside(const BySeries& samples, std::optional<SeriesId> series, Span span);

// The times that any log may hold.
inline constexpr Day kFirstDay = std::chrono::year{1990} / 1 / 1;
inline constexpr Day kLastDay = std::chrono::year{2100} / 1 / 1;
inline Result<Span> SeriesLog::extent() const {
  return Span{start_of(kFirstDay), start_of(kLastDay)};
}

}  // namespace qs::observe

// The record memory, a seam to the world: implemented by edge/store (SQLite; PostgreSQL later) and
// by a memory twin. Each kind is a typed table; history is a hash chain over all revisions.
#pragma once

#include <array>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "base/result.h"
#include "kernel/ledger/query.h"
#include "kernel/ledger/record.h"
#include "kernel/ledger/schema.h"

namespace qs::ledger {

struct Write {
  enum class Verb : uint8_t { put, erase } verb = Verb::put;
  std::string kind, id;
  Fields fields;                              // put: the whole record; absent fields become null
  std::optional<uint64_t> expected_revision;  // 0: must not exist yet; otherwise optimistic lock
};

// Who writes without being asked by a person; nobody who logs in is called so.
inline constexpr std::array<std::string_view, 6> kProgramWriters{"flow", "gateway",  "notify",
                                                                 "pack", "reminder", "seal"};

// One atomic, durable step. A put that changes nothing adds no revision.
struct Commit {
  std::string who, why;
  Instant when;
  std::vector<Write> writes;
};

struct LedgerProof {
  Day day;
  std::string digest;
  uint64_t revisions = 0;
};

class RecordLog {
 public:
  virtual ~RecordLog() = default;

  // Creates or widens the typed tables; a field may be added, never retyped. A field that is no
  // longer declared and still has data stays as a retired one, and writes keep its value.
  virtual Result<void> declare(std::span<const Kind> kinds) = 0;
  virtual const Kind* kind(std::string_view name) const = 0;
  virtual std::vector<const Kind*> kinds() const = 0;

  // All or nothing. Faults: a record that check.h finds fault with, a unique field taken, a
  // reference to nothing or around in a circle, the erasure of a record that others refer to, and a
  // revision conflict (text begins with "conflict").
  virtual Result<uint64_t> commit(const Commit& commit) = 0;  // the commit's number

  virtual Result<std::optional<Record>> get(std::string_view kind, std::string_view id) const = 0;
  virtual Result<std::vector<Record>> query(const Query& query) const = 0;
  virtual Result<size_t> count(const Query& query) const = 0;
  // Values of a field and how many of the query's records have each, most frequent first.
  virtual Result<std::vector<Tally>> tally(const Query& query, std::string_view field) const = 0;
  // Ordered by the values grouped by; by nothing: one group of all. "due_at:day" groups by the
  // local day of an instant (ISO text). Faults: unknown fields, more than kMaxGroups groups.
  virtual Result<std::vector<Group>> group(const Query& query, std::span<const std::string> by,
                                           std::span<const std::string> sum) const = 0;
  virtual Result<std::vector<Revision>> history(std::string_view kind,
                                                std::string_view id) const = 0;
  virtual Result<std::optional<Record>> as_of(std::string_view kind, std::string_view id,
                                              Instant when) const = 0;
  // Newest first, at most kMaxPage.
  virtual Result<std::vector<JournalEntry>> journal(const JournalQuery& query) const = 0;
  virtual uint64_t last_commit() const = 0;

  virtual Result<std::vector<LedgerProof>> proof() const = 0;
  virtual Result<std::optional<Day>> first_broken_day() const = 0;
};

}  // namespace qs::ledger

// The record memory, a seam to the world: implemented by edge/store (SQLite; PostgreSQL later) and
// by a memory twin. Each kind is a typed table; history is a hash chain over all revisions.
#pragma once

#include <functional>
#include <span>
#include <string>
#include <vector>

#include "base/result.h"
#include "kernel/ledger/record.h"

namespace qs::ledger {

struct Write {
  enum class Verb : uint8_t { put, erase } verb = Verb::put;
  std::string kind, id;
  Fields fields;                              // put: the whole record; absent fields become null
  std::optional<uint64_t> expected_revision;  // 0: must not exist yet; otherwise optimistic lock
};

// One atomic, durable step. A put that changes nothing adds no revision.
struct Commit {
  std::string who, why;
  Instant when;
  std::vector<Write> writes;
};

enum class Op : uint8_t {
  equal,
  not_equal,
  less,
  less_equal,
  greater,
  greater_equal,
  contains,
  in,
  is_null
};

struct Filter {
  std::string field;  // a declared field, or "id"
  Op op = Op::equal;
  Value value;
  std::vector<Value> values;  // for `in`
};

struct Query {
  std::string kind;
  std::vector<Filter> where;  // all must hold
  std::string order_by = "id";
  bool descending = false;
  size_t limit = 100;  // at most kMaxPage
  size_t offset = 0;
};
inline constexpr size_t kMaxPage = 10'000;

struct LedgerProof {
  Day day;
  std::string digest;
  uint64_t revisions = 0;
};

class RecordLog {
 public:
  virtual ~RecordLog() = default;

  // Creates or widens the typed tables; a field may be added, never retyped.
  virtual Result<void> declare(std::span<const Kind> kinds) = 0;
  virtual const Kind* kind(std::string_view name) const = 0;
  virtual std::vector<const Kind*> kinds() const = 0;

  // All or nothing. Faults: unknown kind or field, wrong type, missing required field, unique field
  // taken, revision conflict (text begins with "conflict").
  virtual Result<uint64_t> commit(const Commit& commit) = 0;  // the commit's number

  virtual Result<std::optional<Record>> get(std::string_view kind, std::string_view id) const = 0;
  virtual Result<std::vector<Record>> query(const Query& query) const = 0;
  virtual Result<size_t> count(const Query& query) const = 0;
  virtual Result<std::vector<Revision>> history(std::string_view kind,
                                                std::string_view id) const = 0;
  virtual Result<std::optional<Record>> as_of(std::string_view kind, std::string_view id,
                                              Instant when) const = 0;
  virtual uint64_t last_commit() const = 0;

  virtual Result<std::vector<LedgerProof>> proof() const = 0;
  virtual Result<std::optional<Day>> first_broken_day() const = 0;
};

}  // namespace qs::ledger

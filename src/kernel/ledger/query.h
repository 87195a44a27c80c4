// 查询: what may be asked of the records of one kind.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/geometry.h"
#include "kernel/ledger/record.h"

namespace qs::ledger {

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

struct Near {
  LonLat place;
  double metres = 0;  // the farthest that counts
};

// The last row of the page before.
struct Cursor {
  Value value;  // of the field ordered by
  std::string id;
};

struct Query {
  std::string kind;
  std::vector<Filter> where;  // all must hold
  // Without the three below: every record. All that are given must hold.
  std::string search = {};        // words.h says what a text must hold to be found
  std::optional<Box> box = {};    // the record's place meets it
  std::optional<Near> near = {};  // and is that near
  std::string inside = {};        // GeoJSON area that its place meets
  // "": the nearest first with `near`, the newest first with `search`, otherwise by id.
  std::string order_by = "id";
  bool descending = false;
  size_t limit = 100;  // at most kMaxPage
  size_t offset = 0;
  std::optional<Cursor> after = {};  // instead of `offset`, with a field to order by
};
inline constexpr size_t kMaxPage = 10'000;

// How many records have one value of a field; absent values count as such.
struct Tally {
  Value value;
  size_t count = 0;
};
inline constexpr size_t kMaxTally = 1'000;  // most frequent values that are told apart

// 分组汇总: the records of a query that have the same values in the fields grouped by.
struct Group {
  std::vector<Value> by;  // as asked; absent values count as such
  size_t count = 0;
  std::vector<double> sums;  // as asked: an absent value adds nothing, a yes adds 1
};
inline constexpr size_t kMaxGroups = 10'000;
inline constexpr std::string_view kByDay = ":day";  // after an instant field that is grouped by

// 留痕: which revisions of the whole ledger, newest first.
struct JournalQuery {
  std::string who, kind, id;  // empty: any
  std::optional<uint64_t> commit;
  std::optional<Instant> from, until;                 // [from, until)
  std::vector<std::string> not_by = {}, not_of = {};  // writers and kinds that are left out
  std::optional<uint64_t> before;  // the position of the last one of the page before
  size_t limit = 100;
};
struct JournalEntry {
  uint64_t position = 0;  // in the ledger's chain
  std::string kind, id;
  Revision revision;
};

}  // namespace qs::ledger

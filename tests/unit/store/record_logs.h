// Every implementation of the record memory, for tests of their one contract.
#pragma once

#include <gtest/gtest.h>

#include "edge/store/memory_record_log.h"
#include "edge/store/sqlite_record_log.h"
#include "unit/store/scratch.h"

namespace qs::store {

struct MemoryRecords {
  static constexpr bool kDurable = false;
  static std::unique_ptr<ledger::RecordLog> make(const Scratch&) { return memory_record_log(); }
};

struct SqliteRecords {
  static constexpr bool kDurable = true;
  static std::unique_ptr<ledger::RecordLog> make(const Scratch& scratch) {
    auto log = SqliteRecordLog::open(scratch / "records.sqlite");
    check(log.has_value(), log ? "" : log.error().message().c_str());
    return std::move(*log);
  }
};

using RecordLogs = testing::Types<MemoryRecords, SqliteRecords>;
class RecordLogNames {
 public:
  template <class T>
  static std::string GetName(int) {
    return T::kDurable ? "SQLite" : "Memory";
  }
};

inline ledger::Field field(std::string name, ledger::FieldType type) {
  ledger::Field out;
  out.name = std::move(name);
  out.type = type;
  return out;
}

inline std::vector<std::string> ids(const Result<std::vector<ledger::Record>>& records) {
  EXPECT_TRUE(records.has_value()) << (records ? "" : records.error().message());
  std::vector<std::string> out;
  if (records)
    for (const auto& r : *records) out.push_back(r.id);
  return out;
}

}  // namespace qs::store

// The ledger's part in tests of pure rooms: applies writes as a RecordLog would, revisions checked.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "kernel/ledger/record_log.h"

namespace qs::testing {

class RecordBook {
 public:
  // All or nothing.
  Result<void> apply(const std::vector<ledger::Write>& writes) {
    for (const auto& w : writes) {
      auto known = get(w.kind, w.id);
      uint64_t revision = known ? known->revision : 0;
      if (w.expected_revision && *w.expected_revision != revision)
        return fail("conflict: " + w.kind + " " + w.id);
    }
    for (const auto& w : writes) {
      auto& record = records_[{w.kind, w.id}];
      if (record.revision > 0 && record.fields == w.fields) continue;
      record = {w.kind, w.id, record.revision + 1, w.fields};
      ++revisions_;
    }
    return {};
  }

  std::optional<ledger::Record> get(std::string_view kind, std::string_view id) const {
    auto found = records_.find({std::string(kind), std::string(id)});
    return found == records_.end() ? std::nullopt : std::optional(found->second);
  }

  std::vector<ledger::Record> all(std::string_view kind) const {
    std::vector<ledger::Record> list;
    for (const auto& [key, record] : records_)
      if (key.first == kind) list.push_back(record);
    return list;
  }

  size_t revisions() const { return revisions_; }

 private:
  std::map<std::pair<std::string, std::string>, ledger::Record> records_;
  size_t revisions_ = 0;
};

}  // namespace qs::testing

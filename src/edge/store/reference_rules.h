// 引用规则: what must hold of references when a commit is done. Pure; the twin and the database
// both follow it.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "base/result.h"
#include "kernel/ledger/record_log.h"

namespace qs::store {

// Is the field searched for records that refer to an erased one? Registers are; what only the
// program writes where the field is indexed.
bool guarded(const ledger::Kind& kind, const ledger::Field& field);

// What a commit did to the records that it touched.
struct Change {
  ledger::Fields before, after;  // empty: no such record
  bool fresh = false, erased = false;
};
using Changes = std::map<std::pair<const ledger::Kind*, std::string>, Change>;

// The ledger as the commit would leave it.
struct Outcome {
  std::vector<const ledger::Kind*> kinds;
  std::function<Result<std::optional<ledger::Record>>(const ledger::Kind&, std::string_view id)>
      get;
  // Some record of the kind whose field has the value.
  std::function<Result<std::optional<ledger::Record>>(const ledger::Kind&, const ledger::Field&,
                                                      const std::string& value)>
      one_with;
};

// A reference names a record, unless its kind is not declared; nobody is their own ancestor; nobody
// refers to what is erased.
Result<void> check_references(const Outcome& outcome, const Changes& changes);

}  // namespace qs::store

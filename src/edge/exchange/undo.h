// 撤销: what takes a commit back, as long as nobody went on from it.
#pragma once

#include <string>
#include <vector>

#include "kernel/ledger/record_log.h"

namespace qs::exchange {

struct Undoing {
  std::vector<ledger::Write> writes;  // with the revisions that they take back
  // "kind/id" of the records that were changed since: then there are no writes.
  std::vector<std::string> changed_since;
};

// Every record that the commit touched gets the fields it had before, or is erased when it had
// none; but for records of `except`, which are the caller's to write.
Result<Undoing> undo_of(const ledger::RecordLog& log, uint64_t commit, std::string_view except);

}  // namespace qs::exchange

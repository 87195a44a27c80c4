// 溯源图 kept up to date: built once from the records that water runs through, then brought up to
// the newest commit whenever it is asked.
#pragma once

#include <map>
#include <mutex>
#include <shared_mutex>

#include "kernel/ledger/graph.h"
#include "kernel/ledger/record_log.h"

namespace qs::service {

// Many may ask at once; one at a time brings it up to date.
class ChainBook {
 public:
  explicit ChainBook(const ledger::RecordLog& records) : records_(records) {}

  // Reads all records of the chain; the first question does it when nobody did before.
  Result<void> build();

  // nullopt: no such record in the chain.
  Result<std::optional<ledger::Graph::Trace>> trace(std::string_view kind, std::string_view id,
                                                    ledger::Graph::Way way, size_t most);
  Result<std::vector<ledger::Graph::Gap>> gaps(size_t most);

 private:
  Result<void> catch_up();  // unless it is up to date
  Result<void> build_alone();
  // What happened to one kind since it was looked at last; false: too much, build anew.
  Result<bool> follow(const ledger::Kind& kind);

  const ledger::RecordLog& records_;
  std::shared_mutex mutex_;  // of all below
  ledger::Graph graph_;
  std::map<std::string, uint64_t, std::less<>> seen_;  // by kind: the newest journal position
  std::optional<uint64_t> commit_;                     // up to which it is true
};

// Kinds that have a part in the chain, in order of name.
std::vector<const ledger::Kind*> chained_kinds(const ledger::RecordLog& records);

}  // namespace qs::service

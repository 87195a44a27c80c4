// A question to one kind as SQL over its table, its words and its places.
#pragma once

#include "edge/store/query_rules.h"
#include "edge/store/sqlite_rows.h"

namespace qs::store {

class Asking {
 public:
  // All three must outlive it.
  Asking(lite::Session& db, const ledger::Kind& kind, const Question& question)
      : db_(db), kind_(kind), question_(question) {}

  Result<std::vector<ledger::Record>> page() const;
  Result<size_t> count() const;
  Result<std::vector<ledger::Tally>> tally(std::string_view field) const;

 private:
  Sql where() const;
  Sql order() const;
  std::vector<Sql> segments() const;
  Result<void> read_segment(const Sql& segment, std::vector<ledger::Record>& out) const;

  lite::Session& db_;
  const ledger::Kind& kind_;
  const Question& question_;
};

}  // namespace qs::store

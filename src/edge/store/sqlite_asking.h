// A question to one kind as SQL over its table, its words and its places.
#pragma once

#include "edge/store/sqlite_plan.h"

namespace qs::store {

class Asking {
 public:
  // All three must outlive it.
  Asking(lite::Session& db, const ledger::Kind& kind, const Question& question)
      : db_(db), kind_(kind), question_(question) {}

  Result<std::vector<ledger::Record>> page();
  Result<size_t> count();
  Result<std::vector<ledger::Tally>> tally(std::string_view field);
  Result<std::vector<ledger::Group>> group(std::span<const std::string> by,
                                           std::span<const std::string> sum);

 private:
  // How it is read when `counted` tells one value from another.
  Result<void> settle(std::string_view counted);
  // " FROM … WHERE …" as planned.
  Sql source(const Sql& more) const;
  Sql place_tests() const;
  Sql order() const;
  std::vector<Sql> segments() const;
  bool gathers_by_index() const;
  Result<std::vector<ledger::Record>> read() const;
  Result<std::vector<ledger::Record>> read_nearest();
  Result<bool> holds_enough() const;

  lite::Session& db_;
  const ledger::Kind& kind_;
  const Question& question_;
  Plan plan_;
  double metres_ = 0;  // how far `near` reaches now
};

}  // namespace qs::store

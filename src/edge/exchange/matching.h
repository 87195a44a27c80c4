// 比对: which records that stand already the rows of a table are about.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "edge/exchange/rows.h"

namespace qs::exchange {

class Matching {
 public:
  // Asks for all candidates at once.
  static Result<Matching> of(const ledger::Kind& kind, const std::vector<Draft>& drafts,
                             const ledger::RecordLog& log, const ledger::Reach& reach,
                             const ledger::ImportChoices& choices);

  struct Match {
    ledger::Record record;
    std::string by;  // as ledger::ImportMatch has it
  };
  std::optional<Match> match(const Draft& draft) const;
  // Who has the value of a unique field, of those that stand; nullptr: nobody.
  const ledger::Record* holder(const std::string& field, const std::string& value) const;

 private:
  explicit Matching(const ledger::Kind& kind, const ledger::ImportChoices& choices)
      : kind_(&kind), choices_(&choices) {}
  std::optional<Match> likely(const Draft& draft) const;

  const ledger::Kind* kind_;
  const ledger::ImportChoices* choices_;
  Found by_id_, by_title_;
  std::map<std::string, Found, std::less<>> by_unique_;  // by field
};

}  // namespace qs::exchange

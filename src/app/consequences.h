// 后果: what a commit brings about besides what somebody wrote: records that follow from others,
// and the credit of the firms that it concerns. All goes into the same commit.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "app/oversight_law.h"
#include "kernel/casework/calendar.h"
#include "kernel/ledger/record_log.h"

namespace qs::app {

class Consequences {
 public:
  Consequences(const ledger::RecordLog& records, OversightLaw law, casework::Calendar calendar)
      : records_(records), law_(std::move(law)), calendar_(std::move(calendar)) {}

  // Adds to the writes of one commit what follows from them. Faults: what follows would be no
  // sound record, an event repaired too early, an appeal about another firm's event.
  Result<void> add_to(std::vector<ledger::Write>& writes, Instant now) const;

  // The event that a record brings about by itself; nullopt: none, or it stands already.
  Result<std::optional<ledger::Write>> event_of(const ledger::FollowUp& source,
                                                const ledger::Record& record) const;
  // The firm's credit of the day; nullopt: as it stands, or nothing was ever known of it.
  Result<std::optional<ledger::Write>> credit_write(const std::string& firm, Instant now) const;

  const OversightLaw& law() const { return law_; }

 private:
  struct Draft;
  using Maybe = Result<std::optional<ledger::Record>>;

  bool concerns(std::string_view kind) const;  // something may follow from such a record
  Result<void> follow(Draft& draft, size_t place) const;
  Result<void> make(Draft& draft, const ledger::FollowUp& follow, const ledger::Kind& kind,
                    const ledger::Record* before, const ledger::Record& after) const;
  Result<void> change(Draft& draft, const ledger::FollowUp& follow,
                      const ledger::Record& after) const;
  Result<void> put(Draft& draft, const ledger::Kind& kind, ledger::Record record) const;
  Maybe standing(const Draft& draft, const std::string& kind, const std::string& id) const;
  Result<void> complete(Draft& draft, ledger::Write& write, const ledger::Record* before) const;
  Result<void> check_appeal(const Draft& draft, const ledger::Fields& appeal) const;
  Result<void> check_repair(const Draft& draft, const ledger::Record& event) const;
  Result<std::vector<oversight::Event>> events_of(const Draft& draft,
                                                  const std::string& firm) const;
  Result<std::optional<ledger::Write>> rate(const Draft& draft, const std::string& firm) const;

  const ledger::RecordLog& records_;
  OversightLaw law_;
  casework::Calendar calendar_;
};

}  // namespace qs::app

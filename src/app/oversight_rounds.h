// 监管巡回: what time alone brings. Draws whose parties did not do their part are voided; once a
// day events of credit that records, missed reports and hours over the limit bring about, and
// credit that changes because an event counts no longer.
#pragma once

#include "app/consequences.h"
#include "app/rounds.h"
#include "edge/service/service.h"

namespace qs::app {

class OversightRounds {
 public:
  OversightRounds(const Consequences& consequences, const ledger::RecordLog& records,
                  service::Desk& desk, std::function<Instant()> now);

 private:
  void work();

  const Consequences& consequences_;
  const ledger::RecordLog& records_;
  service::Desk& desk_;
  std::function<Instant()> now_;
  std::optional<Day> done_on_;
  Rounds rounds_;  // ends first
};

// Draws whose time is over, as they are from now on.
Result<std::vector<ledger::Write>> voided_draws(const ledger::RecordLog& records, Instant now);
// Events that have come about by themselves and stand nowhere yet.
Result<std::vector<ledger::Write>> fresh_events(const Consequences& consequences,
                                                const ledger::RecordLog& records, Instant now);
// Credit that is another today than it stands.
Result<std::vector<ledger::Write>> moved_credit(const Consequences& consequences,
                                                const ledger::RecordLog& records, Instant now);

}  // namespace qs::app

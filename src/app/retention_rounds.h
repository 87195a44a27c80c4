// 留存巡回: what the platform itself has of the days that audits ask for, and audits whose time to
// answer is over.
#pragma once

#include "app/rounds.h"
#include "edge/service/service.h"

namespace qs::app {

// Audits that wait, as they are from now on; those that nothing moved are not among them.
Result<std::vector<ledger::Write>> moved_audits(const ledger::RecordLog& records,
                                                const observe::SeriesLog& series,
                                                const standard::Library& library, Instant now);

class RetentionRounds {
 public:
  RetentionRounds(const ledger::RecordLog& records, const observe::SeriesLog& series,
                  const standard::Library& library, service::Desk& desk,
                  std::function<Instant()> now);

 private:
  Rounds rounds_;
};

}  // namespace qs::app

// 数据真实性研判: once a day, after it is closed, every outlet's year of hours is looked at; what
// can be said, and a score of each outlet and day, go into the ledger as records made of facts.
#pragma once

#include "app/pack.h"
#include "app/rounds.h"
#include "kernel/observe/series_log.h"
#include "kernel/suspect/score.h"

namespace qs::app {

class SuspicionRounds {
 public:
  SuspicionRounds(const Pack& pack, const observe::SeriesLog& series,
                  const ledger::RecordLog& records, service::Desk& desk,
                  std::function<Instant()> now);

 private:
  void work();

  const Pack& pack_;
  const observe::SeriesLog& series_;
  const ledger::RecordLog& records_;
  service::Desk& desk_;
  std::function<Instant()> now_;
  std::optional<Day> done_on_;
  Rounds rounds_;  // ends first
};

// The hours of all outlets up to midnight before `now`, beside each other.
Result<suspect::Table> outlet_hours(const Pack& pack, const observe::SeriesLog& series,
                                    const ledger::RecordLog& records, Instant now);
// Findings of the last weeks that stand nowhere yet, and scores that are new or others now.
Result<std::vector<ledger::Write>> fresh_suspicions(const Pack& pack,
                                                    const observe::SeriesLog& series,
                                                    const ledger::RecordLog& records, Instant now);

}  // namespace qs::app

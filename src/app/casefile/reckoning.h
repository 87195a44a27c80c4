// 重算: the statistics and verdicts of a matter made from its own values and its own law, by the
// same kernel verbs that made them when the data came.
#pragma once

#include "app/casefile/matter.h"
#include "kernel/evaluate/verdict.h"
#include "kernel/observe/statistic.h"

namespace qs::app {

// One statistic of one period.
struct Reckoned {
  std::string factor, statistic;
  Period period{PeriodKind::hour, {}};
  observe::Statistic made;                   // of the parts in the package
  std::optional<observe::Sample> kept;       // that stands where it is kept; absent: none was
  bool agrees = true;                        // what we derived ourselves is what is made now
  std::optional<evaluate::Verdict> verdict;  // of the statistic that was judged
  std::string words_zh, words_en;            // the arithmetic in figures
};

// Every hour (and day, where that is judged) of the span, in order. Faults: the law does not hold
// together or lacks a rule.
Result<std::vector<Reckoned>> reckon(const Matter& matter);
// verdict.json
std::string verdict_json(const std::vector<Reckoned>& reckoned);

}  // namespace qs::app

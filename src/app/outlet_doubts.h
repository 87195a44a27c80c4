// 单位存疑: asks about hours of outlets whose magnitude speaks of another unit.
#pragma once

#include <map>
#include <vector>

#include "app/sites.h"
#include "kernel/ledger/record_log.h"
#include "kernel/observe/series_log.h"
#include "kernel/observe/statistic.h"
#include "kernel/standard/library.h"

namespace qs::app {

inline constexpr std::string_view kUnitQuestionKind = "unit_question";

class OutletDoubts {
 public:
  OutletDoubts(const observe::SeriesLog& series, const ledger::RecordLog& records,
               const standard::Library& library, const Sites& sites)
      : series_(series), records_(records), library_(library), sites_(sites) {}

  // A question of each hour that leaves what its own series showed in the 30 days before; none
  // while one about the same factor waits for its answer.
  Result<std::vector<ledger::Write>> look(const std::vector<observe::Statistic>& hours);

 private:
  Result<std::optional<ledger::Write>> ask(const Site& site, const observe::Statistic& hour) const;
  Result<std::optional<double>> usual(const observe::SeriesKey& key, Instant before) const;

  const observe::SeriesLog& series_;
  const ledger::RecordLog& records_;
  const standard::Library& library_;
  const Sites& sites_;
  // The hour before by site and factor: only what has moved far is compared with its history.
  std::map<std::pair<std::string, std::string>, double> last_;
};

}  // namespace qs::app

// The district's air against the plan: days of the year so far, from the standard stations.
#pragma once

#include <mutex>

#include "app/pack.h"
#include "app/sites.h"
#include "edge/service/service.h"
#include "kernel/evaluate/air_index.h"
#include "kernel/observe/series_log.h"

namespace qs::app {

class Figures {
 public:
  // What a plan asks of an indicator that is measured: the district's target of the year, else the
  // next one to come, else the last.
  struct Goal {
    std::string id, name_zh, name_en, measure, unit;
    std::optional<double> value;
    bool low_is_better = false;
  };

  Figures(const Pack& pack, const observe::SeriesLog& series, const ledger::RecordLog& records,
          std::function<Instant()> now);
  // Recomputed at most every kFreshFor. Callable from any thread.
  service::DayFigures today();

 private:
  service::DayFigures compute(Instant now) const;
  // Daily values of the district: the mean of the standard stations, where enough are valid
  // (HJ 663); by "factor:statistic", then by day.
  std::map<std::string, std::map<int64_t, double>> district_days(Span year) const;
  std::vector<Goal> goals(int year) const;

  const Pack& pack_;
  const observe::SeriesLog& series_;
  const ledger::RecordLog& records_;
  std::function<Instant()> now_;
  std::mutex mutex_;
  Instant computed_{};
  service::DayFigures figures_;
};

}  // namespace qs::app

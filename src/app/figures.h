// The district's air against its plans: the day's figures for the first page.
#pragma once

#include <mutex>

#include "app/pack.h"
#include "app/plan/gather.h"
#include "edge/service/planning.h"

namespace qs::app {

class Figures {
 public:
  Figures(const Pack& pack, const ledger::RecordLog& records, const Gatherer& gatherer,
          const service::Planning& planning, std::function<Instant()> now);
  // Recomputed at most every kFreshFor. Callable from any thread.
  service::DayFigures today();

 private:
  service::DayFigures compute(Instant now) const;
  // What the plans' indicators that are made of days have come to this year.
  std::vector<service::IndicatorReading> readings(int year) const;
  std::vector<plan::Item> days_of(std::string_view measure, Span span) const;

  const Pack& pack_;
  const ledger::RecordLog& records_;
  const Gatherer& gatherer_;
  const service::Planning& planning_;
  std::function<Instant()> now_;
  std::mutex mutex_;
  Instant computed_{};
  service::DayFigures figures_;
};

}  // namespace qs::app

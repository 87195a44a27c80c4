// 排放量核算: the amounts of an outlet read from the series, with what stands for what is missing.
#pragma once

#include "edge/service/outlets.h"

namespace qs::app {

struct OutletMemory {
  const observe::SeriesLog& series;
  const ledger::RecordLog& records;
  const standard::Library& library;
};

// Of one year, up to the last hour before `now` that is over; without permitted amounts.
Result<service::OutletAmounts> outlet_amounts(const OutletMemory& memory,
                                              const std::string& station, int year, Instant now);

// The forecast of a factor whose permitted amount is known, from the days of rule
// outlet.amount.forecast_days.
void foresee(service::OutletAmounts::OfFactor& factor, Instant now);

}  // namespace qs::app

// 名录库: firms and inspectors as the registers know them on a day, for plans and draws.
#pragma once

#include <vector>

#include "kernel/ledger/record_log.h"
#include "kernel/oversight/plan.h"

namespace qs::app {

struct Standings {
  std::vector<oversight::FirmStanding> firms;            // by id
  std::vector<oversight::InspectorStanding> inspectors;  // by id
  int64_t active() const;                                // inspectors
};
Result<Standings> standings_of(const ledger::RecordLog& records, const oversight::DrawLaw& law,
                               int64_t year, int64_t quarter, Day today);

}  // namespace qs::app

// What several answers about outlets have in common.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "edge/service/outlets.h"

namespace qs::service {

// 404 where the program computes nothing of outlets.
Maybe<const Outlets*> outlets_of(const Service::Room& room);
// A station that is an outlet, within the asker's area. 404: there is none, or it is no outlet.
Maybe<ledger::Record> find_outlet(const Service::Room& room, const Call& call);
// ?year=, at most this one; otherwise this one.
Maybe<int> past_year(const Call& call);

// 传输有效率: one station's month beside the rule of that month.
struct GradedMonth {
  Period month;
  const standard::Rule* law = nullptr;
  MonthTransmission counts;
  observe::Transmission whole;
  double rest = 0;  // hours of all factors that the month still owes
  observe::TransmissionOutlook outlook() const {
    return observe::outlook(whole, rest, law->number());
  }
};
// ?month=2026-05, otherwise this one. 422: none, one to come, or one that no rule is of.
Maybe<Period> month_asked(const Call& call);
Maybe<GradedMonth> graded_month(const Service::Room& room, const ledger::Record& site,
                                Period month);
nlohmann::json outlook_json(const observe::TransmissionOutlook& seen);
nlohmann::json law_of(const standard::Rule* rule);  // {"standard","clause","confidence"} or null

}  // namespace qs::service

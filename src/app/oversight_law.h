// 监管章法: what the packs say of inspections by lot and of credit, and what brings what about.
#pragma once

#include <string>
#include <vector>

#include "kernel/ledger/follow.h"
#include "kernel/oversight/credit.h"
#include "kernel/oversight/plan.h"

namespace qs::app {

// 检查事项.
struct InspectionItem {
  std::string id, name_zh, name_en;
};

// An event for each missed period of a duty of these records.
struct MissedDuty {
  std::string event, kind, duty;
};

// An event for a firm whose outlets stood over a limit for so many hours of a month.
struct HoursOver {
  std::string event;
  std::vector<std::string> rules;    // alerts that count
  std::vector<std::string> outlets;  // kinds of record that tie a station to a firm
  double hours = 0;
};

struct OversightLaw {
  oversight::DrawLaw draw;
  std::vector<InspectionItem> items;
  oversight::CreditLaw credit;
  std::vector<ledger::FollowUp> credit_sources;  // records that bring an event about
  std::vector<MissedDuty> missed;
  std::vector<HoursOver> over;
  std::vector<ledger::FollowUp> follow_ups;

  // An event as its declaration says, where its record does not say it itself.
  void complete(ledger::Fields& event) const;
};

}  // namespace qs::app

// 用电线索: a finding as a record, and the picture that goes with it.
#pragma once

#include <span>

#include "app/pack.h"
#include "edge/document/gantt.h"
#include "kernel/power/firm.h"

namespace qs::app {

inline constexpr std::string_view kClueKind = "power_clue";

// The same happening, whatever it is called by now: two findings of one place that overlap, or
// begin within kSameBegin of each other.
inline constexpr power::Minute kSameBegin = 5;
bool is_same(const power::Firm& firm, const power::Finding& finding, const ledger::Record& clue);

// The fields that a finding gives; those that people gave stay as they are in `known`.
ledger::Fields clue_fields(const power::Firm& firm, const power::Law& law,
                           const power::Finding& finding, ledger::Fields known);
std::string clue_id(const power::Firm& firm, const power::Finding& finding);

// The firm's Gantt around a finding: devices on rows, production beside its treatment, orders
// shaded, what was found marked, the first gas outlet's hours below.
Result<document::PicturePtr> gantt_of(const observe::SeriesLog& log,
                                      const standard::Library& library, const power::Firm& firm,
                                      const power::Law& law, const power::Finding& finding,
                                      Instant now);

}  // namespace qs::app

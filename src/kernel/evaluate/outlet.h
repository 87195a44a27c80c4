// 排口: gas by the hour (value converted to reference oxygen), water by the day, pH by its range;
// marked values take no part.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "kernel/evaluate/compliance.h"

namespace qs::evaluate {

// How serious, by practice rules (not law): 预警 near the limit, 超标, 严重, 长时间.
enum class OutletLevel : uint8_t { none, near, exceeds, severe, lasting };
std::string_view name(OutletLevel level);

struct OutletVerdict {
  Verdict verdict;
  bool excluded = false;    // its mark keeps it out of judgement: outcome not_enough_data
  bool suspicious = false;  // over range: judged by people
  OutletLevel level = OutletLevel::none;  // of this value alone: none, near, exceeds or severe
};

// `statistic`: for gas the -Zs value of the hour where the limit is at reference oxygen, for water
// the flow-weighted mean of the day; `basis.known` may hold "temperature" (GB 18918 ammonia).
// `statistic.mark` decides exclusion. `also`: limits of the permit and of local rules that bind
// beside the standard's own; the strictest judges and is cited.
Result<OutletVerdict> judge_outlet(const standard::Library& library,
                                   const observe::Statistic& statistic, const Basis& basis,
                                   std::span<const standard::Limit* const> also = {});

// What a run of consecutive periods of one series, oldest first, amounts to at its end. Excluded
// periods neither lengthen nor break a run.
Result<OutletLevel> level_of_run(const standard::Library& library,
                                 std::span<const OutletVerdict> run, Day law);

// The strictest of the rows with an upper bound, compared in the factor's unit; nullptr: none has.
const standard::Limit* strictest(const standard::Library& library, std::string_view factor,
                                 std::span<const standard::Limit* const> rows);

}  // namespace qs::evaluate

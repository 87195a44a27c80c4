// 废水: the flow-weighted day of a waste-water outlet (HJ 356-2019).
#pragma once

#include <span>

#include "kernel/observe/method.h"
#include "kernel/observe/statistic.h"

namespace qs::observe {

// Σ(Cᵢ·Qᵢ) / ΣQᵢ over the times at which both the concentration and the flow count. Series are
// ordered by time; a concentration pairs with the flow of the same instant. Without any discharge
// (ΣQ = 0) there is no value. pH is checked, not averaged: it must not be given.
// valid = pairs; enough when valid/due >= method.least_share (rule "water.waste.valid.share").
Statistic flow_weighted_day(std::span<const Sample> concentrations, std::span<const Sample> flows,
                            Period day, const Method& method);

}  // namespace qs::observe

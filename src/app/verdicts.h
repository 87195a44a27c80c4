// 裁定: the one verdict on one statistic, by what its site is: air by its class, a noise point by
// its zone and the time of day, a section by its target, an outlet by its permit.
#pragma once

#include <optional>
#include <span>

#include "app/sites.h"
#include "kernel/evaluate/outlet.h"

namespace qs::app {

struct Judgement {
  evaluate::Verdict verdict;
  evaluate::OutletLevel level = evaluate::OutletLevel::none;  // of an outlet
};

// nullopt: nothing judges this statistic there, as the equivalent level of 24 hours or the pH mean.
// `known`: what is measured at the same time and chooses among limits ("temperature" -> "11.5").
// `also`: limits of an outlet's permit and of local rules, of which the strictest binds.
Result<std::optional<Judgement>> judgement(const standard::Library& library, const Site& site,
                                           const observe::Statistic& statistic,
                                           const evaluate::Circumstances& known,
                                           std::span<const standard::Limit* const> also = {});

// The statistic by whose limits a statistic is judged: an hour at reference oxygen by the hour's.
std::string_view judged_as(std::string_view statistic);

}  // namespace qs::app

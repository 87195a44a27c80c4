// 适用条件: does a limit row's condition hold here and now?
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "kernel/standard/library.h"

namespace qs::evaluate {

// What is known of the place and time: "water_body" -> "lake", "temperature" -> "11.5".
using Circumstances = std::map<std::string, std::string, std::less<>>;

// "name=word", "name<=number" (also <, >=, >), "5.5<name<=6.5"; several joined by '&' must all
// hold. An empty condition holds always; one about something that is not known does not.
bool holds(std::string_view condition, const Circumstances& known);

// Of the rows of one scope, the one that binds: a row with a condition that holds goes before the
// general row. A row of statistic "any" stands
// for every statistic; an empty `statistic` takes every row. nullptr: none binds.
const standard::Limit* binding(const std::vector<const standard::Limit*>& rows,
                               std::string_view statistic, std::string_view scope,
                               const Circumstances& known);

}  // namespace qs::evaluate

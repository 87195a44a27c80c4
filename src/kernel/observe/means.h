// 均值: minute → hour → day → month → year, and the moving means over hours. Parts are the standing
// versions of one series, ordered by time; parts outside the period are ignored. A mean without
// enough valid parts has its value (for people to see) and Mark::insufficient.
#pragma once

#include <span>

#include "kernel/observe/method.h"
#include "kernel/observe/statistic.h"

namespace qs::observe {

// Of samples inside the hour; a slot of `step_minutes` counts once, however many samples it holds.
Statistic hour_mean(std::span<const Sample> samples, Period hour, const Method& method);
// Of hour values of the natural day.
Statistic day_mean(std::span<const Sample> hours, Period day, const Method& method);
// 昼间 / 夜间 / 昼夜等效声级 of a noise point, of its hour levels: method.part of the day; the
// night belongs to the day on which it begins.
Statistic part_level(std::span<const Sample> hours, Period day, const Method& method);
// Of the `length` (8 or 24) hour values that end with `hour`; looks back over midnight.
Statistic moving_mean(std::span<const Sample> hours, Period hour, int length, const Method& method);
// The greatest valid 8-hour mean among those that lie inside the day (windows that end 08..24 h;
// GB 3095 表4). With too few windows it stands only if it exceeds `limit` (HJ 663).
Statistic mda8(std::span<const Sample> hours, Period day, const Method& method,
               std::optional<double> limit = {});
// Of day values.
Statistic month_mean(std::span<const Sample> days, Period month, const Method& method);
Statistic year_mean(std::span<const Sample> days, Period year, const Method& method);

// Whether day values are enough for the month (27 days, February 25).
bool month_valid(std::span<const Sample> days, Period month, const Method& method);

}  // namespace qs::observe

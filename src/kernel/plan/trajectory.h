// 轨迹: how a figure grew through its period, month by month, and what made it miss its goal.
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "kernel/plan/measure.h"

namespace qs::plan {

struct TrajectoryPoint {
  unsigned month = 1;  // 1..12
  size_t items = 0;    // of the month
  std::optional<double> of_month, so_far;
};

// The months of the year up to the last item, each with what the year had come to at its end.
// `items` of one year, ordered by day.
std::vector<TrajectoryPoint> trajectory(const Measure& measure, std::span<const Item> items);

// 贡献: by how much each part moved the figure away from the goal, in the figure's unit before
// rounding; positive raises it. All parts together are figure - goal.
struct Contribution {
  std::string of;  // "03" of a month, or Item::of
  size_t items = 0;
  double moved = 0;
};
std::vector<Contribution> by_month(const Measure& measure, const Goal& goal,
                                   std::span<const Item> items);
std::vector<Contribution> by_part(const Measure& measure, const Goal& goal,
                                  std::span<const Item> items);

}  // namespace qs::plan

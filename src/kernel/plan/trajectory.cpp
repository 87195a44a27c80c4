#include "kernel/plan/trajectory.h"

#include <fmt/format.h>

namespace qs::plan {
namespace {

unsigned month_of(const Item& item) {
  return static_cast<unsigned>(item.day.month());
}

template <class Name>
std::vector<Contribution> contributions(const Measure& measure, const Goal& goal,
                                        std::span<const Item> items, Name name) {
  std::map<std::string, Contribution> parts;
  for (const auto& item : items) {
    auto& part = parts[name(item)];
    ++part.items;
    part.moved += brought(measure, item.value) - goal.value;
  }
  std::vector<Contribution> out;
  for (auto& [of, part] : parts) {
    part.of = of;
    part.moved /= static_cast<double>(items.size());
    out.push_back(std::move(part));
  }
  return out;
}

}  // namespace

std::vector<TrajectoryPoint> trajectory(const Measure& measure, std::span<const Item> items) {
  std::vector<TrajectoryPoint> out;
  size_t begin = 0;
  for (size_t end = 1; end <= items.size(); ++end) {
    if (end < items.size() && month_of(items[end]) == month_of(items[begin])) continue;
    out.push_back({.month = month_of(items[begin]),
                   .items = end - begin,
                   .of_month = figure_of(measure, items.subspan(begin, end - begin)),
                   .so_far = figure_of(measure, items.first(end))});
    begin = end;
  }
  return out;
}

std::vector<Contribution> by_month(const Measure& measure, const Goal& goal,
                                   std::span<const Item> items) {
  return contributions(measure, goal, items,
                       [](const Item& item) { return fmt::format("{:02}", month_of(item)); });
}

std::vector<Contribution> by_part(const Measure& measure, const Goal& goal,
                                  std::span<const Item> items) {
  return contributions(measure, goal, items, [](const Item& item) { return item.of; });
}

}  // namespace qs::plan

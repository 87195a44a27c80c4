#include "kernel/power/memory.h"

namespace qs::power {

std::string_view name(State state) {
  constexpr std::array<std::string_view, 4> kNames{"unknown", "off", "standby", "run"};
  return kNames[static_cast<size_t>(state)];
}

namespace {

void add_twins(const std::vector<int>& meters, std::vector<TwinMemory>& out) {
  for (size_t i = 0; i < meters.size(); ++i)
    for (size_t j = i + 1; j < meters.size(); ++j)
      out.push_back({.one = meters[i], .other = meters[j]});
}

}  // namespace

Memory::Memory(const Plan& plan, const Law& law, Minute first)
    : next(first),
      day(day_number(first)),
      meters(plan.meters.size()),
      lines(plan.lines.size()),
      devices(plan.devices.size()) {
  for (size_t i = 0; i < meters.size(); ++i)
    meters[i].habit = learn({}, plan.meters[i].rated_kw, law);
  for (size_t line = 0; line < plan.lines.size(); ++line) {
    for (int device : plan.lines[line].devices)
      pairs.push_back({.line = static_cast<int>(line), .device = device});
    add_twins(plan.lines[line].meters, twins);
  }
  for (const auto& device : plan.devices) add_twins(device.meters, twins);
}

}  // namespace qs::power

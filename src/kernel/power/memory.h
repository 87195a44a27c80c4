// 存档: what one firm's judge remembers from one minute to the next. Some kilobytes a meter.
#pragma once

#include <array>
#include <cstdint>
#include <deque>
#include <optional>
#include <vector>

#include "kernel/power/habit.h"
#include "kernel/power/plan.h"

namespace qs::power {

// What one meter said in one minute.
struct Reading {
  enum : uint8_t { kPower = 1, kEnergy = 2, kAmps = 4, kVolts = 8 };
  uint8_t has = 0;
  double kw = 0;   // may be negative
  double kwh = 0;  // the counter
  std::array<float, 3> amps{}, volts{};

  bool says(uint8_t what) const { return (has & what) != 0; }
};

enum class State : uint8_t { unknown, off, standby, run };
std::string_view name(State state);

// A condition that has to hold for some minutes.
struct Episode {
  Minute since = -1;  // -1: does not hold
  Minute seen = 0;    // last minute + 1 in which it held
  bool fired = false;
  double measured = 0;
};

struct MeterMemory {
  State state = State::unknown, next = State::unknown;
  uint16_t agreed = 0;  // readings in a row that said `next`
  Minute heard = -1;    // -1: never
  double kw = 0;        // newest
  double day_kwh = 0;   // of this day, summed from power
  uint32_t day_known = 0;
  std::optional<double> counter;
  Minute counted = 0;  // when the counter was read
  double passed = 0;   // kWh by power since
  Habit habit;
  DayLoad today;
  std::deque<DayLoad> days;
  Episode silent, zero, voltage, phase, imbalance, negative;
};

struct PairMemory {  // of a line and one of its devices
  int line = 0, device = 0;
  bool was_run = false, was_known = false, covered = false, at_start = false;
  Minute run_since = -1;
  Episode gap;             // treatment off while the line runs
  Minute post_since = -1;  // the line stopped, the treatment has to run on
};

struct DayUse {
  int64_t day = 0;
  double kwh = 0;
};
struct LineMemory {
  State state = State::unknown;
  bool normal = true;             // no order touched this day so far
  std::deque<DayUse> rest, work;  // normal days by class, newest last
  Episode ordered, peak, night, energy;
};

struct DeviceMemory {
  State state = State::unknown;
  Episode low, idle;
};

struct TwinMemory {  // two meters of one line or device
  int one = 0, other = 0;
  uint32_t seen = 0, same = 0;
  Minute since = 0;
  bool fired = false;
};

struct Memory {
  Memory(const Plan& plan, const Law& law, Minute first);

  Minute next;               // the minute that comes next
  bool learning = true;      // false: the habits were given and stay
  int64_t day;               // local, of `next`
  std::vector<int> active;   // orders that touch this hour
  bool orders_read = false;  // false: `active` is to be found anew, as when the orders changed
  std::vector<MeterMemory> meters;
  std::vector<LineMemory> lines;
  std::vector<DeviceMemory> devices;
  std::vector<PairMemory> pairs;
  std::vector<TwinMemory> twins;
  Episode silent;  // all meters at once
  // What the total shows and no other meter does.
  DayLoad rest_today;
  std::deque<DayLoad> rest_days;
  Habit rest;
  Episode bypass;
  int bypassed = -1;  // meter
};

}  // namespace qs::power

// The parts of the judge, in the order in which a minute passes through them. Only judge.cpp and
// its neighbours use it.
#pragma once

#include "kernel/power/judge.h"

namespace qs::power {

enum class Truth : uint8_t { no, yes, unknown };
inline Truth truth(bool holds) {
  return holds ? Truth::yes : Truth::no;
}

// One minute at work.
struct Step {
  const Plan& plan;
  const Law& law;
  Memory& memory;
  Minute minute;
  std::span<const Reading> row;
  Told& told;

  // What rests on a state lags by the readings that make one.
  Minute state_lag() const { return static_cast<Minute>(law.settle) - 1; }
  // Moves an episode on by what is true now; tells the finding when it has held for `hold` minutes
  // and when it ends. An unknown minute breaks what has not fired, and ends nothing that has.
  void pass(Episode& episode, Truth now, double hold, Finding finding, Minute lag = 0) const;
  // The same, without making the finding of what does not hold anyhow.
  template <class Make>
  void watch(Episode& episode, Truth now, double hold, Make make, Minute lag = 0) const {
    if (now == Truth::yes || episode.since >= 0) pass(episode, now, hold, make(), lag);
  }
  void tell(Finding finding, const Episode& episode, bool over, Minute lag) const;
};

void read_meters(const Step& step);     // states, loads, electrical parameters, counters
void judge_counters(const Step& step);  // the counters of one row, swaps among them
void judge_whole(const Step& step);     // by-pass, meters that read the same
void judge_lines(const Step& step);     // orders, nights, peaks
void judge_pairs(const Step& step);     // first on, last off, load, idling
void end_day(const Step& step);         // learns; called for the first minute of the next day

}  // namespace qs::power

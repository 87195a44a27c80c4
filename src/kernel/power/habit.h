// 习惯: what a meter shows when its device rests, waits and runs, learned from thirty days.
#pragma once

#include <array>
#include <span>

#include "kernel/power/law.h"

namespace qs::power {

// The minutes of one day by power, on a scale that doubles when it has to.
class DayLoad {
 public:
  static constexpr size_t kBins = 64;
  void add(double kw);
  uint32_t minutes() const { return minutes_; }
  double top() const { return top_; }
  // Its minutes laid into bins of a greater or equal scale.
  void lay_into(std::array<uint32_t, kBins>& bins, double top) const;

 private:
  void double_scale();

  double top_ = 1;  // kW, a power of two
  uint32_t minutes_ = 0;
  std::array<uint16_t, kBins> bins_{};
};

struct Habit {
  enum class How : uint8_t {
    none,      // nothing is known: no state is told
    rated,     // shares of the rated power
    valley,    // between the two modes
    greatest,  // shares of the greatest load that was seen
    given      // by whoever asked
  };
  How how = How::none;
  double off_below = 0, run_above = 0;  // kW
  double typical_kw = 0;                // of a running device: the middle; 0: never seen to run
  double high_kw = 0;                   // only one minute in a hundred is above
  uint32_t minutes = 0;                 // learned from
};
std::string_view name(Habit::How how);

// Of `days`, none of which need be whole. Without minutes enough: shares of the rated power.
Habit learn(std::span<const DayLoad> days, double rated_kw, const Law& law);

}  // namespace qs::power

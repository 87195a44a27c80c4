// 模拟用电企业: one firm's meters at any minute: two lines with a treatment device each and a
// total, working days by shift, and what was planted into it. A pure function of seed, name and
// time.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.h"

namespace qs::simulate {

// What can be planted. All but those of the whole firm befall line 1 and its treatment.
enum class Plant : uint8_t {
  untreated,      // treatment off in the middle of a run
  late,           // treatment starts after the line
  early,          // treatment stops before the line
  short_post,     // treatment stops at once when the line does
  low_load,       // treatment under-loaded
  night,          // the line and its treatment run from 23:30 to 01:00
  overtime,       // the line goes on until 19:30: against an order, into the peak
  idle,           // treatment goes on until the next morning
  silent,         // the line's meter says nothing
  logger,         // no meter says anything
  no_voltage,     // the line's meter sees no voltage
  low_voltage,    // 190 V
  lost_phase,     // one current is nearly none
  imbalance,      // one current is half
  counter_back,   // 60 kWh less
  counter_jump,   // 800 kWh more
  counter_reset,  // from nothing again
  rolled_over,    // the counter has five digits and was nearly full
  swapped,        // the counters of both lines exchanged
  bypass,         // the line's meter reads nothing, the total sees its load
  negative        // the treatment's meter reads backwards
};
std::optional<Plant> plant_of(std::string_view name);  // "counter_back"
struct Planted {
  Plant kind;
  Span span;  // of what lasts; what happens at once happens at its beginning
};

enum class PowerMeter : uint8_t { total, line_1, treatment_1, line_2, treatment_2 };
inline constexpr int kPowerMeters = 5;  // channels 01 to 05

struct PowerValue {
  bool silent = false;
  double kw = 0, kwh = 0;
  std::array<double, 3> amps{}, volts{};
};

class PowerFirm {
 public:
  // Counters begin on the day `since`.
  PowerFirm(uint64_t seed, std::string name, Day since, std::vector<Planted> planted);

  // To the minute. Not to be asked from two threads at once: it remembers the day asked for last.
  PowerValue at(PowerMeter meter, Instant when) const;
  double rated_kw(PowerMeter meter) const { return rated_[static_cast<size_t>(meter)]; }
  // When a line (0, 1) runs on a day, before anything planted; empty: a day of rest.
  Span shift(int line, Day day) const;

 private:
  const Planted* planted(Plant kind, Instant t) const;
  const Planted* begun(Plant kind, Instant t) const;
  Span run_of(PowerMeter meter, Day day) const;
  double jitter(std::string_view what, int line, Day day, double minutes) const;
  double load(PowerMeter meter, Span run, Instant t) const;
  double true_kw(PowerMeter meter, Instant t) const;
  double counter(PowerMeter meter, Instant t) const;
  double shown(PowerMeter meter, Instant t) const;

  uint64_t seed_;
  std::string name_;
  Day since_;
  std::vector<Planted> planted_;
  std::array<double, kPowerMeters> rated_{}, begin_{};

  // One day of one meter: when it runs, and what its counter says at each minute.
  struct DayCurve {
    int64_t day = -1;  // since `since_`
    Span run{};
    std::vector<double> kwh;
  };
  const DayCurve& curve(PowerMeter meter, Instant t) const;
  mutable std::array<DayCurve, kPowerMeters> curves_;                // the day asked for last
  mutable std::array<std::vector<double>, kPowerMeters> midnights_;  // kWh
};

}  // namespace qs::simulate

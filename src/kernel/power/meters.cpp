// What each meter says: its state, its load and its electrical parameters.
#include <algorithm>
#include <cmath>

#include "kernel/power/step.h"

namespace qs::power {
namespace {

State state_by(const Habit& habit, double kw) {
  if (habit.how == Habit::How::none) return State::unknown;
  if (kw >= habit.run_above) return State::run;
  return kw >= habit.off_below ? State::standby : State::off;
}

void enter(const Step& step, MeterMemory& meter, int index, State state, Minute from) {
  meter.agreed = 0;
  if (meter.state == state) return;
  meter.state = state;
  step.told.changes.push_back({index, state, from});
}

void settle(const Step& step, MeterMemory& meter, int index, State seen) {
  if (seen == meter.state) {
    meter.agreed = 0;
    return;
  }
  meter.agreed = seen == meter.next ? static_cast<uint16_t>(meter.agreed + 1) : uint16_t{1};
  meter.next = seen;
  if (meter.agreed >= step.law.settle)
    enter(step, meter, index, seen, step.minute - step.state_lag());
}

void take_power(const Step& step, MeterMemory& meter, int index, double kw) {
  const auto& plan = step.plan.meters[static_cast<size_t>(index)];
  auto full = std::max({plan.rated_kw, meter.habit.typical_kw, 1.0});
  bool negative = kw < -step.law.p13_share * full;
  step.watch(meter.negative, truth(negative), step.law.p13_minutes, [&] {
    return Finding{.code = Code::p13, .meter = index, .measured = kw, .bound = 0};
  });
  meter.heard = step.minute;
  meter.kw = kw;
  if (negative) return settle(step, meter, index, State::unknown);
  auto hours = std::max(kw, 0.0) / 60;
  meter.passed += hours;
  meter.day_kwh += hours;
  ++meter.day_known;
  if (step.memory.learning) meter.today.add(kw);
  settle(step, meter, index, state_by(meter.habit, kw));
}

void judge_volts(const Step& step, MeterMemory& meter, int index, const Reading& reading) {
  const auto& law = step.law;
  auto known = reading.says(Reading::kVolts);
  double low = std::ranges::min(reading.volts), high = std::ranges::max(reading.volts);
  bool zero = known && high < law.p7_zero_v;
  step.watch(meter.zero, known ? truth(zero) : Truth::unknown, law.p7_minutes, [&] {
    return Finding{.code = Code::p7,
                   .aspect = "zero",
                   .meter = index,
                   .measured = high,
                   .bound = law.p7_minutes};
  });
  bool out = known && !zero && (low < law.p8_low_v || high > law.p8_high_v);
  step.watch(meter.voltage, known ? truth(out) : Truth::unknown, law.p8_minutes, [&] {
    bool below = low < law.p8_low_v;
    return Finding{.code = Code::p8,
                   .aspect = "voltage",
                   .meter = index,
                   .measured = below ? low : high,
                   .bound = below ? law.p8_low_v : law.p8_high_v};
  });
}

void judge_amps(const Step& step, MeterMemory& meter, int index, const Reading& reading) {
  const auto& law = step.law;
  auto known = reading.says(Reading::kAmps);
  auto [low, high] = std::minmax_element(reading.amps.begin(), reading.amps.end());
  bool runs = known && meter.state == State::run && *high > 0;
  double share = runs ? *low / *high : 1;
  bool lost = runs && share < law.p8_lost_phase;
  step.watch(meter.phase, known ? truth(lost) : Truth::unknown, law.p8_minutes, [&] {
    return Finding{.code = Code::p8,
                   .aspect = "phase",
                   .meter = index,
                   .measured = share,
                   .bound = law.p8_lost_phase};
  });
  bool uneven = runs && !lost && 1 - share > law.p8_imbalance;
  step.watch(meter.imbalance, known ? truth(uneven) : Truth::unknown, law.p8_imbalance_minutes,
             [&] {
               return Finding{.code = Code::p8,
                              .aspect = "imbalance",
                              .meter = index,
                              .measured = 1 - share,
                              .bound = law.p8_imbalance};
             });
}

}  // namespace

void read_meters(const Step& step) {
  auto& memory = step.memory;
  bool none = std::none_of(step.row.begin(), step.row.end(),
                           [](const Reading& r) { return r.says(Reading::kPower); });
  bool heard = false;
  for (size_t i = 0; i < memory.meters.size(); ++i) {
    auto& meter = memory.meters[i];
    const auto& reading = step.row[i];
    auto index = static_cast<int>(i);
    heard |= meter.heard >= 0;
    if (reading.says(Reading::kPower))
      take_power(step, meter, index, reading.kw);
    else if (meter.heard >= 0 && static_cast<double>(step.minute - meter.heard) > step.law.bridge)
      enter(step, meter, index, State::unknown, meter.heard + 1);
    auto silent = none                            ? Truth::unknown
                  : meter.heard < 0               ? Truth::no
                  : reading.says(Reading::kPower) ? Truth::no
                                                  : Truth::yes;
    step.watch(meter.silent, silent, step.law.p7_minutes + 1, [&] {
      return Finding{
          .code = Code::p7, .aspect = "silent", .meter = index, .bound = step.law.p7_minutes};
    });
    if (reading.says(Reading::kVolts) || meter.voltage.since >= 0 || meter.zero.since >= 0)
      judge_volts(step, meter, index, reading);
    if (reading.says(Reading::kAmps) || meter.phase.since >= 0 || meter.imbalance.since >= 0)
      judge_amps(step, meter, index, reading);
  }
  step.watch(memory.silent, truth(none && heard), step.law.p7_minutes + 1, [&] {
    return Finding{.code = Code::p7, .aspect = "logger", .bound = step.law.p7_minutes};
  });
}

}  // namespace qs::power

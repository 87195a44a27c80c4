// 表计电量: counters that go back, jump, roll over, start again or were swapped.
#include <cmath>

#include "kernel/power/step.h"

namespace qs::power {
namespace {

constexpr double kNearlyFull = 0.9;  // of a counter's range, before it rolls over
constexpr int kFewestDigits = 4, kMostDigits = 9;

struct Suspect {
  int meter;
  double before, now, most;  // most: kWh that may have passed
  bool told = false;
};

// What may have passed at most since the counter was read: by power, and by the greatest load where
// nothing was heard.
double most_passed(const Step& step, const MeterMemory& meter, const Meter& plan) {
  auto known = meter.passed;
  auto minutes = static_cast<double>(step.minute - meter.counted);
  auto heard = step.minute - meter.counted <= 1;
  auto full = std::max({plan.rated_kw, meter.habit.high_kw, meter.kw});
  return step.law.p9_times * (heard ? known : std::max(known, minutes * full / 60)) +
         step.law.p9_kwh;
}

bool rolled_over(const Suspect& s) {
  for (int digits = kFewestDigits; digits <= kMostDigits; ++digits) {
    auto range = std::pow(10, digits);
    if (s.before < range && s.before > kNearlyFull * range)
      return s.now + range - s.before >= 0 && s.now + range - s.before <= s.most;
  }
  return false;
}

std::string_view aspect_of(const Suspect& s) {
  if (s.now > s.before) return "jump";
  if (rolled_over(s)) return "rolled_over";
  return s.now <= s.most ? "reset" : "back";
}

void tell(const Step& step, const Suspect& s, std::string_view aspect, int other) {
  Finding finding{.code = Code::p9,
                  .aspect = aspect,
                  .meter = s.meter,
                  .other = other,
                  .measured = s.now - s.before,
                  .bound = s.most};
  step.tell(finding, {.since = step.minute, .seen = step.minute + 1}, true, 0);
}

void judge_suspects(const Step& step, std::vector<Suspect>& suspects) {
  for (auto& one : suspects)
    for (auto& other : suspects) {
      bool crossed = one.meter < other.meter && !one.told && !other.told &&
                     std::abs(other.now - one.before) <= one.most &&
                     std::abs(one.now - other.before) <= other.most;
      if (!crossed) continue;
      one.told = other.told = true;
      tell(step, one, "swapped", other.meter);
    }
  for (const auto& one : suspects)
    if (!one.told) tell(step, one, aspect_of(one), -1);
}

}  // namespace

void judge_counters(const Step& step) {
  std::vector<Suspect> suspects;
  for (size_t i = 0; i < step.row.size(); ++i) {
    const auto& reading = step.row[i];
    if (!reading.says(Reading::kEnergy)) continue;
    auto& meter = step.memory.meters[i];
    if (meter.counter) {
      auto most = most_passed(step, meter, step.plan.meters[i]);
      auto grown = reading.kwh - *meter.counter;
      // A counter shows hundredths and may round them either way.
      if (grown < -0.01 || grown > most)
        suspects.push_back({static_cast<int>(i), *meter.counter, reading.kwh, most});
    }
    meter.counter = reading.kwh;
    meter.counted = step.minute;
    meter.passed = 0;
  }
  if (!suspects.empty()) judge_suspects(step, suspects);
}

}  // namespace qs::power

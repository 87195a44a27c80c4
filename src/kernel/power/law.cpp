#include "kernel/power/law.h"

#include <fmt/format.h>

#include <cmath>
#include <cstdlib>

namespace qs::power {
namespace {

struct Entry {
  std::string_view rule;
  double Law::*figure;
};
constexpr std::array<Entry, 39> kEntries{{
    {"power.settle", &Law::settle},
    {"power.bridge", &Law::bridge},
    {"power.run_share", &Law::run_share},
    {"power.standby_share", &Law::off_share},
    {"power.valley_depth", &Law::valley_depth},
    {"power.learn_days", &Law::learn_days},
    {"power.learn_least", &Law::learn_least},
    {"power.p1.minutes", &Law::p1_minutes},
    {"power.p2.minutes", &Law::p2_minutes},
    {"power.p2.within", &Law::p2_within},
    {"power.p3.minutes", &Law::p3_minutes},
    {"power.p3.within", &Law::p3_within},
    {"power.p3.post_run_from", &Law::p3_post_run},
    {"power.p4.minutes", &Law::p4_minutes},
    {"power.p4.share", &Law::p4_share},
    {"power.p5.minutes", &Law::p5_minutes},
    {"power.baseline.days", &Law::p5_days},
    {"power.p5.least_days", &Law::p5_least_days},
    {"power.p5.known", &Law::p5_known},
    {"power.p6.minutes", &Law::p6_minutes},
    {"power.p7.minutes", &Law::p7_minutes},
    {"power.p7.zero_v", &Law::p7_zero_v},
    {"power.p8.volts_low", &Law::p8_low_v},
    {"power.p8.volts_high", &Law::p8_high_v},
    {"power.p8.imbalance", &Law::p8_imbalance},
    {"power.p8.lost_phase", &Law::p8_lost_phase},
    {"power.p8.minutes", &Law::p8_minutes},
    {"power.p8.imbalance_minutes", &Law::p8_imbalance_minutes},
    {"power.p9.times", &Law::p9_times},
    {"power.p9.kwh", &Law::p9_kwh},
    {"power.p10.minutes", &Law::p10_minutes},
    {"power.p11.minutes", &Law::p11_minutes},
    {"power.p12.minutes", &Law::p12_minutes},
    {"power.p12.share", &Law::p12_share},
    {"power.p13.minutes", &Law::p13_minutes},
    {"power.p13.share", &Law::p13_share},
    {"power.p14.minutes", &Law::p14_minutes},
    {"power.p14.same", &Law::p14_same},
    {"power.p14.share", &Law::p14_share},
}};

// The rule that a finding cites.
constexpr std::array<std::string_view, kCodes> kCited{
    "power.p1.minutes",  "power.p2.minutes",  "power.p3.post_run_from", "power.p4.share",
    "power.p5.minutes",  "power.p6.minutes",  "power.p7.minutes",       "power.p8.minutes",
    "power.p9.times",    "power.p10.minutes", "power.p11.minutes",      "power.p12.share",
    "power.p13.minutes", "power.p14.share"};

constexpr std::array<std::string_view, kCodes> kNames{
    "p1", "p2", "p3", "p4", "p5", "p6", "p7", "p8", "p9", "p10", "p11", "p12", "p13", "p14"};

}  // namespace

std::string_view name(Code code) {
  return kNames[static_cast<size_t>(code)];
}

Law law_of(const standard::Library& library, Day day, standard::Faults& faults) {
  Law law;
  for (const auto& entry : kEntries) {
    const auto* rule = library.rule(entry.rule, day);
    if (!rule) {
      faults.add(fmt::format("there is no rule '{}' on {}", entry.rule, iso(day)), "rules.csv");
      continue;
    }
    char* end = nullptr;
    double value = std::strtod(rule->value.c_str(), &end);
    if (end == rule->value.c_str() || *end != 0 || !std::isfinite(value) || value < 0)
      faults.add(fmt::format("'{}' is not a figure of 0 or more", rule->value),
                 std::string(entry.rule));
    else
      law.*entry.figure = value;
  }
  for (size_t i = 0; i < kCodes; ++i)
    if (const auto* rule = library.rule(kCited[i], day))
      law.grounds[i] = {rule->source.standard, rule->source.clause, rule->source.confidence};
  if (law.off_share >= law.run_share)
    faults.add("power.standby_share is to be less than power.run_share", "rules.csv");
  if (law.p8_low_v >= law.p8_high_v)
    faults.add("power.p8.volts_low is to be less than power.p8.volts_high", "rules.csv");
  return law;
}

}  // namespace qs::power

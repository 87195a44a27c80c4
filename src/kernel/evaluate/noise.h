// 声环境: day and night levels by functional zone, and 夜间突发噪声.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "kernel/evaluate/compliance.h"

namespace qs::evaluate {

// 昼间 / 夜间 of an hour of the day (0..23), by the rule in force (06-22 unless a place differs).
enum class NoisePeriod : uint8_t { day, night };
std::string_view name(NoisePeriod period);
Result<NoisePeriod> noise_period(const standard::Library& library, int hour, Day law);

struct NoiseSite {
  std::string site;
  std::string standard;  // family: "GB 3096", "GB 12348", "GB 12523", "GB 22337"
  std::string zone;      // "0" .. "4b"; building sites have one scope
  bool indoors = false;  // measured indoors next door: GB 12348 lowers the limit
};

// One period's equivalent level (dB, rounded) against the zone's limit.
Verdict judge_level(const standard::Library& library, const NoiseSite& site, NoisePeriod period,
                    const observe::Statistic& level);
// 夜间突发: the greatest level of the night may exceed the night limit by the rule's margin at
// most. `frequent` chooses GB 12348's smaller margin for frequent noise.
Verdict judge_sudden(const standard::Library& library, const NoiseSite& site,
                     const observe::Statistic& greatest, bool frequent = false);

// 背景值修正: what to add to a measured level by its distance to the background, dB. nullopt: the
// background is too near; lower it and measure again. An error: a rule is missing.
Result<std::optional<double>> background_correction(const standard::Library& library,
                                                    double measured, double background, Day law);

}  // namespace qs::evaluate

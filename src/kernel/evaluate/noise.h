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
  std::string zone;      // 功能区 "0" .. "4b"; "site" for building sites
  bool indoors = false;  // measured inside the neighbour's room: GB 12348 lowers the limit
  Circumstances known;   // "structure_borne" -> "A"
};

// One period's equivalent level (factor Leq, Ld or Ln; dB, rounded) against the zone's limit.
Verdict judge_level(const standard::Library& library, const NoiseSite& site, NoisePeriod period,
                    const observe::Statistic& level);
// 夜间突发: the greatest level of the night (factor LMx). The limit row holds the margin for
// sporadic noise; `frequent` takes GB 12348's smaller margin over the night limit.
Verdict judge_sudden(const standard::Library& library, const NoiseSite& site,
                     const observe::Statistic& greatest, bool frequent = false);

// 背景值修正: what to add to a measured level, dB, by its rounded distance to the background.
// nullopt: the background is too near; lower it and measure again.
Result<std::optional<double>> background_correction(const standard::Library& library,
                                                    double measured, double background, Day law);

}  // namespace qs::evaluate

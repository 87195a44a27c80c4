#include "edge/gateway/hj212/key.h"

#include <array>

#include "edge/gateway/hj212/letters.h"

namespace qs::gateway::hj212 {
namespace {

struct AspectName {
  std::string_view name;
  Aspect aspect;
};

constexpr std::array<AspectName, 25> kAspects{{{"Rtd", Aspect::rtd},
                                               {"Flag", Aspect::flag},
                                               {"Avg", Aspect::avg},
                                               {"Min", Aspect::min},
                                               {"Max", Aspect::max},
                                               {"Cou", Aspect::cou},
                                               {"ZsRtd", Aspect::zs_rtd},
                                               {"ZsAvg", Aspect::zs_avg},
                                               {"ZsMin", Aspect::zs_min},
                                               {"ZsMax", Aspect::zs_max},
                                               {"EFlag", Aspect::eflag},
                                               {"SampleTime", Aspect::sample_time},
                                               {"RS", Aspect::run_state},
                                               {"RT", Aspect::run_time},
                                               {"Data", Aspect::data},
                                               {"DayData", Aspect::day_data},
                                               {"NightData", Aspect::night_data},
                                               {"Info", Aspect::info},
                                               {"SN", Aspect::serial},
                                               {"Ala", Aspect::alarm},
                                               {"LowValue", Aspect::limit},
                                               {"UpValue", Aspect::limit},
                                               {"SampleRd", Aspect::check},
                                               {"StandardValue", Aspect::check},
                                               {"ResultType", Aspect::check}}};

}  // namespace

Key split_key(std::string_view key) {
  auto dash = key.rfind('-');
  if (dash == key.npos) return {key, Aspect::none, false};
  auto factor = key.substr(0, dash), aspect = key.substr(dash + 1);
  for (const auto& known : kAspects)
    if (known.name == aspect) return {factor, known.aspect, false};
  for (const auto& known : kAspects)
    if (same_letters(known.name, aspect)) return {factor, known.aspect, true};
  if (aspect == "td") return {factor, Aspect::rtd, true};  // seen in the field: "LA-td"
  return {factor, Aspect::unknown, false};
}

}  // namespace qs::gateway::hj212

// The keys of CP: "a34004-Avg" is a factor and what is said of it.
#pragma once

#include <cstdint>
#include <string_view>

namespace qs::gateway::hj212 {

enum class Aspect : uint8_t {
  none,  // no "-": a field of its own (DataTime, RestartTime, PolId)
  rtd,
  avg,
  min,
  max,
  cou,
  zs_rtd,
  zs_avg,
  zs_min,
  zs_max,
  flag,
  eflag,
  sample_time,
  run_state,   // -RS
  run_time,    // -RT
  data,        // -Data, noise
  day_data,    // -DayData
  night_data,  // -NightData
  info,        // -Info
  serial,      // -SN
  alarm,       // 2005: -Ala, AlarmType
  limit,       // 2005: -LowValue, -UpValue
  check,       // 2025: -SampleRd, -StandardValue, -ResultType
  unknown,
};

struct Key {
  std::string_view factor;
  Aspect aspect = Aspect::none;
  bool misspelt = false;  // other letters' case, or "-td"
};

Key split_key(std::string_view key);

}  // namespace qs::gateway::hj212

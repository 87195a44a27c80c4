// 时序: what one series is and what one kept value is.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.h"

namespace qs::observe {

using SeriesId = uint32_t;  // dense, from 1, given by the SeriesLog
using Seq = uint64_t;       // ingest order over all series and frames, strictly rising; 0 = none

// The interval a value stands for.
enum class Cadence : uint8_t { realtime, minute, hour, day, month, year };
// Which figure of that interval. zs_*: converted to reference oxygen (HJ 212 -Zs*).
enum class Measure : uint8_t {
  rtd,
  avg,
  min,
  max,
  cou,
  zs_rtd,
  zs_avg,
  zs_min,
  zs_max,
  state,
  run_time,
  index,
  moving_8h,   // mean of the eight hours that end with this one (O3)
  max_8h,      // MDA8 日最大8小时平均: the greatest moving_8h of the day (O3)
  moving_24h,  // mean of the 24 hours that end with this one
};

struct SeriesKey {
  std::string site;    // station, outlet or device-bearing place: id of the ledger record
  std::string factor;  // standard::Factor::code
  Cadence cadence = Cadence::realtime;
  Measure measure = Measure::rtd;
  auto operator<=>(const SeriesKey&) const = default;
};

std::string_view name(Cadence c);
std::string_view name(Measure m);
std::optional<Cadence> cadence_of(std::string_view name);
std::optional<Measure> measure_of(std::string_view name);

// 标记: HJ 212 marks of a value, one byte, and our own findings. Anything unknown is `other` and is
// kept in the raw frame.
enum class Mark : uint8_t {
  normal,           // N
  stopped,          // F 停运
  maintenance,      // M 维护
  manual,           // S 手工
  fault,            // D 故障
  calibration,      // C 校准
  over_range,       // T 超上限
  comm_fault,       // B 通讯异常 (2017)
  starting,         // St 启炉 (2025, unverified)
  shutting,         // Sd 停炉 (2025, unverified)
  no_data,          // Md 无数据 (2025, unverified)
  below_detection,  // L: censored at the detection limit
  invalid,          // judged invalid by people (审核无效)
  insufficient,     // a statistic without enough valid values
  other,
};
std::string_view letter(Mark m);
Mark mark_of(std::string_view letters);
bool counts(Mark m);  // takes part in statistics and judgement

// Where a version came from. derived: a statistic that we made; calibrated: an hour that we
// corrected by a calibration fit, or a statistic made of such hours.
enum class Origin : uint8_t { device, imported, derived, calibrated, audit };
std::string_view name(Origin o);

// One version of one value. (series, time) names the value; the version with the greatest seq
// stands, but a person's decision (audit) stands over any device's later re-send until the next
// decision.
struct Sample {
  SeriesId series = 0;
  Mark mark = Mark::normal;
  Origin origin = Origin::device;
  int64_t time = 0;  // UTC ms; the beginning of the interval for minute, hour, day
  double value = 0;  // in the factor's unit
  Seq frame = 0;     // seq of the raw frame it came from, 0 = none
};

}  // namespace qs::observe

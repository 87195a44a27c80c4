#include "kernel/observe/series.h"

#include <algorithm>
#include <array>

namespace qs::observe {
namespace {

constexpr std::array<std::string_view, 6> kCadences{"realtime", "minute", "hour",
                                                    "day",      "month",  "year"};
constexpr std::array<std::string_view, 15> kMeasures{
    "rtd",    "avg",   "min",      "max",   "cou",       "zs_rtd", "zs_avg",    "zs_min",
    "zs_max", "state", "run_time", "index", "moving_8h", "max_8h", "moving_24h"};
constexpr std::array<std::string_view, 5> kOrigins{"device", "imported", "derived", "calibrated",
                                                   "audit"};
// In the order of Mark. The last four are ours and never sent by a device.
constexpr std::array<std::string_view, 15> kLetters{"N",  "F",  "M",  "S", "D",   "C",    "T", "B",
                                                    "St", "Sd", "Md", "L", "inv", "insf", "?"};

template <class Enum, size_t N>
std::optional<Enum> find(const std::array<std::string_view, N>& names, std::string_view name) {
  auto it = std::find(names.begin(), names.end(), name);
  if (it == names.end()) return std::nullopt;
  return static_cast<Enum>(it - names.begin());
}

}  // namespace

std::optional<Cadence> cadence_of(std::string_view name) {
  return find<Cadence>(kCadences, name);
}
std::optional<Measure> measure_of(std::string_view name) {
  return find<Measure>(kMeasures, name);
}

std::string_view name(Cadence c) {
  return kCadences[static_cast<size_t>(c)];
}
std::string_view name(Measure m) {
  return kMeasures[static_cast<size_t>(m)];
}
std::string_view name(Origin o) {
  return kOrigins[static_cast<size_t>(o)];
}
std::string_view letter(Mark m) {
  return kLetters[static_cast<size_t>(m)];
}

Mark mark_of(std::string_view letters) {
  for (size_t i = 0; i + 3 < kLetters.size(); ++i)
    if (kLetters[i] == letters) return static_cast<Mark>(i);
  return Mark::other;
}

bool counts(Mark m) {
  return m == Mark::normal || m == Mark::manual || m == Mark::below_detection;
}

}  // namespace qs::observe

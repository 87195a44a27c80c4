// From a parsed frame to readings bound to their series, notes, and what was refused and why.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "edge/gateway/hj212/key.h"
#include "edge/gateway/hj212/segment.h"
#include "edge/gateway/hj212/switches.h"
#include "kernel/observe/reading.h"

namespace qs::gateway::hj212 {

// Times outside are refused: an earlier one is a clock that lost its battery (1970, 2000).
inline constexpr Day kEarliest = std::chrono::year{2010} / 1 / 1;
inline constexpr std::chrono::minutes kFutureTolerance{30};
inline constexpr std::chrono::minutes kClockTolerance{5};
inline constexpr size_t kMaxFactors = 512;    // in one frame
inline constexpr size_t kMaxNoteText = 4096;  // bytes, UTF-8

// How a key becomes a series: DeviceBook::channel behind the connection's cache.
using ChannelOf = std::function<Result<observe::Channel>(std::string_view factor, observe::Cadence,
                                                         observe::Measure)>;

struct Interpretation {
  std::optional<Instant> time;       // of the frame, as kept (the beginning of the interval)
  std::optional<Instant> data_time;  // as the device named it
  std::vector<observe::Sample> samples;
  std::vector<observe::Note> notes;
  Deviations deviations;
  std::optional<Refusal> refused;       // the whole frame
  std::vector<Refusal> value_refusals;  // single values
};

struct FrameContext {
  std::string_view device;  // MN
  Instant received;
  // A packet without its own DataTime belongs to that of its first packet.
  std::optional<Instant> inherited_time;
};

// Interprets an upload or parameter frame. Learns from what it sees (period naming, units).
void interpret(const Segment& segment, const FrameContext& context, SwitchDetector& detector,
               const ChannelOf& channel, Interpretation& out);

}  // namespace qs::gateway::hj212

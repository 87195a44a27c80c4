// A load: many connections that each keep a window of frames in flight, and nothing else. For
// measuring how fast a server makes values durable.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "base/result.h"
#include "base/time.h"

namespace qs::simulate {

struct Load {
  std::string host = "127.0.0.1";
  uint16_t port = 2012;
  std::vector<std::string> devices;  // MNs, one connection each
  size_t window = 16;                // frames of a connection that are not acknowledged; 0: silent
  double rate = 0;                   // frames a second over all; 0: as fast as acknowledged
  Instant from;                      // DataTime of the first frame; each next is a second later
  std::chrono::seconds warm_up{2}, length{10};
  std::function<double()> cpu;  // processor seconds of the server so far; may be empty
};

struct LoadResult {
  size_t connections = 0;                      // open at the end
  uint64_t frames = 0, values = 0, bytes = 0;  // acknowledged within `length`
  double seconds = 0, cpu_seconds = 0;         // of `length`: by the clock, of the server's cores
};

// Air frames of 11 factors. Blocks. Faults: a connection cannot be opened.
Result<LoadResult> run_load(const Load& load);

}  // namespace qs::simulate

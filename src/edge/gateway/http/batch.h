// The JSON batch of POST /api/v1/data → a delivery: {"device","records":[{"t","factor","value",
// "mark","cadence","measure"}]}, t in UTC ms.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "kernel/observe/reading.h"

namespace qs::gateway {

inline constexpr size_t kMostBatchBytes = 8 << 20;
inline constexpr size_t kMostBatchRecords = 100'000;
inline constexpr size_t kMostBatchRefusals = 1'000;  // listed; refused_count has all
inline constexpr std::chrono::hours kMostAhead{24};  // a time further ahead of now is refused

// Not before 2000 and not more than kMostAhead ahead of now.
bool is_plausible(Instant time, Instant now);

struct BatchRefusal {
  size_t index = 0;  // of the record
  std::string text;
};

struct ParsedBatch {
  observe::DeviceProfile device;
  observe::Delivery delivery;  // without `done`; the frame holds the body as it came
  std::vector<BatchRefusal> refused;
  size_t refused_count = 0;
};

// An Error refuses all: too large, no JSON, no or unknown or quarantined device (text begins with
// "device"). Faults of single records are in `refused`, the others are delivered. "t" must not lie
// before 2000; "cadence" is realtime, "measure" rtd (avg with another cadence) when not given.
Result<ParsedBatch> parse_batch(std::string_view body, observe::DeviceBook& devices, Instant now);

}  // namespace qs::gateway

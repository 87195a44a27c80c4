// 限流: how often an address, and everybody together, may do something within a window of time.
#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "base/time.h"

namespace qs::service {

inline constexpr size_t kMostAddresses = 20'000;  // told apart; those beyond count as one

class RateGuard {
 public:
  struct Bounds {
    int64_t of_address = 0, in_all = 0;
    std::chrono::seconds window{0};
  };
  explicit RateGuard(Bounds bounds) : bounds_(bounds) {}

  // Counts one; how long to wait when there were too many, which counts nothing.
  std::optional<std::chrono::seconds> refuse(std::string_view address, Instant now);
  // The same without counting.
  std::optional<std::chrono::seconds> full(std::string_view address, Instant now);

 private:
  std::optional<std::chrono::seconds> ask(std::string_view address, Instant now, int64_t counts);

  const Bounds bounds_;
  std::mutex mutex_;
  Instant since_{};
  int64_t all_ = 0;
  std::map<std::string, int64_t, std::less<>> of_;
};

}  // namespace qs::service

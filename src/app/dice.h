// 骰子: enough of a distribution for show, and the same on every machine.
#pragma once

#include <cstdint>
#include <random>
#include <string_view>
#include <vector>

namespace qs::app {

class Dice {
 public:
  // Every `id` has throws of its own, so that a fill more changes no other.
  Dice(int64_t seed, std::string_view id) : engine_(stirred(seed, id)) {}
  size_t below(size_t n) { return n ? static_cast<size_t>(engine_() % n) : 0; }
  double within(double low, double high) {
    return low + (high - low) * static_cast<double>(engine_() >> 11) * 0x1.0p-53;
  }
  bool happens(double chance) { return within(0, 1) < chance; }
  template <class T>
  const T& one_of(const std::vector<T>& list) {  // that is not empty
    return list[below(list.size())];
  }

 private:
  static uint64_t stirred(int64_t seed, std::string_view id) {
    uint64_t hash = 1469598103934665603u ^ static_cast<uint64_t>(seed);  // FNV-1a
    for (char c : id) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211u;
    return hash;
  }
  std::mt19937_64 engine_;
};

}  // namespace qs::app

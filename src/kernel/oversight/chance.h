// 摇号: chance that anybody can repeat in any language. A seed is made of what several parties had
// bound themselves to before any of it was known, so that none of them could choose it.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace qs::oversight {

inline constexpr size_t kShortestSecret = 32, kLongestSecret = 200;  // characters

// 承诺: SHA-256 of "<pool digest>\n<party>\n<secret>", hex. The digest binds the party to this
// pool, the name keeps one party from handing in another's commitment as its own.
std::string commitment_of(std::string_view pool_digest, std::string_view party,
                          std::string_view secret);
// 种子: SHA-256 of the pool's digest and all secrets in the order of the parties, each after "\n".
std::string seed_of(std::string_view pool_digest, std::span<const std::string> secrets);

class Chance {
 public:
  explicit Chance(std::string seed) : seed_(std::move(seed)) {}
  // 0..n-1, each as likely as any other; n > 0. Number i is the first 8 bytes, big-endian, of
  // SHA-256("<seed>:<i>"); those not below the greatest multiple of n are passed over.
  uint64_t below(uint64_t n);

 private:
  std::string seed_;
  uint64_t next_ = 0;
};

}  // namespace qs::oversight

#include "kernel/oversight/chance.h"

#include <charconv>

#include "base/digest.h"
#include "base/result.h"

namespace qs::oversight {

namespace {

constexpr size_t kDigits = 16;  // of the 8 bytes that make a number

}  // namespace

std::string commitment_of(std::string_view pool_digest, std::string_view party,
                          std::string_view secret) {
  return sha256_hex(fmt::format("{}\n{}\n{}", pool_digest, party, secret));
}

std::string seed_of(std::string_view pool_digest, std::span<const std::string> secrets) {
  std::string text(pool_digest);
  for (const auto& secret : secrets) text += "\n" + secret;
  return sha256_hex(text);
}

uint64_t Chance::below(uint64_t n) {
  check(n > 0, "one of nothing cannot be drawn");
  const uint64_t rest = (uint64_t{0} - n) % n;  // 2^64 mod n
  while (true) {
    auto digest = sha256_hex(fmt::format("{}:{}", seed_, next_++));
    uint64_t number = 0;
    std::from_chars(digest.data(), digest.data() + kDigits, number, 16);
    if (rest == 0 || number < uint64_t{0} - rest) return number % n;
  }
}

}  // namespace qs::oversight

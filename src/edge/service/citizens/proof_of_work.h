// 工作量证明: a stranger's browser works for a moment before each report. Nobody outside is asked,
// and nothing is remembered: the challenge is signed, and the report that it brings in takes its
// name from it, so that a challenge used again finds its report standing.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "edge/service/seal.h"

namespace qs::service {

struct Challenge {
  std::string text;
  int64_t bits = 0;
  Instant until;
};

// What a challenge was, once its work is done.
struct Ticket {
  std::string nonce;  // one of a kind
  Instant issued;
};

class ProofOfWork {
 public:
  // An answer is a text of at most kLongestAnswer bytes with which the SHA-256 of
  // "<challenge>.<answer>" begins with `bits` zero bits.
  ProofOfWork(const Seal& seal, int64_t bits, std::chrono::minutes lasts);

  Challenge issue(Instant now) const;
  // Faults, by place: "challenge" not of this house or too old, "answer" not enough work.
  Result<Ticket> check(std::string_view challenge, std::string_view answer, Instant now) const;

  static constexpr size_t kLongestChallenge = 100, kLongestAnswer = 20;

 private:
  std::string signed_part(std::string_view said) const;

  const Seal& seal_;
  int64_t bits_;
  std::chrono::minutes lasts_;
};

// Of a digest in hex.
int64_t leading_zero_bits(std::string_view hex);

}  // namespace qs::service

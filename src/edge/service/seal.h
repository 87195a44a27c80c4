// 封存: what must not lie plain in the ledger is sealed with a key of this house: a copy of the
// ledger, or a backup, does not give it away.
#pragma once

#include <array>
#include <string>
#include <string_view>

#include "kernel/ledger/record_log.h"

namespace qs::service {

class Seal {
 public:
  // With a key as fresh_key() writes it. Fault: it is none.
  static Result<Seal> of(std::string_view key);
  static std::string fresh_key();

  std::string seal(std::string_view plain) const;
  // Fault: sealed with another key, damaged or not sealed.
  Result<std::string> open(std::string_view sealed) const;
  // 32 bytes that only this house can make of a text; other purposes give other bytes.
  std::string signature(std::string_view purpose, std::string_view text) const;

  static constexpr size_t kKeyBytes = 32;

 private:
  explicit Seal(const std::array<unsigned char, kKeyBytes>& key) : key_(key) {}
  std::array<unsigned char, kKeyBytes> key_;
};

// Secrets of second factors that an earlier version kept plain are sealed, in one commit; the
// history still holds what they were. Answers how many are sealed with a key that is not this
// house's (a ledger restored without its secrets): those people need a new second factor.
Result<size_t> seal_second_factors(const Seal& seal, ledger::RecordLog& records, Instant now);

}  // namespace qs::service

// 封存: what must not lie plain in the ledger is sealed with a key of this house: a copy of the
// ledger, or a backup, does not give it away.
#pragma once

#include <array>
#include <filesystem>
#include <string>
#include <string_view>

#include "kernel/ledger/record_log.h"

namespace qs::service {

class Seal {
 public:
  // With the key in secrets/seal.key of the data folder, which is made when there is none. Faults:
  // the key is damaged, disk.
  static Result<Seal> of(const std::filesystem::path& data);

  std::string seal(std::string_view plain) const;
  // Fault: sealed with another key, damaged or not sealed.
  Result<std::string> open(std::string_view sealed) const;

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

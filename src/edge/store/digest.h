// 证明: SHA-256 over what was received, kind by kind, so that a kind may be retired by retention
// and the chain over the rest still holds.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "edge/store/data_kind.h"
#include "kernel/observe/series_log.h"

namespace qs::store {

using Hash = std::array<uint8_t, 32>;

std::string hex(const Hash& hash);
std::string_view bytes_of(const Hash& hash);
Hash hash_of(std::string_view bytes);  // zeroes where bytes are missing

class Sha256 {
 public:
  Sha256();
  void add(std::string_view bytes);
  void number(uint64_t value);        // eight bytes, little end first
  void text(std::string_view value);  // its length, then its bytes
  Hash finish();                      // the object then begins anew

 private:
  struct Free {
    void operator()(void* context) const;
  };
  std::unique_ptr<void, Free> context_;
};

using Parts = std::array<Hash, kDataKinds>;

// One batch as it was kept: fed in seq order, part by part.
class BatchDigest {
 public:
  void frame(observe::Seq seq, const observe::RawFrame& frame);
  void sample(const observe::Sample& sample, observe::Seq seq, DataKind kind);
  void note(observe::Seq seq, const observe::Note& note);
  Parts finish();

 private:
  void flush(DataKind kind);
  std::array<Sha256, kDataKinds> parts_;
  std::array<std::string, kDataKinds> pending_;
};

std::string bytes_of(const Parts& parts);
Parts parts_of(std::string_view bytes);  // zeroes where bytes are missing

// What is known of a kept batch besides its contents.
struct BatchFacts {
  observe::Seq first = 0, last = 0;
  int64_t received = 0;
  std::string_view by, reason;
};

// The link of the chain: hash of the link before, the facts and the parts.
Hash link(const Hash& previous, const BatchFacts& facts, const Parts& parts);

}  // namespace qs::store

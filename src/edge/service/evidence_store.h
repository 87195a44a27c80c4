// 证据: bytes that people hand in, each kept once under its SHA-256 and never changed.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "base/result.h"

namespace qs::service {

struct StoredEvidence {
  std::string hash;       // SHA-256, hex
  std::string sm3;        // SM3, hex
  std::string_view type;  // as its first bytes say, whatever the sender said
};

// nullptr: not a kind of file that is taken (jpeg, png, webp, pdf, mp4).
const char* sniff(std::string_view bytes);
bool is_hash(std::string_view text);  // 64 lower-case hex digits

class EvidenceStore {
 public:
  explicit EvidenceStore(std::filesystem::path folder);  // <data>/evidence
  // On disk when it returns; repeating it changes nothing.
  Result<StoredEvidence> put(std::string_view bytes) const;
  // A fault also when the bytes are no longer those of the hash.
  Result<std::string> get(std::string_view hash) const;

 private:
  std::filesystem::path path_of(std::string_view hash) const;  // ab/cd/abcd…
  std::filesystem::path folder_;
};

}  // namespace qs::service

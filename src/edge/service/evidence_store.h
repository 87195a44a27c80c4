// 证据: bytes that people hand in, each kept once under its SHA-256 and never changed.
#pragma once

#include <filesystem>
#include <mutex>
#include <string>
#include <string_view>

#include "base/result.h"

namespace qs::service {

struct StoredEvidence {
  std::string hash;  // SHA-256, hex
  std::string sm3;   // SM3, hex
};

bool is_hash(std::string_view text);  // 64 lower-case hex digits

class EvidenceStore {
 public:
  explicit EvidenceStore(std::filesystem::path folder);  // <data>/evidence
  // On disk when it returns; repeating it changes nothing.
  Result<StoredEvidence> put(std::string_view bytes) const;
  // A fault also when the bytes are no longer those of the hash.
  Result<std::string> get(std::string_view hash) const;
  // Where these bytes lie; get() says whether they are still what was handed in.
  std::filesystem::path path_of(std::string_view hash) const;  // ab/cd/abcd…
  // A small JPEG of a photo's bytes. Fault: they cannot be read, or hold too many pixels.
  Result<std::string> shrink(std::string_view bytes, std::string_view type);
  // The small JPEG of a photo that is kept: it lies beside it and is made again when it is gone.
  Result<std::string> thumbnail(std::string_view hash, std::string_view type);
  Result<void> put_thumbnail(std::string_view hash, std::string_view bytes) const;

 private:
  std::filesystem::path thumbnail_of(std::string_view hash) const;

  std::filesystem::path folder_;
  std::mutex unpacking_;  // one photo is unpacked at a time: that bounds the memory
};

}  // namespace qs::service

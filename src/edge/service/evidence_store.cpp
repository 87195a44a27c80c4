#include "edge/service/evidence_store.h"

#include <sodium.h>

#include "base/csv.h"
#include "base/digest.h"
#include "base/durable_file.h"
#include "exhibit/file_type.h"
#include "exhibit/photo.h"

namespace qs::service {
namespace {

namespace fs = std::filesystem;

constexpr fs::perms kMode{0640};

// The same file may be handed in twice at once: each has a draft of its own.
Result<void> write_beside_others(const fs::path& path, std::string_view bytes) {
  std::error_code fault;
  fs::create_directories(path.parent_path(), fault);
  return write_durably(path, bytes, kMode, fmt::format(".{:08x}", randombytes_random()));
}

}  // namespace

bool is_hash(std::string_view text) {
  return text.size() == 64 && text.find_first_not_of("0123456789abcdef") == text.npos;
}

EvidenceStore::EvidenceStore(fs::path folder) : folder_(std::move(folder)) {}

fs::path EvidenceStore::path_of(std::string_view hash) const {
  return folder_ / hash.substr(0, 2) / hash.substr(2, 2) / hash;
}

fs::path EvidenceStore::thumbnail_of(std::string_view hash) const {
  return path_of(hash).concat(".thumbnail");
}

Result<std::string> EvidenceStore::shrink(std::string_view bytes, std::string_view type) {
  std::lock_guard lock(unpacking_);
  return exhibit::thumbnail(bytes, type);
}

Result<StoredEvidence> EvidenceStore::put(std::string_view bytes) const {
  StoredEvidence stored{sha256_hex(bytes), sm3_hex(bytes)};
  auto path = path_of(stored.hash);
  std::error_code fault;
  if (fs::exists(path, fault)) return stored;
  if (auto kept = write_beside_others(path, bytes); !kept) return tl::unexpected(kept.error());
  return stored;
}

Result<void> EvidenceStore::put_thumbnail(std::string_view hash, std::string_view bytes) const {
  return write_beside_others(thumbnail_of(hash), bytes);
}

Result<std::string> EvidenceStore::get(std::string_view hash) const {
  if (!is_hash(hash)) return fail("not a digest", std::string(hash));
  auto bytes = read_file(path_of(hash));
  if (bytes && sha256_hex(*bytes) != hash)
    return fail("the file is not what was handed in", std::string(hash));
  return bytes;
}

Result<std::string> EvidenceStore::thumbnail(std::string_view hash, std::string_view type) {
  if (!is_hash(hash)) return fail("not a digest", std::string(hash));
  if (auto known = read_file(thumbnail_of(hash))) return known;
  auto bytes = get(hash);
  if (!bytes) return bytes;
  auto small = shrink(*bytes, type);
  if (!small) return small;
  if (auto kept = put_thumbnail(hash, *small); !kept) return tl::unexpected(kept.error());
  return small;
}

}  // namespace qs::service

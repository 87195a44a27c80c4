#include "edge/service/evidence_store.h"

#include <sodium.h>

#include "base/csv.h"
#include "base/digest.h"
#include "base/durable_file.h"

namespace qs::service {
namespace {

namespace fs = std::filesystem;

// What a file of this type begins with.
struct Signature {
  size_t at;
  std::string_view bytes;
  const char* type;
};
constexpr std::array<Signature, 5> kSignatures{{
    {0, "\xFF\xD8\xFF", "image/jpeg"},
    {0, "\x89PNG\r\n\x1A\n", "image/png"},
    {8, "WEBP", "image/webp"},
    {0, "%PDF-", "application/pdf"},
    {4, "ftyp", "video/mp4"},
}};

constexpr fs::perms kMode{0640};

}  // namespace

const char* sniff(std::string_view bytes) {
  for (const auto& s : kSignatures)
    if (bytes.size() >= s.at + s.bytes.size() && bytes.substr(s.at, s.bytes.size()) == s.bytes)
      return s.type;
  return nullptr;
}

bool is_hash(std::string_view text) {
  return text.size() == 64 && text.find_first_not_of("0123456789abcdef") == text.npos;
}

EvidenceStore::EvidenceStore(fs::path folder) : folder_(std::move(folder)) {}

fs::path EvidenceStore::path_of(std::string_view hash) const {
  return folder_ / hash.substr(0, 2) / hash.substr(2, 2) / hash;
}

Result<StoredEvidence> EvidenceStore::put(std::string_view bytes) const {
  const char* type = sniff(bytes);
  if (!type) return fail("only jpeg, png, webp, pdf and mp4 files are taken as evidence");
  StoredEvidence stored{sha256_hex(bytes), sm3_hex(bytes), type};
  auto path = path_of(stored.hash);
  std::error_code fault;
  if (fs::exists(path, fault)) return stored;
  fs::create_directories(path.parent_path(), fault);
  // The same file may be handed in twice at once: each has a draft of its own.
  auto draft_suffix = fmt::format(".{:08x}", randombytes_random());
  if (auto kept = write_durably(path, bytes, kMode, draft_suffix); !kept)
    return tl::unexpected(kept.error());
  return stored;
}

Result<std::string> EvidenceStore::get(std::string_view hash) const {
  if (!is_hash(hash)) return fail("not a digest", std::string(hash));
  auto bytes = read_file(path_of(hash));
  if (bytes && sha256_hex(*bytes) != hash)
    return fail("the file is not what was handed in", std::string(hash));
  return bytes;
}

}  // namespace qs::service

#include "edge/service/evidence_store.h"

#include <fcntl.h>
#include <sodium.h>
#include <unistd.h>

#include "base/csv.h"
#include "edge/service/digest.h"

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

Result<void> sync(const fs::path& path, int flags) {
  int file = ::open(path.c_str(), flags | O_CLOEXEC);
  bool done = file >= 0 && ::fsync(file) == 0;
  if (file >= 0) ::close(file);
  return done ? Result<void>{} : fail("cannot write to disk", path.string());
}

Result<void> write_whole(const fs::path& path, std::string_view bytes) {
  int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0640);
  if (file < 0) return fail("cannot create a file", path.string());
  bool done = true;
  while (done && !bytes.empty()) {
    auto n = ::write(file, bytes.data(), bytes.size());
    done = n > 0;
    if (done) bytes.remove_prefix(static_cast<size_t>(n));
  }
  done = done && ::fsync(file) == 0;
  ::close(file);
  return done ? Result<void>{} : fail("cannot write, is the disk full?", path.string());
}

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
  auto draft = path;
  draft += fmt::format(".{:08x}", randombytes_random());
  auto kept = write_whole(draft, bytes);
  if (kept) fs::rename(draft, path, fault);
  if (kept && !fault) kept = sync(path.parent_path(), O_RDONLY | O_DIRECTORY);
  if (kept && !fault) return stored;
  fs::remove(draft, fault);
  return kept ? fail("cannot keep the file", path.string()) : tl::unexpected(kept.error());
}

Result<std::string> EvidenceStore::get(std::string_view hash) const {
  if (!is_hash(hash)) return fail("not a digest", std::string(hash));
  auto bytes = read_file(path_of(hash));
  if (bytes && sha256_hex(*bytes) != hash)
    return fail("the file is not what was handed in", std::string(hash));
  return bytes;
}

}  // namespace qs::service

#include "edge/service/seal.h"

#include <sodium.h>

#include "base/csv.h"
#include "base/durable_file.h"

namespace qs::service {

namespace {

constexpr const char* kKeyFile = "secrets/seal.key";
constexpr auto kMode = std::filesystem::perms::owner_read | std::filesystem::perms::owner_write;
constexpr std::string_view kSealed = "sealed1:";  // then base64 of nonce and box
constexpr const char* kField = "totp_secret";
constexpr int kBase64 = sodium_base64_VARIANT_URLSAFE_NO_PADDING;

static_assert(Seal::kKeyBytes == crypto_secretbox_KEYBYTES);

using Bytes = std::vector<unsigned char>;

std::string text_of(const Bytes& bytes) {
  std::string text(sodium_base64_encoded_len(bytes.size(), kBase64), '\0');
  sodium_bin2base64(text.data(), text.size(), bytes.data(), bytes.size(), kBase64);
  text.pop_back();  // its zero
  return text;
}

std::optional<Bytes> bytes_of(std::string_view text) {
  Bytes bytes(text.size());
  size_t length = 0;
  const char* end = nullptr;
  if (sodium_base642bin(bytes.data(), bytes.size(), text.data(), text.size(), nullptr, &length,
                        &end, kBase64) != 0 ||
      end != text.data() + text.size())
    return std::nullopt;
  bytes.resize(length);
  return bytes;
}

}  // namespace

Result<Seal> Seal::of(const std::filesystem::path& data) {
  auto file = data / kKeyFile;
  std::array<unsigned char, kKeyBytes> key{};
  std::error_code error;
  if (!std::filesystem::exists(file, error)) {
    std::filesystem::create_directories(file.parent_path(), error);
    if (error) return fail(error.message(), file.string());
    crypto_secretbox_keygen(key.data());
    auto kept = write_durably(file, text_of({key.begin(), key.end()}) + "\n", kMode);
    return kept.map([&] { return Seal(key); });
  }
  auto text = read_file(file);
  if (!text) return tl::unexpected(text.error());
  auto bytes = bytes_of(std::string_view(*text).substr(0, text->find('\n')));
  if (!bytes || bytes->size() != kKeyBytes) return fail("is no key", file.string());
  std::ranges::copy(*bytes, key.begin());
  return Seal(key);
}

std::string Seal::seal(std::string_view plain) const {
  Bytes out(crypto_secretbox_NONCEBYTES + crypto_secretbox_MACBYTES + plain.size());
  randombytes_buf(out.data(), crypto_secretbox_NONCEBYTES);
  crypto_secretbox_easy(out.data() + crypto_secretbox_NONCEBYTES,
                        reinterpret_cast<const unsigned char*>(plain.data()), plain.size(),
                        out.data(), key_.data());
  return std::string(kSealed) + text_of(out);
}

Result<std::string> Seal::open(std::string_view sealed) const {
  constexpr size_t kLeast = crypto_secretbox_NONCEBYTES + crypto_secretbox_MACBYTES;
  if (!sealed.starts_with(kSealed)) return fail("is not sealed");
  auto bytes = bytes_of(sealed.substr(kSealed.size()));
  if (!bytes || bytes->size() < kLeast) return fail("is a damaged seal");
  std::string plain(bytes->size() - kLeast, '\0');
  if (crypto_secretbox_open_easy(reinterpret_cast<unsigned char*>(plain.data()),
                                 bytes->data() + crypto_secretbox_NONCEBYTES,
                                 bytes->size() - crypto_secretbox_NONCEBYTES, bytes->data(),
                                 key_.data()) != 0)
    return fail("was sealed with another key");
  return plain;
}

Result<size_t> seal_second_factors(const Seal& seal, ledger::RecordLog& records, Instant now) {
  auto users = records.query({.kind = "user", .where = {}, .limit = ledger::kMaxPage});
  if (!users) return tl::unexpected(users.error());
  ledger::Commit commit{
      .who = "seal", .why = "second factors sealed", .when = now, .writes = {}};
  size_t foreign = 0;
  for (auto& user : *users) {
    auto kept = user.text(kField);
    if (kept.empty()) continue;
    if (kept.starts_with(kSealed)) {
      foreign += !seal.open(kept);
      continue;
    }
    user.fields[kField] = seal.seal(kept);
    commit.writes.push_back({.kind = "user",
                             .id = user.id,
                             .fields = std::move(user.fields),
                             .expected_revision = user.revision});
  }
  if (commit.writes.empty()) return foreign;
  return records.commit(commit).map([&](uint64_t) { return foreign; });
}

}  // namespace qs::service

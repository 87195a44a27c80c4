#include "edge/service/seal.h"

#include <sodium.h>

#include "edge/service/base64.h"

namespace qs::service {

namespace {

constexpr std::string_view kSealed = "sealed1:";  // then base64 of nonce and box
constexpr const char* kField = "totp_secret";
constexpr size_t kNonce = crypto_secretbox_NONCEBYTES;
static_assert(Seal::kKeyBytes == crypto_secretbox_KEYBYTES);

const unsigned char* bytes_of(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}
unsigned char* bytes_of(std::string& text) {
  return reinterpret_cast<unsigned char*>(text.data());
}

}  // namespace

Result<Seal> Seal::of(std::string_view key) {
  auto bytes = from_base64url(key);
  if (!bytes || bytes->size() != kKeyBytes) return fail("is no key to seal with");
  std::array<unsigned char, kKeyBytes> out{};
  std::ranges::copy(*bytes, out.begin());
  return Seal(out);
}

std::string Seal::fresh_key() {
  std::string key(kKeyBytes, '\0');
  randombytes_buf(key.data(), key.size());
  return base64url(key);
}

std::string Seal::signature(std::string_view purpose, std::string_view text) const {
  static_assert(kKeyBytes == crypto_generichash_KEYBYTES);
  crypto_generichash_state state;
  std::string out(crypto_generichash_BYTES, '\0');
  auto length = static_cast<unsigned char>(purpose.size());  // so that no two pairs are alike
  crypto_generichash_init(&state, key_.data(), key_.size(), out.size());
  crypto_generichash_update(&state, &length, 1);
  crypto_generichash_update(&state, bytes_of(purpose), purpose.size());
  crypto_generichash_update(&state, bytes_of(text), text.size());
  crypto_generichash_final(&state, bytes_of(out), out.size());
  return out;
}

std::string Seal::seal(std::string_view plain) const {
  std::string out(kNonce + crypto_secretbox_MACBYTES + plain.size(), '\0');
  randombytes_buf(out.data(), kNonce);
  crypto_secretbox_easy(bytes_of(out) + kNonce, bytes_of(plain), plain.size(), bytes_of(out),
                        key_.data());
  return std::string(kSealed) + base64url(out);
}

Result<std::string> Seal::open(std::string_view sealed) const {
  constexpr size_t kLeast = kNonce + crypto_secretbox_MACBYTES;
  if (!sealed.starts_with(kSealed)) return fail("is not sealed");
  auto box = from_base64url(sealed.substr(kSealed.size()));
  if (!box || box->size() < kLeast) return fail("is a damaged seal");
  std::string plain(box->size() - kLeast, '\0');
  const auto* bytes = bytes_of(std::string_view(*box));
  if (crypto_secretbox_open_easy(bytes_of(plain), bytes + kNonce, box->size() - kNonce, bytes,
                                 key_.data()) != 0)
    return fail("was sealed with another key");
  return plain;
}

Result<size_t> seal_second_factors(const Seal& seal, ledger::RecordLog& records, Instant now) {
  auto users = records.query({.kind = "user", .where = {}, .limit = ledger::kMaxPage});
  if (!users) return tl::unexpected(users.error());
  ledger::Commit commit{.who = "seal", .why = "second factors sealed", .when = now, .writes = {}};
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

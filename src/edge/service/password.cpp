#include "edge/service/password.h"

#include <sodium.h>

#include <atomic>

#include "edge/service/service.h"

namespace qs::service {
namespace {

std::atomic<int> hashing{0};

// One of the few places where a password is hashed at this moment.
class Slot {
 public:
  Slot() : held_(hashing.fetch_add(1) < kMaxHashing) {}
  ~Slot() { hashing--; }
  Slot(const Slot&) = delete;
  Slot& operator=(const Slot&) = delete;
  bool held() const { return held_; }

 private:
  bool held_;
};

// Checked when there is no such user, so that time does not tell who exists.
const std::string& nobody() {
  static const std::string hash = hash_password("nobody has this password").value_or("");
  return hash;
}

}  // namespace

Result<std::string> hash_password(std::string_view password) {
  if (sodium_init() < 0) return fail("the cryptography library does not start");
  if (password.size() > kMaxPassword) return fail("the password is too long");
  std::array<char, crypto_pwhash_STRBYTES> text{};
  if (crypto_pwhash_str(text.data(), password.data(), password.size(),
                        crypto_pwhash_OPSLIMIT_INTERACTIVE,
                        crypto_pwhash_MEMLIMIT_INTERACTIVE) != 0)
    return fail("not enough memory to hash a password");
  return std::string(text.data());
}

std::optional<bool> password_matches(std::string_view password, const std::string& hash) {
  Slot slot;
  if (!slot.held()) return std::nullopt;
  if (password.size() > kMaxPassword) return false;
  const auto& against = hash.empty() ? nobody() : hash;
  bool same = crypto_pwhash_str_verify(against.c_str(), password.data(), password.size()) == 0;
  return same && !hash.empty();
}

}  // namespace qs::service

#include "edge/service/password.h"

#include <sodium.h>

#include <algorithm>
#include <array>
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

// What people really choose when ten characters are asked for, in small letters.
constexpr std::array<std::string_view, 40> kCommon{
    "1234567890",   "0123456789",   "0987654321",    "9876543210",    "12345678910",
    "1111111111",   "0000000000",   "8888888888",    "6666666666",    "1122334455",
    "1234512345",   "1qaz2wsx3edc", "qwertyuiop",    "qwerty12345",   "qwerty123456",
    "1q2w3e4r5t",   "q1w2e3r4t5",   "asdfghjkl;",    "zaq12wsxcde3",  "password12",
    "password123",  "password1234", "password123!",  "passw0rd123",   "p@ssw0rd123",
    "p@ssword123",  "admin12345",   "admin123456",   "administrator", "admin@12345",
    "admin@123456", "abcdefghij",   "abcd123456",    "abc1234567",    "a123456789",
    "aa12345678",   "woaini1314",   "woaini5201314", "iloveyou123",   "qingshan123"};

// Characters of a text in UTF-8.
size_t length(std::string_view text) {
  return static_cast<size_t>(std::count_if(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0) != 0x80;
  }));
}

std::string small(std::string_view text) {
  std::string out(text);
  for (auto& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return out;
}

}  // namespace

std::optional<std::string> password_fault(std::string_view password, std::string_view user,
                                          std::string_view name) {
  if (length(password) < kMinPassword)
    return fmt::format("a password has at least {} characters", kMinPassword);
  if (password.size() > kMaxPassword) return "the password is too long";
  auto text = small(password);
  if (std::find(kCommon.begin(), kCommon.end(), text) != kCommon.end() ||
      text.find_first_not_of(text.front()) == text.npos)
    return "this password is one of the first that anybody would try";
  for (auto own : {small(user), small(name)})
    if (length(own) > 1 && text.find(own) != text.npos) return "the password holds the user's name";
  return std::nullopt;
}

std::string random_password() {
  constexpr std::string_view kLetters = "abcdefghjkmnpqrstuvwxyz23456789";
  std::string text;
  for (int i = 0; i < 12; ++i)
    text += kLetters[randombytes_uniform(static_cast<uint32_t>(kLetters.size()))];
  return text;
}

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

#include "edge/service/totp.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <sodium.h>

#include <array>

namespace qs::service {
namespace {

constexpr std::string_view kBase32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
constexpr size_t kSecretBytes = 20, kLongestSecret = 128;

// Percent-encoding of all but the unreserved characters of RFC 3986.
std::string escaped(std::string_view text) {
  std::string out;
  for (char c : text) {
    bool plain = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
                 c == '-' || c == '.' || c == '_' || c == '~';
    out += plain ? std::string(1, c) : fmt::format("%{:02X}", static_cast<unsigned char>(c));
  }
  return out;
}

}  // namespace

std::string new_totp_secret() {
  std::array<unsigned char, kSecretBytes> bytes{};
  randombytes_buf(bytes.data(), bytes.size());
  std::string text;
  for (size_t bit = 0; bit < bytes.size() * 8; bit += 5) {
    unsigned pair = static_cast<unsigned>(bytes[bit / 8]) << 8;
    if (bit / 8 + 1 < bytes.size()) pair |= bytes[bit / 8 + 1];
    text += kBase32[pair >> (11 - bit % 8) & 31];
  }
  return text;
}

std::optional<std::string> decode_base32(std::string_view text) {
  std::string bytes;
  unsigned held = 0;
  int bits = 0;
  if (text.size() > kLongestSecret) return std::nullopt;
  for (char c : text) {
    if (c == ' ' || c == '=') continue;
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    auto digit = kBase32.find(c);
    if (digit == kBase32.npos) return std::nullopt;
    held = (held << 5 | static_cast<unsigned>(digit)) & 0xFFFF;
    bits += 5;
    if (bits >= 8) bytes += static_cast<char>(held >> (bits -= 8) & 0xFF);
  }
  return bytes;
}

std::string one_time_code(std::string_view key, uint64_t step, int digits) {
  std::array<unsigned char, 8> counter{};
  for (size_t i = 0; i < counter.size(); ++i)
    counter[i] = static_cast<unsigned char>(step >> (56 - 8 * i));
  std::array<unsigned char, EVP_MAX_MD_SIZE> mac{};
  unsigned size = 0;
  HMAC(EVP_sha1(), key.data(), static_cast<int>(key.size()), counter.data(), counter.size(),
       mac.data(), &size);
  size_t at = mac[size - 1] & 15u;
  uint32_t number = (mac[at] & 0x7Fu) << 24 | static_cast<uint32_t>(mac[at + 1]) << 16 |
                    static_cast<uint32_t>(mac[at + 2]) << 8 | mac[at + 3];
  uint32_t power = 1;
  for (int i = 0; i < digits; ++i) power *= 10;
  return fmt::format("{:0{}}", number % power, digits);
}

std::optional<int64_t> totp_step(std::string_view secret, std::string_view code, Instant now,
                                 std::optional<int64_t> last_step) {
  auto key = decode_base32(secret);
  if (!key || key->empty() || code.size() != kTotpDigits) return std::nullopt;
  auto here = to_ms(now) / std::chrono::duration_cast<Millis>(kTotpStep).count();
  std::optional<int64_t> found;
  for (auto step = here - kTotpDrift; step <= here + kTotpDrift; ++step) {
    auto wanted = one_time_code(*key, static_cast<uint64_t>(step));
    bool same = sodium_memcmp(wanted.data(), code.data(), wanted.size()) == 0;
    if (same && (!last_step || step > *last_step)) found = step;
  }
  return found;
}

std::string totp_uri(std::string_view issuer, std::string_view user, std::string_view secret) {
  return fmt::format(
      "otpauth://totp/{0}:{1}?secret={2}&issuer={0}&algorithm=SHA1&digits={3}&period={4}",
      escaped(issuer), escaped(user), secret, kTotpDigits, kTotpStep.count());
}

}  // namespace qs::service

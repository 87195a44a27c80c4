// 动态口令: one-time passwords by time, RFC 6238: HMAC-SHA-1, steps of 30 s, 6 digits.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "base/time.h"

namespace qs::service {

inline constexpr int kTotpDigits = 6;
inline constexpr size_t kMinTotpSecret = 16;  // bytes, RFC 4226 R6
inline constexpr std::chrono::seconds kTotpStep{30};
inline constexpr int64_t kTotpDrift = 1;  // steps that a telephone's clock may be off, either way

// 160 random bits as base32 without padding, the form that people may type (RFC 4648).
std::string new_totp_secret();
// The bytes of a base32 text, small letters and blanks allowed; nullopt: it is none.
std::optional<std::string> decode_base32(std::string_view text);

// RFC 4226 5.3: the code of one moving factor. `key`: bytes.
std::string one_time_code(std::string_view key, uint64_t step, int digits = kTotpDigits);

// The step whose code this is, near `now` and after `last_step`, which is thereby used up; nullopt:
// a wrong code, or one that was used. Takes the same time for each code of the right length.
std::optional<int64_t> totp_step(std::string_view secret, std::string_view code, Instant now,
                                 std::optional<int64_t> last_step);

// What authenticator apps scan: otpauth://totp/<issuer>:<user>?secret=…
std::string totp_uri(std::string_view issuer, std::string_view user, std::string_view secret);

}  // namespace qs::service

// ID tokens of OpenID Connect: a JWS in compact form (RFC 7515) signed with RS256 or ES256 by a key
// of the issuer's JWK set (RFC 7517). Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/time.h"

namespace qs::service {

inline constexpr size_t kLongestIdToken = 16 * 1024, kLongestJwks = 64 * 1024, kMostKeys = 32;
inline constexpr std::chrono::seconds kClockLeeway{60};  // between the issuer's clock and ours
inline constexpr int kMinRsaBits = 2048, kMaxRsaBits = 8192;

// A public key; numbers as big-endian bytes. `kind`: "RSA" (n, e) or "EC" (x, y on P-256).
struct Jwk {
  std::string id, kind;
  std::string n, e, x, y;
};
// Those that can be used; keys of other kinds or for encryption are passed over.
Result<std::vector<Jwk>> parse_jwks(std::string_view json);

struct Expected {
  std::string issuer, client_id, nonce;
  std::string claim = "sub";  // that names the person
  Instant now;
};
struct Identity {
  std::string subject;  // value of the claim asked for
  std::string name;     // empty: not told
};

// Whether a key of this id, or the only one where none is named, is among them; false for what is
// no token at all.
bool has_key_for(std::string_view token, const std::vector<Jwk>& keys);
// Faults: not a token, another algorithm, no such key, a wrong signature, and every claim that is
// not as expected (OpenID Connect Core 1.0, 3.1.3.7).
Result<Identity> read_id_token(std::string_view token, const std::vector<Jwk>& keys,
                               const Expected& expected);

}  // namespace qs::service

#include "edge/service/id_token.h"

#include <openssl/core_names.h>
#include <openssl/ecdsa.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>
#include <sodium.h>

#include <memory>

#include "base/json.h"
#include "edge/service/base64.h"

namespace qs::service {
namespace {

template <class T, void (*free)(T*)>
struct Free {
  void operator()(T* one) const { free(one); }
};
using Key = std::unique_ptr<EVP_PKEY, Free<EVP_PKEY, EVP_PKEY_free>>;
using KeyContext = std::unique_ptr<EVP_PKEY_CTX, Free<EVP_PKEY_CTX, EVP_PKEY_CTX_free>>;
using Digest = std::unique_ptr<EVP_MD_CTX, Free<EVP_MD_CTX, EVP_MD_CTX_free>>;
using Builder = std::unique_ptr<OSSL_PARAM_BLD, Free<OSSL_PARAM_BLD, OSSL_PARAM_BLD_free>>;
using Params = std::unique_ptr<OSSL_PARAM, Free<OSSL_PARAM, OSSL_PARAM_free>>;
using Number = std::unique_ptr<BIGNUM, Free<BIGNUM, BN_free>>;
using Pair = std::unique_ptr<ECDSA_SIG, Free<ECDSA_SIG, ECDSA_SIG_free>>;

constexpr size_t kP256 = 32;  // bytes of a coordinate, and of each half of a signature

const unsigned char* bytes_of(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

std::string text_of(const Json& object, const char* field) {
  auto it = object.find(field);
  return it != object.end() && it->is_string() ? it->get<std::string>() : std::string{};
}

Json object_of(std::string_view json) {
  auto value = Json::parse(json, nullptr, false);
  return value.is_object() ? value : Json();
}

// header.payload.signature, decoded.
struct Jws {
  Json header, claims;
  std::string_view signed_part;
  std::string signature;
};

std::optional<Jws> parse_jws(std::string_view token) {
  if (token.size() > kLongestIdToken) return std::nullopt;
  auto first = token.find('.');
  auto second = first == token.npos ? first : token.find('.', first + 1);
  if (second == token.npos || token.find('.', second + 1) != token.npos) return std::nullopt;
  auto header = from_base64url(token.substr(0, first));
  auto claims = from_base64url(token.substr(first + 1, second - first - 1));
  auto signature = from_base64url(token.substr(second + 1));
  if (!header || !claims || !signature) return std::nullopt;
  Jws jws{object_of(*header), object_of(*claims), token.substr(0, second), std::move(*signature)};
  if (jws.header.is_null() || jws.claims.is_null() || jws.header.contains("crit"))
    return std::nullopt;
  return jws;
}

const Jwk* key_for(const Jws& jws, const std::vector<Jwk>& keys) {
  auto id = text_of(jws.header, "kid");
  if (id.empty()) return keys.size() == 1 ? &keys.front() : nullptr;
  for (const auto& key : keys)
    if (key.id == id) return &key;
  return nullptr;
}

Key made(const char* kind, OSSL_PARAM* params) {
  KeyContext context(EVP_PKEY_CTX_new_from_name(nullptr, kind, nullptr));
  EVP_PKEY* key = nullptr;
  if (!context || EVP_PKEY_fromdata_init(context.get()) != 1 ||
      EVP_PKEY_fromdata(context.get(), &key, EVP_PKEY_PUBLIC_KEY, params) != 1)
    return nullptr;
  return Key(key);
}

Key public_key(const Jwk& jwk) {
  Builder builder(OSSL_PARAM_BLD_new());
  Number n, e;  // outlive the parameters
  std::string point;
  if (jwk.kind == "RSA") {
    n.reset(BN_bin2bn(bytes_of(jwk.n), static_cast<int>(jwk.n.size()), nullptr));
    e.reset(BN_bin2bn(bytes_of(jwk.e), static_cast<int>(jwk.e.size()), nullptr));
    auto bits = BN_num_bits(n.get());
    if (bits < kMinRsaBits || bits > kMaxRsaBits) return nullptr;
    OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_N, n.get());
    OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_E, e.get());
  } else {
    if (jwk.x.size() != kP256 || jwk.y.size() != kP256) return nullptr;
    point = '\x04' + jwk.x + jwk.y;
    OSSL_PARAM_BLD_push_utf8_string(builder.get(), OSSL_PKEY_PARAM_GROUP_NAME, "P-256", 0);
    OSSL_PARAM_BLD_push_octet_string(builder.get(), OSSL_PKEY_PARAM_PUB_KEY, point.data(),
                                     point.size());
  }
  Params params(OSSL_PARAM_BLD_to_param(builder.get()));
  return params ? made(jwk.kind.c_str(), params.get()) : nullptr;
}

// r and s side by side, as JWS has it, become the DER that OpenSSL takes.
std::string der_of(std::string_view signature) {
  if (signature.size() != 2 * kP256) return {};
  Pair pair(ECDSA_SIG_new());
  auto r = BN_bin2bn(bytes_of(signature), kP256, nullptr);
  auto s = BN_bin2bn(bytes_of(signature.substr(kP256)), kP256, nullptr);
  ECDSA_SIG_set0(pair.get(), r, s);  // owns both
  unsigned char* der = nullptr;
  auto size = i2d_ECDSA_SIG(pair.get(), &der);
  std::string out(reinterpret_cast<char*>(der), size > 0 ? static_cast<size_t>(size) : 0);
  OPENSSL_free(der);
  return out;
}

bool is_signed(const Jws& jws, const Jwk& jwk) {
  auto key = public_key(jwk);
  auto signature = jwk.kind == "EC" ? der_of(jws.signature) : jws.signature;
  Digest digest(EVP_MD_CTX_new());
  return key && digest && !signature.empty() &&
         EVP_DigestVerifyInit(digest.get(), nullptr, EVP_sha256(), nullptr, key.get()) == 1 &&
         EVP_DigestVerify(digest.get(), bytes_of(signature), signature.size(),
                          bytes_of(jws.signed_part), jws.signed_part.size()) == 1;
}

bool is_for(const Json& claims, const std::string& client) {
  auto audience = claims.find("aud");
  if (audience == claims.end()) return false;
  if (audience->is_string()) return *audience == client;
  if (!audience->is_array()) return false;
  bool named = std::find(audience->begin(), audience->end(), Json(client)) != audience->end();
  return named && (audience->size() == 1 || text_of(claims, "azp") == client);
}

// Seconds since 1970; nullopt: absent or no time.
std::optional<int64_t> seconds_of(const Json& claims, const char* field) {
  auto it = claims.find(field);
  constexpr double kLast = 7'258'118'400;  // year 2200
  if (it == claims.end() || !it->is_number()) return std::nullopt;
  auto value = it->get<double>();
  return value >= 0 && value <= kLast ? std::optional(static_cast<int64_t>(value)) : std::nullopt;
}

std::string_view claim_fault(const Json& claims, const Expected& expected) {
  auto now = to_ms(expected.now) / 1000;
  auto leeway = kClockLeeway.count();
  if (text_of(claims, "iss") != expected.issuer) return "another issuer";
  if (!is_for(claims, expected.client_id)) return "for another client";
  auto nonce = text_of(claims, "nonce");
  if (expected.nonce.empty() || nonce.size() != expected.nonce.size() ||
      sodium_memcmp(nonce.data(), expected.nonce.data(), nonce.size()) != 0)
    return "another nonce";
  auto expires = seconds_of(claims, "exp"), issued = seconds_of(claims, "iat");
  if (!expires || *expires + leeway <= now) return "expired";
  if (!issued || *issued - leeway > now) return "issued in the future";
  if (claims.contains("nbf")) {
    auto begins = seconds_of(claims, "nbf");
    if (!begins || *begins - leeway > now) return "not valid yet";
  }
  if (text_of(claims, "sub").empty()) return "about nobody";
  return {};
}

}  // namespace

Result<std::vector<Jwk>> parse_jwks(std::string_view json) {
  if (json.size() > kLongestJwks) return fail("the key set is too long");
  auto set = object_of(json);
  auto list = set.is_object() ? set.find("keys") : set.end();
  if (!set.is_object() || list == set.end() || !list->is_array()) return fail("this is no JWK set");
  std::vector<Jwk> keys;
  for (const auto& row : *list) {
    if (!row.is_object() || keys.size() >= kMostKeys) continue;
    if (auto use = text_of(row, "use"); !use.empty() && use != "sig") continue;
    Jwk key{text_of(row, "kid"), text_of(row, "kty"), {}, {}, {}, {}};
    bool is_rsa = key.kind == "RSA", is_ec = key.kind == "EC" && text_of(row, "crv") == "P-256";
    if (!is_rsa && !is_ec) continue;
    auto part = [&](const char* field, std::string& place) {
      auto bytes = from_base64url(text_of(row, field));
      if (bytes) place = std::move(*bytes);
      return bytes && !place.empty();
    };
    if (is_rsa ? part("n", key.n) && part("e", key.e) : part("x", key.x) && part("y", key.y))
      keys.push_back(std::move(key));
  }
  return keys;
}

bool has_key_for(std::string_view token, const std::vector<Jwk>& keys) {
  auto jws = parse_jws(token);
  return jws && key_for(*jws, keys);
}

Result<Identity> read_id_token(std::string_view token, const std::vector<Jwk>& keys,
                               const Expected& expected) {
  auto jws = parse_jws(token);
  if (!jws) return fail("this is no ID token");
  auto key = key_for(*jws, keys);
  if (!key) return fail("no key of the issuer signed this token");
  // The key decides the algorithm, the header only agrees: "none" and HMAC fall out here.
  if (text_of(jws->header, "alg") != (key->kind == "RSA" ? "RS256" : "ES256"))
    return fail("the token is not signed by RS256 or ES256");
  if (!is_signed(*jws, *key)) return fail("the signature is wrong");
  if (auto fault = claim_fault(jws->claims, expected); !fault.empty())
    return fail("the token is " + std::string(fault));
  Identity identity{text_of(jws->claims, expected.claim.c_str()), text_of(jws->claims, "name")};
  if (identity.subject.empty()) return fail("the token lacks a claim", expected.claim);
  return identity;
}

}  // namespace qs::service

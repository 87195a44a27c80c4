#include "edge/service/id_token.h"

#include <gtest/gtest.h>

namespace qs::service {
namespace {

// RFC 7515, appendix A.3.
constexpr std::string_view kEs256 =
    "eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLm"
    "NvbS9pc19yb290Ijp0cnVlfQ.DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmW"
    "QxfKTUJqPP3-Kg6NU1Q";
constexpr std::string_view kKeys =
    R"({"keys":[{"kty":"EC","crv":"P-256","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",)"
    R"("y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"}]})";

std::string fault(std::string_view token, std::string_view keys, std::string issuer) {
  auto set = parse_jwks(keys);
  if (!set) return set.error().text;
  auto read = read_id_token(
      token, *set, {std::move(issuer), "client", "nonce", "sub", from_ms(1'300'819'000'000)});
  return read ? "" : read.error().text;
}

// Its claims are no ID token's, so what is told shows how far it came.
TEST(IdToken, TheSignatureOfRfc7515Holds) {
  EXPECT_EQ(fault(kEs256, kKeys, "somebody"), "the token is another issuer");
  EXPECT_EQ(fault(kEs256, kKeys, "joe"), "the token is for another client");
}

TEST(IdToken, OneChangedCharacterBreaksIt) {
  for (size_t at : {size_t{30}, size_t{100}, kEs256.size() - 10}) {
    std::string changed(kEs256);
    changed[at] = changed[at] == 'A' ? 'B' : 'A';
    auto told = fault(changed, kKeys, "joe");
    EXPECT_TRUE(told == "the signature is wrong" || told == "this is no ID token") << told;
  }
}

TEST(IdToken, WhatIsNoTokenOrNoKeySet) {
  for (std::string bad : {"", ".", "..", "a.b.c", "eyJhbGciOiJub25lIn0.e30.", "...."})
    EXPECT_FALSE(fault(bad, kKeys, "joe").empty()) << bad;
  EXPECT_FALSE(parse_jwks("[]"));
  EXPECT_FALSE(parse_jwks("nonsense"));
  EXPECT_TRUE(parse_jwks(R"({"keys":[{"kty":"oct","k":"AAAA"},{"kty":"RSA"},7]})")->empty());
  EXPECT_EQ(fault(kEs256, R"({"keys":[]})", "joe"), "no key of the issuer signed this token");
  // A key of 8 bits signs nothing.
  EXPECT_NE(fault(kEs256, R"({"keys":[{"kty":"RSA","n":"AQ","e":"AQAB"}]})", "joe"), "");
}

}  // namespace
}  // namespace qs::service

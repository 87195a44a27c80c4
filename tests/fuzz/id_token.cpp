// A key set and a token of an issuer: two texts from another server, split at the first NUL.
#include "edge/service/id_token.h"

#include "edge/service/totp.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  std::string_view text(reinterpret_cast<const char*>(data), size);
  auto cut = text.find('\0');
  auto token = text.substr(0, cut);
  auto set = cut == text.npos ? std::string_view{} : text.substr(cut + 1);
  if (auto keys = qs::service::parse_jwks(set)) {
    qs::service::has_key_for(token, *keys);
    auto read = qs::service::read_id_token(
        token, *keys, {"https://issuer", "client", "nonce", "sub", qs::from_ms(1'300'000'000'000)});
    if (read && read->subject.empty()) __builtin_trap();
  }
  qs::service::decode_base32(text);
  return 0;
}

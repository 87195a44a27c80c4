#include "base/digest.h"

#include <openssl/evp.h>

#include "base/result.h"

namespace qs {
namespace {

std::string hex_of(std::string_view bytes, const EVP_MD* kind) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned size = 0;
  check(EVP_Digest(bytes.data(), bytes.size(), digest.data(), &size, kind, nullptr) == 1,
        "a digest of OpenSSL's default provider is there");
  std::string text;
  for (unsigned i = 0; i < size; ++i) text += fmt::format("{:02x}", digest[i]);
  return text;
}

}  // namespace

std::string sha256_hex(std::string_view bytes) {
  return hex_of(bytes, EVP_sha256());
}
std::string sm3_hex(std::string_view bytes) {
  return hex_of(bytes, EVP_sm3());
}

}  // namespace qs

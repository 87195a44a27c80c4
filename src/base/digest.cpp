#include "base/digest.h"

#include <openssl/evp.h>

#include <fstream>
#include <memory>

namespace qs {
namespace {

using Digest = std::array<unsigned char, EVP_MAX_MD_SIZE>;

std::string text_of(const Digest& digest, unsigned size) {
  std::string text;
  for (unsigned i = 0; i < size; ++i) text += fmt::format("{:02x}", digest[i]);
  return text;
}

std::string hex_of(std::string_view bytes, const EVP_MD* kind) {
  Digest digest{};
  unsigned size = 0;
  check(EVP_Digest(bytes.data(), bytes.size(), digest.data(), &size, kind, nullptr) == 1,
        "a digest of OpenSSL's default provider is there");
  return text_of(digest, size);
}

}  // namespace

std::string sha256_hex(std::string_view bytes) {
  return hex_of(bytes, EVP_sha256());
}
std::string sm3_hex(std::string_view bytes) {
  return hex_of(bytes, EVP_sm3());
}

Result<std::string> sha256_of(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in) return fail("cannot be read", file.string());
  std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> sum(EVP_MD_CTX_new(), &EVP_MD_CTX_free);
  check(EVP_DigestInit_ex(sum.get(), EVP_sha256(), nullptr) == 1, "SHA-256 is there");
  std::string chunk(1 << 20, '\0');
  while (in.read(chunk.data(), static_cast<std::streamsize>(chunk.size())) || in.gcount() > 0)
    EVP_DigestUpdate(sum.get(), chunk.data(), static_cast<size_t>(in.gcount()));
  if (in.bad()) return fail("cannot be read to the end", file.string());
  Digest digest{};
  unsigned size = 0;
  EVP_DigestFinal_ex(sum.get(), digest.data(), &size);
  return text_of(digest, size);
}

}  // namespace qs

#include "edge/gateway/hj212/sm4.h"

#include <fmt/format.h>
#include <openssl/evp.h>
#include <openssl/rand.h>

#include <charconv>

namespace qs::gateway::hj212 {

void Sm4::Free::operator()(evp_cipher_ctx_st* context) const {
  EVP_CIPHER_CTX_free(context);
}

Sm4::Sm4(Context encrypt, Context decrypt)
    : encrypt_(std::move(encrypt)), decrypt_(std::move(decrypt)) {}

Result<Sm4> Sm4::with_key(std::string_view key) {
  if (key.size() != kBlock) return fail(fmt::format("an SM4 key has 16 bytes, not {}", key.size()));
  auto bytes = reinterpret_cast<const unsigned char*>(key.data());
  Context both[2];
  for (int encrypting = 0; encrypting < 2; ++encrypting) {
    auto& context = both[encrypting];
    context.reset(EVP_CIPHER_CTX_new());
    if (!context ||
        EVP_CipherInit_ex(context.get(), EVP_sm4_ecb(), nullptr, bytes, nullptr, encrypting) != 1)
      return fail("SM4 is not in this OpenSSL");
    EVP_CIPHER_CTX_set_padding(context.get(), 0);
  }
  return Sm4(std::move(both[1]), std::move(both[0]));
}

void Sm4::run(evp_cipher_ctx_st* context, std::span<char> text) {
  int size = static_cast<int>(text.size() / kBlock * kBlock), written = 0;
  if (size == 0) return;
  auto bytes = reinterpret_cast<unsigned char*>(text.data());
  check(EVP_CipherUpdate(context, bytes, &written, bytes, size) == 1 && written == size,
        "SM4 over whole blocks");
}

void Sm4::encrypt(std::span<char> text) {
  run(encrypt_.get(), text);
}

void Sm4::decrypt(std::span<char> text) {
  run(decrypt_.get(), text);
}

std::string new_key() {
  constexpr std::string_view kLetters =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  constexpr unsigned kFair = 256 / kLetters.size() * kLetters.size();
  std::string key;
  while (key.size() < Sm4::kBlock) {
    unsigned char byte = 0;
    check(RAND_bytes(&byte, 1) == 1, "OpenSSL gives random bytes");
    if (byte < kFair) key += kLetters[byte % kLetters.size()];
  }
  return key;
}

Result<std::string> parse_key(std::string_view hex) {
  std::string key;
  for (size_t i = 0; i + 1 < hex.size(); i += 2) {
    unsigned byte = 0;
    auto [end, fault] = std::from_chars(hex.data() + i, hex.data() + i + 2, byte, 16);
    if (fault != std::errc{} || end != hex.data() + i + 2)
      return fail(fmt::format("no hex digits at {}", i), "SM4 key");
    key += static_cast<char>(byte);
  }
  if (hex.size() != 2 * Sm4::kBlock)
    return fail(fmt::format("32 hex digits expected, {} came", hex.size()), "SM4 key");
  return key;
}

}  // namespace qs::gateway::hj212

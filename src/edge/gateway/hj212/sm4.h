// SM4 of HJ 212-2025: ECB over the whole 16-byte blocks of CP's text; the tail stays plain.
#pragma once

#include <memory>
#include <span>
#include <string_view>

#include "base/result.h"

struct evp_cipher_ctx_st;

namespace qs::gateway::hj212 {

class Sm4 {
 public:
  static constexpr size_t kBlock = 16;

  static Result<Sm4> with_key(std::string_view key);  // 16 bytes
  // Both work in place; the size does not change.
  void encrypt(std::span<char> text);
  void decrypt(std::span<char> text);

 private:
  struct Free {
    void operator()(evp_cipher_ctx_st* context) const;
  };
  using Context = std::unique_ptr<evp_cipher_ctx_st, Free>;
  Sm4(Context encrypt, Context decrypt);
  static void run(evp_cipher_ctx_st* context, std::span<char> text);

  Context encrypt_, decrypt_;
};

// A fresh key: 16 letters and digits, 95 bits by chance, so that it can stand in CP as it is.
std::string new_key();

// 32 hex digits to the 16 bytes of a key.
Result<std::string> parse_key(std::string_view hex);

}  // namespace qs::gateway::hj212

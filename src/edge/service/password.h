// Argon2id, run in a bounded way: each check takes 64 MiB and a tenth of a second. And what a
// password must be.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace qs::service {

inline constexpr size_t kMinPassword = 10, kMaxPassword = 256;  // characters, bytes
inline constexpr int kMaxHashing = 2;                           // at once

// nullopt: too many are being checked now. An empty hash matches nothing, as slowly as any other.
std::optional<bool> password_matches(std::string_view password, const std::string& hash);

// Why nobody should have this password; nullopt: it will do. `user` and `name` are its owner's.
std::optional<std::string> password_fault(std::string_view password, std::string_view user,
                                          std::string_view name);

}  // namespace qs::service

// Argon2id, run in a bounded way: each check takes 64 MiB and a tenth of a second.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace qs::service {

inline constexpr size_t kMaxPassword = 256;  // bytes
inline constexpr int kMaxHashing = 2;        // at once

// nullopt: too many are being checked now. An empty hash matches nothing, as slowly as any other.
std::optional<bool> password_matches(std::string_view password, const std::string& hash);

}  // namespace qs::service

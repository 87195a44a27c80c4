// What the routes of public reports share.
#pragma once

#include <string>
#include <string_view>

#include "edge/service/route.h"

namespace qs::service {

inline constexpr std::string_view kCitizenWriter = "公众";  // who, in the ledger
access::Actor citizen();

// What a decision at the desk refuses.
inline tl::unexpected<Refusal> refusal(Reason reason, std::string text, std::string place = {}) {
  return tl::unexpected(Refusal{reason, {std::move(text), std::move(place)}});
}

// 举报人: who reported, as far as they said.
struct Reporter {
  std::string name, phone;
};
inline constexpr std::string_view kIdentityField = "identity";
std::string sealed_identity(const Service::Room& room, const Reporter& reporter);

}  // namespace qs::service

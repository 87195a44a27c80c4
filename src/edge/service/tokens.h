// 接口令牌: programs that speak for a person, within a scope and until a day. The text is shown
// once; the ledger keeps its hash.
#pragma once

#include "edge/service/person.h"

namespace qs::service {

inline constexpr std::string_view kTokenKind = "api_token";
inline constexpr size_t kMaxTokensOfUser = 50, kMaxScopeWords = 50;
inline constexpr std::chrono::days kLongestToken{366};
inline constexpr std::chrono::hours kUseNoted{1};  // "last used" is written no more often

// The text after "Bearer " when it looks like one of ours; empty: the request carries none.
std::string_view bearer_of(const Request& request);
// Whose it is; nobody: unknown, expired, revoked, or its owner is disabled.
Maybe<std::optional<Person>> person_of_token(const Service::Room& room, std::string_view token);
// That it was used, at most once in kUseNoted.
void note_use(Service::Room& room, std::string_view token);

}  // namespace qs::service

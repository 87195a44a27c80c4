// 一次性提交: a request with an Idempotency-Key is done once however often it comes.
//   Idempotency-Key  8 to 64 letters, digits, - and _; the phone makes one for each thing that its
//                    user does, and keeps it until the answer has come
//   X-Made-At        ms by the phone's clock, of what was done off line
//   X-Clock-Ahead    ms by which that clock was ahead of ours when they were compared last
#pragma once

#include "edge/service/route.h"

namespace qs::service {

inline constexpr size_t kShortestKey = 8, kLongestKey = 64;
inline constexpr std::chrono::hours kLongestOffline{24 * 30};  // older than this is not believed

// What a phone says of its clock, each as far as it is said and can be.
struct PhoneTime {
  std::optional<Instant> made_at;  // set right; neither later than now nor too old
  std::optional<int64_t> ahead_s;
};
PhoneTime phone_time(const Request& request, Instant now);

// Calls the handler, with Call::once when the request has a key. What was done before under that
// key is not done again: {"repeated": true, "about": "kind/id", "at"}. Faults: 422 no key, or one
// that was used for another request.
Reply do_once(Service::Room& room, Call& call, Reply (*handle)(Service::Room&, const Call&));

// Joins the commit whose first write says what was done. Doing::once is present.
ledger::Write deed_write(const Doing& doing, const ledger::Write& first);

}  // namespace qs::service

// The one table of all routes, and what a handler is given.
#pragma once

#include <array>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "edge/service/service.h"

namespace qs::service {

// What a handler answers when it cannot: the HTTP status and the text for the page.
struct Fault {
  int status = 500;
  Error error;
};
template <class T>
using Maybe = tl::expected<T, Fault>;
using Reply = Maybe<Response>;

inline tl::unexpected<Fault> refuse(int status, std::string text, std::string place = {}) {
  return tl::unexpected<Fault>(Fault{status, {std::move(text), std::move(place)}});
}

inline constexpr size_t kMaxCaught = 4;
using Caught = std::array<std::string, kMaxCaught>;

// One request behind the door: who asks, for which verb, and what the pattern caught.
struct Call {
  const Request& request;
  std::string_view verb;
  Caught caught;  // {} of the pattern, in order
  access::Actor actor;
  Instant now;
  std::optional<Once> once = {};  // of a request that may come again

  const std::string& id() const { return caught[0]; }
  // For a write that is done once however often it is sent: goes with the desk's commit.
  Doing doing(std::string why) const { return {actor, now, std::move(why), once}; }
};

// Instead of a verb of access::Rights.
inline constexpr std::string_view kOpen = "open";        // anybody
inline constexpr std::string_view kVisitor = "visitor";  // anybody, known when logged in
// Anybody, and no more often than public reports may come.
inline constexpr std::string_view kCitizen = "citizen";
inline constexpr std::string_view kSession = "session";  // anybody who is logged in
// A person at their own account, also before they have changed a password that others know.
inline constexpr std::string_view kAccount = "account";
inline constexpr std::string_view kOwn = "own";      // the same, once nothing is owed
inline constexpr std::string_view kToken = "token";  // who holds a token of the data gateway

struct Route {
  Method method;
  std::string_view pattern;  // "/api/v1/sites/{id}"
  std::string_view verb;     // asked of access::Rights at the door, or one of those above
  Reply (*handle)(Service::Room& room, const Call& call);
  size_t max_body = 0;  // bytes
  bool quick = false;   // touches no memory of the program
};
inline constexpr size_t kMaxJson = 64 * 1024, kMaxBatch = 8 * 1024 * 1024,
                        kMaxEvidence = 20 * 1024 * 1024, kMaxRecord = 5 * 1024 * 1024,
                        kMaxImport = 64 * 1024 * 1024;

std::span<const Route> routes();
bool is_api(std::string_view path);  // a route of the table or nothing; all else is a page

struct Match {
  const Route* route = nullptr;
  Caught caught;
  std::string allowed;  // methods of this path, when there is one but not for this method

  // What {kind} caught, when the pattern begins with it; empty: the route is about no one kind.
  std::string_view kind() const;
};
Match match(Method method, std::string_view path);

}  // namespace qs::service

// One HTTP(S) exchange with another server, by Beast: few and far between, a connection each.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"
#include "base/time.h"

namespace qs::notify {

inline constexpr uint64_t kLongestAnswer = 64 * 1024;

struct Url {
  bool tls = false;
  std::string host, port, target;
};
// Faults: neither http nor https, no host, no such port, a forbidden character.
Result<Url> parse_url(std::string_view text);

struct HttpAsk {
  Url url;
  std::string body;  // empty: GET, otherwise POST
  std::vector<std::pair<std::string, std::string>> headers;
  std::chrono::seconds timeout{10};  // for all of it
};
struct HttpAnswer {
  unsigned status = 0;
  std::string body;
};
struct HttpFault {
  std::string text;
  bool begun = false;  // something was sent: the other side may have acted on it
};
// TLS is verified against the machine's certificates and the host's name. Blocks; does not throw.
tl::expected<HttpAnswer, HttpFault> exchange(const HttpAsk& ask);

}  // namespace qs::notify

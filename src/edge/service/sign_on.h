// 单点登录: OpenID Connect, authorization code flow with PKCE (RFC 7636), state and nonce. Holds
// what was begun and is not finished; whom it lets in is decided by the routes.
#pragma once

#include <functional>
#include <map>
#include <mutex>

#include "edge/service/id_token.h"
#include "edge/service/service.h"

namespace qs::service {

inline constexpr size_t kMaxSigningOn = 1000;  // begun and not finished; more push out the oldest
inline constexpr std::chrono::minutes kSignOnTime{10};
inline constexpr std::chrono::hours kDiscoveryKept{1};
inline constexpr std::chrono::seconds kAfterFailure{30};  // before the issuer is asked again
inline constexpr int kMaxExchanges = 2;                   // with the issuer at once

enum class SignOnFault : uint8_t {
  expired,      // no such state: too late, used already, or another browser's
  denied,       // the issuer says no
  unreachable,  // the issuer does not answer, or too many are asking it
  refused       // the token is not to be believed
};
std::string_view name(SignOnFault fault);
template <class T>
using SignedOn = tl::expected<T, SignOnFault>;

// Thread-safe.
class SignOnDesk {
 public:
  using Ask = std::function<Result<Fetched>(const Fetch&)>;
  SignOnDesk(std::optional<SignOn> issuer, Ask ask);

  const SignOn* issuer() const { return issuer_ ? &*issuer_ : nullptr; }

  struct Begun {
    std::string url;    // of the issuer's log-in page
    std::string state;  // for a cookie of the browser that began
  };
  SignedOn<Begun> begin(std::string to, Instant now);

  struct Finished {
    Identity identity;
    std::string to;  // page that was wanted
  };
  // Each state serves once. `cookie`: the state that this browser began with.
  SignedOn<Finished> finish(std::string_view state, std::string_view cookie,
                            const std::string& code, Instant now);

 private:
  struct Pending {
    std::string nonce, verifier, to;
    Instant begun;
  };
  struct Discovery {
    std::string authorize, token, keys_url;
    std::vector<Jwk> keys;
    Instant read;
  };
  SignedOn<Discovery> discovery(Instant now);
  Result<Discovery> discover(Instant now);
  Result<std::vector<Jwk>> read_keys(const std::string& url);
  Result<std::string> exchange(const Discovery& known, const std::string& code,
                               const std::string& verifier);
  SignedOn<Identity> identify(const Pending& pending, const std::string& code, Instant now);
  std::optional<Pending> take(std::string_view state, Instant now);

  std::optional<SignOn> issuer_;
  Ask ask_;
  std::mutex mutex_;
  std::map<std::string, Pending, std::less<>> pending_;  // by hash of the state
  std::optional<Discovery> known_;
  std::optional<Instant> failed_;
  int exchanges_ = 0;
};

}  // namespace qs::service

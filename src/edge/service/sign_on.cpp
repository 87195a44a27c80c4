#include "edge/service/sign_on.h"

#include <sodium.h>
#include <spdlog/spdlog.h>

#include "base/digest.h"
#include "base/json.h"
#include "edge/service/base64.h"

namespace qs::service {
namespace {

constexpr size_t kRandomBytes = 32;
constexpr std::array<std::string_view, 4> kFaults{"expired", "denied", "unreachable", "refused"};

std::string random_text() {
  std::string bytes(kRandomBytes, '\0');
  randombytes_buf(bytes.data(), bytes.size());
  return base64url(bytes);
}

std::string challenge_of(const std::string& verifier) {
  std::string hash(crypto_hash_sha256_BYTES, '\0');
  crypto_hash_sha256(reinterpret_cast<unsigned char*>(hash.data()),
                     reinterpret_cast<const unsigned char*>(verifier.data()), verifier.size());
  return base64url(hash);
}

std::string escaped(std::string_view text) {
  std::string out;
  for (unsigned char c : text) {
    bool plain = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
                 c == '-' || c == '.' || c == '_' || c == '~';
    out += plain ? std::string(1, static_cast<char>(c)) : fmt::format("%{:02X}", c);
  }
  return out;
}

std::string form(std::initializer_list<std::pair<std::string_view, std::string_view>> fields) {
  std::string out;
  for (const auto& [name, value] : fields)
    out += fmt::format("{}{}={}", out.empty() ? "" : "&", name, escaped(value));
  return out;
}

std::string text_of(const Json& object, const char* field) {
  auto it = object.find(field);
  return it != object.end() && it->is_string() ? it->get<std::string>() : std::string{};
}

// The issuer's word is only worth something over TLS; plain http serves tests on this machine.
bool is_trusted(std::string_view url) {
  return url.starts_with("https://") || url.starts_with("http://127.0.0.1:") ||
         url.starts_with("http://localhost:");
}

Result<Json> object_at(const SignOnDesk::Ask& ask, const Fetch& fetch) {
  auto answer = ask(fetch);
  if (!answer) return tl::unexpected(answer.error());
  if (answer->status != 200) return fail(fmt::format("answered with status {}", answer->status));
  auto value = Json::parse(answer->body, nullptr, false);
  if (!value.is_object()) return fail("did not answer with a JSON object");
  return value;
}

}  // namespace

std::string_view name(SignOnFault fault) {
  return kFaults[static_cast<size_t>(fault)];
}

SignOnDesk::SignOnDesk(std::optional<SignOn> issuer, Ask ask)
    : issuer_(std::move(issuer)), ask_(std::move(ask)) {
  check(!issuer_ || ask_, "a single sign-on needs a way to ask its issuer");
}

SignedOn<SignOnDesk::Begun> SignOnDesk::begin(std::string to, Instant now) {
  auto known = discovery(now);
  if (!known) return tl::unexpected(known.error());
  auto state = random_text();
  Pending pending{random_text(), random_text(), std::move(to), now};
  auto url = known->authorize + (known->authorize.find('?') == std::string::npos ? "?" : "&") +
             form({{"response_type", "code"},
                   {"client_id", issuer_->client_id},
                   {"redirect_uri", issuer_->redirect},
                   {"scope", issuer_->scopes},
                   {"state", state},
                   {"nonce", pending.nonce},
                   {"code_challenge", challenge_of(pending.verifier)},
                   {"code_challenge_method", "S256"}});
  std::lock_guard lock(mutex_);
  std::erase_if(pending_, [&](const auto& one) { return now - one.second.begun > kSignOnTime; });
  if (pending_.size() >= kMaxSigningOn)
    pending_.erase(std::min_element(pending_.begin(), pending_.end(), [](auto& a, auto& b) {
      return a.second.begun < b.second.begun;
    }));
  pending_[sha256_hex(state)] = std::move(pending);
  return Begun{std::move(url), std::move(state)};
}

std::optional<SignOnDesk::Pending> SignOnDesk::take(std::string_view state, Instant now) {
  std::lock_guard lock(mutex_);
  auto it = pending_.find(sha256_hex(state));
  if (it == pending_.end()) return std::nullopt;
  auto pending = std::move(it->second);
  pending_.erase(it);
  if (now - pending.begun > kSignOnTime) return std::nullopt;
  return pending;
}

SignedOn<SignOnDesk::Finished> SignOnDesk::finish(std::string_view state, std::string_view cookie,
                                                  const std::string& code, Instant now) {
  bool same = !state.empty() && state.size() == cookie.size() &&
              sodium_memcmp(state.data(), cookie.data(), state.size()) == 0;
  auto pending = same ? take(state, now) : std::nullopt;
  if (!pending) return tl::unexpected(SignOnFault::expired);
  if (code.empty()) return tl::unexpected(SignOnFault::denied);
  {
    std::lock_guard lock(mutex_);
    if (exchanges_ >= kMaxExchanges) return tl::unexpected(SignOnFault::unreachable);
    ++exchanges_;
  }
  auto identity = identify(*pending, code, now);
  std::lock_guard lock(mutex_);
  --exchanges_;
  if (!identity) return tl::unexpected(identity.error());
  return Finished{std::move(*identity), std::move(pending->to)};
}

SignedOn<Identity> SignOnDesk::identify(const Pending& pending, const std::string& code,
                                        Instant now) {
  auto known = discovery(now);
  if (!known) return tl::unexpected(known.error());
  auto token = exchange(*known, code, pending.verifier);
  if (!token) {
    spdlog::warn("sign-on token fault=\"{}\"", token.error().message());
    return tl::unexpected(SignOnFault::denied);
  }
  if (!has_key_for(*token, known->keys)) {  // the issuer may have changed its keys
    auto fresh = read_keys(known->keys_url);
    if (!fresh) return tl::unexpected(SignOnFault::unreachable);
    known->keys = *fresh;
    std::lock_guard lock(mutex_);
    known_ = *known;
  }
  auto identity =
      read_id_token(*token, known->keys,
                    {issuer_->issuer, issuer_->client_id, pending.nonce, issuer_->claim, now});
  if (identity) return std::move(*identity);
  spdlog::warn("sign-on token refused=\"{}\"", identity.error().message());
  return tl::unexpected(SignOnFault::refused);
}

SignedOn<SignOnDesk::Discovery> SignOnDesk::discovery(Instant now) {
  {
    std::lock_guard lock(mutex_);
    if (known_ && now - known_->read < kDiscoveryKept) return *known_;
    if (failed_ && now - *failed_ < kAfterFailure) return tl::unexpected(SignOnFault::unreachable);
    failed_ = now;  // until it has answered, nobody else waits for it
  }
  auto found = discover(now);
  std::lock_guard lock(mutex_);
  if (!found) {
    spdlog::warn("sign-on issuer fault=\"{}\"", found.error().message());
    return tl::unexpected(SignOnFault::unreachable);
  }
  failed_.reset();
  known_ = *found;
  return std::move(*found);
}

Result<SignOnDesk::Discovery> SignOnDesk::discover(Instant now) {
  auto base = issuer_->issuer;
  while (base.ends_with('/')) base.pop_back();
  auto document = object_at(ask_, {.url = base + "/.well-known/openid-configuration"});
  if (!document) return tl::unexpected(document.error());
  if (text_of(*document, "issuer") != issuer_->issuer) return fail("calls itself another issuer");
  Discovery found{text_of(*document, "authorization_endpoint"),
                  text_of(*document, "token_endpoint"),
                  text_of(*document, "jwks_uri"),
                  {},
                  now};
  for (const auto& url : {found.authorize, found.token, found.keys_url})
    if (!is_trusted(url)) return fail("an endpoint is missing or not https", url);
  auto keys = read_keys(found.keys_url);
  if (!keys) return tl::unexpected(keys.error());
  found.keys = std::move(*keys);
  return found;
}

Result<std::vector<Jwk>> SignOnDesk::read_keys(const std::string& url) {
  auto answer = ask_({.url = url});
  if (!answer) return tl::unexpected(answer.error());
  if (answer->status != 200) return fail(fmt::format("answered with status {}", answer->status));
  return parse_jwks(answer->body);
}

Result<std::string> SignOnDesk::exchange(const Discovery& known, const std::string& code,
                                         const std::string& verifier) {
  Fetch fetch{.url = known.token,
              .body = form({{"grant_type", "authorization_code"},
                            {"code", code},
                            {"redirect_uri", issuer_->redirect},
                            {"client_id", issuer_->client_id},
                            {"code_verifier", verifier}})};
  if (!issuer_->client_secret.empty())
    fetch.authorization =
        "Basic " + base64(escaped(issuer_->client_id) + ":" + escaped(issuer_->client_secret));
  auto answer = object_at(ask_, fetch);
  if (!answer) return tl::unexpected(answer.error());
  auto token = text_of(*answer, "id_token");
  if (token.empty()) return fail("gave no ID token");
  return token;
}

}  // namespace qs::service

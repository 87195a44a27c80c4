#include "edge/service/sessions.h"

#include <sodium.h>
#include <spdlog/spdlog.h>

#include <fstream>

#include "base/csv.h"
#include "base/json.h"
#include "edge/service/base64.h"

namespace qs::service {
namespace {

constexpr size_t kTokenBytes = 32;
std::string_view text_of(const auto& bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

// BLAKE2b-256 of the token's text, apart for each use.
std::string digest(std::string_view token, std::string_view use) {
  std::array<unsigned char, crypto_generichash_BYTES> out{};
  auto bytes = [](std::string_view v) { return reinterpret_cast<const unsigned char*>(v.data()); };
  crypto_generichash_state state;
  crypto_generichash_init(&state, bytes(use), use.size(), out.size());
  crypto_generichash_update(&state, bytes(token), token.size());
  crypto_generichash_final(&state, out.data(), out.size());
  return base64url(text_of(out));
}

std::string kept(std::string_view token) {
  return digest(token, "qingshan session");
}

// The beginning of the hash is enough to tell one's sessions apart, and opens none.
constexpr size_t kIdLength = 12;

constexpr std::array<std::string_view, 3> kWays{"password", "totp", "oidc"};

Way way_of(std::string_view word) {
  auto it = std::find(kWays.begin(), kWays.end(), word);
  return it == kWays.end() ? Way::password : static_cast<Way>(it - kWays.begin());
}

// At most so many bytes, not cut within a character.
std::string shortened(std::string_view text) {
  auto end = std::min(text.size(), kLongestAgent);
  while (end > 0 && end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80)
    --end;
  return std::string(text.substr(0, end));
}

}  // namespace

std::string_view name(Way way) {
  return kWays[static_cast<size_t>(way)];
}

Sessions::Sessions(std::filesystem::path file) : file_(std::move(file)) {}

Result<void> Sessions::load(Instant now) {
  if (sodium_init() < 0) return fail("the cryptography library does not start");
  std::error_code missing;
  if (!std::filesystem::exists(file_, missing)) return {};
  auto text = read_file(file_);
  if (!text) return tl::unexpected(text.error());
  auto rows = Json::parse(*text, nullptr, false);
  if (!rows.is_array()) {
    spdlog::warn("sessions file=\"{}\" unreadable, everybody logs in anew", file_.string());
    return {};
  }
  std::lock_guard lock(mutex_);
  for (const auto& row : rows) {
    auto text = [&](size_t i) { return row[i].is_string(); };
    if (!row.is_array() || (row.size() != 4 && row.size() != 7) || !text(0) || !text(1) ||
        !row[2].is_number_integer() || !row[3].is_number_integer())
      continue;
    Session session{row[1], from_ms(row[2]), from_ms(row[3]), {}};
    if (row.size() == 7 && text(4) && text(5) && text(6))
      session.origin = {way_of(row[4].get<std::string>()), row[5], row[6]};
    if (session.holds(now) && open_.size() < kMaxSessions) open_[row[0]] = session;
  }
  return {};
}

Result<std::string> Sessions::open(std::string_view user, Instant now, Origin origin) {
  std::array<unsigned char, kTokenBytes> random{};
  randombytes_buf(random.data(), random.size());
  auto token = base64url(text_of(random));
  std::lock_guard lock(mutex_);
  make_room(user, now);
  origin.agent = shortened(origin.agent);
  open_[kept(token)] = {std::string(user), now, now, std::move(origin)};
  if (auto saved = save(); !saved) return tl::unexpected(saved.error());
  return token;
}

// Expired sessions go first, then the longest unused of this user, then of all.
void Sessions::make_room(std::string_view user, Instant now) {
  std::erase_if(open_, [&](const auto& entry) { return !entry.second.holds(now); });
  auto drop_oldest = [&](auto&& among) {
    auto oldest = open_.end();
    for (auto it = open_.begin(); it != open_.end(); ++it)
      if (among(it->second) && (oldest == open_.end() || it->second.seen < oldest->second.seen))
        oldest = it;
    if (oldest != open_.end()) open_.erase(oldest);
  };
  auto own = [&](const Session& session) { return session.user == user; };
  auto mine = std::count_if(open_.begin(), open_.end(), [&](auto& e) { return own(e.second); });
  if (static_cast<size_t>(mine) >= kMaxSessionsOfUser) drop_oldest(own);
  if (open_.size() >= kMaxSessions) drop_oldest([](const Session&) { return true; });
}

std::optional<std::string> Sessions::user(std::string_view token, Instant now) {
  if (token.empty()) return std::nullopt;
  std::lock_guard lock(mutex_);
  auto it = open_.find(kept(token));
  if (it == open_.end() || !it->second.holds(now)) return std::nullopt;
  it->second.seen = now;
  return it->second.user;
}

std::optional<Way> Sessions::way(std::string_view token) const {
  std::lock_guard lock(mutex_);
  auto it = open_.find(kept(token));
  return it == open_.end() ? std::nullopt : std::optional(it->second.origin.way);
}

void Sessions::close(std::string_view token) {
  std::lock_guard lock(mutex_);
  open_.erase(kept(token));
  save_or_log();
}

std::string Sessions::id(std::string_view token) {
  return kept(token).substr(0, kIdLength);
}

std::vector<Sessions::Listed> Sessions::list(std::string_view user, Instant now) const {
  std::vector<Listed> out;
  std::lock_guard lock(mutex_);
  for (const auto& [hash, s] : open_)
    if (s.user == user && s.holds(now))
      out.push_back({hash.substr(0, kIdLength), s.opened, s.seen, s.origin});
  std::sort(out.begin(), out.end(), [](const auto& a, const auto& b) { return a.seen > b.seen; });
  return out;
}

bool Sessions::close_listed(std::string_view user, std::string_view id) {
  std::lock_guard lock(mutex_);
  auto closed = std::erase_if(open_, [&](const auto& entry) {
    return entry.second.user == user && entry.first.substr(0, kIdLength) == id;
  });
  if (closed > 0) save_or_log();
  return closed > 0;
}

void Sessions::close_all(std::string_view user, std::string_view but_token) {
  auto but = but_token.empty() ? std::string() : kept(but_token);
  std::lock_guard lock(mutex_);
  std::erase_if(open_,
                [&](const auto& entry) { return entry.second.user == user && entry.first != but; });
  save_or_log();
}

void Sessions::save_or_log() const {
  if (auto saved = save(); !saved) spdlog::error("sessions fault=\"{}\"", saved.error().message());
}

size_t Sessions::size() const {
  std::lock_guard lock(mutex_);
  return open_.size();
}

std::string Sessions::csrf(std::string_view token) {
  return digest(token, "qingshan csrf");
}

bool Sessions::csrf_matches(std::string_view token, std::string_view given) {
  auto wanted = csrf(token);
  return given.size() == wanted.size() &&
         sodium_memcmp(given.data(), wanted.data(), wanted.size()) == 0;
}

Result<void> Sessions::save() const {
  auto rows = Json::array();
  for (const auto& [hash, s] : open_)
    rows.push_back(Json::array({hash, s.user, to_ms(s.opened), to_ms(s.seen), name(s.origin.way),
                                s.origin.peer, s.origin.agent}));
  auto draft = file_;
  draft += ".new";
  std::error_code fault;
  {
    std::ofstream out(draft, std::ios::binary | std::ios::trunc);
    std::filesystem::permissions(
        draft, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write, fault);
    out << rows.dump(-1, ' ', false, Json::error_handler_t::replace);
    if (!out.flush()) return fail("cannot write the sessions", draft.string());
  }
  std::filesystem::rename(draft, file_, fault);
  if (fault) return fail("cannot keep the sessions: " + fault.message(), file_.string());
  return {};
}

}  // namespace qs::service

// Who is logged in. Tokens are 256 random bits that only the browser keeps; here and on disk there
// are their hashes, so that a restart logs nobody out and a stolen file logs nobody in.
#pragma once

#include <filesystem>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "base/time.h"

namespace qs::service {

inline constexpr size_t kMaxSessions = 10'000, kMaxSessionsOfUser = 20;
inline constexpr std::chrono::hours kSessionIdle{12}, kSessionLife{24 * 7};
inline constexpr size_t kLongestAgent = 200;  // bytes kept of a User-Agent

// How somebody showed who they are.
enum class Way : uint8_t { password, totp, oidc };
std::string_view name(Way way);

// From where and how a session was opened.
struct Origin {
  Way way = Way::password;
  std::string peer, agent;  // address and User-Agent
};

class Sessions {
 public:
  struct Listed {
    std::string id;  // names the session to people; opens nothing
    Instant opened, seen;
    Origin origin;
  };
  explicit Sessions(std::filesystem::path file);
  Result<void> load(Instant now);

  Result<std::string> open(std::string_view user, Instant now, Origin origin = {});  // the token
  // The user of a token that still holds.
  std::optional<std::string> user(std::string_view token, Instant now);
  std::optional<Way> way(std::string_view token) const;
  void close(std::string_view token);
  // Those of a user that still hold, the newest first.
  std::vector<Listed> list(std::string_view user, Instant now) const;
  bool close_listed(std::string_view user, std::string_view id);  // false: there is none
  void close_all(std::string_view user, std::string_view but_token = {});
  static std::string id(std::string_view token);  // as listed
  size_t size() const;

  // The token that a write must carry beside the cookie; follows from the session's own.
  static std::string csrf(std::string_view token);
  static bool csrf_matches(std::string_view token, std::string_view csrf);

 private:
  struct Session {
    std::string user;
    Instant opened, seen;
    Origin origin;
    bool holds(Instant now) const {
      return now - seen < kSessionIdle && now - opened < kSessionLife;
    }
  };
  void make_room(std::string_view user, Instant now);
  Result<void> save() const;
  void save_or_log() const;

  std::filesystem::path file_;
  mutable std::mutex mutex_;
  std::map<std::string, Session, std::less<>> open_;  // by hash of the token
};

}  // namespace qs::service

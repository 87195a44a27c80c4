// Against guessing passwords: tries are counted per user and per address before they are checked.
#pragma once

#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "base/time.h"

namespace qs::service {

inline constexpr int kMaxTriesOfUser = 5, kMaxTriesOfAddress = 30;  // within kTryWindow
inline constexpr std::chrono::minutes kTryWindow{15};
inline constexpr size_t kMaxGuarded = 20'000;  // users and addresses remembered

// What counts as one address: one household of IPv6 is, by its first four groups.
std::string address_key(std::string_view address);

class LoginGuard {
 public:
  // Counts one try; how long to wait when there were too many.
  std::optional<std::chrono::seconds> refuse(std::string_view user, std::string_view address,
                                             Instant now);
  void succeeded(std::string_view user, std::string_view address);
  // This one try does not count: it was right as far as it went. Earlier ones still do.
  void take_back(std::string_view user, std::string_view address);
  // A fresh password begins anew. Tries from an address still count.
  void forgive(std::string_view user);
  // The next try of this user will be refused.
  bool exhausted(std::string_view user) const;
  size_t size() const;

 private:
  struct Tries {
    int count = 0;
    Instant since;
  };
  Tries& tries(std::string key, Instant now);
  void forget_oldest();

  mutable std::mutex mutex_;
  std::map<std::string, Tries, std::less<>> tries_;
};

}  // namespace qs::service

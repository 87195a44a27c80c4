#include "edge/service/login_guard.h"

namespace qs::service {
namespace {

std::string user_key(std::string_view user) {
  return "user " + std::string(user.substr(0, 128));
}

}  // namespace

std::string address_key(std::string_view address) {
  size_t end = 0;
  for (int groups = 0; groups < 4 && end != std::string_view::npos; ++groups)
    end = address.find(':', end == 0 ? 0 : end + 1);
  return "address " + std::string(address.substr(0, end));
}
// A quarter at once, so that a flood does not pay for each try.
void LoginGuard::forget_oldest() {
  std::vector<Instant> times;
  for (const auto& [key, tries] : tries_) times.push_back(tries.since);
  auto quarter = times.begin() + kMaxGuarded / 4;
  std::nth_element(times.begin(), quarter, times.end());
  std::erase_if(tries_, [&](const auto& entry) { return entry.second.since <= *quarter; });
}

LoginGuard::Tries& LoginGuard::tries(std::string key, Instant now) {
  if (tries_.size() >= kMaxGuarded && !tries_.contains(key)) forget_oldest();
  auto& entry = tries_[std::move(key)];
  if (entry.count == 0 || now - entry.since >= kTryWindow) entry = {0, now};
  return entry;
}

std::optional<std::chrono::seconds> LoginGuard::refuse(std::string_view user,
                                                       std::string_view address, Instant now) {
  std::lock_guard lock(mutex_);
  auto wait = [&](const Tries& t) {
    return std::chrono::ceil<std::chrono::seconds>(t.since + kTryWindow - now);
  };
  auto& from = tries(address_key(address), now);
  if (from.count >= kMaxTriesOfAddress) return wait(from);
  from.count++;
  auto& of = tries(user_key(user), now);
  if (of.count >= kMaxTriesOfUser) return wait(of);
  of.count++;
  return std::nullopt;
}

void LoginGuard::succeeded(std::string_view user, std::string_view address) {
  std::lock_guard lock(mutex_);
  tries_.erase(user_key(user));
  if (auto it = tries_.find(address_key(address)); it != tries_.end() && it->second.count > 0)
    it->second.count--;  // only this try: one known password must not open the way for guessing
}

void LoginGuard::take_back(std::string_view user, std::string_view address) {
  std::lock_guard lock(mutex_);
  for (const auto& key : {user_key(user), address_key(address)})
    if (auto it = tries_.find(key); it != tries_.end() && it->second.count > 0) it->second.count--;
}

void LoginGuard::forgive(std::string_view user) {
  std::lock_guard lock(mutex_);
  tries_.erase(user_key(user));
}

bool LoginGuard::exhausted(std::string_view user) const {
  std::lock_guard lock(mutex_);
  auto it = tries_.find(user_key(user));
  return it != tries_.end() && it->second.count >= kMaxTriesOfUser;
}

size_t LoginGuard::size() const {
  std::lock_guard lock(mutex_);
  return tries_.size();
}

}  // namespace qs::service

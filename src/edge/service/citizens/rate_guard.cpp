#include "edge/service/citizens/rate_guard.h"

#include "edge/service/login_guard.h"

namespace qs::service {

std::optional<std::chrono::seconds> RateGuard::refuse(std::string_view address, Instant now) {
  return ask(address, now, 1);
}

std::optional<std::chrono::seconds> RateGuard::full(std::string_view address, Instant now) {
  return ask(address, now, 0);
}

std::optional<std::chrono::seconds> RateGuard::ask(std::string_view address, Instant now,
                                                   int64_t counts) {
  std::lock_guard lock(mutex_);
  if (now - since_ >= bounds_.window || now < since_) {
    since_ = now;
    all_ = 0;
    of_.clear();
  }
  auto key = address_key(address);
  if (of_.size() >= kMostAddresses && !of_.contains(key)) key.clear();
  auto known = of_.find(key);
  auto sofar = known == of_.end() ? 0 : known->second;
  if (sofar >= bounds_.of_address || all_ >= bounds_.in_all)
    return std::max(std::chrono::seconds{1},
                    std::chrono::ceil<std::chrono::seconds>(since_ + bounds_.window - now));
  if (counts == 0) return std::nullopt;
  of_[std::move(key)] = sofar + counts;
  all_ += counts;
  return std::nullopt;
}

}  // namespace qs::service

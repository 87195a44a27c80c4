#include "edge/service/login_book.h"

#include "base/digest.h"

namespace qs::service {

Outcome<void> LoginBook::note(const LoginEvent& event, Instant now,
                              std::vector<ledger::Write> more) {
  std::lock_guard lock(mutex_);
  auto hour = std::chrono::floor<std::chrono::hours>(now).time_since_epoch().count();
  if (hour != hour_) in_hour_ = 0;
  hour_ = hour;
  auto id = sha256_hex(fmt::format("{}\n{}\n{}\n{}\n{}\n{}", hour, event.user, event.outcome,
                                   name(event.way), event.peer, event.agent))
                .substr(0, 24);
  auto known = records_.get(kLoginKind, id);
  bool fresh = known && !*known;
  if (fresh && in_hour_ >= kMostLoginEvents) {
    ++left_out_;
    if (more.empty()) return {};
  } else {
    if (fresh) ++in_hour_;
    auto before = known && *known ? **known : ledger::Record{};
    more.push_back({.kind = std::string(kLoginKind),
                    .id = id,
                    .fields = {{"user", ledger::kept(event.user)},
                               {"outcome", event.outcome},
                               {"way", std::string(name(event.way))},
                               {"peer", ledger::kept(event.peer)},
                               {"agent", ledger::kept(event.agent)},
                               {"first_at", to_ms(before.instant("first_at").value_or(now))},
                               {"last_at", to_ms(now)},
                               {"count", before.integer("count").value_or(0) + 1}}});
  }
  auto who = event.user.empty() ? std::string("nobody") : event.user;
  return desk_.write(std::move(more), {{.user = who}, now, "log-in: " + event.outcome});
}

size_t LoginBook::left_out() const {
  std::lock_guard lock(mutex_);
  return left_out_;
}

}  // namespace qs::service

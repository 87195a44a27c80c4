// 预警事件: the alerts that a finding may belong to, in memory, so that a look at a thousand
// stations asks the ledger nothing.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "kernel/alert/alert.h"

namespace qs::app {

// Findings that are older than this ask the ledger itself.
inline constexpr std::chrono::hours kEpisodesKept{24 * 7};
inline constexpr size_t kEpisodes = 8;  // of one rule, site and factor that a finding may touch

class Episodes {
 public:
  explicit Episodes(const ledger::RecordLog& records) : records_(records) {}

  // Every open alert, and those that were over within kEpisodesKept before `now`.
  Result<void> load(Instant now);
  // The last kEpisodes of them that a finding at `at` may belong to, oldest first.
  Result<std::vector<alert::Alert>> of(const std::string& rule, const std::string& site,
                                       const std::string& factor, Instant at) const;
  // The alert was written: by the flow or by a person.
  Result<void> learn(const std::string& id);
  // Forgets what is over for longer than kEpisodesKept.
  void forget_old(Instant now);

 private:
  struct Key {
    std::string rule, site, factor;
    auto operator<=>(const Key&) const = default;
  };
  void put(alert::Alert alert);
  Result<std::vector<alert::Alert>> from_ledger(const Key& key) const;

  const ledger::RecordLog& records_;
  std::map<Key, std::map<Instant, alert::Alert>> known_;  // by begin
  Instant known_from_{};
};

}  // namespace qs::app

// What the series log keeps in memory: the names of the series, their newest values, and the last
// changes. Any thread may read while one writes.
#pragma once

#include <deque>
#include <map>
#include <mutex>
#include <optional>
#include <shared_mutex>
#include <vector>

#include "edge/store/arrival.h"

namespace qs::store {

inline constexpr size_t kRecentChanges = 1'000'000;  // 24 bytes each

class SeriesMemory {
 public:
  std::optional<observe::SeriesId> find(const observe::SeriesKey& key) const;
  std::optional<observe::SeriesKey> key(observe::SeriesId id) const;
  std::vector<std::pair<observe::SeriesId, observe::SeriesKey>> catalogue(
      std::string_view site) const;
  size_t size() const;
  observe::SeriesId open(const observe::SeriesKey& key);  // the next id when the key is new

  std::vector<std::optional<observe::Sample>> latest(std::span<const observe::SeriesId> ids) const;
  observe::Seq last_seq() const;
  // nullopt when older changes than are remembered would be needed.
  std::optional<std::vector<observe::Change>> changes(observe::Seq after, size_t limit) const;

  // For each value of a batch, so without a lock of its own: the caller holds the memory meanwhile.
  std::shared_lock<std::shared_mutex> hold() const { return std::shared_lock(mutex_); }
  bool newer(observe::SeriesId id, int64_t time) const {  // than anything kept of the series
    return !heads_[id - 1].known || time > heads_[id - 1].sample.time;
  }
  observe::Cadence cadence(observe::SeriesId id) const {  // realtime when nobody opened it
    return id - 1 < keys_.size() ? keys_[id - 1].cadence : observe::Cadence::realtime;
  }
  void restore(std::span<const KeptSample> samples);  // newest values, before the first learn()
  void restore(observe::Seq last);
  void learn(const Arrival& arrival);

 private:
  struct Head {
    observe::Sample sample;
    bool known = false;
  };
  void offer(const observe::Sample& sample);

  mutable std::shared_mutex mutex_;
  std::map<observe::SeriesKey, observe::SeriesId> ids_;
  std::vector<observe::SeriesKey> keys_;
  std::vector<Head> heads_;
  std::deque<observe::Change> changes_;
  observe::Seq forgotten_ = 0;  // changes up to this seq are not in changes_
  observe::Seq last_ = 0;
};

}  // namespace qs::store

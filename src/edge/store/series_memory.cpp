#include "edge/store/series_memory.h"

namespace qs::store {

using namespace observe;

std::optional<SeriesId> SeriesMemory::find(const SeriesKey& key) const {
  std::shared_lock lock(mutex_);
  auto it = ids_.find(key);
  return it == ids_.end() ? std::nullopt : std::optional(it->second);
}

std::optional<SeriesKey> SeriesMemory::key(SeriesId id) const {
  std::shared_lock lock(mutex_);
  return id == 0 || id > keys_.size() ? std::nullopt : std::optional(keys_[id - 1]);
}

std::vector<std::pair<SeriesId, SeriesKey>> SeriesMemory::catalogue(std::string_view site) const {
  std::shared_lock lock(mutex_);
  std::vector<std::pair<SeriesId, SeriesKey>> out;
  if (site.empty()) {
    for (size_t i = 0; i < keys_.size(); ++i)
      out.emplace_back(static_cast<SeriesId>(i + 1), keys_[i]);
    return out;
  }
  for (auto it = ids_.lower_bound({std::string(site), "", Cadence{}, Measure{}});
       it != ids_.end() && it->first.site == site; ++it)
    out.emplace_back(it->second, it->first);
  std::sort(out.begin(), out.end());
  return out;
}

size_t SeriesMemory::size() const {
  std::shared_lock lock(mutex_);
  return keys_.size();
}

SeriesId SeriesMemory::open(const SeriesKey& key) {
  std::unique_lock lock(mutex_);
  auto [it, fresh] = ids_.try_emplace(key, static_cast<SeriesId>(keys_.size() + 1));
  if (fresh) {
    keys_.push_back(key);
    heads_.emplace_back();
  }
  return it->second;
}

std::vector<std::optional<Sample>> SeriesMemory::latest(std::span<const SeriesId> ids) const {
  std::shared_lock lock(mutex_);
  std::vector<std::optional<Sample>> out(ids.size());
  for (size_t i = 0; i < ids.size(); ++i)
    if (ids[i] != 0 && ids[i] <= heads_.size() && heads_[ids[i] - 1].known)
      out[i] = heads_[ids[i] - 1].sample;
  return out;
}

Seq SeriesMemory::last_seq() const {
  std::shared_lock lock(mutex_);
  return last_;
}

std::optional<std::vector<Change>> SeriesMemory::changes(Seq after, size_t limit) const {
  std::shared_lock lock(mutex_);
  if (after < forgotten_) return std::nullopt;
  auto from = std::upper_bound(changes_.begin(), changes_.end(), after,
                               [](Seq seq, const Change& c) { return seq < c.seq; });
  auto count = std::min(limit, static_cast<size_t>(changes_.end() - from));
  return std::vector<Change>(from, from + static_cast<std::ptrdiff_t>(count));
}

void SeriesMemory::offer(const Sample& sample) {
  auto& head = heads_[sample.series - 1];
  if (!head.known || takes_over(head.sample, sample)) head = {sample, true};
}

void SeriesMemory::restore(std::span<const KeptSample> samples) {
  std::unique_lock lock(mutex_);
  for (const auto& s : samples) offer(s.sample);
}

void SeriesMemory::restore(Seq last) {
  std::unique_lock lock(mutex_);
  last_ = forgotten_ = last;
}

void SeriesMemory::learn(const Arrival& arrival) {
  std::unique_lock lock(mutex_);
  for (const auto& k : arrival.samples) {
    offer(k.sample);
    changes_.push_back({k.seq, k.sample.series, k.sample.time});
  }
  while (changes_.size() > kRecentChanges) {
    forgotten_ = changes_.front().seq;
    changes_.pop_front();
  }
  last_ = arrival.receipt.last;
}

}  // namespace qs::store

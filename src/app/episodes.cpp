#include "app/episodes.h"

#include "app/all_records.h"

namespace qs::app {

using alert::Alert;

namespace {

// An empty text is kept as an absent one.
ledger::Filter of_factor(const std::string& factor) {
  if (factor.empty()) return {.field = "factor", .op = ledger::Op::is_null};
  return {.field = "factor", .value = factor};
}

const std::string kKind(alert::kRecordKind);
const std::string kOver(alert::name(alert::State::resolved));

}  // namespace

Result<void> Episodes::load(Instant now) {
  known_.clear();
  known_from_ = now - kEpisodesKept;
  auto open = all_records(records_, kKind,
                          {{.field = "state", .op = ledger::Op::not_equal, .value = kOver}});
  if (!open) return tl::unexpected(open.error());
  auto over = all_records(
      records_, kKind,
      {{.field = "state", .value = kOver},
       {.field = "seen_at", .op = ledger::Op::greater_equal, .value = to_ms(known_from_)}});
  if (!over) return tl::unexpected(over.error());
  for (const auto* records : {&*open, &*over})
    for (const auto& record : *records) put(alert::alert_of(record));
  return {};
}

void Episodes::put(Alert alert) {
  auto& episodes = known_[{alert.rule, alert.site, alert.factor}];
  auto began = alert.began_at;
  episodes.insert_or_assign(began, std::move(alert));
}

Result<std::vector<Alert>> Episodes::of(const std::string& rule, const std::string& site,
                                        const std::string& factor, Instant at) const {
  if (at < known_from_) return from_ledger({rule, site, factor});
  std::vector<Alert> out;
  auto known = known_.find({rule, site, factor});
  if (known == known_.end()) return out;
  const auto& episodes = known->second;
  auto from = episodes.begin();
  if (episodes.size() > kEpisodes)
    std::advance(from, static_cast<ptrdiff_t>(episodes.size() - kEpisodes));
  for (; from != episodes.end(); ++from) out.push_back(from->second);
  return out;
}

Result<std::vector<Alert>> Episodes::from_ledger(const Key& key) const {
  auto kept = records_.query({.kind = kKind,
                              .where = {{.field = "rule", .value = key.rule},
                                        {.field = "site", .value = key.site},
                                        of_factor(key.factor)},
                              .order_by = "began_at",
                              .descending = true,
                              .limit = kEpisodes});
  if (!kept) return tl::unexpected(kept.error());
  std::vector<Alert> out;
  for (auto it = kept->rbegin(); it != kept->rend(); ++it) out.push_back(alert::alert_of(*it));
  return out;
}

Result<void> Episodes::learn(const std::string& id) {
  auto record = records_.get(kKind, id);
  if (!record) return tl::unexpected(record.error());
  if (*record) put(alert::alert_of(**record));
  return {};
}

void Episodes::forget_old(Instant now) {
  known_from_ = std::max(known_from_, now - kEpisodesKept);
  for (auto& [key, episodes] : known_)
    std::erase_if(episodes, [&](const auto& e) {
      return !e.second.open() && e.second.seen_at < known_from_;
    });
  std::erase_if(known_, [](const auto& k) { return k.second.empty(); });
}

}  // namespace qs::app

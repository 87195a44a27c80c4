#include "edge/service/answers/chain_book.h"

#include <algorithm>
#include <set>

namespace qs::service {

using ledger::Graph;
using ledger::Kind;

std::vector<const Kind*> chained_kinds(const ledger::RecordLog& records) {
  auto kinds = records.kinds();
  std::erase_if(kinds, [](const Kind* kind) {
    return kind->chain == ledger::Chain::none &&
           std::none_of(kind->fields.begin(), kind->fields.end(),
                        [](const auto& field) { return field.flow != ledger::Flow::none; });
  });
  return kinds;
}

Result<void> ChainBook::build() {
  std::unique_lock lock(mutex_);
  return build_alone();
}

Result<std::optional<Graph::Trace>> ChainBook::trace(std::string_view kind, std::string_view id,
                                                     Graph::Way way, size_t most) {
  if (auto done = catch_up(); !done) return tl::unexpected(done.error());
  std::shared_lock lock(mutex_);
  return graph_.trace(kind, id, way, most);
}

Result<std::vector<Graph::Gap>> ChainBook::gaps(size_t most) {
  if (auto done = catch_up(); !done) return tl::unexpected(done.error());
  std::shared_lock lock(mutex_);
  return graph_.gaps(most);
}

Result<void> ChainBook::catch_up() {
  auto newest = records_.last_commit();
  {
    std::shared_lock lock(mutex_);
    if (commit_ && *commit_ >= newest) return {};
  }
  std::unique_lock lock(mutex_);
  if (!commit_) return build_alone();
  for (auto kind : chained_kinds(records_)) {
    auto followed = follow(*kind);
    if (!followed) return tl::unexpected(followed.error());
    if (!*followed) return build_alone();
  }
  commit_ = std::max(*commit_, newest);
  return {};
}

Result<void> ChainBook::build_alone() {
  // What is written while this reads is followed later: the positions are noted first.
  auto newest = records_.last_commit();
  graph_ = {};
  seen_.clear();
  commit_.reset();
  for (auto kind : chained_kinds(records_)) {
    auto last = records_.journal({.kind = kind->name, .limit = 1});
    if (!last) return tl::unexpected(last.error());
    seen_[kind->name] = last->empty() ? 0 : last->front().position;
    ledger::Query page{.kind = kind->name, .where = {}, .limit = ledger::kMaxPage};
    do {
      auto records = records_.query(page);
      if (!records) return tl::unexpected(records.error());
      for (const auto& record : *records) graph_.put(*kind, record);
      page.after.reset();
      if (records->size() == page.limit)
        page.after = ledger::Cursor{records->back().id, records->back().id};
    } while (page.after);
  }
  commit_ = newest;
  return {};
}

Result<bool> ChainBook::follow(const Kind& kind) {
  auto& seen = seen_[kind.name];
  auto news = records_.journal({.kind = kind.name, .limit = ledger::kMaxPage});
  if (!news) return tl::unexpected(news.error());
  auto known = std::find_if(news->begin(), news->end(),
                            [&](const auto& entry) { return entry.position <= seen; });
  if (known == news->end() && news->size() == ledger::kMaxPage) return false;
  std::set<std::string> told;  // the newest of each counts
  for (auto entry = news->begin(); entry != known; ++entry) {
    if (!told.insert(entry->id).second) continue;
    if (entry->revision.erased)
      graph_.erase(kind.name, entry->id);
    else
      graph_.put(kind, {kind.name, entry->id, entry->revision.number, entry->revision.fields});
  }
  if (!news->empty()) seen = news->front().position;
  return true;
}

}  // namespace qs::service

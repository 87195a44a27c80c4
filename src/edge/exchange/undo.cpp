#include "edge/exchange/undo.h"

#include <algorithm>

namespace qs::exchange {
namespace {

// The revision before that of the commit; nullopt: there was no record.
std::optional<ledger::Fields> fields_before(const std::vector<ledger::Revision>& history,
                                            uint64_t number) {
  const ledger::Revision* before = nullptr;
  for (const auto& revision : history)
    if (revision.number < number && (!before || revision.number > before->number))
      before = &revision;
  if (!before || before->erased) return std::nullopt;
  return before->fields;
}

Result<void> take_back(const ledger::RecordLog& log, const ledger::JournalEntry& entry,
                       Undoing& undoing) {
  auto history = log.history(entry.kind, entry.id);
  if (!history) return tl::unexpected(history.error());
  auto number = entry.revision.number;
  bool went_on = std::any_of(history->begin(), history->end(),
                             [&](const auto& revision) { return revision.number > number; });
  if (went_on) {
    undoing.changed_since.push_back(fmt::format("{}/{}", entry.kind, entry.id));
    return {};
  }
  ledger::Write write{
      .kind = entry.kind, .id = entry.id, .fields = {}, .expected_revision = number};
  if (auto before = fields_before(*history, number))
    write.fields = std::move(*before);
  else
    write.verb = ledger::Write::Verb::erase;
  undoing.writes.push_back(std::move(write));
  return {};
}

}  // namespace

Result<Undoing> undo_of(const ledger::RecordLog& log, uint64_t commit, std::string_view except) {
  Undoing undoing;
  ledger::JournalQuery query{.commit = commit, .limit = ledger::kMaxPage};
  for (;;) {  // newest first, so that what refers to another of the commit goes before it
    auto page = log.journal(query);
    if (!page) return tl::unexpected(page.error());
    for (const auto& entry : *page)
      if (entry.kind != except)
        if (auto done = take_back(log, entry, undoing); !done) return tl::unexpected(done.error());
    if (page->size() < query.limit) break;
    query.before = page->back().position;
  }
  if (!undoing.changed_since.empty()) undoing.writes.clear();
  return undoing;
}

}  // namespace qs::exchange

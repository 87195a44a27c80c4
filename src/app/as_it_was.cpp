#include "app/as_it_was.h"

#include <fmt/format.h>

#include <set>

namespace qs::app {
namespace {

constexpr std::string_view kPack = "pack";

}  // namespace

Result<Earlier> changed_since(const ledger::RecordLog& records, const std::string& kind,
                              Instant since) {
  auto entries = records.journal({.who = {},
                                  .kind = kind,
                                  .id = {},
                                  .commit = {},
                                  .from = since,
                                  .until = {},
                                  .not_by = {std::string(kPack)},
                                  .limit = ledger::kMaxPage});
  if (!entries) return tl::unexpected(entries.error());
  if (entries->size() == ledger::kMaxPage)
    return fail(fmt::format("more than {} changes of '{}'", ledger::kMaxPage, kind));
  std::set<std::string> ids;
  for (const auto& entry : *entries) ids.insert(entry.id);
  Earlier out;
  for (const auto& id : ids) {
    auto history = records.history(kind, id);
    if (!history) return tl::unexpected(history.error());
    auto& then = out[id];
    for (const auto& revision : *history) {
      if (revision.when >= since && revision.who != kPack) continue;
      then.reset();
      if (!revision.erased) then = ledger::Record{kind, id, revision.number, revision.fields};
    }
  }
  return out;
}

std::vector<ledger::Record> as_it_was(std::vector<ledger::Record> now, const Earlier& earlier) {
  std::erase_if(now, [&](const ledger::Record& record) { return earlier.contains(record.id); });
  for (const auto& [id, record] : earlier)
    if (record) now.push_back(*record);
  return now;
}

}  // namespace qs::app

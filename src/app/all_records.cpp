#include "app/all_records.h"

#include <iterator>

namespace qs::app {

Result<std::vector<ledger::Record>> all_records(const ledger::RecordLog& records,
                                                const std::string& kind,
                                                const std::vector<ledger::Filter>& where) {
  std::vector<ledger::Record> all;
  for (;;) {
    auto page = records.query(
        {.kind = kind, .where = where, .limit = ledger::kMaxPage, .offset = all.size()});
    if (!page) return page;
    std::ranges::move(*page, std::back_inserter(all));
    if (page->size() < ledger::kMaxPage) return all;
    if (all.size() >= kMostInMemory)
      return fail(fmt::format("more than {} records", kMostInMemory), kind);
  }
}

}  // namespace qs::app

#include "edge/exchange/lookup.h"

namespace qs::exchange {
namespace {

constexpr size_t kAsked = 1'000;      // values in one query
constexpr size_t kMostPages = 1'000;  // of one query

std::string value_of(const ledger::Record& record, const std::string& field) {
  return field == "id" ? record.id : record.text(field);
}

Result<void> ask(const ledger::RecordLog& log, ledger::Query query, const std::string& field,
                 const ledger::Reach& reach, Found& found) {
  for (size_t page = 0; page < kMostPages; ++page) {
    auto records = log.query(query);
    if (!records) return tl::unexpected(records.error());
    for (auto& record : *records) {
      auto& alike = found[value_of(record, field)];
      if (alike.size() < kMostAlike && reach.reads(record)) alike.push_back(record);
    }
    if (records->size() < query.limit) return {};
    query.after = ledger::Cursor{records->back().id, records->back().id};
  }
  return fail("too many records have the same value", field);
}

}  // namespace

Result<Found> find_by(const ledger::RecordLog& log, const ledger::Kind& kind,
                      const std::string& field, const std::set<std::string>& values,
                      const ledger::Reach& reach) {
  Found found;
  ledger::Query query{
      .kind = kind.name, .where = {{field, ledger::Op::in, {}, {}}}, .limit = ledger::kMaxPage};
  auto& asked = query.where.front().values;
  for (auto it = values.begin(); it != values.end();) {
    asked.clear();
    for (; it != values.end() && asked.size() < kAsked; ++it) asked.emplace_back(*it);
    if (auto done = ask(log, query, field, reach, found); !done)
      return tl::unexpected(done.error());
  }
  return found;
}

std::string title_of(const ledger::Kind& kind, const ledger::Record& record) {
  auto title = kind.title == "id" ? std::string{} : record.text(kind.title);
  return title.empty() ? record.id : title;
}

}  // namespace qs::exchange

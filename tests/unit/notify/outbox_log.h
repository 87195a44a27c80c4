// As much of a record memory as the outbox asks of it.
#pragma once

#include "kernel/ledger/record_log.h"
#include "unit/record_book.h"

namespace qs::notify {

class OutboxLog : public ledger::RecordLog {
 public:
  testing::RecordBook book;
  size_t dies_at = SIZE_MAX;  // commits that still succeed

  Result<void> declare(std::span<const ledger::Kind>) override { return {}; }
  const ledger::Kind* kind(std::string_view) const override { return nullptr; }
  std::vector<const ledger::Kind*> kinds() const override { return {}; }
  Result<uint64_t> commit(const ledger::Commit& commit) override {
    if (dies_at == 0) return fail("the machine has died");
    --dies_at;
    if (auto done = book.apply(commit.writes); !done) return tl::unexpected(done.error());
    return ++commits_;
  }
  Result<std::optional<ledger::Record>> get(std::string_view kind,
                                            std::string_view id) const override {
    return book.get(kind, id);
  }
  // Equality and <= on whole numbers, in order of id.
  Result<std::vector<ledger::Record>> query(const ledger::Query& query) const override {
    std::vector<ledger::Record> found;
    for (const auto& record : book.all(query.kind)) {
      bool fits = std::all_of(query.where.begin(), query.where.end(), [&](const auto& f) {
        if (f.op == ledger::Op::equal)
          return record.text(f.field) == std::get<std::string>(f.value);
        return record.integer(f.field) <= std::get<int64_t>(f.value);
      });
      if (fits && found.size() < query.limit) found.push_back(record);
    }
    return found;
  }
  Result<size_t> count(const ledger::Query& q) const override { return query(q)->size(); }
  Result<std::vector<ledger::Tally>> tally(const ledger::Query&, std::string_view) const override {
    return fail("not kept");
  }
  Result<std::vector<ledger::Group>> group(const ledger::Query&, std::span<const std::string>,
                                           std::span<const std::string>) const override {
    return fail("not kept");
  }
  Result<std::vector<ledger::JournalEntry>> journal(const ledger::JournalQuery&) const override {
    return fail("not kept");
  }
  Result<std::vector<ledger::Revision>> history(std::string_view, std::string_view) const override {
    return fail("not kept");
  }
  Result<std::optional<ledger::Record>> as_of(std::string_view, std::string_view,
                                              Instant) const override {
    return fail("not kept");
  }
  uint64_t last_commit() const override { return commits_; }
  Result<std::vector<ledger::LedgerProof>> proof() const override { return fail("not kept"); }
  Result<std::optional<Day>> first_broken_day() const override { return fail("not kept"); }

 private:
  uint64_t commits_ = 0;
};

}  // namespace qs::notify

// The record memory in one SQLite file: a typed table per kind, one table of revisions.
//
// Threads: declare and commit exclude each other by a lock; everything else may be called from any
// thread at any time and sees whole commits only.
#pragma once

#include <atomic>
#include <filesystem>
#include <shared_mutex>

#include "edge/store/record_rules.h"
#include "edge/store/reference_rules.h"
#include "edge/store/sqlite_session.h"

namespace qs::store {

class Asking;

class SqliteRecordLog final : public ledger::RecordLog {
 public:
  static Result<std::unique_ptr<SqliteRecordLog>> open(const std::filesystem::path& file);

  Result<void> declare(std::span<const ledger::Kind> kinds) override;
  const ledger::Kind* kind(std::string_view name) const override;
  std::vector<const ledger::Kind*> kinds() const override;
  Result<uint64_t> commit(const ledger::Commit& commit) override;
  Result<std::optional<ledger::Record>> get(std::string_view kind,
                                            std::string_view id) const override;
  Result<std::vector<ledger::Record>> query(const ledger::Query& query) const override;
  Result<size_t> count(const ledger::Query& query) const override;
  Result<std::vector<ledger::Group>> group(const ledger::Query& query,
                                           std::span<const std::string> by,
                                           std::span<const std::string> sum) const override;
  Result<std::vector<ledger::Tally>> tally(const ledger::Query& query,
                                           std::string_view field) const override;
  Result<std::vector<ledger::Revision>> history(std::string_view kind,
                                                std::string_view id) const override;
  Result<std::optional<ledger::Record>> as_of(std::string_view kind, std::string_view id,
                                              Instant when) const override;
  Result<std::vector<ledger::JournalEntry>> journal(
      const ledger::JournalQuery& query) const override;
  uint64_t last_commit() const override { return last_.load(); }
  Result<std::vector<ledger::LedgerProof>> proof() const override;
  Result<std::optional<Day>> first_broken_day() const override;

  // A consistent copy as a new database file, made beside running commits.
  Result<void> copy_to(const std::filesystem::path& file) const;

 private:
  SqliteRecordLog(std::unique_ptr<lite::Session> writer, std::filesystem::path file);

  // Where the chain stands; kept only when the commit is durable.
  struct Head {
    uint64_t commit = 0;
    Hash link{};
    std::optional<Day> day;
  };

  Result<void> load();
  template <class Answer>
  auto ask(const ledger::Query& asked, Answer answer) const
      -> decltype(answer(std::declval<Asking>()));
  Result<void> apply(const ledger::Commit& commit, const ledger::Write& write, Head& head,
                     Changes& changes);
  Outcome outcome();
  Result<void> check_unique(const ledger::Kind& kind, const std::string& id,
                            const ledger::Fields& fields);
  Result<uint64_t> next_number(const ledger::Write& write);
  // Both answer with the record's row.
  Result<int64_t> keep_record(const ledger::Kind& kind, const ledger::Record& record);
  Result<int64_t> remove_record(const ledger::Kind& kind, std::string_view id);
  Result<void> keep_revision(const ledger::Write& write, const ledger::Revision& revision,
                             Head& head);

  std::unique_ptr<lite::Session> writer_;
  mutable lite::Pool readers_;
  std::mutex writing_;
  Head head_;                                                // guarded by writing_
  std::map<const ledger::Kind*, ledger::Settler> settlers_;  // the same
  std::atomic<uint64_t> last_ = 0;

  mutable std::shared_mutex kinds_mutex_;
  std::map<std::string, std::unique_ptr<const ledger::Kind>, std::less<>> kinds_;
  std::vector<std::unique_ptr<const ledger::Kind>> former_;  // pointers given out stay good
};

}  // namespace qs::store

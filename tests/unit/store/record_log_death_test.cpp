// What a commit acknowledged survives SIGKILL at any moment; what it did not is whole or absent.
#include <random>

#include "edge/store/sqlite_record_log.h"
#include "unit/store/death.h"

namespace qs::store {

using namespace ledger;

namespace {

constexpr int kDeaths = 8, kCases = 20, kWritesOfCommit = 8;
const Instant kStart = *parse_instant("2026-05-01T23:00");

std::unique_ptr<SqliteRecordLog> open(const Scratch& scratch) {
  auto log = SqliteRecordLog::open(scratch / "records.sqlite");
  check(log.has_value(), log ? "" : log.error().message().c_str());
  Kind kind;
  kind.name = "case";
  for (auto name : {"state", "note"}) kind.fields.emplace_back().name = name;
  kind.fields.back().type = FieldType::long_text;
  kind.fields.emplace_back().name = "step";
  kind.fields.back().type = FieldType::integer;
  kind.fields.back().indexed = true;
  check((*log)->declare({&kind, 1}).has_value(), "declare");
  return std::move(*log);
}

// Steps of several cases at once, and the erasure of one; minutes apart, so the run crosses days.
Commit commit_of(int number) {
  Commit commit{"duty", fmt::format("step {}", number), kStart + std::chrono::minutes(number), {}};
  for (int i = 0; i < kWritesOfCommit; ++i)
    commit.writes.push_back({Write::Verb::put,
                             "case",
                             fmt::format("C{}", (number + i) % kCases),
                             {{"state", std::string(number % 2 ? "open" : "closed")},
                              {"note", std::string(static_cast<size_t>(number % 7) * 500, 'n')},
                              {"step", static_cast<int64_t>(number)}},
                             {}});
  if (number % 5 == 4) commit.writes.back() = {Write::Verb::erase, "case", "C0", {}, {}};
  return commit;
}

void commit_for_ever(const Scratch& scratch, const Acknowledge& acknowledge) {
  auto log = open(scratch);
  for (auto number = static_cast<int>(log->last_commit());; ++number) {
    auto made = log->commit(commit_of(number));
    // The erased case may not be there; everything else must be kept.
    check(made.has_value(), made ? "" : made.error().message().c_str());
    acknowledge(number);
  }
}

}  // namespace

TEST(RecordLogDeath, NothingAcknowledgedIsLostAndNoCommitIsHalf) {
  Scratch scratch;
  std::mt19937 random(20260501);
  int kept = 0;
  for (int death = 0; death < kDeaths; ++death) {
    auto longer = std::chrono::milliseconds(random() % 20);
    auto acknowledged = run_until_killed(
        [&](const Acknowledge& acknowledge) { commit_for_ever(scratch, acknowledge); }, kept - 1,
        random() % 20, longer);
    auto log = open(scratch);
    kept = static_cast<int>(log->last_commit());
    EXPECT_GE(kept, acknowledged + 1) << "acknowledged and lost";
    EXPECT_LE(kept, acknowledged + 2) << "kept though never sent";
    EXPECT_EQ(*log->first_broken_day(), std::nullopt);
  }
  EXPECT_GT(kept, kDeaths) << "the children did hardly anything";
  // The same commits on a log that nobody killed give the same chain: nothing is half or doubled.
  Scratch quiet;
  auto killed = open(scratch), twin = open(quiet);
  for (int number = 0; number < kept; ++number) ASSERT_TRUE(twin->commit(commit_of(number)));
  EXPECT_EQ(killed->proof()->back().digest, twin->proof()->back().digest);
  EXPECT_EQ(killed->query({.kind = "case"})->size(), twin->query({.kind = "case"})->size());
}

}  // namespace qs::store

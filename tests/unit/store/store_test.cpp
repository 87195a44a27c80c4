#include "edge/store/store.h"

#include <gmock/gmock.h>
#include <unistd.h>

#include <fstream>
#include <thread>

#include "edge/store/archive.h"
#include "unit/store/scratch.h"

namespace qs::store {

using namespace observe;

namespace {

const Instant kReceived = *parse_instant("2026-05-02T10:00");

Store open(const Scratch& scratch, std::string_view name = "data") {
  auto store = open_store(scratch / name);
  check(store.has_value(), store ? "" : store.error().message().c_str());
  ledger::Kind kind;
  kind.name = "site";
  kind.fields.emplace_back().name = "name";
  check(store->records->declare({&kind, 1}).has_value(), "declare");
  return std::move(*store);
}

// One hour of the given day: a frame, a real-time and an hourly value, a note, a record.
void fill(Store& store, int day) {
  auto at = kReceived + std::chrono::days(day);
  auto rtd = *store.series->open({"S01", "a34004", Cadence::realtime, Measure::rtd});
  auto hour = *store.series->open({"S01", "a34004", Cadence::hour, Measure::avg});
  Batch batch;
  batch.received = at;
  batch.frames = {{"MN1", at, fmt::format("frame {}", day)}};
  batch.samples = {{rtd, Mark::normal, Origin::device, to_ms(at), day + 0.5, 1},
                   {hour, Mark::below_detection, Origin::device, to_ms(at), day + 0.25, 1}};
  batch.notes = {{"MN1", to_ms(at), "log", "", "text"}};
  check(store.series->append(batch).has_value(), "append");
  auto id = fmt::format("S{}", day);
  check(store.records
            ->commit({"li", "", at, {{ledger::Write::Verb::put, "site", id, {{"name", id}}, {}}}})
            .has_value(),
        "commit");
}

void same_content(const Store& a, const Store& b) {
  Span all{Instant::min(), Instant::max()};
  EXPECT_EQ(a.series->scan({{1, 2}}, all)->size(), b.series->scan({{1, 2}}, all)->size());
  auto x = *a.series->proof(), y = *b.series->proof();
  ASSERT_EQ(x.size(), y.size());
  EXPECT_EQ(x.back().digest, y.back().digest);
  EXPECT_EQ(a.records->proof()->back().digest, b.records->proof()->back().digest);
  EXPECT_EQ(a.series->catalogue({}), b.series->catalogue({}));
}

}  // namespace

TEST(Store, ASecondProcessIsToldWhoHasIt) {
  Scratch scratch;
  auto first = open(scratch);
  auto second = open_store(scratch / "data");
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().text, fmt::format("the store is in use by process {}", ::getpid()));
}

TEST(Store, ABackupMadeWhileWritingRestoresToTheSame) {
  Scratch scratch;
  auto store = open(scratch);
  for (int day = 0; day < 3; ++day) fill(store, day);
  std::atomic<bool> stop = false;
  std::thread writer([&] {
    for (int day = 3; !stop; ++day) fill(store, day);
  });
  auto made = backup(store, scratch / "backup");
  stop = true;
  writer.join();
  ASSERT_TRUE(made) << made.error().message();
  EXPECT_FALSE(backup(store, scratch / "backup")) << "over an older backup";
  auto restored = restore(scratch / "backup", scratch / "new");
  ASSERT_TRUE(restored) << restored.error().message();
  auto again = open(scratch, "new");
  auto proof = verify(again);
  ASSERT_TRUE(proof) << proof.error().message();
  EXPECT_TRUE(proof->holds());
  EXPECT_GE(again.series->proof()->size(), 3u);
  fill(again, 1000);  // it goes on
  EXPECT_TRUE(verify(again)->holds());
}

TEST(Store, AQuietBackupIsExact) {
  Scratch scratch;
  auto store = open(scratch);
  for (int day = 0; day < 3; ++day) fill(store, day);
  ASSERT_TRUE(store.series->close_month(Period::of(PeriodKind::month, kReceived)));
  ASSERT_TRUE(backup(store, scratch / "backup"));
  ASSERT_TRUE(restore(scratch / "backup", scratch / "new"));
  same_content(store, open(scratch, "new"));
}

TEST(Store, ADamagedBackupIsRefused) {
  Scratch scratch;
  auto store = open(scratch);
  fill(store, 0);
  ASSERT_TRUE(backup(store, scratch / "backup"));
  {
    std::fstream file(scratch / "backup" / "records.sqlite",
                      std::ios::in | std::ios::out | std::ios::binary);
    file.seekp(5000);
    file.put('x');
  }
  auto refused = restore(scratch / "backup", scratch / "new");
  ASSERT_FALSE(refused);
  EXPECT_THAT(refused.error().message(), testing::HasSubstr("records.sqlite"));
  EXPECT_FALSE(std::filesystem::exists(scratch / "new"));
  EXPECT_FALSE(restore(scratch / "nowhere", scratch / "new"));
}

TEST(Store, AnArchivedMonthReadsBackWithEveryVersion) {
  Scratch scratch;
  auto store = open(scratch);
  fill(store, 0);
  fill(store, 1);
  fill(store, 40);  // June
  Batch audit;
  audit.received = kReceived + std::chrono::days(2);
  audit.samples = {{1, Mark::invalid, Origin::audit, to_ms(kReceived), 0.5, 0}};
  ASSERT_TRUE(store.series->append(audit));
  auto may = Period::of(PeriodKind::month, kReceived);
  auto file = scratch / "2026-05's.parquet";
  auto made = archive_month(store, may, file);
  ASSERT_TRUE(made) << made.error().message();
  std::vector<ArchivedValue> values;
  auto read = read_archive(file, [&](const ArchivedValue& v) { values.push_back(v); });
  ASSERT_TRUE(read) << read.error().message();
  ASSERT_EQ(values.size(), 5u);
  EXPECT_EQ(values[0].key, *store.series->key(1));
  EXPECT_EQ(values[0].time, to_ms(kReceived));
  EXPECT_EQ(values[1].mark, Mark::invalid);
  EXPECT_EQ(values[1].origin, Origin::audit);
  EXPECT_GT(values[1].seq, values[0].seq);
  EXPECT_EQ(values[3].key.cadence, Cadence::hour);
  EXPECT_EQ(values[3].mark, Mark::below_detection);
  EXPECT_EQ(values[3].value, 0.25);
  EXPECT_FALSE(archive_month(store, may.previous(), file));
}

TEST(Store, RetentionRemovesByKindAndTheProofHolds) {
  Scratch scratch;
  auto store = open(scratch);
  for (int day = 0; day < 4; ++day) fill(store, day);
  auto digest = store.series->proof()->back().digest;
  auto now = kReceived + std::chrono::days(733);  // two days past the term
  auto removed = apply_retention(store, now);
  ASSERT_TRUE(removed) << removed.error().message();
  EXPECT_EQ(*removed, 2u * 4);  // two days of frame, its block, real-time value, note
  EXPECT_EQ(*apply_retention(store, now), 0u);
  Span all{Instant::min(), Instant::max()};
  EXPECT_EQ(store.series->scan({{1}}, all)->size(), 2u);
  EXPECT_EQ(store.series->scan({{2}}, all)->size(), 4u);
  EXPECT_EQ(store.series->frames("MN1", {Instant{}, now}, 10)->size(), 2u);
  EXPECT_FALSE(*store.series->frame(store.series->scan({{2}}, all)->front().frame));
  EXPECT_EQ(store.series->proof()->back().digest, digest);
  EXPECT_TRUE(verify(store)->holds());
}

}  // namespace qs::store

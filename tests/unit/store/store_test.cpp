#include "edge/store/store.h"

#include <gmock/gmock.h>
#include <unistd.h>

#include <bit>
#include <fstream>
#include <thread>

#include "base/csv.h"
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

TEST(Store, AClosedMonthGivesBackTheVerySameDoubles) {
  Scratch scratch;
  auto store = open(scratch);
  std::vector<double> values{0,       -0.0, 0.1,    -0.3, 35.7,  1e300,   5e-324,
                             2.0 / 3, 1e15, 123.45, 1e-7, 0.125, 1e6 / 7, 4503599627370497.5,
                             -12};
  auto mixed = *store.series->open({"S01", "mixed", Cadence::minute, Measure::avg});
  auto plain = *store.series->open({"S01", "plain", Cadence::minute, Measure::avg});
  Batch batch;
  batch.received = kReceived;
  for (size_t i = 0; i < values.size(); ++i) {
    auto time = to_ms(kReceived) + static_cast<int64_t>(i) * 60'001;
    batch.samples.push_back({mixed, Mark::normal, Origin::device, time, values[i], 0});
    batch.samples.push_back(
        {plain, Mark::normal, Origin::device, time, static_cast<double>(i) / 10, 0});
  }
  ASSERT_TRUE(store.series->append(batch));
  ASSERT_TRUE(store.series->close_month(Period::of(PeriodKind::month, kReceived)));
  EXPECT_TRUE(verify(store)->holds());
  Span all{Instant::min(), Instant::max()};
  auto back = *store.series->scan({{mixed, plain}}, all);
  ASSERT_EQ(back.size(), 2 * values.size());
  for (size_t i = 0; i < values.size(); ++i) {
    EXPECT_EQ(std::bit_cast<uint64_t>(back[i].value), std::bit_cast<uint64_t>(values[i])) << i;
    EXPECT_EQ(back[values.size() + i].value, static_cast<double>(i) / 10);
  }
}

TEST(Store, AClosedMonthLivesInAFileAndTakesLateValues) {
  Scratch scratch;
  auto files = [&] {
    std::filesystem::directory_iterator months(scratch / "data" / "months");
    return std::distance(begin(months), end(months));
  };
  auto may = Period::of(PeriodKind::month, kReceived);
  {
    auto store = open(scratch);
    fill(store, 0);
    ASSERT_TRUE(store.series->close_month(may));
    EXPECT_EQ(files(), 1);
    fill(store, 0);  // again: nothing new
    ASSERT_TRUE(store.series->close_month(may));
    EXPECT_EQ(files(), 1);
    fill(store, 1);  // late
    EXPECT_EQ(store.series->scan({{1}}, may.span())->size(), 2u);
    ASSERT_TRUE(store.series->close_month(may));
    EXPECT_EQ(store.series->scan({{1}}, may.span())->size(), 2u);
    EXPECT_EQ(files(), 2) << "the former may still be read";
  }
  std::ofstream(scratch / "data" / "months" / "2026-05-9.parquet.tmp") << "half";
  auto store = open(scratch);
  EXPECT_EQ(files(), 1) << "swept";
  EXPECT_EQ(store.series->scan({{1}}, may.span())->size(), 2u);
  EXPECT_TRUE(verify(store)->holds());
}

TEST(Store, ABackupCarriesTheFilesBesideTheDatabases) {
  const std::array carried{"evidence/ab/cd/abcd", "imports/2026-1", "archive/2026-05.parquet",
                           "sign-on.toml", "forward-city.progress"};
  const std::array left{"secrets/seal.key", "sessions.json", "exports/half",
                        "forward-city.progress.new"};
  Scratch scratch;
  auto store = open(scratch);
  fill(store, 0);
  auto write = [&](const std::string& name) {
    auto file = scratch / ("data/" + name);
    std::filesystem::create_directories(file.parent_path());
    std::ofstream(file) << name;
  };
  for (auto name : carried) write(name);
  for (auto name : left) write(name);
  ASSERT_TRUE(backup(store, scratch / "backup"));
  ASSERT_TRUE(restore(scratch / "backup", scratch / "new"));
  for (auto name : carried) EXPECT_EQ(*read_file(scratch / ("new/" + std::string(name))), name);
  for (auto name : left)
    for (auto folder : {"backup/", "new/"})
      EXPECT_FALSE(std::filesystem::exists(scratch / (folder + std::string(name)))) << name;
  std::ofstream(scratch / "backup/evidence/ab/more") << "slipped in";
  EXPECT_FALSE(restore(scratch / "backup", scratch / "other")) << "not in the manifest";
}

TEST(Store, ADamagedBackupIsRefused) {
  Scratch scratch;
  auto store = open(scratch);
  fill(store, 0);
  ASSERT_TRUE(store.series->close_month(Period::of(PeriodKind::month, kReceived)));
  ASSERT_TRUE(backup(store, scratch / "backup"));
  std::filesystem::directory_iterator months(scratch / "backup" / "months");
  ASSERT_NE(begin(months), end(months));
  for (const auto& damaged : {scratch / "backup" / "records.sqlite", months->path()}) {
    auto flip = [&](char byte) {
      std::fstream file(damaged, std::ios::in | std::ios::out | std::ios::binary);
      file.seekg(500);
      auto was = static_cast<char>(file.get());
      file.seekp(500);
      file.put(byte);
      return was;
    };
    auto was = flip('x');
    auto refused = restore(scratch / "backup", scratch / "new");
    ASSERT_FALSE(refused);
    EXPECT_THAT(refused.error().message(), testing::HasSubstr(damaged.filename().string()));
    EXPECT_FALSE(std::filesystem::exists(scratch / "new"));
    flip(was);
  }
  ASSERT_TRUE(restore(scratch / "backup", scratch / "whole"));
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

class Retaining : public testing::TestWithParam<bool> {};
INSTANTIATE_TEST_SUITE_P(Store, Retaining, testing::Bool(), [](const auto& info) {
  return info.param ? "FromAClosedMonth" : "FromAnOpenMonth";
});

TEST_P(Retaining, RemovesByKindAndTheProofHolds) {
  Scratch scratch;
  auto store = open(scratch);
  for (int day = 0; day < 4; ++day) fill(store, day);
  auto may = Period::of(PeriodKind::month, kReceived);
  ASSERT_TRUE(!GetParam() || store.series->close_month(may));
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

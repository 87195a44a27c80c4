// What an append acknowledged survives SIGKILL at any moment; what it did not is whole or absent.
#include <random>

#include "unit/store/death.h"
#include "unit/store/series_logs.h"

namespace qs::store {

using namespace observe;

namespace {

constexpr int kSites = 5, kDeaths = 12, kValuesOfBatch = 40;
const Instant kStart = *parse_instant("2026-04-30T12:00");  // the run crosses into May

Batch batch_of(int number) {
  Batch batch;
  batch.received = kStart + std::chrono::hours(number);
  batch.frames = {
      {fmt::format("MN{}", number % kSites), batch.received, fmt::format("##{:0>300}", number)}};
  for (int i = 0; i < kValuesOfBatch; ++i)
    batch.samples.push_back({static_cast<SeriesId>(1 + number % kSites), Mark::normal,
                             Origin::device,
                             to_ms(kStart) + (number / kSites * kValuesOfBatch + i) * 60'000ll,
                             number * 1000.0 + i, 1});
  batch.notes = {{batch.frames[0].device, number, "log", "n", fmt::format("batch {}", number)}};
  return batch;
}

// Appends batch after batch and says so, until it is killed.
void append_for_ever(const Scratch& scratch, int first, const Acknowledge& acknowledge) {
  auto log = DuckSeries::make(scratch);
  for (int site = 0; site < kSites; ++site)
    check(
        log->open({fmt::format("S{}", site), "a34004", Cadence::minute, Measure::avg}).has_value(),
        "open");
  for (int number = std::max(0, first - 2);; ++number) {  // the last ones are sent again
    auto receipt = log->append(batch_of(number));
    check(receipt.has_value(), "append");
    acknowledge(number);
    if (number % 7 == 6)
      check(log->close_month(Period::of(PeriodKind::month, kStart)).has_value(), "close");
  }
}

}  // namespace

TEST(SeriesLogDeath, NothingAcknowledgedIsLostAndNothingIsDoubled) {
  Scratch scratch;
  std::mt19937 random(20260501);
  int next = 0;
  for (int death = 0; death < kDeaths; ++death) {
    auto longer = std::chrono::milliseconds(random() % 30);
    auto acknowledged = run_until_killed(
        [&](const Acknowledge& acknowledge) { append_for_ever(scratch, next, acknowledge); },
        next - 1, random() % 20, longer);
    auto log = DuckSeries::make(scratch);
    auto changes = log->changes(0, 1'000'000);
    ASSERT_TRUE(changes) << changes.error().message();
    ASSERT_EQ(changes->size() % kValuesOfBatch, 0u) << "half a batch";
    auto kept = static_cast<int>(changes->size()) / kValuesOfBatch;
    EXPECT_GE(kept, acknowledged + 1) << "acknowledged and lost";
    EXPECT_LE(kept, acknowledged + 2) << "doubled, or kept though never sent";
    Span all{kStart, kStart + std::chrono::days(1000)};
    size_t frames = 0, notes = 0, values = 0;
    for (int site = 0; site < kSites; ++site) {
      auto id = static_cast<SeriesId>(site + 1);
      auto samples = *log->scan({{id}}, all);
      for (const auto& s : samples) {
        int number = static_cast<int>(s.value / 1000);
        EXPECT_EQ(s.time, batch_of(number).samples[static_cast<size_t>(s.value) % 1000].time);
        EXPECT_NE(s.frame, 0u);
      }
      values += samples.size();
      auto device = fmt::format("MN{}", site);
      frames += log->frames(device, all, 100'000)->size();
      notes += log->notes(device, {Instant{}, Instant{} + std::chrono::days(1)}, 100'000)->size();
    }
    EXPECT_EQ(values, changes->size());
    EXPECT_EQ(frames, static_cast<size_t>(kept));
    EXPECT_EQ(notes, static_cast<size_t>(kept));
    EXPECT_EQ(*log->first_broken_day(), std::nullopt);
    next = kept;
  }
  EXPECT_GT(next, kDeaths) << "the children did hardly anything";
}

}  // namespace qs::store

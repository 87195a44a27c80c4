// The proof names the first day that somebody changed behind our back.
#include "unit/store/series_logs.h"

namespace qs::store {

using namespace observe;

namespace {

const Instant kFirstDay = *parse_instant("2026-05-02T10:00");

void fill(const Scratch& scratch) {
  auto log = DuckSeries::make(scratch);
  auto id = *log->open({"S01", "a34004", Cadence::hour, Measure::avg});
  for (int day = 0; day < 3; ++day) {
    Batch batch;
    batch.received = kFirstDay + std::chrono::days(day);
    batch.frames = {{"MN1", batch.received, fmt::format("frame {}", day)}};
    batch.notes = {{"MN1", to_ms(batch.received), "log", "", "text"}};
    for (int hour = 0; hour < 24; ++hour)
      batch.samples.push_back({id, Mark::normal, Origin::device,
                               to_ms(batch.received + std::chrono::hours(hour - 24)),
                               hour + day * 100.0, 1});
    check(log->append(batch).has_value(), "append");
  }
}

void tamper(const Scratch& scratch, const std::string& sql) {
  auto database = duck::Database::open(scratch / "series.duckdb", {});
  auto connection = database->connect();
  auto done = connection->run(sql);
  EXPECT_TRUE(done) << sql << ": " << done.error().message();
}

}  // namespace

TEST(SeriesLogProof, TamperingNamesTheFirstBrokenDay) {
  const std::pair<const char*, const char*> cases[] = {
      {"UPDATE p1 SET value = value + 0.001 WHERE seq = 30", "2026-05-03"},
      {"UPDATE p1 SET mark = 1 WHERE seq = 4", "2026-05-02"},
      {"UPDATE p1 SET second = second + 1 WHERE seq = 60", "2026-05-04"},
      {"DELETE FROM p1 WHERE seq = 70", "2026-05-04"},
      {"INSERT INTO p1 SELECT * REPLACE (1000 AS seq) FROM p1 WHERE seq = 70", "2026-05-04"},
      {"INSERT INTO p1 SELECT * FROM p1 WHERE seq = 4", "2026-05-02"},
      {"UPDATE frame SET device = 'MN2' WHERE seq = 27", "2026-05-03"},
      {"UPDATE frame_block SET bytes = 'x'::BLOB WHERE first = 27", "2026-05-03"},
      {"DELETE FROM frame_block WHERE first = 53", "2026-05-04"},
      {"DELETE FROM note WHERE seq = 26", "2026-05-02"},
      {"UPDATE batch SET actor = 'wang' WHERE last = 52", "2026-05-03"},
      {"UPDATE batch SET link = '00'::BLOB WHERE last = 52", "2026-05-03"},
      {"DELETE FROM batch WHERE last = 26", "2026-05-03"},
  };
  for (auto [sql, day] : cases) {
    Scratch scratch;
    fill(scratch);
    EXPECT_EQ(*DuckSeries::make(scratch)->first_broken_day(), std::nullopt);
    tamper(scratch, sql);
    auto broken = DuckSeries::make(scratch)->first_broken_day();
    ASSERT_TRUE(broken) << broken.error().message();
    ASSERT_TRUE(*broken) << sql;
    EXPECT_EQ(iso(**broken), day) << sql;
  }
}

}  // namespace qs::store

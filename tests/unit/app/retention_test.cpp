// 留存巡回 over the pack's own registers: what a connected station sent answers for itself.
#include <gtest/gtest.h>

#include "app/retention_rounds.h"
#include "base/json.h"
#include "edge/store/memory_record_log.h"
#include "edge/store/memory_series_log.h"
#include "unit/app/guancheng.h"

namespace qs::app {
namespace {

class RetentionRound : public ::testing::Test {
 protected:
  RetentionRound() {
    EXPECT_TRUE(records->declare(guancheng().kinds));
    put("station", "s-p1",
        {{"kind", std::string("outlet")},
         {"name_zh", std::string("站")},
         {"name_en", std::string("P")}});
    put("petrol_station", "p1",
        {{"name", std::string("站")},
         {"connected", true},
         {"site", std::string("s-p1")},
         {"state", std::string("open")}});
    put("petrol_station", "p2", {{"name", std::string("站")}, {"state", std::string("open")}});
    for (std::string station : {"p1", "p2"})
      put("retention_audit", "a-" + station,
          {{"title", station},
           {"station", station},
           {"seed", std::string("seed")},
           {"drawn_on", std::string("2026-05-01")},
           {"due_on", std::string("2026-05-06")},
           {"days", std::string(R"([{"what":"raw","day":"2026-04-01","state":"waiting"}])")},
           {"state", std::string("waiting")}});
  }
  void put(std::string kind, std::string id, ledger::Fields fields) {
    ledger::Commit commit{.who = "t", .why = "t", .when = now};
    commit.writes.push_back({.kind = std::move(kind), .id = std::move(id), .fields = fields});
    auto done = records->commit(commit);
    ASSERT_TRUE(done) << done.error().message();
  }
  std::map<std::string, std::string> moved(Instant at) {
    auto writes = moved_audits(*records, *series, guancheng().library, at);
    EXPECT_TRUE(writes);
    std::map<std::string, std::string> out;
    for (const auto& w : *writes)
      out[w.id] = ledger::Record{w.kind, w.id, 1, w.fields}.text("state");
    return out;
  }

  Instant now = *parse_instant("2026-05-02T08:00:00");
  std::unique_ptr<ledger::RecordLog> records = store::memory_record_log();
  std::unique_ptr<observe::SeriesLog> series = store::memory_series_log();
};

TEST_F(RetentionRound, LooksIntoThePlatformsOwnSeriesAndEndsWhenTheTimeIsOver) {
  auto id = *series->open({"s-p1", "a34004", observe::Cadence::hour, observe::Measure::avg});
  observe::Batch batch;
  for (int hour = 0; hour < 17; ++hour)
    batch.samples.push_back(
        {.series = id, .time = to_ms(*parse_instant("2026-04-01")) + hour * 3'600'000, .value = 1});
  ASSERT_TRUE(series->append(batch));
  EXPECT_EQ(moved(now), (std::map<std::string, std::string>{{"a-p1", "waiting"}}))
      << "17 hours are told, and do not suffice";
  batch.samples = {
      {.series = id, .time = to_ms(*parse_instant("2026-04-01T23:00:00")), .value = 1}};
  ASSERT_TRUE(series->append(batch));
  EXPECT_EQ(moved(now), (std::map<std::string, std::string>{{"a-p1", "passed"}}));
  EXPECT_EQ(moved(*parse_instant("2026-05-07T08:00:00")),
            (std::map<std::string, std::string>{{"a-p1", "passed"}, {"a-p2", "missing"}}));
}

}  // namespace
}  // namespace qs::app

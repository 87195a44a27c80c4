// Micro stations in the running flow, over memory twins: a district of one micro station beside two
// standard ones, an hour at a time.
#include <gmock/gmock.h>

#include <cmath>

#include "app/flow.h"
#include "app/founding.h"
#include "edge/store/memory_record_log.h"
#include "edge/store/memory_series_log.h"
#include "unit/app/guancheng.h"

namespace qs::app {
namespace {

using namespace std::chrono_literals;
using observe::Cadence;
using observe::Measure;
using observe::Origin;
using observe::Sample;

const Instant kBegin = *parse_instant("2026-05-04T00:00");  // a Monday
constexpr std::string_view kPm25 = "a34004", kHumidity = "a01002", kTemperature = "a01001";

// What is true at an hour, in ug/m3, °C and %: runs of different length, so that none follows
// another.
double truth(int hour) {
  return 45 + 25 * std::sin(hour * 2 * M_PI / 24) + 10 * std::sin(hour * 2 * M_PI / 57);
}
double humidity(int hour) {
  return 55 + 20 * std::sin(hour * 2 * M_PI / 31);
}
double temperature(int hour) {
  return 18 + 6 * std::sin(hour * 2 * M_PI / 43 + 1);
}

// A cheap sensor: wrong by a gain and an offset and wet; its gain jumps after two weeks.
double sensed(int hour) {
  double gain = hour < 14 * 24 ? 1.5 : 1.9;
  return gain * truth(hour) + 6 + 0.3 * (humidity(hour) - 50);
}

class District {
 public:
  District() : series_(store::memory_series_log()), records_(store::memory_record_log()) {
    must(records_->declare(guancheng().kinds));
    must(found_pack(guancheng(), *records_, kBegin));
    must(sites_.refresh(*records_));
  }

  template <class T>
  static T must(Result<T> result) {
    check(result.has_value(), result ? "" : result.error().message().c_str());
    if constexpr (!std::is_void_v<T>) return std::move(*result);
  }

  // As after a death: nothing of the flow is left but the two memories.
  void start(Instant now) {
    devices_.emplace(*series_, *records_, guancheng().library, day_of(now));
    flow_.emplace(Flow::House{*series_, *records_, guancheng().library, sites_, *devices_, hub_},
                  guancheng().rules, Dispatcher::law_of(guancheng()));
    must(flow_->recover(now));
  }
  void stop() { flow_.reset(); }

  observe::SeriesId id(std::string_view site, std::string_view factor,
                       Cadence cadence = Cadence::hour, Measure measure = Measure::avg) {
    return must(series_->open({std::string(site), std::string(factor), cadence, measure}));
  }
  static int64_t at(int hour) { return to_ms(kBegin + std::chrono::hours{hour}); }

  // What the devices send of the hour.
  std::vector<Sample> hour(int h, bool standard = true) {
    std::vector<Sample> out{
        {.series = id("air-m01", kPm25), .time = at(h), .value = sensed(h)},
        {.series = id("air-m01", kHumidity), .time = at(h), .value = humidity(h)},
        {.series = id("air-m01", kTemperature), .time = at(h), .value = temperature(h)}};
    for (auto station : {"air-s1", "air-s2"})
      if (standard)
        out.push_back({.series = id(station, kPm25),
                       .time = at(h),
                       .value = truth(h) + (station == std::string("air-s1") ? 1 : -1)});
    return out;
  }
  void take(std::vector<Sample> samples, Instant now) {
    std::vector<observe::Delivery> deliveries(1);
    deliveries[0].samples = std::move(samples);
    flow_->take(deliveries, now);
  }
  void judge(Instant now) {
    EXPECT_TRUE(must(flow_->judge(now, std::chrono::steady_clock::now() + 1h)));
  }
  // Hour by hour as it would be in the field.
  void live(int from, int until, bool standard = true) {
    for (int h = from; h < until; ++h) {
      auto now = from_ms(at(h + 1)) + kGrace + 1s;
      take(hour(h, standard), now);
      judge(now);
    }
  }
  void decide(int hour, double value) {
    observe::Batch batch{.received = from_ms(at(hour + 2)), .by = "wang", .reason = "seen on site"};
    batch.samples = {{.series = id("air-m01", kPm25),
                      .origin = Origin::audit,
                      .time = at(hour),
                      .value = value}};
    must(flow_->keep(batch));
  }

  Sample stands(int hour, std::string_view factor = kPm25, Measure measure = Measure::avg) {
    auto series = id("air-m01", factor, Cadence::hour, measure);
    auto found = must(series_->scan({{series}}, span(hour)));
    return found.empty() ? Sample{} : found.front();
  }
  double measured(int hour) {
    return must(series_->measured({{id("air-m01", kPm25)}}, span(hour))).at(0).value;
  }
  size_t versions(int hour) {
    return must(series_->versions(id("air-m01", kPm25), at(hour))).size();
  }
  std::vector<ledger::Record> fits() {
    return must(records_->query({.kind = "calibration", .where = {}, .order_by = "valid_from"}));
  }

  std::unique_ptr<observe::SeriesLog> series_;
  std::unique_ptr<ledger::RecordLog> records_;

 private:
  static Span span(int hour) { return {from_ms(at(hour)), from_ms(at(hour) + 1)}; }
  Sites sites_;
  EventHub hub_;
  std::optional<DeviceBook> devices_;
  std::optional<Flow> flow_;
};

TEST(CalibratedFlow, TheFirstFitComesWithEnoughPairsAndCorrectsWhatFollows) {
  District d;
  d.start(kBegin);
  d.live(0, 47);
  EXPECT_TRUE(d.fits().empty());
  d.live(47, 60);
  auto fits = d.fits();
  ASSERT_EQ(fits.size(), 1u);
  EXPECT_EQ(fits[0].id, "air-m01:a34004:2026-05-06T00:00:00+08:00");
  EXPECT_EQ(fits[0].text("state"), "applied");
  EXPECT_EQ(fits[0].text("occasion"), "first");
  EXPECT_EQ(fits[0].integer("pairs"), 48);
  EXPECT_NEAR(*fits[0].number("slope"), 1 / 1.5, 1e-6);
  EXPECT_LT(*fits[0].number("r2_before"), 0);
  EXPECT_GT(*fits[0].number("r2_after"), 0.999);
  EXPECT_FALSE(fits[0].number("slope_change"));
  EXPECT_THAT(fits[0].text("references"),
              testing::AllOf(testing::HasSubstr("air-s1"), testing::HasSubstr("air-s2")));
  auto history = District::must(d.records_->history("calibration", fits[0].id));
  EXPECT_EQ(history.front().who, "flow");
  EXPECT_FALSE(history.front().why.empty());

  EXPECT_EQ(d.stands(40).origin, Origin::device);  // before the fit: as measured
  for (int h = 48; h < 60; ++h) {
    EXPECT_EQ(d.stands(h).origin, Origin::calibrated) << h;
    EXPECT_NEAR(d.stands(h).value, truth(h), 1e-6) << h;
    EXPECT_EQ(d.measured(h), sensed(h)) << h;  // raw is kept
    EXPECT_EQ(d.versions(h), 2u) << h;
  }
  // What follows is made of the corrected hours.
  auto day = d.stands(59, kPm25, Measure::moving_24h);
  double mean = 0;
  for (int h = 36; h < 60; ++h) mean += (h < 48 ? sensed(h) : truth(h)) / 24;
  EXPECT_NEAR(day.value, mean, 1e-6);
  EXPECT_EQ(day.origin, Origin::calibrated);
  auto index = d.stands(59, "IAQI:a34004", Measure::index).value;
  auto table = guancheng().library.index("AQI", "a34004:day", day_of(kBegin));
  ASSERT_TRUE(table);
  EXPECT_LT(index, 100);
  EXPECT_GT(sensed(59), truth(59) * 1.3);
}

TEST(CalibratedFlow, ADaySentByTheDeviceGivesWayToTheMeanOfCorrectedHours) {
  District d;
  d.start(kBegin);
  d.live(0, 72);
  auto day = d.id("air-m01", kPm25, Cadence::day);
  d.take({{.series = day, .time = d.at(48), .value = 99}}, from_ms(d.at(72)) + kGrace + 2s);
  d.judge(from_ms(d.at(72)) + kGrace + 3s);
  double mean = 0;
  for (int h = 48; h < 72; ++h) mean += truth(h) / 24;
  Span span{from_ms(d.at(48)), from_ms(d.at(49))};
  auto stands = District::must(d.series_->scan({{day}}, span)).at(0);
  EXPECT_NEAR(stands.value, mean, 1e-6);
  EXPECT_EQ(stands.origin, Origin::calibrated);
  EXPECT_EQ(District::must(d.series_->measured({{day}}, span)).at(0).value, 99);
}

TEST(CalibratedFlow, LateRawDataAreCorrectedAnew) {
  District d;
  d.start(kBegin);
  d.live(0, 60);
  auto late = from_ms(d.at(60)) + kGrace + 10s;
  d.take({{.series = d.id("air-m01", kPm25), .time = d.at(50), .value = sensed(50) + 15}}, late);
  d.judge(late + 1s);
  EXPECT_NEAR(d.stands(50).value, truth(50) + 10, 1e-6);  // 15 of the sensor are 10
  EXPECT_EQ(d.stands(50).origin, Origin::calibrated);
  EXPECT_EQ(d.measured(50), sensed(50) + 15);
  // Another humidity corrects the particles of that hour anew.
  d.take({{.series = d.id("air-m01", kHumidity), .time = d.at(50), .value = humidity(50) + 5}},
         late + 2s);
  d.judge(late + 3s);
  EXPECT_NEAR(d.stands(50).value, truth(50) + 9, 1e-6);
  // The same once more changes nothing.
  auto before = d.versions(50);
  d.take({{.series = d.id("air-m01", kHumidity), .time = d.at(50), .value = humidity(50) + 5}},
         late + 4s);
  d.judge(late + 5s);
  EXPECT_EQ(d.versions(50), before);
}

TEST(CalibratedFlow, ADecisionOfAPersonStandsOverACorrection) {
  District d;
  d.start(kBegin);
  d.live(0, 60);
  d.decide(55, 33);
  d.judge(from_ms(d.at(60)) + kGrace + 2s);
  EXPECT_EQ(d.stands(55).value, 33);
  EXPECT_EQ(d.stands(55).origin, Origin::audit);
  d.take({{.series = d.id("air-m01", kPm25), .time = d.at(55), .value = 200}},
         from_ms(d.at(60)) + kGrace + 3s);
  d.judge(from_ms(d.at(60)) + kGrace + 4s);
  EXPECT_EQ(d.stands(55).value, 33);
  EXPECT_EQ(d.stands(55).origin, Origin::audit);
}

TEST(CalibratedFlow, BeyondWhatTheFitKnowsTheRawValueStands) {
  District d;
  d.start(kBegin);
  d.live(0, 60);
  auto late = from_ms(d.at(60)) + kGrace + 10s;
  d.take({{.series = d.id("air-m01", kPm25), .time = d.at(50), .value = 480}}, late);
  d.judge(late + 1s);
  EXPECT_EQ(d.stands(50).value, 480);
}

TEST(CalibratedFlow, EveryWeekIsRefittedAndDriftIsSeen) {
  District d;
  d.start(kBegin);
  d.live(0, 4 * 168 + 3);
  auto fits = d.fits();
  ASSERT_EQ(fits.size(), 5u);  // the first one and four Mondays
  for (size_t i = 1; i < fits.size(); ++i) {
    EXPECT_EQ(fits[i].text("occasion"), "weekly");
    EXPECT_EQ(fits[i].instant("valid_from"), kBegin + std::chrono::days{7 * static_cast<int>(i)});
  }
  EXPECT_NEAR(*fits[2].number("slope_change"), 0, 1e-6);
  EXPECT_LT(*fits[4].number("slope_change"), -0.01);  // the gain jumped in the third week
  EXPECT_EQ(fits[4].integer("pairs"), 4 * 168);
}

TEST(CalibratedFlow, AFitThatIsNotGoodEnoughIsKeptAndNotApplied) {
  District d;
  d.start(kBegin);
  d.live(0, 40);
  d.live(40, 170, false);  // no standard station any more
  auto fits = d.fits();
  ASSERT_EQ(fits.size(), 1u);
  EXPECT_EQ(fits[0].text("state"), "rejected");
  EXPECT_EQ(fits[0].text("reason"), "few_pairs");
  EXPECT_EQ(d.stands(169).origin, Origin::device);
  // The standard stations' data come after all: the week is fitted, its hours are corrected.
  std::vector<Sample> late;
  for (int h = 40; h < 168; ++h)
    for (const auto& s : d.hour(h))
      if (d.series_->key(s.series)->site != "air-m01") late.push_back(s);
  auto now = from_ms(d.at(170)) + kGrace + 2s;
  d.take(late, now);
  d.judge(now + 1s);
  fits = d.fits();
  ASSERT_EQ(fits.size(), 2u);
  EXPECT_EQ(fits[0].text("occasion"), "first");
  EXPECT_EQ(fits[1].text("state"), "applied");
  EXPECT_EQ(fits[1].integer("pairs"), 168);
  EXPECT_NEAR(d.stands(169).value, truth(169), 1e-6);
  EXPECT_NEAR(d.stands(60).value, truth(60), 1e-6);
}

TEST(CalibratedFlow, ADeathAtAnyHourLeavesTheSameFitsAndValues) {
  District whole, broken;
  whole.start(kBegin);
  whole.live(0, 180);
  for (int h = 0; h < 180; ++h) {
    broken.start(from_ms(broken.at(h)) + kGrace + 1s);
    broken.live(h, h + 1);
    broken.stop();
  }
  auto fits = whole.fits(), again = broken.fits();
  ASSERT_EQ(fits.size(), again.size());
  for (size_t i = 0; i < fits.size(); ++i) EXPECT_EQ(fits[i].fields, again[i].fields) << i;
  for (int h = 0; h < 180; ++h) EXPECT_EQ(whole.stands(h).value, broken.stands(h).value) << h;
}

TEST(CalibratedFlow, ADeathAfterTheFitsCommitCorrectsTheHoursAfterTheStart) {
  District whole, broken;
  whole.start(kBegin);
  whole.live(0, 60);
  observe::Batch batch;
  for (int h = 0; h < 60; ++h)
    for (auto& s : broken.hour(h)) batch.samples.push_back(s);
  District::must(broken.series_->append(batch));
  auto now = from_ms(broken.at(60)) + kGrace + 1s;
  auto mark = *District::must(whole.records_->get("period_mark", "flow"));
  mark.fields["seq"] = static_cast<int64_t>(broken.series_->last_seq());
  mark.fields["commit"] = static_cast<int64_t>(broken.records_->last_commit());
  mark.fields["closed_until"] = broken.at(60);
  auto fit = whole.fits().at(0);
  for (const auto& r : {mark, fit})
    District::must(
        broken.records_->commit({.who = "flow",
                                 .why = "before the death",
                                 .when = now,
                                 .writes = {{.kind = r.kind, .id = r.id, .fields = r.fields}}}));
  EXPECT_EQ(broken.stands(50).origin, Origin::device);
  broken.start(now + 1min);
  broken.judge(now + 2min);
  for (int h = 0; h < 60; ++h) EXPECT_EQ(whole.stands(h).value, broken.stands(h).value) << h;
}

}  // namespace
}  // namespace qs::app

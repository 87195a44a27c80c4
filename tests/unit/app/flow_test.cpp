// Values in → statistic → verdict → alert, through the flow itself, over the Guancheng pack.
#include "app/flow.h"

#include <gtest/gtest.h>

#include "app/founding.h"
#include "edge/store/memory_record_log.h"
#include "edge/store/memory_series_log.h"
#include "unit/app/guancheng.h"

namespace qs::app {
namespace {

using observe::Cadence;
using observe::Mark;
using observe::Measure;
using std::chrono::hours;
using std::chrono::minutes;

const Day kDay = std::chrono::year{2026} / 5 / 1;

class FlowTest : public ::testing::Test {
 protected:
  FlowTest()
      : pack_(guancheng()),
        series_(store::memory_series_log()),
        records_(store::memory_record_log()),
        devices_(*series_, *records_, pack_.library, kDay) {
    auto begin = start_of(kDay);
    EXPECT_TRUE(records_->declare(pack_.kinds));
    EXPECT_TRUE(found_pack(pack_, *records_, begin));
    EXPECT_TRUE(sites_.refresh(*records_));
    flow_.emplace(Flow::House{*series_, *records_, pack_.library, sites_, devices_, hub_},
                  pack_.rules, Dispatcher::law_of(pack_));
    EXPECT_TRUE(flow_->recover(begin));
  }

  // One value as its device sends it.
  void keep(const observe::SeriesKey& key, Instant t, double value, Mark mark = Mark::normal) {
    observe::Batch batch;
    batch.received = t;
    batch.samples.push_back(
        {.series = *series_->open(key), .mark = mark, .time = to_ms(t), .value = value});
    EXPECT_TRUE(flow_->keep(batch));
  }
  void hour(const std::string& site, const std::string& factor, Instant t, double value,
            Mark mark = Mark::normal) {
    keep({site, factor, Cadence::hour, Measure::avg}, t, value, mark);
  }
  // Everything that is due until then, hour by hour as time passes.
  void until(Instant t) {
    for (; now_ < t; now_ = std::min(t, now_ + hours{1})) judge();
    judge();
  }
  void judge() { EXPECT_TRUE(flow_->judge(now_, std::chrono::steady_clock::time_point::max())); }

  std::optional<double> value(const observe::SeriesKey& key, Instant t) {
    auto id = series_->find(key);
    if (!id) return std::nullopt;
    auto found = series_->scan(std::span(&*id, 1), {t, t + Millis{1}});
    if (!found || found->empty() || !observe::counts(found->front().mark)) return std::nullopt;
    return found->front().value;
  }
  std::optional<ledger::Record> alert(const std::string& rule) {
    auto found = records_->query({.kind = "alert", .where = {{.field = "rule", .value = rule}}});
    if (!found || found->empty()) return std::nullopt;
    EXPECT_EQ(found->size(), 1u) << rule;
    return found->front();
  }

  const Pack& pack_;
  std::unique_ptr<observe::SeriesLog> series_;
  std::unique_ptr<ledger::RecordLog> records_;
  Sites sites_;
  EventHub hub_;
  DeviceBook devices_;
  std::optional<Flow> flow_;
  Instant now_ = start_of(kDay);
};

TEST_F(FlowTest, MinutesOfNoiseMakeTheLevelsOfTheHour) {
  auto begin = at(kDay, 23);
  for (int i = 0; i < 60; ++i) {
    keep({"noise-2", "Leq", Cadence::minute, Measure::avg}, begin + minutes{i}, 40 + i);
    keep({"noise-2", "LMx", Cadence::minute, Measure::avg}, begin + minutes{i}, 45 + i % 20);
  }
  until(at(kDay, 24, 5));
  auto of = [&](std::string factor) {
    return value({"noise-2", factor, Cadence::hour, Measure::avg}, begin).value_or(-1);
  };
  EXPECT_NEAR(of("Leq"), 88.09, 0.005);
  EXPECT_NEAR(of("L10"), 93.1, 1e-9);
  EXPECT_NEAR(of("L50"), 69.5, 1e-9);
  EXPECT_NEAR(of("L90"), 45.9, 1e-9);
  EXPECT_EQ(of("LMx"), 64);
  auto loud = alert("noise_over_limit");
  ASSERT_TRUE(loud);
  EXPECT_EQ(loud->text("limit_id"), "GB3096-2008.Leq.2.night");
  EXPECT_EQ(loud->number("threshold"), 50);
  EXPECT_EQ(loud->text("clause"), "表1");
  EXPECT_FALSE(alert("noise_sudden_at_night"));  // 64 is not above 50 + 15
}

TEST_F(FlowTest, WhereOnlySecondsComeTheHourIsMadeOfThem) {
  auto begin = at(kDay, 10);
  for (int i = 0; i < 120; ++i)
    keep({"noise-2", "Leq", Cadence::realtime, Measure::rtd}, begin + std::chrono::seconds{30 * i},
         i < 60 ? 60 : 50);
  until(at(kDay, 11, 5));
  auto leq = value({"noise-2", "Leq", Cadence::hour, Measure::avg}, begin);
  ASSERT_TRUE(leq);
  EXPECT_NEAR(*leq, 57.4, 0.005);  // the worked example: 60 and 50
  EXPECT_FALSE(alert("noise_over_limit"));
}

class LiveFlow : public FlowTest {
 protected:
  static constexpr double kHigh = 400;  // ug/m3, above pm25_now_high
  observe::Delivery frame(Instant t, double value) {
    observe::Delivery delivery;
    delivery.frame = {"41010422A000000000000001", t, iso(t)};
    delivery.samples.push_back(
        {.series = *series_->open(now_of), .time = to_ms(t), .value = value});
    return delivery;
  }
  const observe::SeriesKey now_of{"air-s1", "a34004", Cadence::realtime, Measure::rtd};
  Instant begin = at(kDay, 10);
};

TEST_F(LiveFlow, OfManyMomentsInOneBeatEachIsJudged) {
  std::vector<observe::Delivery> deliveries;
  deliveries.push_back(frame(begin, kHigh));
  for (int m : {5, 11}) deliveries.push_back(frame(begin + minutes{m}, 20));
  now_ = begin + minutes{12};
  flow_->take(deliveries, now_);
  judge();
  auto found = alert("pm25_now_high");
  ASSERT_TRUE(found);
  EXPECT_EQ(found->number("peak"), kHigh);
  EXPECT_EQ(found->text("state"), "resolved");
}

TEST_F(LiveFlow, AFrameThatComesAgainMovesNothing) {
  auto send = [&](Instant when) {
    std::vector<observe::Delivery> deliveries;
    deliveries.push_back(frame(begin, kHigh));
    now_ = when;
    flow_->take(deliveries, now_);
    judge();
    return records_->history("alert", alert("pm25_now_high")->id)->size();
  };
  auto once = send(begin);
  EXPECT_EQ(send(begin + hours{2}), once);
}

TEST_F(LiveFlow, AMomentIsJudgedAlsoAfterADeathBeforeItsTurn) {
  keep(now_of, begin, kHigh);  // durable, and the process dies
  flow_.emplace(Flow::House{*series_, *records_, pack_.library, sites_, devices_, hub_},
                pack_.rules, Dispatcher::law_of(pack_));
  now_ = begin + minutes{1};
  ASSERT_TRUE(flow_->recover(now_));
  judge();
  EXPECT_TRUE(alert("pm25_now_high"));
}

TEST_F(FlowTest, AnOutletExceedsWithLimitClauseAndTheConvertedValue) {
  auto begin = at(kDay, 8);
  hour("outlet-gas-1", "a19001", begin, 6);
  hour("outlet-gas-1", "a21002", begin, 300);
  until(at(kDay, 9, 5));
  auto found = alert("flue_gas_over_limit");
  ASSERT_TRUE(found);
  EXPECT_EQ(found->text("factor"), "a21002");
  EXPECT_EQ(found->text("limit_id"), "GB13271-2014.a21002.table3.gas");
  EXPECT_EQ(found->number("threshold"), 150);
  EXPECT_EQ(found->number("value"), 350);  // 300 · (21 - 3.5) / (21 - 6)
  EXPECT_EQ(found->text("standard"), "GB 13271-2014");
  EXPECT_EQ(found->text("unit"), "mg/m3");
  // 1.33 times over: severe from 1 on.
  EXPECT_EQ(value({"outlet-gas-1", "outlet_class", Cadence::hour, Measure::index}, begin), 4);
}

TEST_F(FlowTest, AConversionThatTheDeviceSentStandsAndACalibratingHourIsNotJudged) {
  auto begin = at(kDay, 8);
  hour("outlet-gas-1", "a19001", begin, 6);
  hour("outlet-gas-1", "a21002", begin, 100);
  keep({"outlet-gas-1", "a21002", Cadence::hour, Measure::zs_avg}, begin, 160);
  hour("outlet-gas-1", "a21026", begin, 900'000, Mark::calibration);
  until(at(kDay, 9, 5));
  auto found = alert("flue_gas_over_limit");
  ASSERT_TRUE(found);
  EXPECT_EQ(found->number("value"), 160);
  EXPECT_EQ(found->text("factor"), "a21002");
}

TEST_F(FlowTest, WhatRestedOnAnAuditedValueIsWithdrawn) {
  auto begin = at(kDay, 8);
  observe::SeriesKey oxygen{"outlet-gas-1", "a19001", Cadence::hour, Measure::avg};
  observe::SeriesKey converted{"outlet-gas-1", "a21002", Cadence::hour, Measure::zs_avg};
  observe::SeriesKey outlet_class{"outlet-gas-1", "outlet_class", Cadence::hour, Measure::index};
  keep(oxygen, begin, 6);
  hour("outlet-gas-1", "a21002", begin, 300);
  until(at(kDay, 9, 5));
  ASSERT_EQ(value(converted, begin), 350);
  keep(oxygen, begin, 6, Mark::invalid);
  until(at(kDay, 10));
  EXPECT_FALSE(value(converted, begin));
  EXPECT_FALSE(value(outlet_class, begin));
  keep(oxygen, begin, 7);
  until(at(kDay, 10, 5));
  EXPECT_EQ(value(converted, begin), 375);
  EXPECT_EQ(value(outlet_class, begin), 4);
}

TEST_F(FlowTest, ASectionIsJudgedOnceAgainstItsTarget) {
  auto begin = at(kDay, 8);
  hour("river-1", "w21003", begin, 1.6);
  hour("river-1", "w01009", begin, 8);
  hour("river-1", "w21001", begin, 9);  // total nitrogen is no item of a river
  until(at(kDay, 9, 5));
  auto found = alert("river_worse_than_target");
  ASSERT_TRUE(found);
  EXPECT_EQ(found->text("factor"), "w21003");
  EXPECT_EQ(found->number("threshold"), 1);  // class III
  auto index = [&](std::string factor) {
    return value({"river-1", factor, Cadence::hour, Measure::index}, begin);
  };
  EXPECT_EQ(index("water_class"), 5);
  EXPECT_NEAR(index("water_multiple:w21003").value_or(-1), 0.6, 1e-9);
  EXPECT_EQ(index("water_multiple:w01009"), 0);
}

}  // namespace
}  // namespace qs::app

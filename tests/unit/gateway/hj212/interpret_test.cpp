#include "edge/gateway/hj212/interpret.h"

#include <gtest/gtest.h>

#include "edge/gateway/hj212/compose.h"
#include "edge/gateway/hj212/gaps.h"
#include "edge/gateway/hj212/packets.h"

namespace qs::gateway::hj212 {
namespace {

using observe::Cadence;
using observe::Mark;
using observe::Measure;

// Interprets CP texts and says the samples as "factor/cadence/measure=value mark @time".
class Hj212InterpretTest : public testing::Test {
 protected:
  std::vector<std::string> read(std::string_view cn, std::string_view cp,
                                std::string_view header = "ST=22;Flag=5;",
                                std::string_view qn = "20261121110010000") {
    auto text = fmt::format("QN={};CN={};PW=123456;MN=M1;{}CP=&&{}&&", qn, cn, header, cp);
    parse_segment(text, segment);
    std::map<observe::SeriesId, std::string> names;
    interpret(
        segment, {"M1", now, {}}, detector,
        [&](std::string_view factor, Cadence cadence, Measure measure) -> Result<observe::Channel> {
          if (factor == "unknown") return fail("unknown factor");
          auto id = static_cast<observe::SeriesId>(names.size() + 1);
          names[id] =
              fmt::format("{}/{}/{}", factor, observe::name(cadence), observe::name(measure));
          return observe::Channel{id, 1, 0};
        },
        found);
    std::vector<std::string> said;
    for (const auto& s : found.samples)
      said.push_back(fmt::format("{}={} {} @{}", names[s.series], s.value, observe::letter(s.mark),
                                 compact(from_ms(s.time))));
    return said;
  }
  bool has(Deviation d) const { return found.deviations.has(d); }

  using Said = std::vector<std::string>;
  Instant now = *parse_compact("20261121110020");
  SwitchDetector detector;
  Segment segment;
  Interpretation found;
};

TEST_F(Hj212InterpretTest, WhenASampleWasTakenIsNotedOnceAtThatTime) {
  read("2011", "DataTime=20261121110000;w01018-SampleTime=20261121100000,w01018-Rtd=32.8");
  ASSERT_EQ(found.notes.size(), 1u);
  auto note = found.notes[0];
  EXPECT_EQ(note.time, to_ms(*parse_compact("20261121100000")));
  EXPECT_EQ(note.kind, "sample");
  EXPECT_EQ(note.code, "w01018");
  read("2011", "DataTime=20261121110030;w01018-SampleTime=20261121100000,w01018-Rtd=32.8");
  ASSERT_EQ(found.notes.size(), 1u);
  EXPECT_EQ(std::tie(note.time, note.code, note.text),
            std::tie(found.notes[0].time, found.notes[0].code, found.notes[0].text))
      << "the same note, which the log keeps once";
  EXPECT_FALSE(has(Deviation::sample_time_bad));
  EXPECT_EQ(read("2011", "DataTime=20261121110000;w01018-SampleTime=19700101000000,w01018-Rtd=1"),
            (Said{"w01018/realtime/rtd=1 N @20261121110000"}));
  EXPECT_TRUE(found.notes.empty());
  EXPECT_TRUE(has(Deviation::sample_time_bad));
}

TEST_F(Hj212InterpretTest, EachUploadGivesItsCadenceAndMeasures) {
  EXPECT_EQ(read("2011", "DataTime=20261121110000;a34004-Rtd=35,a34004-Flag=N;a21026-ZsRtd=9"),
            (Said{"a34004/realtime/rtd=35 N @20261121110000",
                  "a21026/realtime/zs_rtd=9 N @20261121110000"}));
  EXPECT_EQ(
      read("2051",
           "DataTime=20261121105000;w01018-Cou=0.2,w01018-Min=1,w01018-Avg=2,"
           "w01018-Max=3,w01018-Flag=C"),
      (Said{"w01018/minute/cou=0.2 C @20261121105000", "w01018/minute/min=1 C @20261121105000",
            "w01018/minute/avg=2 C @20261121105000", "w01018/minute/max=3 C @20261121105000"}));
  EXPECT_EQ(
      read("2061", "DataTime=20261121100000;a21002-ZsAvg=29.1,a21002-ZsMin=26,a21002-ZsMax=31"),
      (Said{"a21002/hour/zs_avg=29.1 N @20261121100000", "a21002/hour/zs_min=26 N @20261121100000",
            "a21002/hour/zs_max=31 N @20261121100000"}));
  EXPECT_EQ(read("2031", "DataTime=20261120000000;LA-DayData=52.1,LA-NightData=44.5;L10-Data=60"),
            (Said{"Ld/day/avg=52.1 N @20261120000000", "Ln/day/avg=44.5 N @20261120000000",
                  "L10/day/avg=60 N @20261120000000"}));
  EXPECT_EQ(
      read("2021", "DataTime=20261121110000;SB1-RS=1;SB2-RS=0"),
      (Said{"SB1/realtime/state=1 N @20261121110000", "SB2/realtime/state=0 N @20261121110000"}));
  EXPECT_EQ(read("2041", "DataTime=20261120000000;SB1-RT=23.5"),
            (Said{"SB1/day/run_time=23.5 N @20261120000000"}));
  EXPECT_EQ(read("2111", "DataTime=20261121105500;a01901-Avg=870"),
            (Said{"a01901/minute/avg=870 N @20261121105500"}));
}

TEST_F(Hj212InterpretTest, NotesOfLogsAlarmsParametersAndRestarts) {
  read("3020", "DataTime=20261121110000;PolId=w01018;i11001-Info=//清洗;完成//;i13001-Info=100");
  ASSERT_EQ(found.notes.size(), 3u);
  EXPECT_EQ(found.notes[1].kind, "log");
  EXPECT_EQ(found.notes[1].code, "i11001");
  EXPECT_EQ(found.notes[1].text, "//清洗;完成//");
  EXPECT_EQ(found.notes[2].kind, "parameter");
  read("2081", "DataTime=20261121110000;RestartTime=20261121105900");
  ASSERT_EQ(found.notes.size(), 1u);
  EXPECT_EQ(found.notes[0].kind, "restart");
  EXPECT_EQ(found.notes[0].text, "20261121105900");
  read("2072", "DataTime=20261121110000;011-Ala=120.5;011-Rtd=7");
  ASSERT_EQ(found.notes.size(), 2u);
  EXPECT_EQ(found.notes[0].kind, "alarm");
  EXPECT_EQ(found.notes[1].kind, "alarm");
  EXPECT_TRUE(found.samples.empty());
  read("3015", "DataTime=20261121110000;VaseNo=3");
  ASSERT_EQ(found.notes.size(), 1u);
  EXPECT_EQ(found.notes[0].kind, "sample");
  read("1011", "SystemTime=20261121110000");
  ASSERT_EQ(found.notes.size(), 1u);
  EXPECT_EQ(found.notes[0].kind, "parameter");
}

TEST_F(Hj212InterpretTest, TimesOfEveryFormAndRefusedOnes) {
  EXPECT_EQ(read("2011", "DataTime=202611211100;a1-Rtd=1").back(),
            "a1/realtime/rtd=1 N @20261121110000");
  EXPECT_TRUE(has(Deviation::data_time_12_digits));
  EXPECT_EQ(read("2011", "DataTime=20261121110000500;a1-Rtd=1").size(), 1u);
  EXPECT_EQ(found.samples[0].time % 1000, 500);
  EXPECT_TRUE(has(Deviation::data_time_17_digits));
  auto refusal = [&](std::string_view time) {
    read("2011", fmt::format("{};a1-Rtd=1", time));
    return found.refused;
  };
  EXPECT_EQ(refusal("DataTime=19700101000000"), Refusal::data_time_past);
  EXPECT_EQ(refusal("DataTime=20000101000000"), Refusal::data_time_past);
  EXPECT_EQ(refusal("DataTime=20261121140000"), Refusal::data_time_future);
  EXPECT_EQ(refusal("DataTime=20261121111000"), std::nullopt) << "a clock ten minutes ahead";
  EXPECT_EQ(refusal("DataTime=2026112111"), std::nullopt);
  EXPECT_EQ(refusal("DataTime=20261321110000"), Refusal::data_time_bad);
  EXPECT_EQ(refusal("DataTime="), Refusal::data_time_missing);
  EXPECT_EQ(refusal("x=1"), Refusal::data_time_missing);
}

TEST_F(Hj212InterpretTest, DeviationsOfSpellingAreAcceptedAndNamed) {
  auto deviates = [&](std::string_view cp, Deviation d, std::string_view header = "ST=22;Flag=5;") {
    auto said = read("2011", fmt::format("DataTime=20261121110000{}", cp), header);
    EXPECT_TRUE(has(d)) << cp << " should be " << name(d);
    return said;
  };
  EXPECT_EQ(deviates(";LA-td=50.1,LA-Flag=N", Deviation::key_misspelt),
            (Said{"LA/realtime/rtd=50.1 N @20261121110000"}));
  EXPECT_EQ(deviates(";LA-RTD=50.1,LA-flag=D", Deviation::key_misspelt),
            (Said{"LA/realtime/rtd=50.1 D @20261121110000"}));
  EXPECT_EQ(deviates(",a34004-Rtd=1", Deviation::comma_after_data_time).size(), 1u);
  EXPECT_EQ(deviates(";a34004-Rtd=1,a34002-Rtd=2", Deviation::comma_between_factors).size(), 2u);
  EXPECT_EQ(deviates(";100000-Ia=401", Deviation::key_private).size(), 0u);
  EXPECT_EQ(deviates(";011-Rtd=1;w01018-Rtd=2", Deviation::codes_of_two_editions).size(), 2u);
  EXPECT_EQ(deviates(";011-Rtd=1", Deviation::flag_of_other_edition).size(), 1u);
  EXPECT_EQ(deviates(";w01018-Rtd=1", Deviation::flag_of_other_edition, "ST=32;Flag=0;").size(),
            1u);
  deviates(";O3-Rtd=80", Deviation::factor_alias);
  EXPECT_TRUE(detector.switches().aliases.contains("O3"));
  deviates(";a1-Rtd=1", Deviation::st_irregular, "ST=221;Flag=5;");
  deviates(";a1-Rtd=1", Deviation::flag_missing, "ST=22;");
  deviates(";a1-Rtd=1", Deviation::split_without_numbers, "ST=22;Flag=7;");
}

TEST_F(Hj212InterpretTest, ValuesThatAreNoneAreRefusedWithTheirReason) {
  auto refusals = [&](std::string_view value) {
    read("2011", fmt::format("DataTime=20261121110000;a1-Rtd={}", value));
    return found.value_refusals;
  };
  using R = std::vector<Refusal>;
  EXPECT_EQ(refusals("-9999"), R{Refusal::value_sentinel});
  EXPECT_EQ(refusals("-999.00"), R{Refusal::value_sentinel});
  EXPECT_EQ(refusals("NaN"), R{Refusal::value_not_finite});
  EXPECT_EQ(refusals(""), R{Refusal::value_empty});
  EXPECT_EQ(refusals("off"), R{Refusal::value_text});
  EXPECT_EQ(refusals("-9.9"), R{});
  read("2011", "DataTime=20261121110000;unknown-Rtd=1");
  EXPECT_EQ(found.value_refusals, R{Refusal::factor_unknown});
  EXPECT_EQ(read("2011", "DataTime=20261121110000;a1-Rtd=999.99").back(),
            "a1/realtime/rtd=999.99 T @20261121110000");
  EXPECT_EQ(read("2011", "DataTime=20261121110000;a1-Rtd=,a1-Flag=D").size(), 0u);
  EXPECT_TRUE(found.value_refusals.empty()) << "a fault needs no value";
}

TEST_F(Hj212InterpretTest, APeriodNamedByItsEndIsFoundOutAndShifted) {
  // Sent ten seconds after the hour that it is named by: the hour cannot be over.
  for (int i = 0; i < kEvidence - 1; ++i) {
    auto said = read("2061", "DataTime=20261121110000;a34004-Avg=1");
    EXPECT_EQ(said.back(), "a34004/hour/avg=1 N @20261121110000");
  }
  EXPECT_EQ(read("2061", "DataTime=20261121110000;a34004-Avg=1").back(),
            "a34004/hour/avg=1 N @20261121100000");
  EXPECT_TRUE(detector.switches().period_is_end);
  EXPECT_TRUE(has(Deviation::data_time_is_end));
  EXPECT_TRUE(detector.take_changed());
  // And a device that was repaired is found out too.
  for (int i = 0; i < 2 * kEvidence; ++i) read("2061", "DataTime=20261121100000;a34004-Avg=1");
  EXPECT_FALSE(detector.switches().period_is_end);
}

TEST_F(Hj212InterpretTest, LateAndBufferedPeriodsAreNoEvidence) {
  for (int i = 0; i < 10; ++i) read("2061", "DataTime=20261121030000;a34004-Avg=1");
  EXPECT_FALSE(detector.switches().period_is_end);
  EXPECT_FALSE(detector.take_changed());
}

TEST_F(Hj212InterpretTest, TheMinuteIntervalIsLearnt) {
  for (int minute = 10; minute <= 50; minute += 10)
    read("2051", fmt::format("DataTime=2026112110{}00;a34004-Avg=1", minute));
  EXPECT_EQ(detector.switches().minute_interval, 10);
}

TEST_F(Hj212InterpretTest, AUnitThatOnlyTheOtherUnitExplainsIsFoundOut) {
  for (int i = 0; i < kUnitEvidence; ++i)
    read("2011", fmt::format("DataTime=20261121110000;a34004-Rtd=0.0{}", 10 + i % 80));
  ASSERT_TRUE(detector.switches().units.contains("a34004"));
  EXPECT_EQ(detector.switches().units.at("a34004"), "mg/m3");
  for (int i = 0; i < kEvidence; ++i) read("2011", "DataTime=20261121110000;a34004-Rtd=35");
  EXPECT_FALSE(detector.switches().units.contains("a34004"));
}

TEST(Hj212SwitchesText, ComesBackFromItsJson) {
  Switches s;
  s.crc = CrcVariant::modbus_swapped;
  s.length = LengthCount::shifted;
  s.length_shift = -3;
  s.gbk = s.period_is_end = true;
  s.minute_interval = 5;
  s.aliases = {"O3"};
  s.units = {{"a34001", "mg/m3"}};
  EXPECT_EQ(Switches::from_json(s.json()), s);
  EXPECT_EQ(Switches::from_json(""), Switches{});
  EXPECT_EQ(Switches::from_json("[1,2"), Switches{});
  EXPECT_EQ(Switches::from_json(R"({"crc":"wrong","length":7,"aliases":3})"), Switches{});
}

class Hj212Gaps : public ::testing::Test {
 protected:
  static Instant hour(int h) {
    return at(std::chrono::year{2026} / 3 / 1, 0) + std::chrono::hours{h};
  }
  void saw(int h) { gaps.saw(2061, hour(h), std::chrono::hours{1}, now); }
  std::optional<Span> later() {
    auto gap = gaps.due(now + kPatience, kPatience);
    return gap ? std::optional(gap->span) : std::nullopt;
  }
  static constexpr std::chrono::minutes kPatience{5};
  GapFinder gaps;
  Instant now = hour(100);
};

TEST_F(Hj212Gaps, AHoleIsAskedForOnceAndOnlyWhenTheDeviceHadTime) {
  saw(1);
  saw(2);
  saw(6);
  EXPECT_FALSE(gaps.due(now, kPatience)) << "its own re-send may be on the way";
  EXPECT_EQ(later(), (Span{hour(3), hour(6)}));
  EXPECT_FALSE(later());
}

TEST_F(Hj212Gaps, WhatComesLateFillsItsPlace) {
  saw(1);
  saw(6);
  saw(3);
  saw(5);
  EXPECT_EQ(later(), (Span{hour(2), hour(3)}));
  EXPECT_EQ(later(), (Span{hour(4), hour(5)}));
  saw(10);
  for (int h : {7, 9, 8}) saw(h);
  EXPECT_FALSE(later()) << "everything came by itself";
}

TEST_F(Hj212Gaps, AreBounded) {
  gaps.saw(2011, hour(0), Millis{0}, now);
  gaps.saw(2011, hour(20), Millis{0}, now);
  EXPECT_FALSE(later()) << "real-time values have no history";
  for (int h = 0; h <= 400; h += 2) saw(h);
  size_t asked = 0;
  std::optional<Span> last;
  for (auto gap = later(); gap; gap = later(), ++asked) last = gap;
  EXPECT_EQ(asked, kMaxHoles);
  EXPECT_EQ(last->until, hour(400)) << "what did not fit is in the last";
  gaps.prime(2031, hour(0) - std::chrono::days{1000});
  gaps.saw(2031, hour(0), std::chrono::days{1}, now);
  auto day = later();
  ASSERT_TRUE(day);
  EXPECT_EQ(day->until - day->from, kMaxLongGap);
}

TEST(Hj212Packets, AreBoundedAndExpire) {
  PacketShelf shelf;
  auto now = *parse_compact("20261121110000");
  std::vector<std::string> texts;
  auto add = [&](std::string cn, int count, int number, std::string cp, Instant when) {
    texts.push_back(fmt::format("QN=1;ST=22;CN={};MN=M;Flag=7;PNUM={};PNO={:04};CP=&&{}&&", cn,
                                count, number, cp));
    Segment s;
    parse_segment(texts.back(), s);
    return shelf.add(s, when);
  };
  EXPECT_EQ(add("2011", 1, 1, "a=1", now).kind, PacketVerdict::whole);
  EXPECT_EQ(add("2011", 0, 1, "a=1", now).kind, PacketVerdict::absurd);
  EXPECT_EQ(add("2011", 2, 3, "a=1", now).kind, PacketVerdict::absurd);
  EXPECT_EQ(add("2011", 2, 0, "a=1", now).kind, PacketVerdict::absurd);
  EXPECT_EQ(add("2011", kMaxPackets + 1, 1, "a=1", now).kind, PacketVerdict::absurd);
  EXPECT_EQ(add("2011", 2, 2, "a-Rtd=1", now).kind, PacketVerdict::piece);
  EXPECT_EQ(add("2011", 2, 2, "a-Rtd=1", now).kind, PacketVerdict::piece) << "re-sent";
  auto whole = add("2011", 2, 1, "DataTime=20261121110000;b-Rtd=2", now);
  EXPECT_EQ(whole.kind, PacketVerdict::complete) << "in any order";
  EXPECT_FALSE(whole.assembled_cp) << "its packets say it all";
  EXPECT_TRUE(shelf.empty());

  add("2051", 3, 1, "DataTime=20261121110000;a-Rtd=1", now);
  auto second = add("2051", 3, 2, "a-Flag=D;b-Rt", now);
  EXPECT_EQ(second.data_time, "20261121110000");
  EXPECT_TRUE(second.shares_qn);
  auto third = add("2051", 3, 3, "d=5", now);
  EXPECT_EQ(third.assembled_cp, "DataTime=20261121110000;a-Rtd=1;a-Flag=D;b-Rtd=5");

  for (size_t i = 0; i < kMaxOpenUploads + 2; ++i) add(std::to_string(3000 + i), 2, 1, "a=1", now);
  EXPECT_EQ(shelf.expire(now + kPacketTimeout + Millis{1}), kMaxOpenUploads);
  EXPECT_TRUE(shelf.empty());
}

}  // namespace
}  // namespace qs::gateway::hj212

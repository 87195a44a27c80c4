// One contract, every implementation.
#include <thread>

#include "unit/store/series_logs.h"

namespace qs::store {

using namespace observe;

namespace {

const Instant kReceived = *parse_instant("2026-05-02T00:10");

int64_t ms(std::string_view text) {
  return to_ms(*parse_instant(text));
}

Span span(std::string_view from, std::string_view until) {
  return {*parse_instant(from), *parse_instant(until)};
}

template <class T>
T must(Result<T> result) {
  EXPECT_TRUE(result.has_value()) << (result ? "" : result.error().message());
  return result ? std::move(*result) : T{};
}

void must(const Result<void>& result) {
  EXPECT_TRUE(result.has_value()) << (result ? "" : result.error().message());
}

}  // namespace

template <class Maker>
class SeriesLogContract : public testing::Test {
 protected:
  SeriesLogContract() : log_(Maker::make(scratch_)) {}

  SeriesId series(std::string site, std::string factor, Cadence cadence = Cadence::hour) {
    return must(log_->open({std::move(site), std::move(factor), cadence, Measure::avg}));
  }
  void reopen() {
    if (!Maker::kDurable) return;
    log_.reset();
    log_ = Maker::make(scratch_);
  }
  Receipt put(std::vector<Sample> samples, Origin origin = Origin::device,
              Instant received = kReceived) {
    Batch batch;
    for (auto& s : samples) s.origin = origin;
    batch.samples = std::move(samples);
    batch.received = received;
    if (origin == Origin::audit) batch.by = "wang", batch.reason = "checked on site";
    return must(log_->append(batch));
  }
  static Sample at(SeriesId id, std::string_view time, double value, Mark mark = Mark::normal) {
    return {id, mark, Origin::device, ms(time), value, 0};
  }
  std::vector<double> values(SeriesId id, Span within) {
    std::vector<double> out;
    for (const auto& s : must(log_->scan({{id}}, within))) out.push_back(s.value);
    return out;
  }

  Scratch scratch_;
  std::unique_ptr<SeriesLog> log_;
};

using Makers = testing::Types<MemorySeries, DuckSeries>;
class Names {
 public:
  template <class T>
  static std::string GetName(int) {
    return T::kDurable ? "DuckDB" : "Memory";
  }
};
TYPED_TEST_SUITE(SeriesLogContract, Makers, Names);

TYPED_TEST(SeriesLogContract, TheSameKeyAlwaysGivesTheSameId) {
  auto a = this->series("S01", "a34004"), b = this->series("S01", "a34002");
  EXPECT_EQ(a, 1u);
  EXPECT_EQ(b, 2u);
  this->reopen();
  EXPECT_EQ(this->series("S01", "a34002"), b);
  EXPECT_EQ(this->series("S02", "a34004"), 3u);
  EXPECT_EQ(this->log_->find({"S01", "a34004", Cadence::hour, Measure::avg}), a);
  EXPECT_FALSE(this->log_->find({"S01", "a34004", Cadence::minute, Measure::avg}));
  EXPECT_EQ(this->log_->key(b)->factor, "a34002");
  EXPECT_FALSE(this->log_->key(0));
  EXPECT_FALSE(this->log_->key(4));
  EXPECT_EQ(this->log_->catalogue("S01").size(), 2u);
  EXPECT_EQ(this->log_->catalogue({}).size(), 3u);
}

TYPED_TEST(SeriesLogContract, AKeyGivesItsIdHoweverOftenItIsOpened) {
  auto known = this->series("S01", "a34004");
  auto key = [](std::string factor) {
    return SeriesKey{"S01", std::move(factor), Cadence::hour, Measure::avg};
  };
  auto open_all = [&] {
    std::vector<SeriesId> ids;
    for (auto factor : {"z", "a34004", "b", "z"})
      ids.push_back(must(this->log_->open(key(factor))));
    return ids;
  };
  EXPECT_EQ(open_all(), (std::vector<SeriesId>{2, known, 3, 2}));
  this->reopen();
  EXPECT_EQ(open_all(), (std::vector<SeriesId>{2, known, 3, 2}));
}

TYPED_TEST(SeriesLogContract, TheSameBatchTwiceIsTheSameState) {
  auto a = this->series("S01", "a34004");
  Batch batch;
  batch.received = kReceived;
  batch.frames = {{"MN1", kReceived, "##0123frame"}};
  batch.samples = {this->at(a, "2026-05-01T00:00", 35), this->at(a, "2026-05-01T01:00", 36)};
  for (auto& s : batch.samples) s.frame = 1;
  batch.notes = {{"MN1", ms("2026-05-01T00:00"), "log", "i11001", "door open 门开"}};
  auto first = must(this->log_->append(batch));
  EXPECT_EQ(first.kept, 2u);
  EXPECT_EQ(first.first, 1u);
  EXPECT_EQ(first.last, 4u);  // a frame, two values, a note
  for (int i = 0; i < 2; ++i) {
    auto again = must(this->log_->append(batch));
    EXPECT_EQ(again.kept + again.revised, 0u);
    EXPECT_EQ(again.repeated, 2u);
    EXPECT_EQ(again.last, 0u);
    EXPECT_EQ(this->log_->last_seq(), first.last);
    EXPECT_EQ(must(this->log_->frames("MN1", span("2026-05-02", "2026-05-03"), 10)).size(), 1u);
    EXPECT_EQ(must(this->log_->notes("MN1", span("2026-05-01", "2026-05-02"), 10)).size(), 1u);
    EXPECT_EQ(must(this->log_->versions(a, batch.samples[0].time)).size(), 1u);
    this->reopen();
  }
}

TYPED_TEST(SeriesLogContract, DuplicatesWithinOneBatchAreOne) {
  auto a = this->series("S01", "a34004"), b = this->series("S01", "a34002");
  auto receipt =
      this->put({this->at(a, "2026-05-01T00:00", 1), this->at(b, "2026-05-01T00:00", 2),
                 this->at(a, "2026-05-01T00:00", 1), this->at(a, "2026-05-01T00:00", 3)});
  EXPECT_EQ(receipt.kept, 2u);
  EXPECT_EQ(receipt.repeated, 1u);
  EXPECT_EQ(receipt.revised, 1u);
  EXPECT_EQ(this->values(a, span("2026-05-01", "2026-05-02")), std::vector<double>{3});
}

TYPED_TEST(SeriesLogContract, AnotherValueIsALaterVersionAndRawNeverChanges) {
  auto a = this->series("S01", "a34004");
  this->put({this->at(a, "2026-05-01T00:00", 1), this->at(a, "2026-05-01T01:00", 10)});
  auto second = this->put({this->at(a, "2026-05-01T00:00", 2)});
  EXPECT_EQ(second.revised, 1u);
  auto marked = this->put({this->at(a, "2026-05-01T00:00", 2, Mark::fault)});
  EXPECT_EQ(marked.revised, 1u);
  this->reopen();
  auto resend = this->put({this->at(a, "2026-05-01T00:00", 1)});  // an old frame comes late
  EXPECT_EQ(resend.repeated, 1u);
  auto versions = must(this->log_->versions(a, ms("2026-05-01T00:00")));
  ASSERT_EQ(versions.size(), 3u);
  EXPECT_EQ(versions[0].sample.value, 1);
  EXPECT_EQ(versions[2].sample.mark, Mark::fault);
  EXPECT_LT(versions[0].seq, versions[1].seq);
  EXPECT_EQ(versions[0].received, kReceived);
  EXPECT_EQ(versions[0].by, "device");
  auto scan = must(this->log_->scan({{a}}, span("2026-05-01", "2026-05-02")));
  ASSERT_EQ(scan.size(), 2u);
  EXPECT_EQ(scan[0].mark, Mark::fault);
  EXPECT_EQ(scan[1].value, 10);
}

TYPED_TEST(SeriesLogContract, ADecisionOfAPersonStandsOverLaterDeviceValues) {
  auto a = this->series("S01", "a34004");
  this->put({this->at(a, "2026-05-01T00:00", 500)});
  EXPECT_EQ(this->put({this->at(a, "2026-05-01T00:00", 500, Mark::invalid)}, Origin::audit).revised,
            1u);
  EXPECT_EQ(this->put({this->at(a, "2026-05-01T00:00", 501)}).revised, 1u);
  this->reopen();
  auto stands = must(this->log_->scan({{a}}, span("2026-05-01", "2026-05-02")));
  ASSERT_EQ(stands.size(), 1u);
  EXPECT_EQ(stands[0].mark, Mark::invalid);
  EXPECT_EQ(this->log_->latest({{a}})[0]->mark, Mark::invalid);
  EXPECT_EQ(must(this->log_->versions(a, stands[0].time))[1].by, "wang");
  EXPECT_EQ(must(this->log_->versions(a, stands[0].time))[1].reason, "checked on site");
  // The next decision stands instead, even one that confirms what the device said.
  EXPECT_EQ(this->put({this->at(a, "2026-05-01T00:00", 500)}, Origin::audit).revised, 1u);
  EXPECT_EQ(this->put({this->at(a, "2026-05-01T00:00", 500)}, Origin::audit).repeated, 1u);
  EXPECT_EQ(this->values(a, span("2026-05-01", "2026-05-02")), std::vector<double>{500});
}

TYPED_TEST(SeriesLogContract, WhatWasMeasuredIsReadAsIfNothingHadBeenCalibrated) {
  auto a = this->series("S01", "a34004"), b = this->series("S02", "a34004");
  auto whole = span("2026-05-01", "2026-05-02");
  auto measured = [&](SeriesId id) {
    std::vector<double> out;
    for (const auto& s : must(this->log_->measured({{id}}, whole))) out.push_back(s.value);
    return out;
  };
  this->put({this->at(a, "2026-05-01T00:00", 50), this->at(a, "2026-05-01T01:00", 60)});
  this->put({this->at(a, "2026-05-01T00:00", 45)}, Origin::calibrated);
  this->put({this->at(b, "2026-05-01T00:00", 9)}, Origin::calibrated);  // nothing measured below
  this->reopen();
  EXPECT_EQ(this->values(a, whole), (std::vector<double>{45, 60}));
  EXPECT_EQ(measured(a), (std::vector<double>{50, 60}));
  EXPECT_TRUE(measured(b).empty());
  // A later raw value stands in both until it is corrected anew.
  this->put({this->at(a, "2026-05-01T00:00", 70)});
  EXPECT_EQ(this->values(a, whole), (std::vector<double>{70, 60}));
  this->put({this->at(a, "2026-05-01T00:00", 63)}, Origin::calibrated);
  EXPECT_EQ(this->values(a, whole), (std::vector<double>{63, 60}));
  EXPECT_EQ(measured(a), (std::vector<double>{70, 60}));
  // A mean that we made counts as measured, a person's decision stands everywhere.
  this->put({this->at(b, "2026-05-01T01:00", 20)}, Origin::derived);
  EXPECT_EQ(measured(b), std::vector<double>{20});
  this->put({this->at(a, "2026-05-01T00:00", 66)}, Origin::audit);
  this->put({this->at(a, "2026-05-01T00:00", 64)}, Origin::calibrated);
  must(this->log_->close_month(Period::of(PeriodKind::month, *parse_instant("2026-05-01"))));
  this->reopen();
  EXPECT_EQ(this->values(a, whole), (std::vector<double>{66, 60}));
  EXPECT_EQ(measured(a), (std::vector<double>{66, 60}));
}

TYPED_TEST(SeriesLogContract, WhatStoodAtAnEarlierSeqIsReadAsItStood) {
  auto a = this->series("S01", "a34004");
  auto whole = span("2026-05-01", "2026-05-02");
  auto as_of = [&](Seq until) {
    std::vector<double> out;
    for (const auto& s : must(this->log_->as_of({{a}}, whole, until))) out.push_back(s.value);
    return out;
  };
  this->put({this->at(a, "2026-05-01T00:00", 50), this->at(a, "2026-05-01T01:00", 60)});
  auto first = this->log_->last_seq();
  this->put({this->at(a, "2026-05-01T00:00", 40)}, Origin::audit);
  auto second = this->log_->last_seq();
  this->put({this->at(a, "2026-05-01T00:00", 70), this->at(a, "2026-05-01T02:00", 80)});
  must(this->log_->close_month(Period::of(PeriodKind::month, *parse_instant("2026-05-01"))));
  this->reopen();
  EXPECT_TRUE(as_of(0).empty());
  EXPECT_EQ(as_of(first), (std::vector<double>{50, 60}));
  EXPECT_EQ(as_of(second), (std::vector<double>{40, 60}));
  EXPECT_EQ(as_of(this->log_->last_seq()), this->values(a, whole));
  EXPECT_EQ(this->values(a, whole), (std::vector<double>{40, 60, 80}));
}

TYPED_TEST(SeriesLogContract, ADerivedFigureMayReturnToAnEarlierOne) {
  auto a = this->series("S01", "a34004");
  for (double value : {10., 11., 10.})
    this->put({this->at(a, "2026-05-01T00:00", value)}, Origin::derived);
  EXPECT_EQ(this->values(a, span("2026-05-01", "2026-05-02")), std::vector<double>{10});
  EXPECT_EQ(must(this->log_->versions(a, ms("2026-05-01T00:00"))).size(), 3u);
  EXPECT_EQ(this->put({this->at(a, "2026-05-01T00:00", 10)}, Origin::imported).repeated, 1u);
}

// Otherwise the device's word would be lost as soon as the figure is derived anew.
TYPED_TEST(SeriesLogContract, ADeviceIsHeardThoughADerivedFigureSaysTheSame) {
  auto a = this->series("S01", "a34004");
  this->put({this->at(a, "2026-05-01T00:00", 10)}, Origin::derived);
  EXPECT_EQ(this->put({this->at(a, "2026-05-01T00:00", 10)}).revised, 1u);
  EXPECT_EQ(this->put({this->at(a, "2026-05-01T00:00", 10)}).repeated, 1u);
  auto stands = must(this->log_->scan({{a}}, span("2026-05-01", "2026-05-02")));
  ASSERT_EQ(stands.size(), 1u);
  EXPECT_EQ(stands[0].origin, Origin::device);
}

TYPED_TEST(SeriesLogContract, ScanIsHalfOpenOrderedAndCutsMilliseconds) {
  auto a = this->series("S01", "a34004"), b = this->series("S01", "a34002");
  this->put({this->at(b, "2026-05-01T00:00", 5), this->at(a, "2026-05-01T00:00:00.500", 2),
             this->at(a, "2026-05-01T00:00:01", 3), this->at(a, "2026-04-30T23:59:59.999", 1),
             this->at(a, "1969-12-31T00:00:00.001", -1)});
  auto scan = must(this->log_->scan({{b, a, a}}, span("2026-05-01", "2026-05-01T00:00:01")));
  ASSERT_EQ(scan.size(), 2u);
  EXPECT_EQ(scan[0].series, a);
  EXPECT_EQ(scan[0].value, 2);
  EXPECT_EQ(scan[1].value, 5);
  EXPECT_EQ(this->values(a, span("2026-04-30T23:59:59.999", "2026-05-01T00:00:00.501")),
            (std::vector<double>{1, 2}));
  EXPECT_EQ(this->values(a, span("1969-12-31", "2026-06-01")), (std::vector<double>{-1, 1, 2, 3}));
  EXPECT_TRUE(this->values(a, {Instant::min(), Instant::max()}).size() == 4);
  EXPECT_TRUE(must(this->log_->scan({}, span("2026-05-01", "2026-05-02"))).empty());
}

TYPED_TEST(SeriesLogContract, EverySampleKnowsItsFrame) {
  auto a = this->series("S01", "a34004"), b = this->series("S02", "a34004");
  Batch batch;
  batch.received = kReceived;
  batch.frames = {{"MN2", kReceived, "second"},
                  {"MN1", kReceived, std::string("fir\0st", 6)},
                  {"MN3", kReceived, "nothing new"}};
  batch.samples = {this->at(b, "2026-05-01T00:00", 2), this->at(a, "2026-05-01T00:00", 1),
                   this->at(a, "2026-05-01T01:00", 7)};
  batch.samples[0].frame = 1;
  batch.samples[1].frame = 2;
  must(this->log_->append(batch));
  this->reopen();
  auto scan = must(this->log_->scan({{a, b}}, span("2026-05-01", "2026-05-02")));
  ASSERT_EQ(scan.size(), 3u);
  EXPECT_EQ(must(this->log_->frame(scan[0].frame))->bytes, std::string("fir\0st", 6));
  EXPECT_EQ(scan[1].frame, 0u);
  EXPECT_EQ(must(this->log_->frame(scan[2].frame))->device, "MN2");
  EXPECT_FALSE(must(this->log_->frame(0)));
  EXPECT_TRUE(must(this->log_->frames("MN3", span("2026-05-01", "2026-06-01"), 10)).empty());
  EXPECT_TRUE(must(this->log_->frames("MN1", span("2026-05-01", "2026-05-02"), 10)).empty());
  EXPECT_TRUE(must(this->log_->frames("MN1", span("2026-05-02", "2026-05-03"), 0)).empty());
}

TYPED_TEST(SeriesLogContract, LatestIsTheNewestTimeWhateverCameLast) {
  auto a = this->series("S01", "a34004"), b = this->series("S01", "a34002");
  this->put({this->at(a, "2026-05-01T05:00", 5)});
  this->put({this->at(a, "2026-05-01T03:00", 3)});
  this->reopen();
  auto latest = this->log_->latest({{b, a, 99}});
  ASSERT_EQ(latest.size(), 3u);
  EXPECT_FALSE(latest[0]);
  EXPECT_EQ(latest[1]->value, 5);
  EXPECT_FALSE(latest[2]);
  this->put({this->at(a, "2026-05-01T05:00", 6)});
  this->reopen();
  EXPECT_EQ(this->log_->latest({{a}})[0]->value, 6);
}

TYPED_TEST(SeriesLogContract, ChangesComeInSeqOrderAfterTheSeqAsked) {
  auto a = this->series("S01", "a34004");
  auto first = this->put({this->at(a, "2026-05-01T05:00", 5), this->at(a, "2026-04-01T05:00", 5)});
  auto second = this->put({this->at(a, "2026-05-01T03:00", 3)});
  for (int i = 0; i < 2; ++i) {
    auto all = must(this->log_->changes(0, 100));
    ASSERT_EQ(all.size(), 3u);
    EXPECT_LT(all[0].seq, all[1].seq);
    EXPECT_EQ(all[2].time, ms("2026-05-01T03:00"));
    EXPECT_EQ(must(this->log_->changes(0, 2)).size(), 2u);
    auto tail = must(this->log_->changes(first.last, 100));
    ASSERT_EQ(tail.size(), 1u);
    EXPECT_EQ(tail[0].seq, second.last);
    EXPECT_TRUE(must(this->log_->changes(second.last, 100)).empty());
    this->reopen();
  }
}

TYPED_TEST(SeriesLogContract, StatisticsAreOverStandingValuesThatCount) {
  auto a = this->series("S01", "a34004");
  this->put({this->at(a, "2026-05-01T00:00", 1), this->at(a, "2026-05-01T00:20", 2),
             this->at(a, "2026-05-01T00:40", 300, Mark::fault), this->at(a, "2026-05-01T01:00", 8),
             this->at(a, "2026-05-01T01:30", 9)});
  this->put({this->at(a, "2026-05-01T01:30", 4)});
  auto hours = [&](Aggregate aggregate) {
    std::vector<double> out;
    for (const auto& b : must(this->log_->statistic({{a}}, span("2026-05-01", "2026-05-02"),
                                                    PeriodKind::hour, aggregate)))
      out.push_back(b.value);
    return out;
  };
  EXPECT_EQ(hours(Aggregate::mean), (std::vector<double>{1.5, 6}));
  EXPECT_EQ(hours(Aggregate::minimum), (std::vector<double>{1, 4}));
  EXPECT_EQ(hours(Aggregate::maximum), (std::vector<double>{2, 8}));
  EXPECT_EQ(hours(Aggregate::sum), (std::vector<double>{3, 12}));
  EXPECT_EQ(hours(Aggregate::count), (std::vector<double>{2, 2}));
  EXPECT_EQ(hours(Aggregate::last), (std::vector<double>{2, 4}));
}

TYPED_TEST(SeriesLogContract, StatisticPeriodsAreLocalCalendarOnes) {
  auto a = this->series("S01", "a34004");
  std::vector<Sample> samples;
  for (auto t : {"1969-12-28T23:59:59", "2025-12-31T23:59", "2026-01-01T00:00", "2026-03-31T23:00",
                 "2026-04-01T00:00", "2026-05-03T23:59", "2026-05-04T00:07", "2026-05-04T00:00"})
    samples.push_back(this->at(a, t, 1));
  this->put(samples);
  for (auto kind : {PeriodKind::minute, PeriodKind::five_minutes, PeriodKind::ten_minutes,
                    PeriodKind::hour, PeriodKind::day, PeriodKind::week, PeriodKind::month,
                    PeriodKind::quarter, PeriodKind::year}) {
    std::set<int64_t> expected, found;
    for (const auto& s : samples) expected.insert(to_ms(Period::of(kind, from_ms(s.time)).begin));
    for (const auto& b : must(this->log_->statistic({{a}}, span("1960-01-01", "2027-01-01"), kind,
                                                    Aggregate::count)))
      found.insert(b.begin);
    EXPECT_EQ(found, expected) << name(kind);
  }
}

TYPED_TEST(SeriesLogContract, AClosedMonthAnswersTheSameAndTakesLateValues) {
  auto a = this->series("S01", "a34004"), b = this->series("S02", "a34004");
  std::vector<Sample> samples;
  for (int hour = 0; hour < 48; ++hour)
    for (auto id : {b, a}) {
      auto s = this->at(id, "2026-04-29T00:00", hour + id * 100);
      s.time += hour * 3'600'000;
      samples.push_back(s);
    }
  this->put(samples);
  this->put({this->at(a, "2026-04-29T03:00", 0.5)}, Origin::audit);
  auto all = span("2026-04-01", "2026-06-01");
  auto before = must(this->log_->scan({{a, b}}, all));
  auto april = Period::of(PeriodKind::month, *parse_instant("2026-04-15"));
  for (int i = 0; i < 2; ++i) must(this->log_->close_month(april));
  auto same = [&] {
    auto after = must(this->log_->scan({{a, b}}, all));
    ASSERT_EQ(after.size(), before.size());
    for (size_t i = 0; i < after.size(); ++i) {
      EXPECT_EQ(after[i].time, before[i].time);
      EXPECT_EQ(after[i].value, before[i].value);
    }
  };
  same();
  EXPECT_EQ(this->put(samples).repeated, samples.size());
  EXPECT_EQ(this->put({this->at(a, "2026-04-29T04:00", -1)}).revised, 1u);
  EXPECT_EQ(this->put({this->at(a, "2026-04-29T03:00", -1)}).revised, 1u);  // audit still stands
  this->reopen();
  must(this->log_->close_month(april));
  before[4].value = -1;
  same();
  EXPECT_EQ(must(this->log_->changes(0, 1000)).size(), samples.size() + 3);
  EXPECT_EQ(must(this->log_->versions(a, ms("2026-04-29T03:00"))).size(), 3u);
  EXPECT_FALSE(this->log_->close_month(Period::of(PeriodKind::day, kReceived)) && false);
}

TYPED_TEST(SeriesLogContract, TheProofGrowsByDayOfReceiptAndHolds) {
  auto a = this->series("S01", "a34004");
  auto day = [](int d) { return kReceived + std::chrono::days(d); };
  this->put({this->at(a, "2026-05-01T00:00", 1)}, Origin::device, day(0));
  this->put({this->at(a, "2026-05-01T01:00", 2)}, Origin::device, day(0));
  auto closed = must(this->log_->proof());
  ASSERT_EQ(closed.size(), 1u);
  EXPECT_EQ(closed[0].digest.size(), 64u);
  EXPECT_EQ(closed[0].samples, 2u);
  this->put({this->at(a, "2026-05-01T02:00", 3)}, Origin::device, day(2));
  this->put({this->at(a, "2026-05-01T03:00", 3)}, Origin::device, day(1));  // the clock went back
  this->reopen();
  auto all = must(this->log_->proof());
  ASSERT_EQ(all.size(), 2u);
  EXPECT_EQ(all[0].digest, closed[0].digest);
  EXPECT_EQ(all[1].day, day_of(day(2)));
  EXPECT_EQ(all[1].samples, 2u);
  EXPECT_FALSE(must(this->log_->first_broken_day()));
}

TYPED_TEST(SeriesLogContract, ABadBatchLeavesNothing) {
  auto a = this->series("S01", "a34004");
  auto good = this->at(a, "2026-05-01T00:00", 1);
  auto refuse = [&](auto spoil) {
    Batch batch;
    batch.received = kReceived;
    batch.frames = {{"MN1", kReceived, "x"}};
    batch.samples = {good, good};
    spoil(batch);
    EXPECT_FALSE(this->log_->append(batch));
  };
  refuse([](Batch& b) { b.samples[1].value = std::nan(""); });
  refuse([](Batch& b) { b.samples[1].series = 2; });
  refuse([](Batch& b) { b.samples[1].series = 0; });
  refuse([](Batch& b) { b.samples[1].frame = 2; });
  refuse([](Batch& b) { b.samples[1].time = std::numeric_limits<int64_t>::max(); });
  refuse([](Batch& b) { b.notes = {{"MN1", 0, "log", "", "\xB0\xB1"}}; });
  EXPECT_EQ(this->log_->last_seq(), 0u);
  EXPECT_TRUE(must(this->log_->proof()).empty());
  EXPECT_EQ(this->put({}).last, 0u);
}

}  // namespace qs::store

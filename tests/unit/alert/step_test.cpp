// The life of an alert, walked through a ledger as the flow would do it.
#include <gtest/gtest.h>

#include <random>

#include "kernel/alert/alert.h"
#include "unit/record_book.h"

namespace qs::alert {
namespace {

using namespace std::chrono_literals;
using Conditions = std::vector<Condition>;
constexpr auto no = Condition::no, near = Condition::near, yes = Condition::yes,
               unknown = Condition::unknown;

const Instant kStart = at(Day{std::chrono::year{2026} / 5 / 1}, 0);

class Walk : public ::testing::Test {
 protected:
  Walk() { rule_.id = "pm25_hour"; }

  static Instant hour(int h) { return kStart + 1h * h; }

  std::vector<Alert> alerts() const {
    std::vector<Alert> list;
    for (const auto& r : book_.all(kRecordKind)) list.push_back(alert_of(r));
    std::sort(list.begin(), list.end(), [](auto& a, auto& b) { return a.began_at < b.began_at; });
    return list;
  }

  // Finding of one hour, made known when the hour has ended.
  Event find(int h, Condition condition, double value = 100) {
    Finding f{.rule = rule_.id,
              .site = "S01",
              .factor = "a34004",
              .street = "street1",
              .at = hour(h),
              .since = hour(h),
              .condition = condition,
              .value = value,
              .threshold = 75,
              .limit_id = "L1",
              .standard = "GB 3095-2012",
              .clause = "表1",
              .confidence = "verified"};
    auto known = alerts();
    auto result = step(rule_, f, known, hour(h + 1), "ug/m3");
    EXPECT_TRUE(result.alert || result.event == Event::none);
    if (result.event == Event::fired) ++fired_[result.alert->id];
    if (result.alert) {
      auto done = book_.apply({write_of(*result.alert)});
      EXPECT_TRUE(done) << done.error().text;
    }
    return result.event;
  }

  void find_all(const Conditions& conditions, int from = 0) {
    for (size_t i = 0; i < conditions.size(); ++i) find(from + static_cast<int>(i), conditions[i]);
  }

  Rule rule_;
  testing::RecordBook book_;
  std::map<std::string, int> fired_;
};

TEST_F(Walk, OneEpisodeIsOneAlert) {
  EXPECT_EQ(find(0, no), Event::none);
  EXPECT_EQ(find(1, yes, 90), Event::fired);
  EXPECT_EQ(find(2, yes, 120), Event::none);
  EXPECT_EQ(find(3, yes, 80), Event::none);
  EXPECT_EQ(find(4, no, 60), Event::resolved);
  ASSERT_EQ(alerts().size(), 1u);
  auto a = alerts()[0];
  EXPECT_EQ(a.id, "pm25_hour~S01~a34004~20260501010000000");
  EXPECT_EQ(a.began_at, hour(1));
  EXPECT_EQ(a.fired_at, hour(2));
  EXPECT_EQ(a.resolved_at, hour(5));
  EXPECT_EQ(a.peak, 120);
  EXPECT_EQ(a.clause, "表1");
  EXPECT_EQ(a.unit, "ug/m3");
  EXPECT_EQ(find(5, yes), Event::fired);
  EXPECT_EQ(alerts().size(), 2u);
}

TEST_F(Walk, RecordKeepsEveryField) {
  find_all({yes, yes, no});
  auto record = *book_.get(kRecordKind, alerts()[0].id);
  EXPECT_EQ(write_of(alert_of(record)).fields, record.fields);
  EXPECT_EQ(write_of(alert_of(record)).expected_revision, record.revision);
}

TEST_F(Walk, HoldMustBeFilled) {
  rule_.hold = 2h;
  EXPECT_EQ(find(0, yes), Event::began);
  EXPECT_EQ(alerts()[0].state, State::pending);
  EXPECT_EQ(find(1, yes), Event::none);
  EXPECT_EQ(find(2, yes), Event::fired);
}

TEST_F(Walk, PendingThatPassesNeverFires) {
  rule_.hold = 2h;
  find(0, yes);
  EXPECT_EQ(find(1, no), Event::passed);
  auto a = alerts()[0];
  EXPECT_EQ(a.state, State::resolved);
  EXPECT_FALSE(a.fired_at);
  EXPECT_EQ(find(2, yes), Event::began);
  EXPECT_EQ(find(3, near), Event::passed);
}

TEST_F(Walk, AGapNeverResolvesAndNeverStarts) {
  EXPECT_EQ(find(0, unknown), Event::none);
  find(1, yes);
  find_all({unknown, unknown, unknown}, 2);
  EXPECT_EQ(alerts()[0].state, State::firing);
  EXPECT_EQ(find(5, yes), Event::none);
  EXPECT_EQ(alerts().size(), 1u);
}

TEST_F(Walk, AGapDoesNotCountAsClear) {
  rule_.resolve_after = 2h;
  find_all({yes, no, unknown, no});
  EXPECT_EQ(alerts()[0].state, State::firing);
  find(4, no);
  EXPECT_EQ(alerts()[0].state, State::firing);
  EXPECT_EQ(find(5, no), Event::resolved);
}

TEST_F(Walk, HysteresisKeepsItFiring) {
  rule_.resolve_after = 1h;
  EXPECT_EQ(find(0, near), Event::none);
  find(1, yes, 100);
  find(2, near, 74);
  find(3, near, 74);
  find(4, no, 50);
  find(5, near, 74);
  find(6, no, 50);
  EXPECT_EQ(alerts()[0].state, State::firing);
  EXPECT_EQ(find(7, no), Event::resolved);
}

// Very clean air after PM2.5 was too high: near the lower bound of a range, and yet clear.
TEST_F(Walk, HysteresisIsOfTheBoundThatWasCrossed) {
  find(0, yes, 100);
  EXPECT_EQ(find(1, near, 80), Event::resolved);  // beyond 75 on the good side of a lower bound
}

TEST_F(Walk, ReplayingADayChangesNothing) {
  rule_.hold = 1h;
  rule_.resolve_after = 1h;
  Conditions day{no, yes, yes, unknown, near, no, no, yes, no, yes, yes, yes, no, unknown, no, no};
  find_all(day);
  auto revisions = book_.revisions();
  auto fired = fired_;
  for (int i = 0; i < 3; ++i) find_all(day);
  EXPECT_EQ(book_.revisions(), revisions);
  EXPECT_EQ(fired_, fired);
}

TEST_F(Walk, OlderFindingsDoNotTurnTheStateBack) {
  find_all({yes, yes, yes});
  EXPECT_EQ(find(1, no), Event::none);
  EXPECT_EQ(alerts()[0].state, State::firing);
  find(3, no);
  EXPECT_EQ(find(2, yes), Event::none);
  EXPECT_EQ(alerts().size(), 1u);
}

TEST_F(Walk, ACorrectionOfTheNewestHourGoesOnWithTheSameAlert) {
  find_all({yes, no});
  EXPECT_EQ(alerts()[0].state, State::resolved);
  EXPECT_EQ(find(1, yes), Event::none);
  ASSERT_EQ(alerts().size(), 1u);
  EXPECT_EQ(alerts()[0].state, State::firing);
  EXPECT_FALSE(alerts()[0].resolved_at);
}

TEST_F(Walk, LateDataTellOfAnEpisodeBeforeALaterOne) {
  find_all({yes, no}, 20);
  EXPECT_EQ(find(3, yes), Event::fired);
  EXPECT_EQ(find(4, yes), Event::none);
  ASSERT_EQ(alerts().size(), 2u);
  EXPECT_EQ(alerts()[0].state, State::resolved);
  EXPECT_EQ(alerts()[0].seen_at, hour(4));
  auto revisions = book_.revisions();
  find_all({yes, yes}, 3);
  EXPECT_EQ(book_.revisions(), revisions);
  EXPECT_EQ(find(19, yes), Event::none);  // only the beginning of the known one
  EXPECT_EQ(alerts().size(), 2u);
}

TEST_F(Walk, LateEpisodeStillNeedsItsHold) {
  find_all({yes, no}, 20);
  rule_.hold = 1h;
  EXPECT_EQ(find(3, yes), Event::none);
  EXPECT_EQ(find(4, yes), Event::fired);
  EXPECT_EQ(alerts().size(), 2u);
}

TEST_F(Walk, AQuietWindowHoldsBackAndLetsGo) {
  rule_.quiet = {{0h, 3h, 0x7f, "施工许可"}};
  EXPECT_EQ(find(1, yes), Event::silenced);
  EXPECT_EQ(find(2, yes), Event::none);
  EXPECT_EQ(alerts()[0].state, State::silenced);
  EXPECT_EQ(find(3, yes), Event::fired);
  EXPECT_EQ(find(4, no), Event::resolved);
  find_all({yes, no}, 24);  // within the next night's window only
  EXPECT_EQ(alerts()[1].state, State::resolved);
  EXPECT_FALSE(alerts()[1].fired_at);
}

TEST(Silence, CoversWhatItNames) {
  Silence silence{"S01", "", "a34004", {kStart, kStart + 2h}, "检修"};
  Finding f{.rule = "r", .site = "S01", .factor = "a34004", .at = kStart};
  EXPECT_TRUE(is_held_back({&silence, 1}, f));
  EXPECT_FALSE(is_held_back({}, f));
  f.at = kStart + 2h;
  EXPECT_FALSE(is_held_back({&silence, 1}, f));
  f.at = kStart;
  f.factor = "a34002";
  EXPECT_FALSE(is_held_back({&silence, 1}, f));
  f.condition = yes;
  f.since = kStart;
  f.held_back = true;
  auto result = step(Rule{}, f, {}, kStart);
  EXPECT_EQ(result.event, Event::silenced);
  EXPECT_EQ(result.alert->state, State::silenced);
}

TEST_F(Walk, APersonSilencesUntilATime) {
  find(0, yes);
  auto now = hour(1);
  EXPECT_FALSE(silence(alerts()[0], now, "检修", now));
  EXPECT_FALSE(silence(alerts()[0], now + 2h, "", now));
  EXPECT_FALSE(silence(alerts()[0], now + 31 * 24h, "检修", now));
  ASSERT_TRUE(book_.apply({write_of(silence(alerts()[0], now + 2h, "检修", now).value())}));
  EXPECT_EQ(find(1, yes), Event::none);
  EXPECT_EQ(alerts()[0].state, State::silenced);
  EXPECT_EQ(find(2, yes), Event::none);  // fires again, but was told already
  EXPECT_EQ(alerts()[0].state, State::firing);
  find(3, no);
  EXPECT_FALSE(silence(alerts()[0], hour(9), "检修", hour(4)));
}

TEST_F(Walk, SteadyMinutesAreWrittenOnceAnHour) {
  Finding f{.rule = rule_.id,
            .site = "S01",
            .at = kStart,
            .since = kStart,
            .condition = yes,
            .value = 100,
            .threshold = 75};
  for (int minute = 0; minute < 180; ++minute) {
    f.at = f.since = kStart + minute * 1min;
    f.value = 100 - minute % 7;
    auto result = step(rule_, f, alerts(), f.at);
    if (result.alert) {
      ASSERT_TRUE(book_.apply({write_of(*result.alert)}));
    }
  }
  EXPECT_EQ(alerts().size(), 1u);
  EXPECT_EQ(book_.revisions(), 3u);
}

// Whatever comes in whatever order: an alert fires at most once, no two open alerts stand beside
// each other, resolved means that something clear was seen, and a replay changes nothing.
TEST_F(Walk, InvariantsOverRandomFindings) {
  for (uint32_t seed = 0; seed < 300; ++seed) {
    std::mt19937 random(seed);
    book_ = {};
    fired_.clear();
    rule_.hold = 1h * (random() % 3);
    rule_.resolve_after = 1h * (random() % 3);
    Conditions conditions;
    for (int h = 0; h < 48; ++h) conditions.push_back(static_cast<Condition>(random() % 4));
    for (int h = 0; h < 48; ++h) {
      find(h, conditions[static_cast<size_t>(h)]);
      int older = static_cast<int>(random() % 48);
      if (older <= h) find(older, conditions[static_cast<size_t>(older)]);  // sent again
    }
    auto list = alerts();
    for (size_t i = 0; i < list.size(); ++i) {
      const auto& a = list[i];
      EXPECT_EQ(a.id, alert_id(a.rule, a.site, a.factor, a.began_at));
      EXPECT_EQ(conditions[static_cast<size_t>((a.began_at - kStart) / 1h)], yes) << seed;
      EXPECT_LE(fired_[a.id], 1) << "seed " << seed;
      EXPECT_EQ(fired_[a.id] == 1, a.fired_at.has_value()) << "seed " << seed;
      EXPECT_TRUE(i + 1 == list.size() || !a.open()) << "seed " << seed;
      EXPECT_LE(a.began_at, a.seen_at);
    }
    auto revisions = book_.revisions();
    for (int h = 0; h < 48; ++h) find(h, conditions[static_cast<size_t>(h)]);
    EXPECT_EQ(book_.revisions(), revisions) << "seed " << seed;
  }
}

}  // namespace
}  // namespace qs::alert

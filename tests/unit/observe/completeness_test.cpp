#include "kernel/observe/completeness.h"

#include <gtest/gtest.h>

#include "unit/observe/observe_samples.h"

namespace qs::observe {
namespace {

using namespace testing;
using std::chrono::minutes;

TEST(Completeness, CountsDueReceivedAndValidPerHour) {
  std::vector<Sample> samples{
      sample(at(may(1), 8, 0), 1), sample(at(may(1), 8, 10), 1, Mark::fault),
      sample(at(may(1), 8, 11), 2), sample(at(may(1), 8, 20), 1, Mark::fault),
      sample(at(may(1), 9, 0), 0, Mark::stopped)};
  auto hours = completeness(samples, {at(may(1), 8), at(may(1), 11)}, minutes{10});
  ASSERT_EQ(hours.size(), 3u);
  EXPECT_EQ(hours[0].due, 6u);
  EXPECT_EQ(hours[0].received, 3u);
  EXPECT_EQ(hours[0].valid, 2u);  // the value of 08:11 saves the slot of 08:10
  EXPECT_EQ(hours[1].stopped, 1u);
  EXPECT_EQ(hours[2].received, 0u);
}

TEST(Completeness, StopsLeaveTheDenominator) {
  std::vector<HourCount> hours{{{}, 60, 60, 54, 0}, {{}, 60, 60, 0, 60}};
  EXPECT_EQ(capture_rate(hours), 0.9);
  EXPECT_EQ(online_rate(hours), 1.0);
  EXPECT_FALSE(capture_rate({}));
}

TEST(Liveness, SilenceIsAStateWithItsBeginning) {
  auto last = sample(at(may(1), 8), 1);
  auto ask = [&](Instant now) { return liveness(last, now, Cadence::hour, minutes{60}, 1); };
  // The hour of 09:00 is due at 10:00; one overdue value is tolerated.
  EXPECT_EQ(ask(at(may(1), 11)).presence, Presence::live);
  auto silent = ask(at(may(1), 11, 1));
  EXPECT_EQ(silent.presence, Presence::silent);
  EXPECT_EQ(silent.since, at(may(1), 10));
  EXPECT_EQ(ask(at(may(3), 0)).since, at(may(1), 10));  // and it stays
  EXPECT_EQ(liveness({}, at(may(1), 8), Cadence::hour, minutes{60}, 1).presence, Presence::unheard);
}

}  // namespace
}  // namespace qs::observe

#include "app/rounds.h"

#include <gtest/gtest.h>

#include <atomic>
#include <latch>

namespace qs::app {
namespace {

using std::chrono::hours;
using std::chrono::milliseconds;

TEST(Rounds, GoOnUntilTheyEnd) {
  std::latch three(3);
  std::atomic<int> done = 0;
  {
    Rounds rounds(Millis{0}, milliseconds{1}, [&] {
      if (++done <= 3) three.count_down();
    });
    three.wait();
  }
  int at_the_end = done;
  std::this_thread::sleep_for(milliseconds{5});
  EXPECT_EQ(done, at_the_end);
}

TEST(Rounds, EndWithoutWaitingForTheNext) {
  int done = 0;
  auto before = std::chrono::steady_clock::now();
  {
    Rounds never(hours{1}, hours{1}, [&] { ++done; });
  }
  EXPECT_EQ(done, 0);
  std::latch first(1);
  {
    Rounds once(Millis{0}, hours{1}, [&] {
      ++done;
      first.count_down();
    });
    first.wait();
  }
  EXPECT_EQ(done, 1);
  EXPECT_LT(std::chrono::steady_clock::now() - before, std::chrono::minutes{1});
}

}  // namespace
}  // namespace qs::app

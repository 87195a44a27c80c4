// A session keeps statements ready, more than it has room for: those in use stay.
#include "edge/store/sqlite_session.h"

#include <gtest/gtest.h>

#include "unit/store/scratch.h"

namespace qs::store::lite {
namespace {

TEST(SqliteSession, StatementsThatAreHeldOutliveTheRoomForReadyOnes) {
  constexpr int kHeld = 40, kMore = 3000;  // far more than a session keeps
  Scratch scratch;
  auto session = Session::open(scratch.path() / "held.sqlite", Session::Use::write);
  ASSERT_TRUE(session) << session.error().message();
  std::vector<Statement> held;
  for (int i = 0; i < kHeld; ++i) {
    auto one = (*session)->prepare("SELECT ? + " + std::to_string(i));
    ASSERT_TRUE(one) << one.error().message();
    one->integer(1000);
    held.push_back(std::move(*one));
  }
  for (int i = 0; i < kMore; ++i) {
    auto passing = (*session)->prepare("SELECT " + std::to_string(i) + " * 2");
    ASSERT_TRUE(passing) << passing.error().message();
    EXPECT_EQ(passing->only_integer().value(), i * 2);
  }
  for (int i = 0; i < kHeld; ++i)
    EXPECT_EQ(held[static_cast<size_t>(i)].only_integer().value(), 1000 + i);
}

}  // namespace
}  // namespace qs::store::lite

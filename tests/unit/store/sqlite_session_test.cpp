#include "edge/store/sqlite_session.h"

#include <gtest/gtest.h>

#include "unit/store/scratch.h"

namespace qs::store::lite {
namespace {

// More statements than a session keeps ready: those in use stay what they are.
TEST(Session, KeepsWhatIsLentWhenItMakesRoom) {
  qs::store::Scratch scratch;
  auto session = Session::open(scratch / "s.sqlite", Session::Use::write);
  ASSERT_TRUE(session);
  std::vector<Statement> lent;
  for (int i = 0; i < 10; ++i) {
    auto one = (*session)->prepare(fmt::format("SELECT {} + ?", i));
    ASSERT_TRUE(one);
    lent.push_back(std::move(*one));
  }
  for (int i = 0; i < 3000; ++i) {
    auto passing = (*session)->prepare(fmt::format("SELECT {} * ?", i));
    ASSERT_TRUE(passing);
  }
  for (int i = 0; i < 10; ++i) {
    auto row = lent[static_cast<size_t>(i)].integer(100).next();
    ASSERT_TRUE(row && *row);
    EXPECT_EQ(lent[static_cast<size_t>(i)].integer_at(0), 100 + i);
  }
}

}  // namespace
}  // namespace qs::store::lite

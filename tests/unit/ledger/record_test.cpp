#include "kernel/ledger/record.h"

#include <gtest/gtest.h>

namespace qs::ledger {
namespace {

TEST(Record, WordsAreTheTextsOfAList) {
  using Words = std::vector<std::string>;
  Record r{.kind = "user", .id = "duty", .fields = {}};
  r.fields["roles"] = std::string(R"(["duty", 7, "值守"])");
  r.fields["area"] = std::string("dongdajie");
  r.fields["table"] = std::string(R"({"duty": "engineer"})");
  r.fields["count"] = int64_t{3};
  EXPECT_EQ(r.words("roles"), (Words{"duty", "值守"}));
  for (auto field : {"area", "table", "count", "absent"}) EXPECT_EQ(r.words(field), Words{});
}

}  // namespace
}  // namespace qs::ledger

#include "kernel/ledger/dossier.h"

#include <gtest/gtest.h>

namespace qs::ledger {
namespace {

Kind firm() {
  Kind kind{.name = "firm"};
  kind.fields = {{.name = "name", .required = true},
                 {.name = "phone"},
                 {.name = "remark"},
                 {.name = "class"},
                 {.name = "reason", .required_if = When{"class", {"key"}}}};
  return kind;
}

Dossier dossier() {
  return {
      .kind = "firm",
      .fields = {"phone"},
      .fields_weight = 2,
      .parts = {
          {.kind = "permit", .through = "firm", .expected = true, .weight = 3},
          {.kind = "plan", .through = "firm", .expected_if = When{"class", {"key"}}, .weight = 1},
          {.kind = "complaint", .through = "firm"}}};
}

TEST(Dossier, IsWholeWhenAllThatIsExpectedIsThere) {
  auto plan = dossier();
  Fields fields{{"name", std::string("厂")}, {"phone", std::string("110")}};
  std::array<size_t, 3> counts{1, 0, 0};
  auto whole = completeness(plan, firm(), fields, counts);
  EXPECT_EQ(whole.score, 1);
  EXPECT_TRUE(whole.fields.empty());
  EXPECT_TRUE(whole.missing.empty());
  ASSERT_EQ(whole.expected.size(), 1u) << "a plan is asked of key firms only, complaints of nobody";
}

TEST(Dossier, NamesWhatIsMissingAndWeighsIt) {
  auto plan = dossier();
  Fields fields{{"name", std::string("厂")}, {"class", std::string("key")}};
  std::array<size_t, 3> counts{1, 0, 4};
  auto whole = completeness(plan, firm(), fields, counts);
  EXPECT_EQ(whole.fields, (std::vector<std::string>{"phone", "reason"}));
  ASSERT_EQ(whole.missing.size(), 1u);
  EXPECT_EQ(whole.missing[0]->kind, "plan");
  EXPECT_DOUBLE_EQ(whole.score, (2.0 / 3 + 3) / (2 + 3 + 1));
}

TEST(Dossier, EmptyTablesAreNotFilledIn) {
  auto plan = dossier();
  Fields fields{{"name", std::string("厂")}, {"phone", std::string("[]")}};
  std::array<size_t, 3> counts{1, 0, 0};
  EXPECT_EQ(completeness(plan, firm(), fields, counts).fields, (std::vector<std::string>{"phone"}));
}

TEST(Dossier, NothingExpectedIsWhole) {
  Dossier none{.kind = "firm", .parts = {}};
  Kind bare{.name = "firm"};
  EXPECT_EQ(completeness(none, bare, {}, {}).score, 1);
}

}  // namespace
}  // namespace qs::ledger

#include "kernel/ledger/formula.h"

#include <gtest/gtest.h>

namespace qs::ledger {
namespace {

Kind kind_with(std::string formula) {
  return {.name = "k",
          .title = "id",
          .fields = {{.name = "a", .type = FieldType::number},
                     {.name = "level",
                      .type = FieldType::choice,
                      .choices = {{"low", "", ""}, {"high", "", ""}}},
                     {.name = "from", .type = FieldType::day},
                     {.name = "words", .type = FieldType::text},
                     {.name = "out", .type = FieldType::number, .formula = std::move(formula)}}};
}

std::string fault_of(const std::string& formula) {
  auto kind = kind_with(formula);
  auto made = Formula::of(kind, *kind.field("out"));
  return made ? "" : made.error().text;
}

TEST(Formula, FaultsNameTheField) {
  EXPECT_EQ(fault_of("a * 2"), "");
  EXPECT_EQ(fault_of("b * 2"), "'b' is no field of the kind");
  EXPECT_EQ(fault_of("words * 2"), "'words' is no figure that can be computed with");
  EXPECT_EQ(fault_of("out + 1"), "'out' is no figure that can be computed with");
  EXPECT_NE(fault_of("a * "), "");
}

TEST(Formula, ChoicesAreTheirPlacesAndDaysAreDays) {
  auto kind = kind_with("a + 10 * level + (from - from)");
  auto formula = Formula::of(kind, *kind.field("out"));
  ASSERT_TRUE(formula);
  EXPECT_EQ(formula->value({{"a", 1.0}, {"level", "high"}, {"from", "2026-05-01"}}), Value(11.0));
  EXPECT_EQ(formula->value({{"a", 1.0}, {"level", "high"}}), Value{});
}

}  // namespace
}  // namespace qs::ledger

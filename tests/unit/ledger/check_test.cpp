#include "kernel/ledger/check.h"

#include <gtest/gtest.h>

#include "kernel/ledger/identity.h"

namespace qs::ledger {
namespace {

// A kind with a field of most types.
Kind tank() {
  Kind kind{.name = "tank", .shelf = "risk", .title = "name"};
  kind.fields = {
      {.name = "name", .type = FieldType::text, .required = true},
      {.name = "code", .type = FieldType::credit_code},
      {.name = "state",
       .type = FieldType::choice,
       .fallback = "in_use",
       .choices = {{"in_use", "在用", "in use"}, {"idle", "停用", "idle"}}},
      {.name = "idle_since", .type = FieldType::day, .required_if = When{"state", {"idle"}}},
      {.name = "volume", .type = FieldType::number, .low = 0, .high = 1000},
      {.name = "filled", .type = FieldType::number, .low = 0},
      {.name = "share", .type = FieldType::number, .formula = "filled / volume * 100"},
      {.name = "grade",
       .type = FieldType::choice,
       .formula = "volume < 10 ? 0 : volume < 100 ? 1 : 2",
       .choices = {{"small", "小", "small"}, {"middle", "中", "middle"}, {"large", "大", "large"}}},
      {.name = "price", .type = FieldType::money},
      {.name = "count", .type = FieldType::integer},
      {.name = "watched", .type = FieldType::boolean},
      {.name = "term", .type = FieldType::period},
      {.name = "phone", .type = FieldType::phone},
      {.name = "place", .type = FieldType::point},
      {.name = "outline", .type = FieldType::area},
      {.name = "contents",
       .type = FieldType::table,
       .columns = {{.name = "substance", .type = FieldType::text, .required = true},
                   {.name = "tonnes", .type = FieldType::number, .low = 0}}},
  };
  return kind;
}

std::vector<std::string> faults_of(Fields fields) {
  std::vector<std::string> out;
  for (const auto& f : settle(tank(), fields)) out.push_back(f.field + ": " + f.en);
  return out;
}

using Faults = std::vector<std::string>;

TEST(Settle, BringsASoundRecordIntoItsKeptForm) {
  Fields fields{{"name", "1 号罐"},
                {"state", "in_use"},
                {"volume", int64_t{50}},
                {"filled", 20.0},
                {"phone", ""},
                {"code", "91350100m000100y43"},
                {"place", R"({"coordinates":[113.7,34.7],"type":"Point"})"}};
  EXPECT_TRUE(settle(tank(), fields).empty());
  EXPECT_EQ(fields, (Fields{{"name", "1 号罐"},
                            {"state", "in_use"},
                            {"volume", 50.0},
                            {"filled", 20.0},
                            {"share", 40.0},
                            {"grade", "middle"},
                            {"code", "91350100M000100Y43"},
                            {"place", R"({"type":"Point","coordinates":[113.7,34.7]})"}}));
}

TEST(Settle, TellsEveryFaultAtOnce) {
  EXPECT_EQ(faults_of({{"code", "91350100M000100Y44"},
                       {"count", 1.5},
                       {"colour", "red"},
                       {"price", 1.005},
                       {"state", "idle"},
                       {"term", "2026-05-02/2026-05-01"},
                       {"volume", -1.0},
                       {"watched", "yes"}}),
            (Faults{"code: the credit code fails its check", "colour: unknown field",
                    "count: no whole number", "price: money has at most two decimals",
                    "term: the period ends before it begins", "volume: below 0",
                    "watched: neither true nor false", "name: a required field is missing",
                    "idle_since: a required field is missing"}));
}

TEST(Settle, GeometryFaultsNameThePlace) {
  EXPECT_EQ(faults_of({{"name", "x"}, {"place", R"({"type":"Point","coordinates":[34.7,113.7]})"}}),
            (Faults{"place: [34.7, 113.7]: latitude stands before longitude"}));
  EXPECT_EQ(
      faults_of({{"name", "x"}, {"outline", R"({"type":"Point","coordinates":[113.7,34.7]})"}}),
      (Faults{"outline: the geometry must be of type area"}));
}

TEST(Settle, TablesAreCheckedCellByCell) {
  EXPECT_EQ(
      faults_of({{"name", "x"},
                 {"contents", R"([{"substance":"氨","tonnes":3},{"tonnes":-1,"smell":"bad"}])"}}),
      (Faults{"contents[2].smell: unknown column",
              "contents[2].substance: a required field is missing",
              "contents[2].tonnes: below 0"}));
  EXPECT_EQ(faults_of({{"name", "x"}, {"contents", "{}"}}),
            (Faults{"contents: no table of at most 500 rows"}));
}

TEST(Settle, ACellThatHoldsNoPlainValueIsNamed) {
  EXPECT_EQ(faults_of({{"name", "x"},
                       {"contents", R"([{"substance":{"zh":"氨"},"tonnes":[3]},
                                        {"substance":"氯","tonnes":18446744073709551615}])"}}),
            (Faults{"contents[1].substance: a value of another type than declared",
                    "contents[1].tonnes: a value of another type than declared",
                    "contents[2].tonnes: a value of another type than declared"}));
}

TEST(Settle, AComputedFieldIsNeverTyped) {
  Fields fields{{"name", "x"}, {"share", 99.0}, {"volume", 0.0}, {"filled", 1.0}};
  EXPECT_TRUE(settle(tank(), fields).empty());
  EXPECT_FALSE(fields.contains("share"));  // 1 / 0
  EXPECT_EQ(fields["grade"], Value("small"));
}

TEST(FillIn, GivesDefaultsToWhatIsAbsent) {
  Fields fields{{"name", "x"}};
  fill_in(tank(), fields);
  EXPECT_EQ(fields, (Fields{{"name", "x"}, {"state", "in_use"}}));
}

TEST(Typed, ReadsWhatPeopleType) {
  auto kind = tank();
  auto read = [&](std::string_view field, std::string_view text) {
    return typed(*kind.field(field), text).value;
  };
  EXPECT_EQ(read("state", " 停用 "), Value("idle"));
  EXPECT_EQ(read("watched", "是"), Value(true));
  EXPECT_EQ(read("volume", "3.5"), Value(3.5));
  EXPECT_EQ(read("count", "4"), Value(int64_t{4}));
  EXPECT_EQ(read("name", "  "), Value{});
  EXPECT_EQ(read("place", "113.7, 34.7"), Value(R"({"type":"Point","coordinates":[113.7,34.7]})"));
  EXPECT_EQ(read("place", "113.7，34.7"), Value(R"({"type":"Point","coordinates":[113.7,34.7]})"));
  EXPECT_EQ(typed(*kind.field("place"), "113.7,").faults.size(), 1u);  // half a place
  auto wrong = typed(*kind.field("volume"), "很多");
  ASSERT_EQ(wrong.faults.size(), 1u);
  EXPECT_EQ(wrong.faults[0].zh, "不是数");
}

TEST(Shown, IsReadBack) {
  auto kind = tank();
  for (auto [field, text] : std::initializer_list<std::pair<const char*, const char*>>{
           {"state", "停用"},
           {"watched", "否"},
           {"volume", "3.5"},
           {"term", "2026-05-01/2026-05-02"},
           {"place", "113.7000000,34.7000000"}}) {
    const auto& f = *kind.field(field);
    EXPECT_EQ(shown(f, typed(f, text).value), text);
  }
}

// The example of GB 32100-2015 as commonly cited, and a code with one figure changed.
TEST(CreditCode, ChecksItself) {
  EXPECT_TRUE(is_credit_code("91350100M000100Y43"));
  EXPECT_FALSE(is_credit_code("91350100M000100Y42"));
  EXPECT_FALSE(is_credit_code("91350100M000100Y4"));
  EXPECT_FALSE(is_credit_code("91350100I000100Y43"));
  EXPECT_EQ(credit_check_character("91350100M000100Y4"), '3');
}

}  // namespace
}  // namespace qs::ledger

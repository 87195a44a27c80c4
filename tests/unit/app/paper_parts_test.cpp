// What a paper's charts and sheets name must be there, and a formula can only be of plain columns:
// so none comes round to itself.
#include "app/pack/paper_parts.h"

#include <gtest/gtest.h>

namespace qs::app {
namespace {

ledger::Kind kind() {
  auto table = [](std::string name, std::vector<std::string> columns) {
    ledger::Field out{.name = std::move(name), .type = ledger::FieldType::table};
    for (auto& column : columns) out.columns.push_back({.name = std::move(column)});
    return out;
  };
  return {.name = "bulletin",
          .fields = {table("cases", {"street", "opened", "closed"}),
                     table("mains", {"key", "name"}),
                     {.name = "total"}}};
}

std::string told(std::string_view toml) {
  standard::Faults faults;
  auto parsed = parse_toml(toml, "p.toml", faults);
  if (!parsed) return "no toml";
  TomlTable t(*parsed, "p.toml", faults);
  PaperPlan plan{.charts = charts_of(t), .sheets = sheets_of(t)};
  t.close();
  check_parts(kind(), plan, faults);
  std::string out;
  for (const auto& fault : faults.list) out += fault.message() + "\n";
  return out;
}

TEST(PaperParts, AreReadWhole) {
  EXPECT_EQ(told(R"(
[[chart]]
name = "by_street"
rows = "cases"
label = "street"
form = "columns"
title = "办件"
series = [{ field = "opened", name = "新开" }, { field = "closed", look = "earlier" }]
[[sheet]]
name = "办件"
rows = "cases"
column = [
  { label = "街道", field = "street" },
  { label = "新开", field = "opened", total = "sum" },
  { label = "占", share_of = "opened" },
])"),
            "");
}

TEST(PaperParts, AFormulaOfAFormulaIsRefused) {
  auto faults = told(R"(
[[sheet]]
name = "办件"
rows = "cases"
column = [
  { label = "差", difference = ["opened", "closed"] },
  { label = "新开", field = "opened" },
])");
  EXPECT_NE(faults.find("'差' is reckoned of 'closed', which is no plain column of the sheet"),
            faults.npos)
      << faults;
  EXPECT_NE(faults.find("p.toml:2"), faults.npos) << "with its place: " << faults;
}

TEST(PaperParts, EveryWrongNameIsTold) {
  auto faults = told(R"(
[[chart]]
name = "total"
rows = "cases"
label = "road"
form = "cake"
title = "办件"
series = [{ field = "opened" }]
[[chart]]
name = "each"
rows = "gone"
label = "street"
title = "办件"
each = "mains"
matches = "street"
series = [{ field = "opened" }]
[[sheet]]
name = "a/b"
rows = "cases"
column = [{ label = "街道", field = "street", total = "most" }])");
  for (auto wrong : {"no column 'road'", "'cake' is not one of", "'total' is a field",
                     "no table 'gone'", "is no name for a sheet", "'most' is not one of"})
    EXPECT_NE(faults.find(wrong), faults.npos) << wrong << " in\n" << faults;
}

}  // namespace
}  // namespace qs::app

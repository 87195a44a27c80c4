#include "app/basis.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace qs::app {
namespace {

using observe::Cadence;
using testing::ElementsAre;

constexpr Day kDay = std::chrono::year{2026} / 5 / 1;

const standard::Library& national() {
  static const auto pack =
      open_pack(std::filesystem::path(QS_SOURCE_DIR) / "packs" / "national").value();
  return pack.library;
}

Site site(std::string kind, std::string standard = "", std::string scope = "") {
  Site s;
  s.id = "X1";
  s.kind = std::move(kind);
  s.standard = std::move(standard);
  s.scope = std::move(scope);
  return s;
}

std::vector<std::string> drawn(const Site& where, std::string_view factor, Cadence cadence) {
  std::vector<std::string> ids;
  for (auto limit : limits_at(national(), where, factor, cadence, kDay)) ids.push_back(limit->id);
  return ids;
}

TEST(Basis, TheRecordIsAskedFirstThenTheKind) {
  EXPECT_EQ(basis_of(site("air_micro"))->standard, "GB 3095");
  EXPECT_EQ(basis_of(site("air_micro"))->scope, "2");
  EXPECT_EQ(basis_of(site("air_standard", "GB 3095", "1"))->scope, "1");
  auto gate = site("noise", "GB 12348");
  gate.zone = "3";
  EXPECT_EQ(basis_of(gate)->standard, "GB 12348");
  EXPECT_EQ(basis_of(gate)->scope, "3");
  EXPECT_EQ(basis_of(site("river", "", "IV"))->known.at("water_body"), "river");
  EXPECT_FALSE(basis_of(site("outlet")));  // no permit is declared
}

TEST(Basis, AChartOfNoiseShowsDayAndNightOfItsZoneOnly) {
  auto point = site("noise");
  point.zone = "4a";
  EXPECT_THAT(drawn(point, "Leq", Cadence::hour),
              ElementsAre("GB3096-2008.Leq.4a.day", "GB3096-2008.Leq.4a.night"));
  EXPECT_THAT(drawn(point, "Ln", Cadence::day), ElementsAre("GB3096-2008.Ln.4a.night"));
}

TEST(Basis, AClassIsNotTakenForOneThatItsNameBegins) {
  auto section = site("river");
  section.target_class = "I";
  EXPECT_THAT(drawn(section, "w21003", Cadence::month), ElementsAre("GB3838-2002.w21003.I"));
}

TEST(Basis, ARowWhoseConditionDoesNotHoldIsNotDrawn) {
  auto works = site("outlet", "GB 18918", "1A");
  EXPECT_THAT(drawn(works, "w21011", Cadence::day), ElementsAre("GB18918-2002.w21011.1A"));
  works.condition = "built=before_2006";
  EXPECT_THAT(drawn(works, "w21011", Cadence::day),
              ElementsAre("GB18918-2002.w21011.1A.built_before_2006"));
  EXPECT_EQ(drawn(works, "w01001", Cadence::hour).size(), 1u);  // a range, at any time
}

TEST(Basis, ReferenceOxygenIsDeclaredOrFixedForTheFuel) {
  auto boiler = site("outlet", "GB 13271", "table3:coal");
  EXPECT_EQ(reference_oxygen(national(), boiler, kDay), 9);
  boiler.reference_oxygen = 6;
  EXPECT_EQ(reference_oxygen(national(), boiler, kDay), 6);
  EXPECT_FALSE(reference_oxygen(national(), site("outlet", "GB 18918", "1A"), kDay));
}

}  // namespace
}  // namespace qs::app

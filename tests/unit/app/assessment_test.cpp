// Schemes of the real pack: read whole, laid over, kept with an assessment and read back.
#include <gtest/gtest.h>

#include "app/pack/assessments.h"
#include "app/plan/sheet_record.h"

namespace qs::app {
namespace {

Pack guancheng() {
  standard::Faults faults;
  auto pack = load_pack(std::filesystem::path(QS_SOURCE_DIR) / "packs/guancheng", faults);
  EXPECT_TRUE(faults.list.empty()) << faults.list.front().message();
  return pack;
}

plan::Facts facts() {
  plan::Fact pm25{.figure = 46, .goal = plan::Goal{40, true}, .words = "366 个数"};
  plan::Fact cases{.figure = 91, .goal = {}, .words = {}};
  return {{"pm25", pm25}, {"cases", cases}};
}

TEST(AssessmentSchemes, ADistrictsFileGivesItsWordsAndKeepsTheItems) {
  auto pack = guancheng();
  auto streets = pack.planning.assessment("streets");
  ASSERT_TRUE(streets);
  EXPECT_EQ(streets->scheme.full(), 100);
  EXPECT_NE(streets->quote.find("公开约谈"), std::string::npos);
  EXPECT_EQ(streets->sources.at("pm25").name, "air.pm25_mean");
  EXPECT_EQ(pack.planning.assessment("units")->scheme.full(), 100);
}

TEST(AssessmentSchemes, WhatIsKeptScoresTheSameAfterTheRulesChanged) {
  auto law = *guancheng().planning.assessment("streets");
  auto kept = law_text(law);
  plan::Sheet sheet;
  plan::compute(law.scheme, facts(), sheet);
  ASSERT_TRUE(plan::review(law.scheme, sheet, {"duty", 12.0, "属实", {}}));
  ledger::Record record{"assessment_sheet", "s", 1, {}};
  lay_sheet(law.scheme, sheet, record.fields);
  auto published = record.number("total");

  for (auto& item : law.scheme.items) item.points *= 2, item.none += 1;
  auto scheme = scheme_of(kept);
  ASSERT_TRUE(scheme) << scheme.error().message();
  auto read = sheet_of(record);
  plan::Facts again;
  for (const auto& row : read.rows) again[row.item] = row.fact;
  plan::compute(*scheme, again, read);
  EXPECT_EQ(plan::total_of(*scheme, read).total, published);
  plan::compute(law.scheme, again, read);
  EXPECT_NE(plan::total_of(law.scheme, read).total, published);
}

TEST(AssessmentSchemes, WrongFilesAreNamedWithTheirPlace) {
  standard::Faults faults;
  PlanningLaw inherited;
  constexpr std::string_view kHead =
      "id = \"x\"\nname_zh = \"x\"\nname_en = \"x\"\nwho = \"streets\"\nclause = \"x\"\n"
      "confidence = \"practice\"\n[[item]]\nid = \"a\"\nname_zh = \"a\"\nname_en = \"a\"\n"
      "clause = \"x\"\nconfidence = \"practice\"\npoints = 10\n";
  auto faults_of = [&](std::string_view rest) {
    faults.list.clear();
    (void)assessment_of(std::string(kHead) + std::string(rest), "x.toml", inherited, faults);
    return faults.list.size();
  };
  EXPECT_EQ(faults_of("way = \"told\"\n"), 0u);
  EXPECT_GE(faults_of("way = \"guess\"\n"), 1u);
  EXPECT_GE(faults_of("way = \"told\"\nmeasure = \"m\"\n"), 1u);
  EXPECT_GE(faults_of("way = \"scale\"\nmeasure = \"m\"\nfull = 3\nnone = 3\n"), 1u);
  EXPECT_GE(faults_of("way = \"scale\"\nmeasure = \"m\"\nrank = \"r\"\nfull = 3\nnone = 4\n"), 1u);
  EXPECT_FALSE(scheme_of("{}"));
  EXPECT_FALSE(scheme_of("[1"));
}

}  // namespace
}  // namespace qs::app

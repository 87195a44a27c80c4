#include "unit/exchange/every_field.h"

namespace qs::exchange::testing {
namespace {

class RoundTrip : public Tables, public ::testing::WithParamInterface<Format> {};

TEST_P(RoundTrip, NothingIsLostOfAnyType) {
  put("plant", "p1", full_plant());
  put("plant", "p2", {{"name", std::string("只有名字")}});
  auto checked = check_bytes(exported(GetParam()), GetParam());
  ASSERT_TRUE(checked) << checked.error().message();
  EXPECT_EQ(checked->import.faulty, 0u) << told(*checked);
  EXPECT_EQ(checked->import.same, 2u);
  EXPECT_EQ(checked->import.changed, 0u);
  EXPECT_TRUE(checked->writes.empty());
}

TEST_P(RoundTrip, ARecordComesBackWhole) {
  put("plant", "p1", full_plant());
  auto kept = (*log->get("plant", "p1"))->fields;
  auto bytes = exported(GetParam());
  auto gone = log->commit(
      {"t",
       "",
       at,
       {{.verb = ledger::Write::Verb::erase, .kind = "plant", .id = "p1", .fields = {}}}});
  ASSERT_TRUE(gone);
  auto checked = check_bytes(bytes, GetParam());
  ASSERT_TRUE(checked);
  ASSERT_EQ(checked->writes.size(), 1u) << told(*checked);
  EXPECT_EQ(checked->writes[0].id, "p1");
  EXPECT_EQ(checked->writes[0].fields, kept);
}

INSTANTIATE_TEST_SUITE_P(Formats, RoundTrip,
                         ::testing::Values(Format::xlsx, Format::csv, Format::geojson,
                                           Format::json),
                         [](const auto& info) { return std::string(name(info.param)); });

TEST_F(Tables, FormulasAreNeutralisedAndComeBack) {
  auto fields = full_plant();
  for (std::string text : {"=cmd|' /C calc'!A0", "+1", "-1", "@SUM(A1)", "'=quoted", "''@twice"}) {
    fields["name"] = text;
    put("plant", "p1", fields);
    auto csv = exported(Format::csv);
    EXPECT_NE(csv.find("'" + text), csv.npos) << csv;
    auto back = check_bytes(csv, Format::csv);
    ASSERT_TRUE(back);
    EXPECT_EQ(back->import.same, 1u) << text << told(*back);
    auto book = exported(Format::xlsx);
    EXPECT_EQ(check_bytes(book, Format::xlsx)->import.same, 1u) << text;
  }
}

TEST_F(Tables, AnExportIsOneGeoJsonCollection) {
  put("plant", "p1", full_plant());
  auto text = exported(Format::geojson);
  EXPECT_NE(text.find(R"("type":"FeatureCollection")"), text.npos);
  EXPECT_NE(text.find(R"("geometry":{"coordinates":[113.7123456,34.7012345],"type":"Point"})"),
            text.npos);
}

TEST_F(Tables, HiddenFieldsAreInNoFile) {
  put("plant", "p1", full_plant());
  all.sees = [](const ledger::Field& f) { return f.name != "phone"; };
  for (auto format : {Format::csv, Format::geojson, Format::json})
    EXPECT_EQ(exported(format).find("371-6666"), std::string::npos);
}

TEST_F(Tables, ATemplateIsImportedWithoutItsExample) {
  auto file = folder / "template.xlsx";
  ASSERT_TRUE(write_template(plant_kind(), *log, all, file));
  auto checked = check_bytes(*read_file(file), Format::xlsx);
  ASSERT_TRUE(checked) << checked.error().message();
  EXPECT_EQ(checked->import.rows, 0u);
  ASSERT_EQ(checked->import.faults.size(), 1u) << told(*checked);
  EXPECT_EQ(checked->import.faults[0].en, "there are no rows");
}

}  // namespace
}  // namespace qs::exchange::testing

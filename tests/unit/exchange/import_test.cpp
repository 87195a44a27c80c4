#include "unit/exchange/every_field.h"

namespace qs::exchange::testing {
namespace {

using Table = std::vector<std::vector<std::string>>;

// A workbook as people make one, by another program than this house's writer.
std::string workbook(const std::filesystem::path& folder, const Table& table) {
  auto file = folder / "made.xlsx";
  auto book = workbook_new(file.c_str());
  auto sheet = workbook_add_worksheet(book, "表");
  for (size_t r = 0; r < table.size(); ++r)
    for (size_t c = 0; c < table[r].size(); ++c)
      worksheet_write_string(sheet, static_cast<uint32_t>(r), static_cast<uint16_t>(c),
                             table[r][c].c_str(), nullptr);
  workbook_close(book);
  return *read_file(file);
}

constexpr const char* kCode = "91350100M000100Y43";

// Every row but the header has one fault; what it is, beside it.
struct Planted {
  std::vector<std::string> row;
  std::string column, english;
};
std::vector<Planted> planted() {
  return {
      {{"", "甲", "91350100M000100Y44"}, "C", "check"},
      {{"", "乙", "", "一百"}, "D", "no number"},
      {{"", "丙", "", "600"}, "D", "above 500"},
      {{"", "丁", "", "-1"}, "D", "below 0"},
      {{"", "戊", "", "", "2.5"}, "E", "no whole number"},
      {{"", "己", "", "", "", "也许"}, "F", "neither"},
      {{"", "庚", "", "", "", "", "2026-02-30"}, "G", "not a day"},
      {{"", "辛", "", "", "", "", "", "2026-12-31/2026-01-01"}, "H", "ends before"},
      {{"", "壬", "", "", "", "", "", "", "1.234"}, "I", "two decimals"},
      {{"", "癸", "", "", "", "", "", "", "", "特优"}, "J", "choices"},
      {{"", "子", "", "", "", "", "", "", "", "", "丙厂"}, "K", "there is no Firm"},
      {{"", "丑", "", "", "", "", "", "", "", "", "乙厂"}, "K", "several"},
      {{"", "寅", "", "", "", "", "", "", "", "", "", "abc"}, "L", "phone"},
      {{"", "卯", "", "", "", "", "", "", "", "", "", "", "34.7,113.7"}, "M", "swapped"},
      {{"", "辰", "", "", "", "", "", "", "", "", "", "", "2.35,48.85"}, "M", "outside China"},
      {{"", "巳", "", "", "", "", "", "", "", "", "", "", "",
        R"({"type":"Polygon","coordinates":[[[113.7,34.7],[113.8,34.8],[113.8,34.7],[113.7,34.8],[113.7,34.7]]]})"},
       "N",
       "crosses"},
      {{"", "", "", "5"}, "B", "required"},
      {{"a b", "午"}, "A", "id"},
      {{"", "未", "", "#REF!"}, "D", "formula"},
      {{"", "申", kCode}, "C", "belongs to"},
  };
}
const std::vector<std::string> kHeader{"编号",        "名称",  "信用代码", "流量（m3/h）", "台数",
                                       "Open",        "built", "有效期",   "投资",         "等级",
                                       "企业 [firm]", "电话",  "坐标",     "范围"};

TEST_F(Tables, TwentyPlantedFaultsAreAllNamed) {
  put("plant", "p1", {{"name", std::string("持有者")}, {"code", std::string(kCode)}});
  Table table{kHeader};
  for (const auto& one : planted()) table.push_back(one.row);
  // The last row has the code of a record that stands: it would be matched, but its id says other.
  table.back()[0] = "new-1";
  auto checked = check_bytes(workbook(folder, table), Format::xlsx);
  ASSERT_TRUE(checked) << checked.error().message();
  EXPECT_EQ(checked->import.faulty, 20u) << told(*checked);
  EXPECT_TRUE(checked->writes.empty());
  for (size_t i = 0; i < planted().size(); ++i) {
    auto row = i + 2;
    bool named = std::any_of(checked->import.faults.begin(), checked->import.faults.end(),
                             [&](const ledger::ImportFault& f) {
                               return f.row == row && f.column == planted()[i].column &&
                                      f.en.find(planted()[i].english) != f.en.npos && !f.zh.empty();
                             });
    EXPECT_TRUE(named) << "row " << row << "\n" << told(*checked);
  }
}

TEST_F(Tables, FaultyColumnsAreNamed) {
  auto checked = check_bytes("流量,流量,没有的\n1,2,3\n", Format::csv);
  ASSERT_TRUE(checked);
  EXPECT_EQ(told(*checked),
            "1 B flow: column '流量' stands twice\n"
            "1 C 没有的: there is no column '没有的'\n"
            "1  name: the required column 'Name' is missing\n"
            "2  name: a required field is missing\n");
}

TEST_F(Tables, RowsMatchByIdByUniqueFieldAndByTitle) {
  put("plant", "p1", {{"name", std::string("一")}});
  put("plant", "p2", {{"name", std::string("二")}, {"code", std::string(kCode)}});
  put("plant", "p3", {{"name", std::string("三")}, {"street", std::string("east")}});
  std::string csv = fmt::format(
      "id,name,code,street\np1,一,,\n,新名,{},\n,三,,east\n,三,,west\n,全新,,\n", kCode);
  auto checked = check_bytes(csv, Format::csv);
  ASSERT_TRUE(checked);
  ASSERT_EQ(checked->import.faulty, 0u) << told(*checked);
  EXPECT_EQ(checked->import.fresh, 2u);
  EXPECT_EQ(checked->import.changed, 1u);
  EXPECT_EQ(checked->import.same, 2u);
  ASSERT_EQ(checked->import.matches.size(), 3u);
  EXPECT_EQ(checked->import.matches[0].by, "id");
  EXPECT_EQ(checked->import.matches[1].by, "code");
  EXPECT_EQ(checked->import.matches[2].by, "title");
  auto fresh = check_bytes(csv, Format::csv, Datum::cgcs2000, {{4, ""}});
  EXPECT_EQ(fresh->import.fresh, 3u) << "a person said that row 4 is another one";
}

TEST_F(Tables, TheSameRecordTwiceIsAFault) {
  put("plant", "p1", {{"name", std::string("一")}});
  auto checked = check_bytes("id,name\np1,甲\np1,乙\n", Format::csv);
  ASSERT_TRUE(checked);
  EXPECT_EQ(told(*checked), "3 A id: the same record as row 2\n");
  checked = check_bytes(fmt::format("name,code\n甲,{}\n乙,{}\n", kCode, kCode), Format::csv);
  EXPECT_EQ(told(*checked), "3 B code: the same as in row 2\n");
}

TEST_F(Tables, GuobiaoTextAndOtherDelimitersAreRead) {
  // "名称;流量" and "城东;3" in GB 18030.
  std::string gb = "\xC3\xFB\xB3\xC6;\xC1\xF7\xC1\xBF\r\n\xB3\xC7\xB6\xAB;3\r\n";
  auto checked = check_bytes(gb, Format::csv);
  ASSERT_TRUE(checked) << checked.error().message();
  ASSERT_EQ(checked->writes.size(), 1u) << told(*checked);
  EXPECT_EQ(checked->writes[0].fields.at("name"), ledger::Value(std::string("城东")));
  EXPECT_EQ(checked->writes[0].fields.at("flow"), ledger::Value(3.0));
  EXPECT_FALSE(check_bytes("name\n\xFF\xFE\xFF\n", Format::csv));
}

TEST_F(Tables, PlacesAreConvertedAndItIsSaid) {
  auto checked = check_bytes("name,经度,纬度\n甲,113.75,34.70\n", Format::csv, Datum::gcj02);
  ASSERT_TRUE(checked);
  ASSERT_EQ(checked->writes.size(), 1u) << told(*checked);
  auto text = std::get<std::string>(checked->writes[0].fields.at("place"));
  auto place = Geometry::of(text)->middle();
  auto metres = metres_between(place, {113.75, 34.70});
  EXPECT_GT(metres, 300);
  EXPECT_LT(metres, 900);
  ASSERT_EQ(checked->import.remarks.size(), 1u);
  EXPECT_NE(checked->import.remarks[0].en.find("GCJ02"), std::string::npos);
}

TEST_F(Tables, PlacesAsPeopleWriteThem) {
  for (auto text : {"\"113.72,34.74\"", "\"113.72, 34.74\"", "113.72，34.74", "113.72 34.74"}) {
    auto checked = check_bytes(fmt::format("name,place\n甲,{}\n", text), Format::csv);
    ASSERT_TRUE(checked);
    EXPECT_EQ(checked->import.faulty, 0u) << text << told(*checked);
  }
  for (auto text : {"\"113.72,\"", "\",\"", "\"113.72, \"", "某处", "\"113.72,北\""}) {
    auto checked = check_bytes(fmt::format("name,place\n甲,{}\n", text), Format::csv);
    ASSERT_TRUE(checked);
    EXPECT_EQ(checked->import.faulty, 1u) << text << told(*checked);
    EXPECT_NE(told(*checked).find("longitude,latitude"), std::string::npos) << told(*checked);
  }
}

TEST_F(Tables, FeaturesOfAMapProgramAreTaken) {
  auto checked = check_bytes(
      R"([{"type":"Feature","properties":{"name":"甲","OBJECTID":3},
          "geometry":{"type":"LineString","coordinates":[[113.7,34.7],[113.71,34.7]]}}])",
      Format::geojson);
  ASSERT_TRUE(checked) << checked.error().message();
  ASSERT_EQ(checked->writes.size(), 1u) << told(*checked);
  EXPECT_TRUE(checked->writes[0].fields.contains("pipe"));
  ASSERT_EQ(checked->import.remarks.size(), 1u);
}

TEST_F(Tables, WholeFilesThatCannotBeAreRefused) {
  EXPECT_FALSE(check_bytes("not a zip", Format::xlsx));
  EXPECT_FALSE(check_bytes("{", Format::json));
  EXPECT_FALSE(check_bytes("{}", Format::geojson));
  EXPECT_FALSE(check_bytes("", Format::csv));
  EXPECT_FALSE(check_bytes(std::string(100'000, '['), Format::json));
  std::string many = "name\n";
  for (size_t i = 0; i <= ledger::kMostImportRows; ++i) many += "x\n";
  auto checked = check_bytes(many, Format::csv);
  ASSERT_FALSE(checked);
  EXPECT_NE(checked.error().text.find("200000 rows"), std::string::npos);
}

TEST_F(Tables, OthersRecordsAreNotTouched) {
  put("plant", "p1", {{"name", std::string("一")}, {"street", std::string("west")}});
  all.writes = [](const ledger::Record& r) { return r.text("street") == "east"; };
  auto checked = check_bytes("id,name,street\np1,改,east\n,新,east\n,新二,west\n", Format::csv);
  ASSERT_TRUE(checked);
  EXPECT_EQ(checked->import.faulty, 2u) << told(*checked);
}

TEST_F(Tables, ACommitIsTakenBackUnlessSomebodyWentOn) {
  put("plant", "p1", {{"name", std::string("旧")}});
  auto checked = check_bytes("id,name\np1,新\n,全新\n", Format::csv);
  ASSERT_TRUE(checked);
  auto commit = log->commit({"t", "", at, checked->writes});
  ASSERT_TRUE(commit) << commit.error().message();
  auto undoing = undo_of(*log, *commit, "import");
  ASSERT_TRUE(undoing);
  EXPECT_EQ(undoing->writes.size(), 2u);
  put("plant", "imp-3", {{"name", std::string("有人改了")}});
  EXPECT_EQ(undo_of(*log, *commit, "import")->changed_since,
            std::vector<std::string>{"plant/imp-3"});
  undoing->writes.erase(std::remove_if(undoing->writes.begin(), undoing->writes.end(),
                                       [](const auto& w) { return w.id != "p1"; }),
                        undoing->writes.end());
  ASSERT_TRUE(log->commit({"t", "", at, undoing->writes}));
  EXPECT_EQ((*log->get("plant", "p1"))->text("name"), "旧");
}

}  // namespace
}  // namespace qs::exchange::testing

// A pack with faults of every kind: each is found, with its file and line, in one reading.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include "app/pack.h"
#include "app/pack/report.h"

namespace qs::app {
namespace {

using testing::Contains;
using testing::EndsWith;

class PackFaults : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = std::filesystem::temp_directory_path() /
              ("qs-pack-" + std::to_string(::getpid()) + "-" +
               testing::UnitTest::GetInstance()->current_test_info()->name());
    std::filesystem::remove_all(folder_);
    std::filesystem::create_directories(folder_);
    std::filesystem::copy(std::filesystem::path(QS_SOURCE_DIR) / "packs" / "national",
                          folder_ / "national", std::filesystem::copy_options::recursive);
    write("d/pack.toml",
          "format = 1\nid = \"d\"\nname_zh = \"某区\"\nname_en = \"D\"\ninherits = \"national\"\n");
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  void write(const std::string& file, std::string_view text) {
    std::filesystem::create_directories((folder_ / file).parent_path());
    std::ofstream(folder_ / file, std::ios::binary) << text;
  }
  Pack load() { return load_pack(folder_ / "d", faults_); }
  std::vector<std::string> messages() {
    std::vector<std::string> all;
    for (const auto& fault : faults_.list) {
      auto text = fault.message();
      auto at = text.find((folder_ / "d").string());
      all.push_back(at == 0 ? text.substr(folder_.string().size() + 3) : text);
    }
    return all;
  }

  std::filesystem::path folder_;
  standard::Faults faults_;
};

const std::string kLimitHeader =
    "id,factor,statistic,scope,comparison,lower,upper,unit,judge_rounded,condition,standard,"
    "clause,from,until,confidence,note\n";
const std::string kRuleHeader =
    "name,scope,value,unit,standard,clause,from,until,confidence,note\n";

std::string with_rows(std::string header, std::string_view rows) {
  return header.append(rows);
}

}  // namespace

TEST_F(PackFaults, EveryFaultOfEveryFileWithItsLine) {
  write("d/limits.csv",
        with_rows("\xEF\xBB\xBF" + kLimitHeader,
                  "x1,a34004,day,2,at_most,,sixty,ug/m3,1,,GB 1-2000,表1,2020-01-01,,verified,\n"
                  "x2,a34004,day,2,upto,,60,ug/m3,yes,,GB 2-2000,表1,2020-13-01,,verified,\n"
                  "x3,a34004,day\n"
                  "x4,nothing,day,2,at_most,,60,dB(A),1,,GB 4-2000,,2020-01-01,,verified,\n"));
  write("d/rules.csv", with_rows(kRuleHeader, "a,,\xB9\xDC,,s,c,2020-01-01,,verified,\n"));
  write("d/units.csv", "id,symbol,dimension,gas_state,scale\n");
  write("d/rules.toml", "[[rule]]\nid = \"r\"\nkind = \"over_limit\"\nfactors = 3\n");
  write("d/workflows/w.toml", "id = \"other\"\nlimit = \"soon\"\n");
  write("d/ledgers/thing.toml",
        "name = \"thing\"\nlabel_zh = \"物\"\nlabel_en = \"Thing\"\ntitle = \"none\"\n"
        "[[field]]\nname = \"x\"\ntype = \"colour\"\nlabel_zh = \"甲\"\nlabel_en = \"X\"\n");
  write("d/roles.toml", "[[role]\n");
  load();
  auto all = messages();
  for (auto expected : {
           "limits.csv:2: upper: 'sixty' is no number",
           "limits.csv:2: limit 'x1' has no upper",
           "limits.csv:3: comparison: 'upto' is not one of at_most, at_least, within",
           "limits.csv:3: judge_rounded: 'yes' is neither 1 nor 0",
           "limits.csv:3: from: '2020-13-01' is no date; write 2026-03-01",
           "limits.csv:4: has 3 fields where the header has 16",
           "limits.csv:5: limit 'x4' has no clause",
           "limits.csv:5: limit 'x4': unknown factor 'nothing'",
           "rules.csv:2: not UTF-8; save the table as CSV UTF-8",
           "units.csv:1: column 'offset' is missing",
           "rules.toml:4: factors: must be a list of texts",
           "workflows/w.toml:1: id: 'other' stands in a file of another name",
           "workflows/w.toml: workflow 'other': has no step",
           "ledgers/thing.toml:4: title: 'none' is no field of the kind",
       })
    EXPECT_THAT(all, Contains(EndsWith(expected)));
  EXPECT_THAT(all, Contains(testing::HasSubstr("unknown kind of rule 'over_limit'")));
  EXPECT_THAT(all, Contains(testing::HasSubstr("'colour' is not one of text, long_text")));
  EXPECT_THAT(all, Contains(testing::StartsWith("roles.toml:1: ")));
}

TEST_F(PackFaults, ADistrictTightensAndItsChangesAreListed) {
  write("d/limits.csv",
        with_rows(
            kLimitHeader,
            "GB3095-2026.a34004.day.2.transition,a34004,day,2,at_most,,50,ug/m3,1,,GB 3095-2026,"
            "区级加严,2026-03-01,2031-01-01,practice,\n"));
  write("d/rules.csv", with_rows(kRuleHeader,
                                 "noise.night.from_hour,,23,,GB 3096-2008,区政府规定,2008-10-01,,"
                                 "practice,\n"));
  auto pack = load();
  for (const auto& fault : faults_.list) ADD_FAILURE() << fault.message();
  ASSERT_EQ(pack.changes.size(), 2u);
  EXPECT_THAT(pack.changes[0].before, testing::HasSubstr("60"));
  EXPECT_THAT(pack.changes[0].after, testing::HasSubstr("50"));
  EXPECT_THAT(pack.changes[0].place, EndsWith("limits.csv:2"));
  EXPECT_EQ(pack.library.rule("noise.night.from_hour", *parse_day("2026-01-01"))->number(), 23);
  EXPECT_EQ(pack.library.limit("GB 3095", "a34004", "day", "2", *parse_day("2026-05-01"))->upper,
            50);
  auto report = check_report(pack, faults_);
  EXPECT_THAT(report, testing::HasSubstr("0 处错误，2 处改动继承值"));
}

TEST_F(PackFaults, ADistrictMayNotLoosen) {
  write("d/limits.csv",
        with_rows(
            kLimitHeader,
            "GB3095-2026.a34004.day.2.transition,a34004,day,2,at_most,,80,ug/m3,1,,GB 3095-2026,"
            "表1,2026-03-01,2031-01-01,practice,\n"));
  load();
  EXPECT_THAT(messages(), Contains(testing::HasSubstr("looser than the inherited one")));
}

TEST_F(PackFaults, InheritanceEndsAndStaysBesideThePack) {
  write("d/pack.toml",
        "format = 2\nid = \"d\"\nname_zh = \"区\"\nname_en = \"D\"\ninherits = \"d\"\nmore = 1\n");
  load();
  EXPECT_THAT(messages(), Contains(EndsWith("pack.toml:5: inherits: more than 8 packs inherit "
                                            "from each other")));
  EXPECT_THAT(messages(), Contains(EndsWith("pack.toml:1: format: must be 1")));
  EXPECT_THAT(messages(), Contains(EndsWith("pack.toml:6: unknown key 'more'")));
  write("d/pack.toml",
        "format = 1\nid = \"d\"\nname_zh = \"区\"\nname_en = \"D\"\ninherits = \"../x\"\n");
  faults_ = {};
  load();
  EXPECT_THAT(messages(),
              Contains(EndsWith("inherits: must be the name of a folder beside this one")));
}

TEST_F(PackFaults, RecordsAndFillsAreNamedByLine) {
  write("d/shelves.csv", "id,name_zh,name_en,order\nodd,,Odd,1\n");
  write("d/ledgers/thing.toml",
        "name = \"thing\"\nlabel_zh = \"物\"\nlabel_en = \"Thing\"\nshelf = \"nowhere\"\n"
        "title = \"name\"\n[[field]]\nname = \"name\"\ntype = \"text\"\nlabel_zh = \"名\"\n"
        "label_en = \"Name\"\nrequired = true\n[[field]]\nname = \"size\"\ntype = \"number\"\n"
        "label_zh = \"大小\"\nlabel_en = \"Size\"\nhigh = 10\n");
  write("d/records/thing.csv", "id,name,size\na,甲,3\na,乙,4\nb,,5\nc,丙,11\nd,丁,many\n");
  write("d/records/firm.csv", "id,name,colour\nf,厂,红\n");
  write("d/records/no_such_kind.csv", "id\n1\n");
  write("d/records/outfall.csv",
        "id,name,class,water_body,street\no,排口,工矿企业,styx,\np,排口,工矿企业,styx,limbo\n");
  write(
      "d/records/simulated.toml",
      "seed = 1\n[[fill]]\nkind = \"thing\"\ncount = 0\nset = { size = [\"99\"], hue = [\"1\"] }\n"
      "[[fill]]\nkind = \"dragon\"\n");
  load();
  auto all = messages();
  for (auto expected :
       {"shelves.csv:2: has no name in both languages",
        "ledgers/thing.toml: thing.shelf: 'nowhere' is no shelf of shelves.csv",
        "records/thing.csv:3: 'a' stands twice",
        "records/thing.csv:4: name: a required field is missing",
        "records/thing.csv:5: size: above 10", "records/thing.csv:6: size: no number",
        "records/firm.csv:1: 'colour' is no field of firm",
        "records/no_such_kind.csv:1: 'no_such_kind' is no kind of record",
        "records/outfall.csv:2: o: water_body: there is no water_body 'styx'",
        "records/outfall.csv:3: p: 'limbo' is no street of the district",
        "records/simulated.toml:2: count is not within 1..10000",
        "records/simulated.toml:2: size: above 10",
        "records/simulated.toml:2: 'hue' is no field of thing",
        "records/simulated.toml:6: 'dragon' is no kind of record"})
    EXPECT_THAT(all, Contains(expected));
}

TEST_F(PackFaults, ACheckListIsReadWithAllItsFaults) {
  write("d/checklists/a.toml",
        "id = \"b\"\nname_zh = \"甲\"\nname_en = \"A\"\nthrough = \"nowhere\"\nclause = \"c\"\n"
        "confidence = \"practice\"\n[[item]]\nid = \"one\"\nzh = \"一\"\nen = \"One\"\n"
        "clause = \"c\"\nconfidence = \"certain\"\nweight = -1\nphoto = \"often\"\n"
        "rectify_days = 3\n");
  load();
  auto all = messages();
  for (const auto* part : {"'b' stands in a file of another name", "is none of none, fault, always",
                           "'nowhere' is no reference of 'visit'", "'certain' is none of verified",
                           "item 'one' weighs nothing"})
    EXPECT_THAT(all, Contains(testing::HasSubstr(part)));
}

TEST_F(PackFaults, AMapMayNotWidenThePolicyOfThePages) {
  write("d/pack.toml",
        "format = 1\nid = \"d\"\nname_zh = \"某区\"\nname_en = \"D\"\ninherits = \"national\"\n"
        "[map]\ntiles = [\"https://t.example/{z}/{x}/{y}\", \"http://t.example/{z}/{x}/{y}\",\n"
        "\"https://t.example *;/{z}/{x}/{y}\"]\nattribution_zh = \"图\"\nattribution_en = \"M\"\n"
        "max_zoom = 99\n");
  load();
  EXPECT_THAT(messages(),
              Contains(testing::HasSubstr("'http://t.example/{z}/{x}/{y}' is no https")));
  EXPECT_THAT(messages(), Contains(testing::HasSubstr("'https://t.example *;/{z}/{x}/{y}' is no")));
  EXPECT_THAT(messages(), Contains(testing::HasSubstr("max_zoom: is not within 1..22")));
  for (const auto& text : messages())
    EXPECT_EQ(text.find("'https://t.example/{z}"), text.npos) << text;
}

TEST_F(PackFaults, AMissingPackIsAnError) {
  auto pack = open_pack(folder_ / "nowhere");
  ASSERT_FALSE(pack);
  EXPECT_THAT(pack.error().message(), testing::HasSubstr("cannot be opened"));
}

}  // namespace qs::app

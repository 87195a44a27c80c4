// access as a table: role × verb × kind × area × firm. The first over small made-up roles, where
// each row is one rule of access.h; the second pins what the real roles may.
#include <gtest/gtest.h>

#include <iterator>
#include <set>
#include <sstream>

#include "app/pack.h"
#include "kernel/access/access.h"

namespace qs::access {
namespace {

using enum Grant::Scope;

struct Row {
  const char *role, *verb, *kind, *area, *firm;  // what is asked
  const char *own_area, *own_firm;               // whose account asks
  bool may;
};

std::set<std::string> words(const std::string& text) {
  std::istringstream in(text);
  return {std::istream_iterator<std::string>(in), {}};
}

void check_table(const Rights& rights, const std::vector<Row>& rows) {
  for (const auto& row : rows) {
    Actor actor{"u", "", {row.role}, row.own_area, row.own_firm, {}};
    EXPECT_EQ(rights.may(actor, row.verb, {row.kind, row.area, row.firm}), row.may)
        << row.role << " of area '" << row.own_area << "' and firm '" << row.own_firm
        << "': " << row.verb << " of " << row.kind << " in '" << row.area << "' of '" << row.firm
        << "'";
  }
}

TEST(RightsTable, EachRule) {
  Rights rights({{"all", {{"*"}}},
                 {"wide", {{"record.read"}, {"record.write", "outfall"}}},
                 {"street", {{"record.*", "", own_area}, {"record.erase", "note", own_area}}},
                 {"firm", {{"record.read", "", own_firm}, {"record.write", "permit", own_firm}}}});
  check_table(rights, {{"all", "record.erase", "outfall", "s1", "f1", "", "", true},
                       {"wide", "record.read", "outfall", "s1", "", "", "", true},
                       {"wide", "record.write", "outfall", "s1", "", "", "", true},
                       {"wide", "record.write", "permit", "s1", "", "", "", false},
                       {"wide", "record.write", "", "s1", "", "", "", false},
                       {"street", "record.read", "outfall", "s1", "", "s1", "", true},
                       {"street", "record.read", "outfall", "s2", "", "s1", "", false},
                       {"street", "record.read", "outfall", "", "", "s1", "", false},
                       {"street", "record.read", "outfall", "s2", "", "", "", true},
                       {"street", "journal.read", "", "s1", "", "s1", "", false},
                       {"firm", "record.read", "permit", "s1", "f1", "", "f1", true},
                       {"firm", "record.read", "permit", "s1", "f2", "", "f1", false},
                       {"firm", "record.read", "permit", "s1", "", "", "f1", false},
                       {"firm", "record.read", "permit", "s1", "", "", "", false},
                       {"firm", "record.write", "permit", "s1", "f1", "", "f1", true},
                       {"firm", "record.write", "outfall", "s1", "f1", "", "f1", false},
                       {"ghost", "record.read", "permit", "s1", "f1", "s1", "f1", false}});
}

TEST(RightsTable, ATokenMayWhatItsOwnerMayWithinItsScope) {
  Rights rights({{"wide", {{"record.*"}, {"read"}}}, {"firm", {{"record.read", "", own_firm}}}});
  auto token = [](std::string role, Scope scope, std::string area = "", std::string firm = "") {
    return Actor{"u", "", {role}, area, firm, scope};
  };
  Subject outfall{"outfall", "s1", "f1"};
  EXPECT_TRUE(rights.may(token("wide", {{"record.read"}, {}}), "record.read", outfall));
  EXPECT_FALSE(rights.may(token("wide", {{"record.read"}, {}}), "record.write", outfall));
  EXPECT_FALSE(rights.may(token("wide", {{"*"}, {}}), "journal.read"));  // not its owner's
  EXPECT_TRUE(rights.may(token("wide", {{"*"}, {"outfall"}}), "record.write", outfall));
  EXPECT_FALSE(rights.may(token("wide", {{"*"}, {"permit"}}), "record.write", outfall));
  EXPECT_FALSE(rights.may(token("wide", {{"*"}, {"permit"}}), "read"));  // no kind is not its kind
  EXPECT_TRUE(rights.may(token("wide", {{"*"}, {}, true}, "s1"), "record.read", outfall));
  EXPECT_FALSE(rights.may(token("wide", {{"*"}, {}, true}, "s2"), "record.read", outfall));
  EXPECT_FALSE(rights.reach(token("wide", {{"*"}, {}, true}, "s2"), "record.read", "x").everywhere);
  EXPECT_TRUE(rights.may(token("firm", {{"*"}, {}}, "", "f1"), "record.read", outfall));
  EXPECT_FALSE(rights.may(token("firm", {{"*"}, {}}, "", "f2"), "record.read", outfall));
}

TEST(RightsTable, TheRealRoles) {
  standard::Faults faults;
  auto pack = app::load_pack(std::filesystem::path(QS_SOURCE_DIR) / "packs/guancheng", faults);
  ASSERT_TRUE(faults.list.empty()) << faults.list.front().message();
  std::map<std::string, std::vector<Grant>, std::less<>> roles;
  for (const auto& role : pack.roles) roles[role.id] = role.grants;
  Rights rights(std::move(roles));
  // Of a record in street s1 of firm f1: the roles that may it with an account of s1, or of f1 for
  // the role firm; and those that may it with an account of s2, or of f2.
  struct Real {
    const char *verb, *kind;
    std::string own, others;
  };
  const std::vector<Real> kTable{
      {"read", "",
       "admin assessor department district_duty enforcement engineer firm grid_worker leader "
       "street viewer auditor",
       "admin assessor department district_duty enforcement engineer leader viewer auditor"},
      {"record.read", "permit",
       "admin assessor department district_duty enforcement engineer firm grid_worker leader "
       "street "
       "viewer auditor",
       "admin assessor department district_duty enforcement engineer leader viewer auditor"},
      {"record.write", "permit", "admin department district_duty street",
       "admin department district_duty"},
      {"record.write", "self_monitoring", "admin department district_duty firm street",
       "admin department district_duty"},
      {"record.write", "fire_spot", "admin department district_duty enforcement grid_worker street",
       "admin department district_duty enforcement"},
      {"record.erase", "permit", "admin department", "admin department"},
      {"record.import", "permit", "admin department district_duty street",
       "admin department district_duty"},
      {"record.export", "permit",
       "admin assessor department district_duty enforcement firm leader street",
       "admin assessor department district_duty enforcement leader"},
      {"assess.tell", "assessment_sheet", "admin department street", "admin department"},
      {"assess.review", "assessment_sheet", "admin assessor", "admin assessor"},
      {"assess.reopen", "assessment_sheet", "admin leader", "admin leader"},
      {"personal.read", "permit", "admin department district_duty enforcement firm leader street",
       "admin department district_duty enforcement leader"},
      {"case.act", "", "admin department district_duty enforcement firm grid_worker leader street",
       "admin department district_duty enforcement leader"},
      {"case.open", "", "admin department district_duty enforcement grid_worker leader street",
       "admin department district_duty enforcement leader"},
      {"alert.silence", "", "admin district_duty", "admin district_duty"},
      {"audit.write", "", "admin engineer", "admin engineer"},
      {"device.command", "", "admin engineer", "admin engineer"},
      {"frame.read", "", "admin district_duty engineer", "admin district_duty engineer"},
      {"journal.read", "", "admin district_duty auditor", "admin district_duty auditor"},
      {"proof.read", "", "admin district_duty engineer auditor",
       "admin district_duty engineer auditor"},
      {"user.read", "", "admin department district_duty street auditor",
       "admin department district_duty street auditor"},
      {"user.write", "", "admin", "admin"},
      {"forward.write", "", "admin", "admin"}};
  for (const auto& row : kTable) {
    std::set<std::string> own, others;
    for (const auto& role : pack.roles) {
      auto account = [&](const char* street, const char* firm) {
        bool is_firm = role.id == "firm";
        return Actor{"u", "", {role.id}, is_firm ? "" : street, is_firm ? firm : "", {}};
      };
      Subject subject{row.kind, "s1", "f1"};
      if (rights.may(account("s1", "f1"), row.verb, subject)) own.insert(role.id);
      if (rights.may(account("s2", "f2"), row.verb, subject)) others.insert(role.id);
    }
    EXPECT_EQ(own, words(row.own)) << row.verb << " " << row.kind;
    EXPECT_EQ(others, words(row.others)) << row.verb << " " << row.kind;
  }
}

}  // namespace
}  // namespace qs::access

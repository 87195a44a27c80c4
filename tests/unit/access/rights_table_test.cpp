// access as a table: role × verb × kind × area × firm. The first over small made-up roles, where
// each row is one rule of access.h; the second pins what the real roles may.
#include <gtest/gtest.h>

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
  // In street s1 of firm f1, asked by an account of street s1 or of firm f1.
  struct Real {
    const char* verb;
    std::string may;        // roles that may it in their own street or firm
    std::string elsewhere;  // and in s2, of f2
  };
  const std::vector<std::pair<std::string, bool>> kRoles{
      {"admin", false}, {"district_duty", false}, {"department", false}, {"street", false},
      {"firm", true},   {"engineer", false},      {"auditor", false},    {"viewer", false}};
  const std::vector<Real> kTable{
      {"read", "admin district_duty department street firm engineer auditor viewer",
       "admin district_duty department engineer auditor viewer"},
      {"record.read", "admin district_duty department street firm engineer auditor viewer",
       "admin district_duty department engineer auditor viewer"},
      {"record.write", "admin district_duty department street firm",
       "admin district_duty department"},
      {"record.erase", "admin", "admin"},
      {"record.import", "admin district_duty department", "admin district_duty department"},
      {"record.export", "admin district_duty department street firm",
       "admin district_duty department"},
      {"personal.read", "admin district_duty department street firm",
       "admin district_duty department"},
      {"case.act", "admin district_duty street", "admin district_duty"},
      {"alert.silence", "admin district_duty", "admin district_duty"},
      {"audit.write", "admin engineer", "admin engineer"},
      {"device.command", "admin engineer", "admin engineer"},
      {"frame.read", "admin district_duty engineer", "admin district_duty engineer"},
      {"journal.read", "admin district_duty auditor", "admin district_duty auditor"},
      {"proof.read", "admin district_duty engineer auditor",
       "admin district_duty engineer auditor"},
      {"user.read", "admin district_duty department street auditor",
       "admin district_duty department street auditor"},
      {"user.write", "admin", "admin"},
      {"forward.write", "admin", "admin"}};
  for (const auto& row : kTable) {
    std::string here, elsewhere;
    for (const auto& [role, is_firm] : kRoles) {
      Actor actor{"u", "", {role}, is_firm ? "" : "s1", is_firm ? "f1" : "", {}};
      if (rights.may(actor, row.verb, {"permit", "s1", "f1"}))
        here += (here.empty() ? "" : " ") + role;
      if (rights.may(actor, row.verb, {"permit", "s2", "f2"}))
        elsewhere += (elsewhere.empty() ? "" : " ") + role;
    }
    EXPECT_EQ(here, row.may) << row.verb;
    EXPECT_EQ(elsewhere, row.elsewhere) << row.verb;
  }
}

}  // namespace
}  // namespace qs::access

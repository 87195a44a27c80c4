#include "kernel/access/access.h"

#include <gtest/gtest.h>

namespace qs::access {
namespace {

Rights district_rights() {
  return Rights({{"street", {{"read"}, {"case.*", "", Grant::Scope::own_area}, {"handover.write"}}},
                 {"district_duty", {{"read"}, {"case.*"}, {"personal.read"}}},
                 {"admin", {{"*"}}}});
}

const Actor kStreet{"u1", "张", {"street"}, "S1"};
const Actor kDuty{"u2", "李", {"district_duty"}, ""};
const Actor kAdmin{"u3", "王", {"admin"}, ""};

TEST(Rights, WildcardCoversItsFamilyAndNothingElse) {
  auto rights = district_rights();
  EXPECT_TRUE(rights.may(kDuty, "case.accept"));
  EXPECT_FALSE(rights.may(kDuty, "caseload.read"));
  EXPECT_FALSE(rights.may(kDuty, "case."));
  EXPECT_FALSE(rights.may(kDuty, "case"));
  EXPECT_FALSE(rights.may(kDuty, "device.admit"));
  EXPECT_TRUE(rights.may(kAdmin, "device.admit"));
  EXPECT_FALSE(rights.may(kAdmin, ""));
}

TEST(Rights, OwnAreaBindsAStreetToItself) {
  auto rights = district_rights();
  EXPECT_TRUE(rights.may(kStreet, "case.accept", {"", "S1"}));
  EXPECT_FALSE(rights.may(kStreet, "case.accept", {"", "S2"}));
  EXPECT_FALSE(rights.may(kStreet, "case.accept"));
  EXPECT_TRUE(rights.may_somewhere(kStreet, "case.accept"));
  EXPECT_FALSE(rights.may_somewhere(kStreet, "audit.write"));
  Actor whole{"u4", "赵", {"street"}, ""};
  EXPECT_TRUE(rights.may(whole, "case.accept", {"", "S2"}));
}

TEST(Rights, NobodyAndUnknownRolesMayNothing) {
  auto rights = district_rights();
  EXPECT_FALSE(rights.may({"", "", {"admin"}, ""}, "read"));
  EXPECT_FALSE(rights.may({"u", "", {"ghost"}, ""}, "read"));
  EXPECT_FALSE(Rights{}.may(kAdmin, "read"));
}

TEST(Rights, SecretsAreNeverShownAndPersonalFieldsOnlyByRight) {
  ledger::Kind kind{.name = "user", .title = "name"};
  kind.fields = {{.name = "name"},
                 {.name = "phone", .personal = true},
                 {.name = "password_hash", .secret = true}};
  ledger::Record record{
      "user", "u9", 3, {{"name", "孙"}, {"phone", "139"}, {"password_hash", "x"}, {"stray", "y"}}};
  auto rights = district_rights();
  auto seen = rights.visible(kStreet, kind, record);
  EXPECT_EQ(seen.fields, (ledger::Fields{{"name", "孙"}}));
  EXPECT_EQ(seen.revision, 3u);
  seen = rights.visible(kAdmin, kind, record);
  EXPECT_EQ(seen.fields, (ledger::Fields{{"name", "孙"}, {"phone", "139"}}));
}

}  // namespace
}  // namespace qs::access

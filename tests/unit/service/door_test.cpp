// The door: log-in, sessions, CSRF, guessing, rights and areas.
#include <fstream>

#include "edge/service/login_guard.h"
#include "unit/service/world.h"

namespace qs::service::testing {
namespace {

class Door : public World {};

std::string login_body(std::string user, std::string password) {
  return Json{{"user", user}, {"password", password}}.dump();
}

TEST_F(Door, TellsWhoIsLoggedIn) {
  auto who = log_in("first");
  auto me = json(get("/api/v1/session", who));
  EXPECT_EQ(me["user"], "first");
  EXPECT_EQ(me["name"], "人first");
  EXPECT_EQ(me["roles"], Json::array({"street"}));
  EXPECT_EQ(me["area"], "s1");
  EXPECT_EQ(me["csrf"], who.csrf);
}

TEST_F(Door, CookieIsOutOfReachOfScriptsAndOtherSites) {
  auto answer = post("/api/v1/session", login_body("duty", kPassword));
  auto cookie = answer.header("Set-Cookie");
  EXPECT_NE(cookie.find("HttpOnly"), cookie.npos);
  EXPECT_NE(cookie.find("SameSite=Strict"), cookie.npos);
  EXPECT_EQ(answer.header("Cache-Control"), "no-store");
}

TEST_F(Door, WrongPasswordUnknownUserAndDisabledUserLookTheSame) {
  auto wrong = post("/api/v1/session", login_body("duty", "guess"));
  auto unknown = post("/api/v1/session", login_body("nobody", "guess"));
  put("user", "duty", {{"password_hash", *hash_password(kPassword)}, {"disabled", true}});
  auto disabled = post("/api/v1/session", login_body("duty", kPassword));
  EXPECT_EQ(wrong.status, 401);
  EXPECT_EQ(unknown.status, 401);
  EXPECT_EQ(disabled.status, 401);
  EXPECT_EQ(wrong.body, unknown.body);
  EXPECT_EQ(wrong.body, disabled.body);
}

TEST_F(Door, NothingWithoutLogIn) {
  for (auto path : {"/api/v1/sites", "/api/v1/alerts", "/api/v1/events", "/api/v1/session",
                    "/api/v1/proof", "/api/v1/frames/1"})
    EXPECT_EQ(get(path).status, 401) << path;
  EXPECT_EQ(get("/api/v1/sites", {"qingshan=forged", ""}).status, 401);
  EXPECT_EQ(get("/api/v1/health").status, 200);
}

TEST_F(Door, LogOutAndDisablingEndTheSession) {
  auto who = log_in("duty"), other = log_in("viewer");
  EXPECT_EQ(ask(Method::del, "/api/v1/session", "", who, {}).status, 204);
  EXPECT_EQ(get("/api/v1/session", who).status, 401);
  EXPECT_EQ(get("/api/v1/session", other).status, 200);
  put("user", "viewer", {{"disabled", true}});
  EXPECT_EQ(get("/api/v1/session", other).status, 401);
}

TEST_F(Door, SessionsEndByThemselves) {
  auto who = log_in("duty");
  now += std::chrono::hours{11};
  EXPECT_EQ(get("/api/v1/session", who).status, 200);
  now += std::chrono::hours{13};
  EXPECT_EQ(get("/api/v1/session", who).status, 401);
}

TEST_F(Door, SessionsOutliveTheProcessButNotAsTokens) {
  auto who = log_in("duty");
  restart();
  EXPECT_EQ(get("/api/v1/session", who).status, 200);
  auto file = folder / "data" / "sessions.json";
  auto token = who.cookie.substr(who.cookie.find('=') + 1);
  std::ifstream in(file);
  std::string text(std::istreambuf_iterator<char>(in), {});
  EXPECT_NE(text.find("duty"), text.npos);
  EXPECT_EQ(text.find(token), text.npos);
  auto mode = std::filesystem::status(file).permissions() & std::filesystem::perms::all;
  EXPECT_EQ(mode, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
}

TEST_F(Door, WritesNeedTheTokenOfTheirOwnSession) {
  auto who = log_in("duty"), other = log_in("admin");
  std::string body = R"({"to_user":"admin","text":"平安"})";
  EXPECT_EQ(post("/api/v1/handovers", body, {who.cookie, ""}).status, 403);
  EXPECT_EQ(post("/api/v1/handovers", body, {who.cookie, "x"}).status, 403);
  EXPECT_EQ(post("/api/v1/handovers", body, {who.cookie, other.csrf}).status, 403);
  EXPECT_TRUE(desk.doings.empty());
  EXPECT_EQ(post("/api/v1/handovers", body, who).status, 201);
}

TEST_F(Door, LogInWithAFormIsRefused) {
  auto answer =
      post("/api/v1/session", login_body("duty", kPassword), {}, {{"content-type", "text/plain"}});
  EXPECT_EQ(answer.status, 415);
}

TEST_F(Door, GuessingOneUserIsStopped) {
  for (int i = 0; i < kMaxTriesOfUser; ++i)
    EXPECT_EQ(post("/api/v1/session", login_body("duty", "guess")).status, 401);
  auto stopped = post("/api/v1/session", login_body("duty", kPassword));
  EXPECT_EQ(stopped.status, 429);
  EXPECT_FALSE(stopped.header("Retry-After").empty());
  EXPECT_EQ(post("/api/v1/session", login_body("viewer", kPassword)).status, 200);
  now += kTryWindow;
  EXPECT_EQ(post("/api/v1/session", login_body("duty", kPassword)).status, 200);
}

TEST(LoginGuard, StopsOneAddressThatTriesManyUsers) {
  LoginGuard guard;
  Instant now{};
  for (int i = 0; i < kMaxTriesOfAddress; ++i)
    EXPECT_FALSE(guard.refuse(fmt::format("user{}", i), "10.0.0.1", now));
  EXPECT_TRUE(guard.refuse("another", "10.0.0.1", now));
  EXPECT_FALSE(guard.refuse("another", "10.0.0.2", now));
}

TEST(LoginGuard, TakesOneHouseholdOfIpv6AsOneAddress) {
  LoginGuard guard;
  for (int i = 0; i < kMaxTriesOfAddress; ++i)
    guard.refuse(fmt::format("u{}", i), fmt::format("2001:db8:1:2::{:x}", i + 1), {});
  EXPECT_TRUE(guard.refuse("x", "2001:db8:1:2::ffff", {}));
  EXPECT_FALSE(guard.refuse("x", "2001:db8:1:3::1", {}));
}

TEST(LoginGuard, RemembersABoundedNumber) {
  LoginGuard guard;
  for (size_t i = 0; i < kMaxGuarded + 500; ++i)
    guard.refuse(fmt::format("u{}", i), fmt::format("10.{}.{}.1", i / 256, i % 256),
                 from_ms(static_cast<int64_t>(i)));
  EXPECT_LE(guard.size(), kMaxGuarded);
}

TEST_F(Door, RolesDecide) {
  auto viewer = log_in("viewer");
  EXPECT_EQ(get("/api/v1/sites", viewer).status, 200);
  EXPECT_EQ(get("/api/v1/proof", viewer).status, 403);
  EXPECT_EQ(get("/api/v1/users", viewer).status, 403);
  EXPECT_EQ(post("/api/v1/cases/al1/actions", R"({"verb":"accept"})", viewer).status, 403);
  EXPECT_EQ(post("/api/v1/devices/DQ/admit", R"({"site":"A1","reason":"x"})", viewer).status, 403);
}

TEST_F(Door, AStreetSeesAndDoesOnlyItsOwn) {
  auto first = log_in("first");
  auto sites = json(get("/api/v1/sites", first));
  ASSERT_EQ(sites.size(), 1u);
  EXPECT_EQ(sites[0]["id"], "A1");
  EXPECT_EQ(get("/api/v1/sites/A2", first).status, 403);
  EXPECT_EQ(get("/api/v1/sites?street=s2", first).status, 403);
  EXPECT_EQ(get("/api/v1/alerts/al2", first).status, 403);
  EXPECT_EQ(json(get("/api/v1/cases", first))["total"], 1);
  EXPECT_EQ(post("/api/v1/cases/al2/actions", R"({"verb":"accept"})", first).status, 403);
  EXPECT_EQ(post("/api/v1/cases/al1/actions", R"({"verb":"accept"})", first).status, 200);
  auto other_street = R"({"day":"2026-05-01","street":"s2","shift":"day","user":"second"})";
  EXPECT_EQ(post("/api/v1/roster", other_street, first).status, 403);
  EXPECT_EQ(desk.acts.size(), 1u);
}

}  // namespace
}  // namespace qs::service::testing

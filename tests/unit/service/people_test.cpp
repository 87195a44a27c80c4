// People: accounts, second factor, sessions, tokens, and what is written down of log-ins.
#include "edge/service/seal.h"
#include "edge/service/totp.h"
#include "unit/service/world.h"

namespace qs::service::testing {
namespace {

class People : public World {
 public:
  Response try_log_in(std::string user, std::string password, std::string code = "") {
    return post("/api/v1/session",
                Json{{"user", user}, {"password", password}, {"code", code}}.dump());
  }
  Login login_of(const Response& answer) {
    auto cookie = std::string(answer.header("Set-Cookie"));
    return {cookie.substr(0, cookie.find(';')), json(answer)["csrf"]};
  }
  // Sets up the second factor of a user; the secret.
  std::string enrol(const Login& who) {
    auto begun = json(post("/api/v1/totp/begin", "{}", who));
    std::string secret = begun["secret"];
    auto done = post(
        "/api/v1/totp/confirm",
        Json{{"secret", secret}, {"code", code_of(secret)}, {"password", kPassword}}.dump(), who);
    EXPECT_EQ(done.status, 204) << done.body;
    now += std::chrono::seconds{60};  // past the code that was used
    return secret;
  }
  std::string code_of(const std::string& secret) {
    return one_time_code(*decode_base32(secret), static_cast<uint64_t>(to_ms(now) / 30'000));
  }
  std::vector<std::string> outcomes() {
    std::vector<std::string> out;
    auto events = records->query({.kind = "login_event", .where = {}, .limit = 100});
    for (const auto& record : *events)
      out.push_back(fmt::format("{} {} x{}", record.text("user"), record.text("outcome"),
                                *record.integer("count")));
    std::sort(out.begin(), out.end());
    return out;
  }
};

TEST_F(People, AreToldByTheChannelsAndInTheHoursThatTheyHave) {
  auto admin = log_in("admin");
  auto make = [&](Json more) {
    Json body{{"id", "li"}, {"name", "李"}, {"roles", {"viewer"}}, {"why", "new"}};
    body.update(more);
    return post("/api/v1/people", body.dump(), admin);
  };
  EXPECT_EQ(make({{"channels", {"pigeon"}}}).status, 422);
  EXPECT_EQ(make({{"email", "nowhere"}}).status, 422);
  EXPECT_EQ(make({{"quiet", "25:00-07:00"}}).status, 422);
  auto made =
      make({{"channels", {"sms", "email"}}, {"email", "li@example.cn"}, {"quiet", "22:00-07:00"}});
  ASSERT_EQ(made.status, 201) << made.body;
  EXPECT_EQ(json(made)["channels"], Json({"sms", "email"}));
  EXPECT_EQ(json(made)["quiet"], "22:00-07:00");
  EXPECT_EQ((*records->get("user", "li"))->text("email"), "li@example.cn");
}

TEST_F(People, ReadTheirOwnNotices) {
  auto tell = [&](const char* id, const char* user, const char* channel, Instant at) {
    put("outbox", id,
        {{"user", std::string(user)},
         {"channel", std::string(channel)},
         {"text_zh", std::string("请受理")},
         {"text_en", std::string("please accept")},
         {"case", std::string("al1")},
         {"state", std::string("sent")},
         {"at", to_ms(at)}});
  };
  tell("n1", "admin", "in_app", now - std::chrono::hours{2});
  tell("n2", "admin", "in_app", now);
  tell("n3", "admin", "sms", now);
  tell("n4", "duty", "in_app", now);
  auto admin = log_in("admin");
  auto told = json(get("/api/v1/notices", admin));
  EXPECT_EQ(told["unread"], 2);
  ASSERT_EQ(told["items"].size(), 2u) << "neither another's nor a short message";
  EXPECT_EQ(told["items"][0]["id"], "n2");
  auto earlier = Json{{"until", to_ms(now - std::chrono::hours{1})}}.dump();
  auto read = json(post("/api/v1/notices/read", earlier, admin));
  EXPECT_EQ(read["unread"], 1);
  EXPECT_EQ(read["items"][1]["read"], true);
  EXPECT_EQ(read["items"][0]["read"], false) << "came after what the page showed";
  EXPECT_FALSE((*records->get("outbox", "n4"))->instant("read_at"));
  EXPECT_EQ(post("/api/v1/notices/read", "{}", admin).status, 422);
}

TEST_F(People, AGeneratedPasswordOpensOnlyTheWayToAnother) {
  auto admin = log_in("admin");
  auto made = post(
      "/api/v1/people",
      Json{{"id", "wang"}, {"name", "王"}, {"roles", {"viewer"}}, {"why", "new"}}.dump(), admin);
  ASSERT_EQ(made.status, 201) << made.body;
  std::string password = json(made)["password"];
  EXPECT_EQ(made.body.find("argon2"), std::string::npos);
  auto entered = try_log_in("wang", password);
  ASSERT_EQ(entered.status, 200);
  EXPECT_EQ(json(entered)["owes"], "password");
  auto who = login_of(entered);
  EXPECT_EQ(get("/api/v1/sites", who).status, 403);
  EXPECT_EQ(get("/api/v1/tokens", who).status, 403);
  EXPECT_EQ(get("/api/v1/session", who).status, 200);
  auto change = [&](std::string old, std::string fresh) {
    return post("/api/v1/password", Json{{"old", old}, {"new", fresh}}.dump(), who);
  };
  EXPECT_EQ(change("wrong password", "another secret 1").status, 422);
  EXPECT_EQ(change(password, "short").status, 422);
  EXPECT_EQ(change(password, "password1234").status, 422);
  EXPECT_EQ(change(password, "wang-wang-wang").status, 422);
  EXPECT_EQ(change(password, password).status, 422);
  EXPECT_EQ(change(password, "another secret 1").status, 204);
  EXPECT_EQ(get("/api/v1/sites", who).status, 200);
  EXPECT_EQ(try_log_in("wang", password).status, 401);
  EXPECT_EQ(desk.doings.back().why, "log-in: wrong");
}

TEST_F(People, AnotherPasswordClosesTheOtherSessions) {
  auto here = log_in("duty"), there = log_in("duty");
  ASSERT_EQ(
      post("/api/v1/password", Json{{"old", kPassword}, {"new", "another secret 1"}}.dump(), here)
          .status,
      204);
  EXPECT_EQ(get("/api/v1/session", here).status, 200);
  EXPECT_EQ(get("/api/v1/session", there).status, 401);
}

TEST_F(People, TheAccountStaysLockedOverARestart) {
  for (int i = 0; i < 5; ++i) EXPECT_EQ(try_log_in("duty", "wrong wrong").status, 401) << i;
  EXPECT_EQ(try_log_in("duty", kPassword).status, 429);
  restart();
  auto locked = try_log_in("duty", kPassword);
  EXPECT_EQ(locked.status, 429);
  EXPECT_FALSE(locked.header("Retry-After").empty());
  EXPECT_EQ(outcomes(), (std::vector<std::string>{"duty locked x1", "duty wrong x4"}));
  now += std::chrono::minutes{16};
  EXPECT_EQ(try_log_in("duty", kPassword).status, 200);
}

TEST_F(People, AFreshPasswordOpensALockedAccount) {
  for (int i = 0; i < 5; ++i) EXPECT_EQ(try_log_in("duty", "wrong wrong").status, 401) << i;
  EXPECT_EQ(try_log_in("duty", kPassword).status, 429);
  auto reset = post("/api/v1/people/duty/password", R"({"why":"locked out"})", log_in("admin"));
  ASSERT_EQ(reset.status, 200) << reset.body;
  EXPECT_EQ(try_log_in("duty", json(reset)["password"]).status, 200);
}

TEST_F(People, WhatWasTypedForAUserIsNotKept) {
  try_log_in("my-password-by-mistake", "x");
  EXPECT_EQ(outcomes(), (std::vector<std::string>{" wrong x1"}));
}

TEST_F(People, TheSecondFactorIsAskedForAndACodeServesOnce) {
  auto secret = enrol(log_in("duty"));
  auto first = try_log_in("duty", kPassword);
  EXPECT_EQ(first.status, 401);
  EXPECT_EQ(json(first)["error"]["place"], "code");
  auto code = code_of(secret);
  auto entered = try_log_in("duty", kPassword, code);
  ASSERT_EQ(entered.status, 200) << entered.body;
  EXPECT_EQ(json(entered)["way"], "totp");
  EXPECT_EQ(try_log_in("duty", kPassword, code).status, 401);  // used
  EXPECT_EQ(try_log_in("duty", "wrong", code_of(secret)).status, 401);
  auto user = **records->get("user", "duty");
  EXPECT_EQ(get("/api/v1/people", log_in("admin")).body.find(secret), std::string::npos);
  EXPECT_EQ(user.text("totp_secret").find(secret), std::string::npos) << "not plain";
  EXPECT_EQ(seal.open(user.text("totp_secret")), secret);
}

// Otherwise whoever knows the password could guess codes for ever, forgetting the tries in between.
TEST_F(People, AskingForTheCodeDoesNotForgiveWrongCodes) {
  enrol(log_in("duty"));
  int refused = 0;
  for (int i = 0; i < 12; ++i) {
    refused += try_log_in("duty", kPassword, "000000").status == 429;
    refused += try_log_in("duty", kPassword).status == 429;
  }
  EXPECT_GT(refused, 10);
}

TEST_F(People, TheSecondFactorGoesWithThePasswordOnly) {
  auto who = log_in("duty");
  enrol(who);
  EXPECT_EQ(post("/api/v1/totp/disable", R"({"password":"wrong"})", who).status, 422);
  EXPECT_EQ(post("/api/v1/totp/disable", Json{{"password", kPassword}}.dump(), who).status, 204);
  EXPECT_EQ(try_log_in("duty", kPassword).status, 200);
}

TEST_F(People, ARoleMayDemandTheSecondFactor) {
  put("user", "k",
      {{"name", std::string("k")},
       {"password_hash", (**records->get("user", "duty")).text("password_hash")},
       {"roles", std::string(R"(["keeper"])")}});
  auto who = log_in("k");
  EXPECT_EQ(get("/api/v1/sites", who).status, 403);
  EXPECT_EQ(json(get("/api/v1/session", who))["owes"], "totp");
  enrol(who);
  EXPECT_EQ(get("/api/v1/sites", who).status, 200);
}

TEST_F(People, SessionsAreListedAndClosed) {
  auto here = log_in("duty"), there = log_in("duty");
  auto list = json(get("/api/v1/sessions", here));
  ASSERT_EQ(list.size(), 2u);
  EXPECT_EQ(list[0]["peer"], "10.0.0.1");
  std::string other;
  for (const auto& one : list)
    if (!one["current"]) other = one["id"];
  auto close = "/api/v1/sessions/" + other + "/close";
  EXPECT_EQ(post(close, "{}", log_in("viewer")).status, 404);
  EXPECT_EQ(post(close, R"({"user":"duty"})", log_in("viewer")).status, 403);
  EXPECT_EQ(post(close, "{}", here).status, 204);
  EXPECT_EQ(get("/api/v1/session", there).status, 401);
  EXPECT_EQ(get("/api/v1/sessions?user=duty", log_in("viewer")).status, 403);
  EXPECT_EQ(json(get("/api/v1/sessions?user=duty", log_in("admin"))).size(), 1u);
}

TEST_F(People, OnlyAdministratorsChangePeopleAndNotTheirOwnRight) {
  auto body = Json{{"id", "x"}, {"name", "x"}, {"roles", {"admin"}}, {"why", "w"}}.dump();
  EXPECT_EQ(post("/api/v1/people", body, log_in("duty")).status, 403);
  EXPECT_EQ(get("/api/v1/people", log_in("viewer")).status, 403);
  auto admin = log_in("admin");
  auto change = [&](std::string id, Json fields) {
    fields["why"] = "moved";
    fields["revision"] = (**records->get("user", id)).revision;
    return ask(Method::put, "/api/v1/people/" + id, fields.dump(), admin, {});
  };
  EXPECT_EQ(change("admin", {{"roles", {"viewer"}}}).status, 422);
  EXPECT_EQ(change("admin", {{"disabled", true}}).status, 422);
  EXPECT_EQ(change("duty", {{"roles", {"no such role"}}}).status, 422);
  EXPECT_EQ(change("duty", {{"area", "nowhere"}}).status, 422);
  auto duty = log_in("duty");
  EXPECT_EQ(change("duty", {{"phone", "139"}}).status, 200);
  EXPECT_EQ(desk.doings.back().why, "moved");
  EXPECT_EQ(desk.doings.back().actor.user, "admin");
  EXPECT_EQ(change("duty", {{"disabled", true}}).status, 200);
  EXPECT_EQ(get("/api/v1/session", duty).status, 401);
  EXPECT_EQ((**records->get("user", "duty")).text("phone"), "139");
}

TEST_F(People, AResetPasswordClosesEverythingAndIsShownOnce) {
  auto duty = log_in("duty");
  auto reset = post("/api/v1/people/duty/password", R"({"why":"forgot"})", log_in("admin"));
  ASSERT_EQ(reset.status, 200) << reset.body;
  EXPECT_EQ(get("/api/v1/session", duty).status, 401);
  EXPECT_EQ(json(try_log_in("duty", json(reset)["password"]))["owes"], "password");
}

class Tokens : public People {
 public:
  std::string token(const Login& who, Json scope) {
    scope["name"] = "a program";
    if (!scope.contains("expires_at")) scope["expires_at"] = to_ms(now + std::chrono::days{30});
    auto made = post("/api/v1/tokens", scope.dump(), who);
    EXPECT_EQ(made.status, 201) << made.body;
    return json(made).value("token", "");
  }
  int status(const std::string& token, std::string target, Method method = Method::get) {
    return ask(method, std::move(target), "{}", {}, {{"authorization", "Bearer " + token}}).status;
  }
};

TEST_F(Tokens, MayWhatTheOwnerMayWithinItsScope) {
  auto duty = log_in("duty");
  auto reads = token(duty, {{"verbs", {"read"}}});
  EXPECT_EQ(status(reads, "/api/v1/sites"), 200);
  EXPECT_EQ(status(reads, "/api/v1/users"), 403);  // not in its scope
  EXPECT_EQ(status(reads, "/api/v1/alerts/al1/silence", Method::post), 403);
  auto all = token(log_in("viewer"), {{"verbs", {"*"}}});
  EXPECT_EQ(status(all, "/api/v1/users"), 403);  // not its owner's
  auto acts = token(duty, {{"verbs", {"case.act"}}, {"area", "s1"}});
  EXPECT_EQ(status(acts, "/api/v1/cases/al2/actions", Method::post), 403);
  EXPECT_NE(status(acts, "/api/v1/cases/al1/actions", Method::post), 403);  // without CSRF token
}

TEST_F(Tokens, CannotTouchTheAccount) {
  auto all = token(log_in("admin"), {{"verbs", {"*"}}});
  for (auto path : {"/api/v1/session", "/api/v1/sessions", "/api/v1/tokens"})
    EXPECT_EQ(status(all, path), 403) << path;
  EXPECT_EQ(status(all, "/api/v1/password", Method::post), 403);
  EXPECT_EQ(status(all, "/api/v1/people"), 200);
}

TEST_F(Tokens, EndWhenRevokedExpiredOrTheOwnerIsDisabled) {
  auto duty = log_in("duty");
  auto one = token(duty, {{"verbs", {"read"}}}), two = token(duty, {{"verbs", {"read"}}});
  auto list = json(get("/api/v1/tokens", duty));
  ASSERT_EQ(list.size(), 2u);
  EXPECT_EQ(get("/api/v1/tokens", duty).body.find(one), std::string::npos);
  for (const auto& row : list)
    EXPECT_EQ((**records->get("api_token", row["id"].get<std::string>())).text("hash").size(), 64u);
  EXPECT_EQ(status(one, "/api/v1/sites"), 200);
  EXPECT_EQ(status(one + "x", "/api/v1/sites"), 401);
  for (const auto& row : list)
    EXPECT_EQ(post(fmt::format("/api/v1/tokens/{}/revoke", row["id"].get<std::string>()), "{}",
                   log_in("viewer"))
                  .status,
              404);
  std::string used;  // the one that was used says so
  for (const auto& row : json(get("/api/v1/tokens", duty)))
    if (!row["used_at"].is_null()) used = row["id"];
  EXPECT_EQ(post("/api/v1/tokens/" + used + "/revoke", "{}", duty).status, 200);
  EXPECT_EQ(status(one, "/api/v1/sites"), 401);
  EXPECT_EQ(status(two, "/api/v1/sites"), 200);
  now += std::chrono::days{31};
  EXPECT_EQ(status(two, "/api/v1/sites"), 401);
}

TEST_F(Tokens, AskForWhatCanBe) {
  auto first = log_in("first");
  auto asked = [&](Json scope) {
    scope["name"] = "n";
    return post("/api/v1/tokens", scope.dump(), first).status;
  };
  auto soon = to_ms(now + std::chrono::hours{1});
  EXPECT_EQ(asked({{"verbs", Json::array()}, {"expires_at", soon}}), 422);
  EXPECT_EQ(asked({{"verbs", {"read"}}, {"expires_at", to_ms(now)}}), 422);
  EXPECT_EQ(asked({{"verbs", {"read"}}, {"expires_at", to_ms(now + std::chrono::days{400})}}), 422);
  EXPECT_EQ(asked({{"verbs", {"read"}}, {"area", "s2"}, {"expires_at", soon}}), 422);
  EXPECT_EQ(asked({{"verbs", {"read"}}, {"kinds", {"ghost"}}, {"expires_at", soon}}), 422);
}

TEST_F(People, TheAuditShowsLogInsAndExportsThemWithoutFormulas) {
  post("/api/v1/session", Json{{"user", "duty"}, {"password", "wrong"}}.dump(), {},
       {{"user-agent", "=HYPERLINK(1)"}});
  EXPECT_EQ(get("/api/v1/logins", log_in("viewer")).status, 403);
  auto admin = log_in("admin");
  auto rows = json(get("/api/v1/logins?user=duty&outcome=wrong", admin));
  ASSERT_EQ(rows.size(), 1u);
  EXPECT_EQ(rows[0]["peer"], "10.0.0.1");
  auto csv = get("/api/v1/logins?user=duty&format=csv", admin);
  EXPECT_EQ(csv.header("Content-Type"), "text/csv; charset=utf-8");
  EXPECT_NE(csv.body.find("'=HYPERLINK(1)"), std::string::npos);
  put("personal_read", "p1",
      {{"user", std::string("duty")},
       {"kind_read", std::string("expert")},
       {"record", std::string("e1")},
       {"day", std::string("2026-05-01")},
       {"first_at", to_ms(now)},
       {"last_at", to_ms(now)},
       {"count", int64_t{2}}});
  EXPECT_EQ(json(get("/api/v1/personal-reads?kind_read=expert", admin))[0]["count"], 2);
}

}  // namespace
}  // namespace qs::service::testing

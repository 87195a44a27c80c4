// What a phone sends again after a lost answer is done once.
#include "edge/service/once.h"

#include "unit/exhibit/pictures.h"
#include "unit/service/world.h"

namespace qs::service::testing {
namespace {

class OnceOnly : public World {
 protected:
  OnceOnly() : admin(log_in("admin")), other(log_in("duty")) {}
  Response act(const std::string& key, const std::string& text = "已到现场") {
    auto body = Json{{"verb", "accept"}, {"text", text}}.dump();
    return post("/api/v1/cases/al1/actions", body, admin,
                {{"idempotency-key", key}, {"x-made-at", made_at}, {"x-clock-ahead", ahead}});
  }
  static constexpr const char* kKey = "0123456789abcdef";
  std::string made_at, ahead;
  Login admin, other;
};

TEST_F(OnceOnly, TheSecondTimeTellsTheFirst) {
  auto first = act(kKey);
  ASSERT_EQ(first.status, 200) << first.body;
  EXPECT_EQ(json(first)["step"], "handle");
  now += std::chrono::minutes(5);
  auto second = act(kKey);
  ASSERT_EQ(second.status, 200) << second.body;
  EXPECT_EQ(json(second)["repeated"], true);
  EXPECT_EQ(json(second)["about"], "case/al1");
  EXPECT_EQ(desk.acts.size(), 1u);
}

TEST_F(OnceOnly, ItIsKnownAfterARestart) {
  act(kKey);
  restart();
  admin = log_in("admin");
  EXPECT_EQ(json(act(kKey))["repeated"], true);
  EXPECT_EQ(desk.acts.size(), 1u);
}

TEST_F(OnceOnly, AKeyIsForOneRequestOfOnePerson) {
  act(kKey);
  auto reused = act(kKey, "另一件事");
  EXPECT_EQ(reused.status, 422);
  EXPECT_EQ(json(reused)["error"]["place"], "idempotency-key");
  auto theirs = post("/api/v1/cases/al1/actions", R"({"verb":"accept","text":"已到现场"})", other,
                     {{"idempotency-key", kKey}});
  EXPECT_FALSE(json(theirs).contains("repeated"));
  EXPECT_EQ(act("short").status, 422);
  EXPECT_EQ(act(std::string(65, 'a')).status, 422);
  EXPECT_EQ(act("with blanks in it").status, 422);
}

TEST_F(OnceOnly, WhatWasRefusedMayBeSentAgain) {
  desk.refusal = Refusal{Reason::invalid, {"no", "text"}};
  EXPECT_EQ(act(kKey).status, 422);
  desk.refusal.reset();
  EXPECT_EQ(json(act(kKey))["step"], "handle");
}

// The faster one committed while the slower one was on its way: the deed's record stands there.
TEST_F(OnceOnly, TwoAtOnceAreOne) {
  act(kKey);
  auto deed = records->query({.kind = std::string(kDeedKind)})->front();
  desk.refusal = Refusal{Reason::conflict, {"conflict", "deed"}};
  EXPECT_EQ(json(act(kKey))["repeated"], true);
  EXPECT_EQ(deed.text("user"), "admin");
}

TEST_F(OnceOnly, WrongClocksAreSetRight) {
  made_at = std::to_string(to_ms(now) + 7'200'000 - 600'000);  // ten minutes ago, two hours ahead
  ahead = "7200000";
  act(kKey);
  auto deed = records->query({.kind = std::string(kDeedKind)})->front();
  EXPECT_EQ(deed.integer("clock_ahead_s"), 7200);
  EXPECT_EQ(deed.instant("made_at"), now - std::chrono::minutes(10));
}

TEST_F(OnceOnly, TimesThatCannotBeAreNotBelieved) {
  auto made = [&](std::string at, std::string before) {
    Request request;
    request.headers = {{"x-made-at", std::move(at)}, {"x-clock-ahead", std::move(before)}};
    return phone_time(request, now).made_at;
  };
  auto ms = [](Instant t) { return std::to_string(to_ms(t)); };
  EXPECT_TRUE(made(ms(now), "0"));
  EXPECT_EQ(made(ms(now + std::chrono::minutes(2)), "0"), now);  // clocks drift
  EXPECT_FALSE(made(ms(now + std::chrono::hours(1)), "0"));
  EXPECT_FALSE(made(ms(now - kLongestOffline), "0"));
  for (const auto* bad : {"", "now", "1e9", "-5", "99999999999999999999"})
    EXPECT_FALSE(made(bad, "0")) << bad;
  EXPECT_TRUE(made(ms(now), "much"));
}

TEST_F(OnceOnly, WhatAPhotoDoesNotSayThePhoneDoes) {
  auto hand_in = [&](const std::string& bytes, const std::string& place) {
    auto answer = post("/api/v1/evidence", bytes, admin,
                       {{"content-type", "image/png"},
                        {"x-file-name", "a.png"},
                        {"x-phone-place", place},
                        {"x-made-at", std::to_string(to_ms(now))},
                        {"x-clock-ahead", "-90000"}});
    return **records->get("evidence", json(answer)["hash"].get<std::string>());
  };
  auto photo = hand_in(exhibit::testing::png(8, 6), "113.68,34.75,12");
  EXPECT_EQ(photo.text("place_by"), "phone");
  EXPECT_EQ(photo.number("lon"), 113.68);
  EXPECT_EQ(photo.number("accuracy_m"), 12);
  EXPECT_EQ(photo.text("time_by"), "phone");
  EXPECT_EQ(photo.integer("clock_ahead_s"), -90);
  int width = 9;
  for (const auto* bad :
       {"", "113,34", "1,2,3,4", "[1],2,3", "181,0,1", "0,91,1", "0,0,-1", "a,b,c"})
    EXPECT_FALSE(hand_in(exhibit::testing::png(width++, 6), bad).number("lon")) << bad;
}

}  // namespace
}  // namespace qs::service::testing

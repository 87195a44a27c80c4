// 随手拍: what strangers may do and learn, what holds a flood off, and who learns of a reporter.
#include "base/digest.h"
#include "edge/service/citizens/desk.h"
#include "unit/app/guancheng.h"
#include "unit/service/register_world.h"

namespace qs::service::testing {
namespace {

constexpr auto kPhone = "13712345678";
constexpr int64_t kBits = 6;

std::string worked(const std::string& challenge, int64_t bits) {
  for (int n = 0;; ++n)
    if (leading_zero_bits(sha256_hex(fmt::format("{}.{}", challenge, n))) >= bits)
      return std::to_string(n);
}

TEST(ProofOfWork, CountsTheZeroBitsOfADigest) {
  EXPECT_EQ(leading_zero_bits("ff"), 0);
  EXPECT_EQ(leading_zero_bits("7f"), 1);
  EXPECT_EQ(leading_zero_bits("01"), 7);
  EXPECT_EQ(leading_zero_bits("001f"), 11);
  EXPECT_EQ(leading_zero_bits("00"), 8);
}

TEST(ProofOfWork, TakesWorkOnItsOwnFreshChallengesOnly) {
  auto seal = *Seal::of(Seal::fresh_key()), other = *Seal::of(Seal::fresh_key());
  ProofOfWork proof(seal, kBits, std::chrono::minutes{10});
  Instant now = *parse_instant("2026-06-01");
  auto challenge = proof.issue(now);
  auto answer = worked(challenge.text, kBits);
  ASSERT_TRUE(proof.check(challenge.text, answer, now));
  EXPECT_NE(proof.check(challenge.text, answer, now)->nonce,
            proof.check(proof.issue(now).text, "", now)
                .map_error([](auto&&) { return Error{}; })
                .value_or(Ticket{})
                .nonce);
  EXPECT_EQ(proof.check(challenge.text, answer, now + std::chrono::minutes{11}).error().place,
            "challenge");
  EXPECT_EQ(ProofOfWork(other, kBits, std::chrono::minutes{10})
                .check(challenge.text, answer, now)
                .error()
                .place,
            "challenge");
  auto easier = challenge.text;
  easier.replace(easier.find(".6."), 3, ".0.");
  EXPECT_EQ(proof.check(easier, "1", now).error().place, "challenge") << "the bits are signed too";
  int n = 0;
  while (leading_zero_bits(sha256_hex(fmt::format("{}.{}", challenge.text, n))) >= kBits) ++n;
  EXPECT_EQ(proof.check(challenge.text, std::to_string(n), now).error().place, "answer");
  for (auto bad : {"", ".", "...", "a.b.c.d", "99999999999999999999.1.x.y"})
    EXPECT_FALSE(proof.check(bad, "1", now)) << bad;
}

TEST(RateGuard, CountsByAddressAndInAllWithinAWindow) {
  RateGuard guard({.of_address = 2, .in_all = 3, .window = std::chrono::seconds{60}});
  Instant now = *parse_instant("2026-06-01");
  EXPECT_FALSE(guard.refuse("1.1.1.1", now));
  EXPECT_FALSE(guard.refuse("1.1.1.1", now));
  EXPECT_EQ(guard.refuse("1.1.1.1", now + std::chrono::seconds{20}), std::chrono::seconds{40});
  EXPECT_TRUE(guard.full("1.1.1.1", now));
  EXPECT_FALSE(guard.full("2.2.2.2", now)) << "looking does not count";
  EXPECT_FALSE(guard.refuse("2.2.2.2", now));
  EXPECT_TRUE(guard.refuse("3.3.3.3", now)) << "too many in all";
  EXPECT_FALSE(guard.refuse("1.1.1.1", now + std::chrono::seconds{60}));
}

class Citizens : public RegisterWorld {
 protected:
  Citizens() {
    const auto& pack = app::guancheng();
    std::vector<ledger::Kind> kinds;
    for (const auto& kind : pack.kinds)
      if (kind.name == "complaint" || kind.name == "reward" || kind.name == "reward_rule" ||
          kind.name == "identity_opening")
        kinds.push_back(kind);
    for (auto& kind : kinds)
      for (auto& field : kind.fields)
        if (field.target == "firm" || field.target == "unit")
          field.type = ledger::FieldType::text, field.target.clear();
    EXPECT_TRUE(records->declare(kinds));
    district.streets.clear();
    for (const auto& s : pack.streets)
      district.streets.push_back({s.id, s.name_zh, s.name_en, s.geometry});
    district.reporting = pack.reporting;
    district.reporting.proof_bits = kBits;
    district.reporting.per_address_hour = 5;
    restart();
  }

  Json report(double lon = 113.705, double lat = 34.72) {
    auto challenge = json(get("/api/v1/report/challenge"));
    return {{"challenge", challenge["challenge"]},
            {"answer", worked(challenge["challenge"], challenge["bits"])},
            {"kind", "dust"},
            {"text", "<script>alert(1)</script>裸土未覆盖"},
            {"lon", lon},
            {"lat", lat},
            {"name", "张三"},
            {"phone", kPhone}};
  }
  Json filed(const Json& body) {
    auto answer = post("/api/v1/report", body.dump());
    EXPECT_EQ(answer.status, 201) << answer.body;
    return json(answer);
  }
  Json progress(const Json& name) { return json(post("/api/v1/report/progress", name.dump())); }
  ledger::Record record(const Json& name) {
    return **records->get("complaint", name["number"].get<std::string>());
  }
};

TEST_F(Citizens, AReportIsFiledAndFollowedWithItsNumberAndCode) {
  auto name = filed(report());
  auto kept = record(name);
  EXPECT_EQ(kept.text("channel"), "snap");
  EXPECT_EQ(kept.text("state"), "received");
  EXPECT_EQ(kept.text("text"), "<script>alert(1)</script>裸土未覆盖") << "html is text";
  EXPECT_EQ(desk.doings.back().actor.user, "公众");
  auto told = progress(name);
  EXPECT_EQ(told["text"], kept.text("text"));
  EXPECT_EQ(told["stages"][0]["id"], "received");
  EXPECT_EQ(told["stages"][0]["now"], true);
  EXPECT_EQ(told["may"]["photos"], 9);
  EXPECT_EQ(told["may"]["satisfaction"], false);
  EXPECT_EQ(told.dump().find(kPhone), std::string::npos);
  auto wrong = name;
  wrong["code"] = "2222-2222-2222";
  auto refused = post("/api/v1/report/progress", wrong.dump());
  EXPECT_EQ(refused.status, 404);
  wrong["number"] = "S20260501-22222222";
  EXPECT_EQ(post("/api/v1/report/progress", wrong.dump()).body, refused.body) << "told alike";
}

TEST_F(Citizens, ALostAnswerIsGivenAgainAndAChallengeBringsInOneReport) {
  auto body = report();
  auto name = filed(body);
  body["text"] = "another text with the same work";
  EXPECT_EQ(filed(body), name);
  restart();
  EXPECT_EQ(filed(body), name) << "nothing of it lies in memory";
  EXPECT_EQ(*records->count({.kind = "complaint", .where = {}}), 1u);
  EXPECT_EQ(record(name).text("text"), "<script>alert(1)</script>裸土未覆盖");
}

TEST_F(Citizens, WhatIsWrongIsRefusedByName) {
  auto refused = [&](auto change) {
    auto body = report();
    change(body);
    auto answer = post("/api/v1/report", body.dump());
    EXPECT_EQ(answer.status, 422) << answer.body;
    return json(answer)["error"]["place"].template get<std::string>();
  };
  EXPECT_EQ(refused([](Json& b) { b["lon"] = 113.0; }), "lon") << "outside the district";
  EXPECT_EQ(refused([](Json& b) { b["lon"] = "x"; }), "lon");
  EXPECT_EQ(refused([](Json& b) { b["kind"] = "war"; }), "kind");
  EXPECT_EQ(refused([](Json& b) { b["text"] = " \u200e\n"; }), "text");
  EXPECT_EQ(refused([](Json& b) { b["text"] = std::string(2001, 'x'); }), "text");
  EXPECT_EQ(refused([](Json& b) { b["phone"] = "<b>"; }), "phone");
  EXPECT_EQ(refused([](Json& b) { b["answer"] = "no"; }), "answer");
  EXPECT_EQ(refused([](Json& b) { b["challenge"] = "1.0.x.y"; }), "challenge");
  EXPECT_EQ(*records->count({.kind = "complaint", .where = {}}), 0u);
}

TEST_F(Citizens, AnotherReportOfTheEventIsJoinedAndFollowsTheSameProgress) {
  auto first = filed(report()), second = filed(report(113.7052, 34.72));
  EXPECT_EQ(record(second).text("state"), "joined");
  EXPECT_EQ(record(second).text("joined_to"), first["number"]);
  auto handled = record(first);
  handled.fields["state"] = std::string("closed");
  handled.fields["reply"] = std::string("已覆盖");
  put("complaint", handled.id, handled.fields);
  auto told = progress(second);
  EXPECT_EQ(told["joined"], true);
  EXPECT_EQ(told["reply"], "已覆盖");
  EXPECT_EQ(told.dump().find(first["number"].get<std::string>()), std::string::npos)
      << "nothing of others";
  EXPECT_EQ(told["may"]["satisfaction"], true);
  second["satisfied"] = "fair";
  auto judged = post("/api/v1/report/satisfaction", second.dump());
  ASSERT_EQ(judged.status, 200) << judged.body;
  EXPECT_EQ(record(second).text("satisfied"), "fair");
  EXPECT_EQ(record(first).text("satisfied"), "");
  now += std::chrono::days{8};
  EXPECT_EQ(post("/api/v1/report/satisfaction", second.dump()).status, 409);
}

TEST_F(Citizens, APhotoComesLaterAndOnlyToOnesOwnReport) {
  auto name = filed(report());
  std::string png = "\x89PNG\r\n\x1a\n";
  auto send = [&](std::string number, std::string code) {
    return post("/api/v1/report/photos", "no photo", {},
                {{"content-type", "image/jpeg"},
                 {"x-report-number", std::move(number)},
                 {"x-report-code", std::move(code)}});
  };
  EXPECT_EQ(send(name["number"], "2222-2222-2222").status, 404);
  EXPECT_EQ(send(name["number"], name["code"]).status, 415);
  auto done = record(name);
  done.fields["state"] = std::string("closed");
  put("complaint", done.id, done.fields);
  EXPECT_EQ(send(name["number"], name["code"]).status, 409);
}

TEST_F(Citizens, TooManyReportsWait) {
  for (int i = 0; i < 5; ++i) filed(report(113.70 + i * 0.005));
  auto answer = post("/api/v1/report", report().dump());
  EXPECT_EQ(answer.status, 429);
  EXPECT_FALSE(answer.header("Retry-After").empty());
  now += std::chrono::hours{1};
  district.reporting.open_unaccepted = 5;
  EXPECT_EQ(post("/api/v1/report", report().dump()).status, 503) << "five wait to be taken up";
}

TEST_F(Citizens, AFloodOfJunkIsTurnedAwayBeforeItIsRead) {
  int refused = 0;
  for (int i = 0; i < 100; ++i) refused += post("/api/v1/report", "junk").status == 429;
  EXPECT_EQ(refused, 40);
}

TEST_F(Citizens, WhoReportedIsSealedAndOpenedByNamedRolesForAReason) {
  auto name = filed(report());
  auto path = "/api/v1/identities/complaint/" + name["number"].get<std::string>();
  for (const auto& [field, value] : record(name).fields) {
    auto text = std::get_if<std::string>(&value);
    EXPECT_TRUE(!text || text->find(kPhone) == std::string::npos) << field;
  }
  auto admin = log_in("admin");
  auto page = get("/api/v1/records/complaint/" + name["number"].get<std::string>(), admin);
  EXPECT_EQ(page.status, 200);
  EXPECT_EQ(page.body.find("identity"), std::string::npos);
  EXPECT_EQ(page.body.find("code_hash"), std::string::npos);
  auto seen = json(get(path, admin));
  EXPECT_EQ(seen["sealed"], true);
  EXPECT_EQ(seen["may_open"], false) << "* does not cover it";
  EXPECT_EQ(post(path + "/open", R"({"why":"好奇"})", admin).status, 403);
  rights = access::Rights({{"admin", {{"*"}, {"identity.open", "complaint"}}}});
  EXPECT_EQ(post(path + "/open", R"({"why":" "})", admin).status, 422);
  auto opened = json(post(path + "/open", R"({"why":"核实奖励收款人"})", admin));
  EXPECT_EQ(opened["phone"], kPhone);
  EXPECT_EQ(opened["name"], "张三");
  seen = json(get(path, admin));
  ASSERT_EQ(seen["openings"].size(), 1u);
  EXPECT_EQ(seen["openings"][0]["user"], "admin");
  EXPECT_EQ(seen["openings"][0]["why"], "核实奖励收款人");
}

}  // namespace
}  // namespace qs::service::testing

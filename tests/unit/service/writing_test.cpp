// What is written: who, when and why go with it; what cannot be is refused with its place.
#include <fstream>

#include "unit/exhibit/pictures.h"
#include "unit/service/world.h"

namespace qs::service::testing {
namespace {

class Writing : public World {
 protected:
  Writing() : admin(log_in("admin")) {}
  std::string place(const Response& answer) { return json(answer)["error"]["place"]; }
  Response hand_in(const std::string& bytes, const std::string& name = "") {
    return post("/api/v1/evidence", bytes, admin,
                {{"content-type", "application/octet-stream"}, {"x-file-name", name}});
  }
  Login admin;
};

const std::string kPng = exhibit::testing::png(8, 6);

TEST_F(Writing, AuditCarriesWhoWhenWhy) {
  auto body = R"({"factor":"PM25","cadence":"hour","measure":"avg","from":0,"until":3600000,
                  "decision":"replace","value":12.5,"reason":"校准"})";
  EXPECT_EQ(json(post("/api/v1/sites/A1/audit", body, admin))["revised"], 3);
  ASSERT_EQ(desk.audits.size(), 1u);
  EXPECT_EQ(desk.audits[0].series.factor, "a34004");
  EXPECT_EQ(desk.audits[0].value, 12.5);
  EXPECT_EQ(desk.doings[0].actor.user, "admin");
  EXPECT_EQ(desk.doings[0].at, now);
  EXPECT_EQ(desk.doings[0].why, "校准");
}

TEST_F(Writing, AuditsThatMakeNoSense) {
  Json fine{{"factor", "a34004"}, {"cadence", "hour"},     {"measure", "avg"}, {"from", 0},
            {"until", 1000},      {"decision", "invalid"}, {"reason", "x"}};
  auto with = [&](std::string field, Json value) {
    auto body = fine;
    body[field] = value;
    return post("/api/v1/sites/A1/audit", body.dump(), admin);
  };
  EXPECT_EQ(place(with("reason", " ")), "reason");
  EXPECT_EQ(place(with("reason", std::string(501, 'x'))), "reason");
  EXPECT_EQ(place(with("until", 0)), "until");
  EXPECT_EQ(place(with("from", "yesterday")), "from");
  EXPECT_EQ(place(with("value", 3)), "value");
  EXPECT_EQ(place(with("value", "3")), "value");
  EXPECT_EQ(place(with("decision", "replace")), "value");
  EXPECT_EQ(place(with("decision", "perhaps")), "decision");
  EXPECT_EQ(place(with("cadence", "century")), "cadence");
  EXPECT_TRUE(desk.audits.empty());
}

TEST_F(Writing, BrokenJsonIsAnAnswerNotACrash) {
  std::string deep(2000, '[');
  for (const auto& body : std::vector<std::string>{
           "", "{", "[]", "null", "\"x\"", "{\"verb\":}", "{\"verb\":1e999}", "{\"a\":" + deep,
           std::string("\xff\xfe{}"), std::string(10'000, '{')})
    for (auto path : {"/api/v1/cases/al1/actions", "/api/v1/handovers", "/api/v1/session"}) {
      auto status = post(path, body, admin).status;
      EXPECT_TRUE(status == 400 || status == 422) << status << " " << path << " " << body;
    }
}

TEST_F(Writing, RefusalsOfTheDeskBecomeStatus) {
  auto silence = fmt::format(R"({{"until":{},"reason":"检修"}})", to_ms(now) + 3'600'000);
  auto status = [&](Reason reason) {
    desk.refusal = Refusal{reason, {"text", "place"}};
    return post("/api/v1/alerts/al1/silence", silence, admin).status;
  };
  EXPECT_EQ(status(Reason::not_found), 404);
  EXPECT_EQ(status(Reason::conflict), 409);
  EXPECT_EQ(status(Reason::invalid), 422);
  EXPECT_EQ(status(Reason::forbidden), 403);
  EXPECT_EQ(status(Reason::overloaded), 503);
  EXPECT_EQ(status(Reason::failed), 500);
  desk.refusal.reset();
  EXPECT_EQ(json(post("/api/v1/alerts/al1/silence", silence, admin))["state"], "silenced");
}

TEST_F(Writing, ACaseActionWithEvidence) {
  auto sent = post("/api/v1/evidence", kPng, admin,
                   {{"content-type", "image/png"}, {"x-file-name", "%E7%85%A7..%2F1.png"}});
  ASSERT_EQ(sent.status, 200) << sent.body;
  auto hash = json(sent)["hash"].get<std::string>();
  EXPECT_EQ(json(sent)["name"], "1.png");
  happen("al1", {{hash, "1.png", "image/png"}});
  auto body = Json{{"verb", "accept"}, {"text", "已到现场"}, {"evidence", {hash}}}.dump();
  auto answer = json(post("/api/v1/cases/al1/actions", body, admin));
  EXPECT_EQ(answer["step"], "handle");
  EXPECT_EQ(answer["timeline"][0]["evidence"][0]["hash"], hash);
  ASSERT_EQ(desk.acts.size(), 1u);
  EXPECT_EQ(desk.acts[0].evidence, std::vector{hash});
  auto unknown = Json{{"verb", "accept"}, {"evidence", {std::string(64, 'a')}}}.dump();
  EXPECT_EQ(post("/api/v1/cases/al1/actions", unknown, admin).status, 422);
}

TEST_F(Writing, EvidenceIsKeptOnceAndServedSafely) {
  auto first = json(hand_in(kPng, "a.png"));
  auto again = json(hand_in(kPng, "b.png"));
  auto hash = first["hash"].get<std::string>();
  EXPECT_EQ(again["hash"], hash);
  auto record = **records->get("evidence", hash);
  EXPECT_EQ(record.text("name"), "a.png");
  EXPECT_EQ(record.text("sm3").size(), 64u);
  EXPECT_TRUE(std::filesystem::exists(folder / "data" / "evidence" / hash.substr(0, 2) /
                                      hash.substr(2, 2) / hash));
  auto bytes = get("/api/v1/evidence/" + hash, admin);
  EXPECT_EQ(bytes.body, kPng);
  EXPECT_EQ(bytes.header("Content-Type"), "image/png");
  EXPECT_EQ(bytes.header("X-Content-Type-Options"), "nosniff");
  EXPECT_NE(bytes.header("Content-Disposition").find("a%2Epng"), std::string::npos);
  EXPECT_NE(bytes.header("Content-Security-Policy").find("sandbox"), std::string::npos);
}

TEST_F(Writing, EvidenceIsWhatItsBytesSay) {
  for (const std::string bytes : {"<html><script>", "<svg/>", "MZ", "", "GIF89a", "\xFF\xD8"})
    EXPECT_GE(post("/api/v1/evidence", bytes, admin, {{"content-type", "image/png"}}).status, 415);
  auto other = post("/api/v1/evidence", kPng, admin, {{"content-type", "image/jpeg"}});
  EXPECT_EQ(other.status, 415);
  EXPECT_NE(other.body.find("its bytes are image/png"), std::string::npos) << other.body;
  auto none = hand_in("\xFF\xD8\xFF no photo");
  EXPECT_EQ(none.status, 422);
  EXPECT_NE(none.body.find("cannot be read"), std::string::npos) << none.body;
  EXPECT_EQ(get("/api/v1/evidence/..%2f..%2fsecret.txt", admin).status, 404);
}

TEST_F(Writing, AFileNameIsOnlyAName) {
  auto name = [&](const std::string& sent) {
    auto answer = hand_in(kPng, sent);
    return json(answer)["name"].get<std::string>();
  };
  EXPECT_EQ(name("..%2F..%2Fetc%2Fpasswd"), "passwd");
  EXPECT_EQ(name("C%3A%5CUsers%5Cme%5Ca.png"), "a.png");
  EXPECT_EQ(name("a%0D%0ASet-Cookie%3A%20x%22.png"), "aSet-Cookie: x.png");
  EXPECT_EQ(name(std::string(300, 'b') + std::string(196, 'a') + ".png"),
            std::string(196, 'a') + ".png");
  EXPECT_NO_THROW(name("%FF%FE"));  // no UTF-8: the answer is JSON all the same
}

TEST_F(Writing, APhotoTellsWhenAndWhereItWasTaken) {
  using namespace exhibit::testing;
  auto bytes = with_exif(jpeg(64, 32), {6, {taken("2026:05:01 08:30:00")}, guancheng()});
  auto hash = json(hand_in(bytes))["hash"].get<std::string>();
  auto record = **records->get("evidence", hash);
  EXPECT_EQ(record.instant("taken_at"), *parse_instant("2026-05-01T08:30:00"));
  EXPECT_NEAR(*record.number("lon"), 113.68, 1e-9);
  EXPECT_NEAR(*record.number("lat"), 34.7501, 1e-9);
  EXPECT_EQ(record.integer("width"), 32);  // as it stands upright
  EXPECT_EQ(record.integer("height"), 64);
  EXPECT_EQ(get("/api/v1/evidence/" + hash, admin).body, bytes);
}

TEST_F(Writing, AThumbnailIsMadeAgainWhenItIsGone) {
  auto hash = json(hand_in(kPng))["hash"].get<std::string>();
  auto file =
      folder / "data" / "evidence" / hash.substr(0, 2) / hash.substr(2, 2) / (hash + ".thumbnail");
  auto made = get("/api/v1/evidence/" + hash + "/thumbnail", admin);
  EXPECT_EQ(made.header("Content-Type"), "image/jpeg");
  EXPECT_TRUE(made.body.starts_with("\xFF\xD8\xFF"));
  ASSERT_TRUE(std::filesystem::remove(file));
  EXPECT_EQ(get("/api/v1/evidence/" + hash + "/thumbnail", admin).body, made.body);
  EXPECT_TRUE(std::filesystem::exists(file));
  auto paper = json(hand_in("%PDF-1.7"))["hash"].get<std::string>();
  EXPECT_EQ(get("/api/v1/evidence/" + paper + "/thumbnail", admin).status, 404);
}

TEST_F(Writing, AlteredEvidenceIsNotServed) {
  auto hash = json(hand_in(kPng))["hash"].get<std::string>();
  std::ofstream(folder / "data" / "evidence" / hash.substr(0, 2) / hash.substr(2, 2) / hash)
      << "something else";
  EXPECT_EQ(get("/api/v1/evidence/" + hash, admin).status, 500);
}

TEST_F(Writing, AdmitAndCommand) {
  auto admitted = json(post("/api/v1/devices/DQ/admit", R"({"site":"A1","reason":"新装"})", admin));
  EXPECT_EQ(admitted["state"], "admitted");
  EXPECT_EQ(admitted["site"], "A1");
  EXPECT_EQ(post("/api/v1/devices/DQ/admit", R"({"site":"A9","reason":"x"})", admin).status, 404);
  auto asked = post("/api/v1/devices/D1/commands",
                    R"({"cn":"1012","args":{"SystemTime":"now"},"reason":"对时"})", admin);
  EXPECT_EQ(asked.status, 201);
  EXPECT_EQ(json(asked)["state"], "queued");
  EXPECT_EQ(json(get("/api/v1/devices/D1/commands", admin)).size(), 1u);
  EXPECT_EQ(
      post("/api/v1/devices/D1/commands", R"({"cn":"1012","args":[],"reason":"x"})", admin).status,
      422);
}

TEST_F(Writing, SuperiorPlatformsAreDeclaredByAnAdmin) {
  Json plan{{"id", "city"},      {"name_zh", "市平台"},  {"host", "10.0.0.1"}, {"port", 2012},
            {"dialect", "2017"}, {"password", "s3cret"}, {"reason", "接入"}};
  auto answer = post("/api/v1/forwards", plan.dump(), admin);
  EXPECT_EQ(answer.status, 200) << answer.body;
  EXPECT_EQ(answer.body.find("s3cret"), std::string::npos);
  ASSERT_EQ(desk.plans.size(), 1u);
  EXPECT_EQ(desk.plans[0].password, "s3cret");
  EXPECT_FALSE(desk.plans[0].sm4_key) << "absent: as it is";
  EXPECT_EQ(desk.doings.back().why, "接入");
  EXPECT_EQ(post("/api/v1/forwards", plan.dump(), log_in("duty")).status, 403);
  auto with = [&](const char* field, Json value) {
    auto wrong = plan;
    wrong[field] = value;
    return place(post("/api/v1/forwards", wrong.dump(), admin));
  };
  EXPECT_EQ(with("port", 70'000), "port");
  EXPECT_EQ(with("port", "2012"), "port");
  EXPECT_EQ(with("id", "../city"), "id");
  EXPECT_EQ(with("paused", "yes"), "paused");
  EXPECT_EQ(with("sites", Json::array()), "sites");
  EXPECT_EQ(desk.plans.size(), 1u);
}

TEST_F(Writing, RosterAndHandOver) {
  auto duty = log_in("duty");
  auto body = R"({"day":"2026-05-01","street":"s1","shift":"day","user":"first"})";
  auto entry = json(post("/api/v1/roster", body, duty));
  EXPECT_EQ(entry["phone_masked"], "138****5678");
  EXPECT_EQ(entry["from"], to_ms(*parse_instant("2026-05-01T08:00")));
  EXPECT_EQ(json(get("/api/v1/roster?day=2026-05-01", duty)).size(), 1u);
  EXPECT_EQ(post("/api/v1/roster",
                 R"({"day":"2026-05-01","street":"s1","shift":"tea","user":"first"})", duty)
                .status,
            422);
  auto handed = json(post("/api/v1/handovers", R"({"to_user":"first","text":"一切正常"})", duty));
  EXPECT_EQ(handed["open_cases"].size(), 2u);
  EXPECT_EQ(handed["signed"], false);
  auto target = "/api/v1/handovers/" + handed["id"].get<std::string>() + "/sign";
  EXPECT_EQ(post(target, "{}", duty).status, 422);
  auto first = log_in("first");
  EXPECT_EQ(json(post(target, "", first))["signed"], true);
  EXPECT_EQ(json(get("/api/v1/handovers", first)).size(), 1u);
  EXPECT_EQ(json(get("/api/v1/handovers", log_in("second"))).size(), 0u);
}

TEST_F(Writing, DataGoesToTheGatewayWithItsToken) {
  auto data = [&](std::string token) {
    return post("/api/v1/data", "{}", {}, {{"authorization", token}}).status;
  };
  EXPECT_EQ(data("Bearer secret"), 200);
  EXPECT_EQ(data("Bearer wrong"), 401);
  EXPECT_EQ(data(""), 401);
}

}  // namespace
}  // namespace qs::service::testing

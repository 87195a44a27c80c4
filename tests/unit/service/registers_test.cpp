// Registers: what everybody sees and may do, as a table of role × verb × kind × area; writes that
// meet each other; questions of strangers.
#include "edge/service/registers/ogc_query.h"
#include "unit/service/register_world.h"

namespace qs::service::testing {
namespace {

class Registers : public RegisterWorld {
 protected:
  std::vector<std::string> ids(const Response& answer) {
    EXPECT_EQ(answer.status, 200) << answer.body;
    std::vector<std::string> out;
    auto body = json(answer);
    for (const auto& item : body["items"]) out.push_back(item["id"]);
    return out;
  }
  std::vector<std::string> fields_at_fault(const Response& answer) {
    EXPECT_EQ(answer.status, 422) << answer.body;
    std::vector<std::string> out;
    auto body = json(answer);
    for (const auto& fault : body["faults"]) {
      out.push_back(fault["field"]);
      EXPECT_FALSE(fault["zh"].get<std::string>().empty());
      EXPECT_FALSE(fault["en"].get<std::string>().empty());
    }
    return out;
  }
  using Strings = std::vector<std::string>;
};

// ---- role × verb × kind × area ----

TEST_F(Registers, ListsHoldWhatEachMaySee) {
  struct Row {
    const char *user, *kind;
    Strings seen;
  };
  for (const auto& [user, kind, seen] : std::vector<Row>{{"admin", "outfall", {"o1", "o2"}},
                                                         {"viewer", "outfall", {"o1", "o2"}},
                                                         {"first", "outfall", {"o1"}},
                                                         {"second", "outfall", {"o2"}},
                                                         {"works", "outfall", {"o1"}},
                                                         {"admin", "firm", {"f1", "f2"}},
                                                         {"first", "firm", {"f1"}},
                                                         {"works", "firm", {"f1"}},
                                                         {"first", "patrol", {}},
                                                         {"works", "patrol", {}}}) {
    auto who = log_in(user);
    EXPECT_EQ(ids(get(std::string("/api/v1/records/") + kind, who)), seen) << user << " " << kind;
    EXPECT_EQ(json(get(std::string("/api/v1/counts/") + kind, who))["count"], seen.size());
  }
}

TEST_F(Registers, SingleRecordsAnswerByRoleVerbAndArea) {
  struct Row {
    const char *user, *kind, *id;
    int read, write, erase, move;
  };
  for (const auto& [user, kind, id, read, write, erase, move] :
       std::vector<Row>{{"viewer", "outfall", "o1", 200, 403, 403, 403},
                        {"first", "outfall", "o2", 403, 403, 403, 403},
                        {"second", "outfall", "o2", 200, 200, 403, 403},
                        {"works", "outfall", "o2", 403, 403, 403, 403},
                        {"works", "firm", "f1", 200, 200, 403, 422},
                        {"works", "firm", "f2", 403, 403, 403, 403},
                        {"nobody", "outfall", "o1", 401, 401, 401, 401},
                        {"first", "user", "admin", 404, 404, 403, 404},
                        {"admin", "outfall", "none", 404, 404, 404, 404},
                        {"admin", "outfall", "o2", 200, 200, 204, 404},
                        {"admin", "outfall", "o1", 200, 200, 409, 200}}) {
    auto who = user == std::string("nobody") ? Login{} : log_in(user);
    auto place = fmt::format("/api/v1/records/{}/{}", kind, id);
    auto note = fmt::format("{} {} {}", user, kind, id);
    auto before = get(place, who);
    EXPECT_EQ(before.status, read) << note << before.body;
    auto now = revision(kind, id);
    EXPECT_EQ(put_fields(kind, id, {{"note", note}}, now, who).status, write) << note;
    now = revision(kind, id);
    if (erase != 409) {
      auto body = Json{{"revision", now}, {"why", "x"}};
      EXPECT_EQ(post(place + "/erase", body.dump(), who).status, erase) << note;
    }
    auto body = Json{{"revision", now}, {"why", "x"}, {"verb", "close"}};
    EXPECT_EQ(post(place + "/move", body.dump(), who).status, move) << note;
  }
}

TEST_F(Registers, KindsTellWhatTheAskerMay) {
  auto kinds = json(get("/api/v1/kinds", log_in("first")));
  std::map<std::string, Json> by_name;
  for (const auto& kind : kinds["kinds"]) by_name[kind["name"]] = kind;
  ASSERT_TRUE(by_name.contains("outfall"));
  EXPECT_FALSE(by_name.contains("user")) << "an empty shelf is the program's own";
  EXPECT_EQ(by_name["outfall"]["may"]["write"], true);
  EXPECT_EQ(by_name["outfall"]["may"]["erase"], false);
  EXPECT_EQ(by_name["outfall"]["geometry"], "point");
  EXPECT_EQ(kinds["shelves"][0]["id"], "water");
  auto one = json(get("/api/v1/kinds/outfall", log_in("first")));
  EXPECT_EQ(one["relations"]["out"], Json::parse(R"([{"field":"firm","kind":"firm"}])"));
  EXPECT_EQ(one["relations"]["in"], Json::parse(R"([{"field":"outfall","kind":"patrol"}])"));
  EXPECT_EQ(one["transitions"][0]["verb"], "close");
  EXPECT_EQ(one.dump().find("pass_phrase"), std::string::npos) << "secret";
}

// ---- personal data ----

TEST_F(Registers, PersonalFieldsAreHiddenOrTheirReadingIsWrittenDown) {
  auto viewer = log_in("viewer"), duty = log_in("duty");
  auto writes = desk.doings.size();
  EXPECT_FALSE(json(get("/api/v1/records/firm/f1", viewer))["fields"].contains("contact"));
  EXPECT_EQ(desk.doings.size(), writes);
  EXPECT_EQ(json(get("/api/v1/records/firm", duty))["items"][0]["fields"]["contact"], "李四");
  EXPECT_EQ(desk.doings.size(), writes + 1) << "one commit for the whole list";
  EXPECT_EQ(records->query({.kind = "personal_read", .where = {}})->size(), 2u);
  get("/api/v1/records/firm/f1", duty);
  get("/api/v1/history/firm/f1", duty);
  EXPECT_EQ(desk.doings.size(), writes + 1) << "the same person, record and day";
  now += std::chrono::hours{1};
  get("/api/v1/records/firm/f1", duty);
  auto note = **records->get("personal_read", "2026-05-01:duty:firm:f1");
  EXPECT_EQ(note.integer("count"), 2);
  EXPECT_EQ(note.text("user"), "duty");
  desk.refusal = Refusal{Reason::overloaded, {"full", ""}};
  now += std::chrono::hours{1};
  EXPECT_EQ(get("/api/v1/records/firm/f1", duty).status, 503) << "not noted, not shown";
}

TEST_F(Registers, WhatIsHiddenCannotBeAskedBy) {
  auto viewer = log_in("viewer");
  for (auto query :
       {"firm?where=[[\"contact\",\"~\",\"李\"]]", "firm?order=contact", "firm?search=李"})
    EXPECT_EQ(get(std::string("/api/v1/records/") + query, viewer).status, 403) << query;
  EXPECT_EQ(get("/api/v1/tallies/firm/contact", viewer).status, 403);
  EXPECT_EQ(get("/api/v1/tallies/firm/pass_phrase", log_in("admin")).status, 404);
  EXPECT_EQ(
      get("/api/v1/records/firm?where=[[\"pass_phrase\",\"=\",\"x\"]]", log_in("admin")).status,
      422);
}

// ---- questions ----

TEST_F(Registers, QuestionsAreAnswered) {
  auto admin = log_in("admin");
  auto found = [&](std::string query) {
    return ids(get("/api/v1/records/outfall?" + query, admin));
  };
  EXPECT_EQ(found(R"(where=[["size","%3E",1]])"), Strings{"o2"});
  EXPECT_EQ(found(R"(where=[["state","in",["closed"]]])"), Strings{});
  EXPECT_EQ(found(R"(where=[["size","null"]])"), Strings{});
  EXPECT_EQ(found("search=东"), Strings{"o1"});
  EXPECT_EQ(found("box=113.6,34.6,113.705,34.8"), Strings{"o1"});
  EXPECT_EQ(found("near=113.72,34.7,500"), Strings{"o2"});
  EXPECT_EQ(found(R"(inside={"type":"Polygon","coordinates":[[[113.69,34.69],[113.71,34.69],)"
                  R"([113.71,34.71],[113.69,34.71],[113.69,34.69]]]})"),
            Strings{"o1"});
  EXPECT_EQ(found("order=-size"), (Strings{"o2", "o1"}));
  EXPECT_EQ(json(get("/api/v1/tallies/outfall/state", admin)),
            Json::parse(R"([{"value":"open","count":2}])"));
}

TEST_F(Registers, PagesGoOnBehindTheLastRecord) {
  auto admin = log_in("admin");
  for (int i = 0; i < 7; ++i)
    put("patrol", fmt::format("p{}", i),
        {{"outfall", std::string("o1")}, {"score", int64_t{i / 2}}});
  Strings all;
  std::string after;
  for (int pages = 0; pages < 10; ++pages) {
    auto body = json(get("/api/v1/records/patrol?order=-score&limit=3" + after, admin));
    for (const auto& item : body["items"]) all.push_back(item["id"]);
    if (body["next"].is_null()) break;
    after = "&after=" + body["next"].get<std::string>();
  }
  EXPECT_EQ(all, (Strings{"p6", "p5", "p4", "p3", "p2", "p1", "p0"}));
}

TEST_F(Registers, QuestionsThatMakeNoSense) {
  auto admin = log_in("admin");
  for (auto [query, place] : std::vector<std::pair<std::string, std::string>>{
           {"where={}", "where"},
           {"where=[[\"size\"]]", "where"},
           {"where=[[\"nothing\",\"=\",1]]", "where"},
           {"where=[[\"size\",\"=\",\"1\"]]", "where"},
           {"where=[[\"size\",\"~\",1]]", "where"},
           {"where=[[\"size\",\"or\",1]]", "where"},
           {"where=[[\"size\",\"in\",1]]", "where"},
           {"where=[[1,2,3]]", "where"},
           {"box=1,2,3", "box"},
           {"box=113,34,112,35", "box"},
           {"box=nan,34,112,35", "box"},
           {"near=113,34", "near"},
           {"near=113,34,1e9", "near"},
           {"inside={\"type\":\"Point\",\"coordinates\":[113.7,34.7]}", "inside"},
           {"inside=[", "inside"},
           {"order=nothing", "order"},
           {"limit=0", "limit"},
           {"limit=1001", "limit"},
           {"after=xyz", "after"},
           {"after=[1]", "after"},
           {"after=[{},\"o1\"]", "after"}}) {
    auto answer = get("/api/v1/records/outfall?" + query, admin);
    EXPECT_EQ(answer.status, 422) << query << answer.body;
    EXPECT_EQ(json(answer)["error"]["place"], place) << query;
  }
  EXPECT_EQ(get("/api/v1/records/patrol?box=113,34,114,35", admin).status, 422) << "no place";
  EXPECT_EQ(get("/api/v1/records/nothing", admin).status, 404);
}

// ---- writing ----

TEST_F(Registers, ARecordIsMadeAndChanged) {
  auto first = log_in("first");
  auto made = post_fields("outfall", {{"name", "新口"}, {"size", 2}}, first);
  ASSERT_EQ(made.status, 201) << made.body;
  auto record = json(made);
  EXPECT_EQ(record["fields"]["street"], "s1") << "the writer's own";
  EXPECT_EQ(record["fields"]["state"], "open") << "the first state";
  auto id = record["id"].get<std::string>();
  auto answer = put_fields("outfall", id, {{"name", "改名"}, {"size", nullptr}}, 1, first);
  ASSERT_EQ(answer.status, 200) << answer.body;
  EXPECT_EQ(json(answer)["revision"], 2);
  EXPECT_FALSE(json(answer)["fields"].contains("size")) << "null clears";
  auto history = json(get("/api/v1/history/outfall/" + id, first));
  ASSERT_EQ(history.size(), 2u);
  EXPECT_EQ(history[0]["number"], 2);
  EXPECT_EQ(history[0]["name"], "人first");
  EXPECT_EQ(history[1]["fields"]["size"], 2);
  auto then = fmt::format("/api/v1/records/outfall/o1?at={}", to_ms(now));
  EXPECT_EQ(json(get(then, first))["title"], "东口");
}

TEST_F(Registers, EveryFaultIsToldAtOnce) {
  auto admin = log_in("admin");
  auto faults = fields_at_fault(post_fields("outfall",
                                            {{"size", "big"},
                                             {"place", {{"type", "Point"}}},
                                             {"firm", "gone"},
                                             {"state", "closed"},
                                             {"pass_phrase", "x"},
                                             {"what", 1}},
                                            admin));
  std::sort(faults.begin(), faults.end());
  EXPECT_EQ(faults, (Strings{"firm", "name", "pass_phrase", "place", "size", "state", "what"}));
  EXPECT_EQ(fields_at_fault(post_fields("firm", {{"name", "甲厂"}}, admin)), Strings{"name"})
      << "unique";
  auto taken =
      post("/api/v1/records/outfall", R"({"id":"o1","fields":{"name":"x"},"why":"x"})", admin);
  EXPECT_EQ(taken.status, 409);
  for (auto bad : {"a/b", "..", " ", "a\\u0000b", "a?b"})
    EXPECT_EQ(post("/api/v1/records/outfall",
                   fmt::format(R"({{"id":"{}","fields":{{"name":"x"}}}})", bad), admin)
                  .status,
              422)
        << bad;
  EXPECT_EQ(put_fields("outfall", "o1", {{"state", "closed"}}, 1, admin).status, 422);
  EXPECT_EQ(put_fields("outfall", "o1", {{"state", "open"}}, 1, admin).status, 200);
}

TEST_F(Registers, OfTwoWhoEditOneRecordTheSecondIsTold) {
  auto one = log_in("admin"), two = log_in("second");
  EXPECT_EQ(put_fields("outfall", "o2", {{"name", "甲"}}, 1, one).status, 200);
  auto told = put_fields("outfall", "o2", {{"name", "乙"}, {"size", 9}}, 1, two);
  EXPECT_EQ(told.status, 409);
  auto now = json(told)["now"];
  EXPECT_EQ(now["fields"]["name"], "甲");
  EXPECT_EQ(now["revision"], 2);
  EXPECT_EQ((*records->get("outfall", "o2"))->text("name"), "甲") << "nothing is lost";
  EXPECT_EQ(put_fields("outfall", "o2", {{"size", 9}}, now["revision"], two).status, 200);
  auto end = **records->get("outfall", "o2");
  EXPECT_EQ(end.text("name"), "甲");
  EXPECT_EQ(end.number("size"), 9);
  auto stale = Json{{"revision", 1}, {"why", "x"}};
  EXPECT_EQ(post("/api/v1/records/outfall/o2/erase", stale.dump(), one).status, 409);
}

TEST_F(Registers, NobodyGivesARecordAway) {
  auto first = log_in("first");
  EXPECT_EQ(put_fields("outfall", "o1", {{"street", "s2"}}, 1, first).status, 403);
  EXPECT_EQ(post_fields("outfall", {{"name", "x"}, {"street", "s2"}}, first).status, 403);
  EXPECT_EQ(put_fields("firm", "f1", {{"note", "x"}}, 1, log_in("works")).status, 200);
}

TEST_F(Registers, ManyAreChangedInOneCommit) {
  auto admin = log_in("admin"), first = log_in("first");
  auto commit = records->last_commit();
  auto bulk = [&](std::string body, const Login& who) {
    return post("/api/v1/bulk/outfall", body, who);
  };
  auto done = bulk(R"({"ids":["o1","o2"],"fields":{"size":5},"why":"普查"})", admin);
  EXPECT_EQ(json(done), Json::parse(R"({"changed":2})")) << done.body;
  EXPECT_EQ(records->last_commit(), commit + 1);
  auto wrong = bulk(R"({"ids":["o1","o2"],"fields":{"size":-1},"why":"普查"})", admin);
  EXPECT_EQ(fields_at_fault(wrong), (Strings{"o1.size", "o2.size"}));
  EXPECT_EQ(bulk(R"({"ids":["o1","o2"],"fields":{"size":6},"why":"x"})", first).status, 403);
  EXPECT_EQ(records->last_commit(), commit + 1) << "none of them";
  EXPECT_EQ(bulk(R"({"ids":["o1"],"fields":{"size":6}})", admin).status, 422) << "no reason";
}

TEST_F(Registers, AStateMovesAlongItsWays) {
  auto admin = log_in("admin");
  auto move = [&](uint64_t revision, std::string verb, std::string why) {
    return post("/api/v1/records/outfall/o1/move",
                Json{{"revision", revision}, {"verb", verb}, {"why", why}}.dump(), admin);
  };
  EXPECT_EQ(json(get("/api/v1/records/outfall/o1", admin))["may"],
            Json::parse(R"(["write","erase","close"])"));
  EXPECT_EQ(move(1, "close", " ").status, 422) << "needs a reason";
  EXPECT_EQ(move(1, "fly", "x").status, 422);
  EXPECT_EQ(json(move(1, "close", "封堵"))["fields"]["state"], "closed");
  EXPECT_EQ(move(2, "close", "又").status, 409) << "no way from here";
}

TEST_F(Registers, RelationsAreSeenFromBothEnds) {
  put("patrol", "p1", {{"outfall", std::string("o1")}});
  auto related = json(get("/api/v1/related/outfall/o1", log_in("admin")));
  ASSERT_EQ(related.size(), 2u) << related.dump();
  EXPECT_EQ(related[0]["kind"], "firm");
  EXPECT_EQ(related[0]["items"][0]["title"], "甲厂");
  EXPECT_EQ(related[1]["kind"], "patrol");
  EXPECT_EQ(related[1]["count"], 1);
  auto record = json(get("/api/v1/records/outfall/o1", log_in("admin")));
  EXPECT_EQ(record["names"]["firm"], "甲厂");
}

TEST_F(Registers, ScriptsComeBackAsText) {
  auto admin = log_in("admin");
  const std::string script = "<script>alert('青')</script>\"\u2028=1+1";
  auto made = post_fields("outfall", {{"name", script}}, admin);
  EXPECT_EQ(made.header("Content-Type"), "application/json; charset=utf-8");
  EXPECT_EQ(made.header("X-Content-Type-Options"), "nosniff");
  EXPECT_EQ(json(made)["fields"]["name"], script);
}

// ---- filters, journal, public ----

TEST_F(Registers, FiltersAreKeptAndShared) {
  auto viewer = log_in("viewer"), duty = log_in("duty");
  auto body = R"({"name":"大口","query":{"where":"[[\"size\",\">\",1]]"},"shared":true})";
  auto made = post("/api/v1/filters/outfall", body, viewer);
  ASSERT_EQ(made.status, 201) << made.body;
  auto mine = json(get("/api/v1/filters/outfall", viewer));
  EXPECT_EQ(mine[0]["mine"], true);
  EXPECT_EQ(mine[0]["query"]["where"], R"([["size",">",1]])");
  EXPECT_EQ(json(get("/api/v1/filters/outfall", duty))[0]["mine"], false);
  EXPECT_TRUE(json(get("/api/v1/filters/firm", duty)).empty());
  auto place = "/api/v1/filters/outfall/" + json(made)["id"].get<std::string>() + "/erase";
  EXPECT_EQ(post(place, "{}", duty).status, 403);
  EXPECT_EQ(post(place, "{}", viewer).status, 204);
  EXPECT_EQ(post("/api/v1/filters/outfall", R"({"name":"x","query":{"limit":"1"}})", viewer).status,
            422);
  EXPECT_EQ(
      post("/api/v1/filters/firm", R"({"name":"x","query":{"order":"contact"}})", viewer).status,
      403);
}

TEST_F(Registers, TheJournalIsForThoseWhoCheck) {
  put_fields("outfall", "o1", {{"note", "=cmd|'/c calc'"}}, 1, log_in("first"), "=HYPERLINK(1)");
  EXPECT_EQ(get("/api/v1/journal", log_in("first")).status, 403);
  auto admin = log_in("admin");
  auto last = json(get("/api/v1/journal?kind=outfall&limit=1", admin));
  ASSERT_EQ(last.size(), 1u);
  EXPECT_EQ(last[0]["who"], "first");
  EXPECT_EQ(last[0]["name"], "人first");
  EXPECT_EQ(last[0]["id"], "o1");
  auto before =
      fmt::format("/api/v1/journal?kind=outfall&before={}", last[0]["position"].get<int>());
  EXPECT_EQ(json(get(before, admin)).size(), 2u);
  for (const auto& entry : json(get("/api/v1/journal?by=people&limit=1000", admin))) {
    EXPECT_NE(entry["who"], "pack");
    EXPECT_NE(entry["kind"], "login_event");
  }
  EXPECT_EQ(get("/api/v1/journal?by=nobody", admin).status, 422);
  auto csv = get("/api/v1/journal?who=first&format=csv", admin);
  EXPECT_EQ(csv.header("Content-Type"), "text/csv; charset=utf-8");
  EXPECT_NE(csv.body.find(",'=HYPERLINK(1)"), std::string::npos) << csv.body;
}

TEST_F(Registers, ThePublicSeesPublicFieldsOfPublicKinds) {
  auto kinds = json(get("/api/v1/public/kinds"));
  ASSERT_EQ(kinds["kinds"].size(), 1u);
  EXPECT_EQ(kinds["kinds"][0]["name"], "outfall");
  auto record = json(get("/api/v1/public/records/outfall/o1"));
  EXPECT_EQ(record["title"], "东口");
  EXPECT_EQ(record["fields"].size(), 2u) << record.dump();
  EXPECT_TRUE(record["fields"].contains("place"));
  EXPECT_TRUE(record["names"].empty());
  EXPECT_EQ(ids(get("/api/v1/public/records/outfall?box=113.6,34.6,113.705,34.8")), Strings{"o1"});
  EXPECT_EQ(get("/api/v1/public/records/firm").status, 404);
  EXPECT_EQ(get("/api/v1/public/records/outfall?order=size").status, 403);
  EXPECT_EQ(get(R"(/api/v1/public/records/outfall?where=[["firm","=","f1"]])").status, 403);
  EXPECT_EQ(get("/api/v1/records/outfall").status, 401);
}

// ---- dues ----

TEST_F(Registers, WhatIsDueIsListed) {
  put("patrol", "p1", {{"outfall", std::string("o1")}, {"on", std::string("2026-04-10")}});
  put("outfall", "o2",
      {{"name", std::string("西口")},
       {"street", std::string("s2")},
       {"ends_on", std::string("2026-05-20")}});
  now = *parse_instant("2026-06-02T09:00:00");
  auto admin = log_in("admin");
  auto dues = json(get("/api/v1/dues", admin));
  EXPECT_EQ(dues["counts"], Json::parse(R"({"due":0,"overdue":3})")) << dues.dump();
  EXPECT_EQ(dues["items"][0]["duty"], "expiry") << "the one that is overdue for longest";
  EXPECT_EQ(dues["items"][0]["until"], "2026-05-20");
  EXPECT_EQ(dues["items"][1]["duty"], "patrol");
  EXPECT_EQ(dues["items"][1]["from"], "2026-05-01");
  EXPECT_EQ(dues["items"][1]["clause"], "第三条");
  put("patrol", "p2", {{"outfall", std::string("o1")}, {"on", std::string("2026-06-01")}});
  EXPECT_EQ(json(get("/api/v1/dues?street=s1", admin))["counts"]["overdue"], 0);
  EXPECT_EQ(json(get("/api/v1/dues?state=due", admin))["items"].size(), 0u);
  EXPECT_EQ(json(get("/api/v1/dues", log_in("first")))["counts"]["overdue"], 0);
  EXPECT_EQ(json(get("/api/v1/dues?kind=outfall", log_in("second")))["counts"]["overdue"], 2);
  EXPECT_EQ(get("/api/v1/dues?state=late", admin).status, 422);
}

TEST_F(Registers, WhatBeganInThisPeriodOwesNothingForTheLast) {
  auto dues = json(get("/api/v1/dues", log_in("admin")));
  EXPECT_EQ(dues["counts"], Json::parse(R"({"due":2,"overdue":0})")) << dues.dump();
}

// ---- tiles ----

TEST_F(Registers, TilesShowWhatTheAskerMaySee) {
  const std::string tile = "/api/v1/tiles/outfall/6/52/25";
  auto text = [&](const Login& who) { return get(tile, who).body; };
  EXPECT_NE(text(log_in("admin")).find("西口"), std::string::npos);
  EXPECT_EQ(text(log_in("first")).find("西口"), std::string::npos);
  EXPECT_NE(text(log_in("first")).find("open"), std::string::npos);
  EXPECT_NE(text({}).find("西口"), std::string::npos) << "public";
  EXPECT_EQ(text({}).find("open"), std::string::npos) << "but not its state";
  EXPECT_EQ(get("/api/v1/tiles/firm/6/52/25").status, 404);
  EXPECT_EQ(get("/api/v1/tiles/outfall/6/64/0").status, 404);
  EXPECT_EQ(get(tile).header("Content-Type"), "application/vnd.mapbox-vector-tile");
}

TEST_F(Registers, TilesFollowTheLedger) {
  auto admin = log_in("admin");
  auto ask_with = [&](std::string tag) {
    return ask(Method::get, "/api/v1/tiles/outfall/6/52/25", "", admin, {{"if-none-match", tag}});
  };
  auto tag = std::string(ask_with("").header("ETag"));
  EXPECT_EQ(ask_with(tag).status, 304);
  EXPECT_EQ(ask_with(std::string(get("/api/v1/tiles/outfall/6/52/25").header("ETag"))).status, 200)
      << "somebody else's";
  put("outfall", "o3",
      {{"name", std::string("新口")},
       {"place", std::string(R"({"type":"Point","coordinates":[113.71,34.7]})")}});
  auto changed = ask_with(tag);
  EXPECT_EQ(changed.status, 200);
  EXPECT_NE(changed.body.find("新口"), std::string::npos);
  auto gone = Json{{"revision", 1}, {"why", "x"}}.dump();
  EXPECT_EQ(post("/api/v1/records/outfall/o3/erase", gone, admin).status, 204);
  EXPECT_EQ(ask_with("").body.find("新口"), std::string::npos);
}

TEST_F(Registers, TilesOfAnEarlierMomentShowWhatStoodThen) {
  auto admin = log_in("admin");
  auto text = [&](const std::string& query) {
    return get("/api/v1/tiles/outfall/6/52/25" + query, admin).body;
  };
  auto before = fmt::format("?at={}", to_ms(now) - 1);
  EXPECT_EQ(text(before).find("东口"), std::string::npos) << "nothing stood then";
  now += std::chrono::hours(2);
  put_fields("outfall", "o1", {{"name", "改名口"}}, 1, admin, "更名");
  auto hour_ago = fmt::format("?at={}", to_ms(now) - 3'600'000);
  EXPECT_NE(text("").find("改名口"), std::string::npos);
  EXPECT_NE(text(hour_ago).find("东口"), std::string::npos);
  EXPECT_EQ(text(hour_ago).find("改名口"), std::string::npos);
}

// ---- OGC API ----

TEST_F(Registers, OgcItemsAreThoseOfTheVisitor) {
  auto items = json(get("/ogc/collections/outfall/items"));
  EXPECT_EQ(items["numberMatched"], 2);
  EXPECT_EQ(items["features"][0]["properties"], Json::parse(R"({"name":"东口"})"));
  EXPECT_EQ(items["features"][0]["geometry"]["type"], "Point");
  EXPECT_EQ(get("/ogc/collections/firm/items").status, 404);
  auto duty = log_in("duty");
  EXPECT_EQ(json(get("/ogc/collections/firm/items", duty))["numberReturned"], 2);
  EXPECT_EQ(records->query({.kind = "personal_read", .where = {}})->size(), 2u);
  EXPECT_EQ(json(get("/ogc/collections/outfall/items", log_in("first")))["numberMatched"], 1);
}

TEST_F(Registers, OgcPagesAreLinked) {
  auto next = std::string("/ogc/collections/outfall/items?limit=1&name=西口");
  EXPECT_EQ(json(get(next))["numberMatched"], 1);
  auto first = json(get("/ogc/collections/outfall/items?limit=1"));
  ASSERT_EQ(first["links"].size(), 2u);
  EXPECT_EQ(first["links"][1]["rel"], "next");
  auto second = json(get(first["links"][1]["href"]));
  EXPECT_EQ(second["features"][0]["id"], "o2");
  EXPECT_EQ(second["links"].size(), 1u);
}

TEST_F(Registers, OgcFeaturesWithoutAPlaceMeetEveryBox) {
  put("outfall", "o3", {{"name", std::string("无位置")}});
  auto page = json(get("/ogc/collections/outfall/items?bbox=113.6,34.6,113.705,34.8"));
  EXPECT_EQ(page["numberMatched"], 2);
  ASSERT_EQ(page["numberReturned"], 1);
  auto last = json(get(page["links"][1]["href"]));
  EXPECT_EQ(last["numberMatched"], 2);
  ASSERT_EQ(last["numberReturned"], 1) << last.dump();
  EXPECT_EQ(last["features"][0]["id"], "o3");
  EXPECT_TRUE(last["features"][0]["geometry"].is_null());
  EXPECT_EQ(last["links"].size(), 1u);
}

TEST_F(Registers, OgcQuestionsThatMakeNoSense) {
  for (auto query : {"limit=0", "limit=x", "limit=-99999999999999999999", "bbox=1,2,3",
                     "bbox=113,35,114,34", "bbox=a,b,c,d", "datetime=yesterday", "datetime=../..",
                     "datetime=2026-05-02T00:00:00Z/2026-05-01T00:00:00Z", "f=html", "firm=f1",
                     "after=1", "place=x", "nothing=1"})
    EXPECT_EQ(get(std::string("/ogc/collections/outfall/items?") + query).status, 400) << query;
  for (auto query : {"limit=99999999999999999999", "bbox=113,34,0,114,35,9", "bbox=113,34,-170,35",
                     "datetime=../2026-05-01T00:00:00%2B08:00", "f=json", "name=x"})
    EXPECT_EQ(get(std::string("/ogc/collections/outfall/items?") + query).status, 200) << query;
  EXPECT_EQ(get("/ogc?x=1").status, 400);
  EXPECT_EQ(get("/ogc/collections/outfall/items/o1?limit=1").status, 400);
}

TEST(OgcInterval, TakesTimesOfRfc3339) {
  auto at = [](std::string_view text) { return iso(ogc_interval(text)->from.value()); };
  EXPECT_EQ(at("2026-05-01T00:00:00Z"), "2026-05-01T08:00:00+08:00");
  EXPECT_EQ(at("2026-05-01T00:00:00+05:30"), "2026-05-01T02:30:00+08:00");
  EXPECT_EQ(at("2026-05-01T00:00:00-01:00"), "2026-05-01T09:00:00+08:00");
  for (auto fraction : {".5", ".50", ".500", ".5001234"})
    EXPECT_EQ(to_ms(*ogc_interval(fmt::format("2026-05-01T00:00:00{}Z", fraction))->from) % 1000,
              500)
        << fraction;
  for (auto bad : {"", "..", "2026-05-01", "2026-05-01T00:00:00", "2026-05-01T00:00:00.Z",
                   "2026-05-01T00:00:00.5xZ", "2026-05-01T00:00:00+25:00", "2026-13-01T00:00:00Z",
                   "2026-05-01T00:00:00Z/2026-05-02T00:00:00Z/..", "2026-05-01T00:00:00+0530"})
    EXPECT_FALSE(ogc_interval(bad)) << bad;
}

}  // namespace
}  // namespace qs::service::testing

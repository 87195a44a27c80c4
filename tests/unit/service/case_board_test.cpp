// Cases counted by step, street and day, and the workflow that they go by.
#include "unit/service/world.h"

namespace qs::service::testing {
namespace {

class CaseBoard : public World {
 public:
  CaseBoard() {
    casework::Step assign{
        .id = "assign", .name_zh = "交办", .name_en = "Assign", .roles = {"duty"}};
    assign.limit = *casework::parse_time_limit("2wd");
    assign.remind = {std::chrono::hours(4)};
    assign.escalate = {{std::chrono::hours(1), "admin"}};
    assign.actions = {{.verb = "assign",
                       .label_zh = "交办",
                       .label_en = "Assign",
                       .to = "closed",
                       .needs = {.text = true},
                       .role = {},
                       .effect = casework::Effect::assign}};
    casework::Workflow flow{.id = "supervision", .name_zh = "督办", .name_en = "Supervision"};
    flow.version = "v2";
    flow.steps = {assign};
    flow.look_back = {.after = *casework::parse_time_limit("30d"), .step = "assign"};
    workflows.flows = {flow};
    stand("c1", "assign", "s1", "2026-05-01T18:00:00", false);
    stand("c2", "assign", "s1", "2026-05-01T08:00:00", true);
    stand("c3", "assign", "s2", "2026-05-03T00:00:00", false);
    stand("c4", "gone", "s2", "2026-04-02T08:00:00", true);
  }
  void stand(const std::string& id, const std::string& step, const std::string& street,
             const char* due, bool overdue) {
    put("case", id,
        {{"workflow", std::string("supervision")},
         {"state", std::string("open")},
         {"step", step},
         {"street", street},
         {"due_at", to_ms(*parse_instant(due))},
         {"overdue", overdue}});
  }
};

TEST_F(CaseBoard, CountsByStepAndStreetWithinReach) {
  auto board = json(get("/api/v1/cases/board?workflow=supervision", log_in("admin")));
  ASSERT_EQ(board["steps"].size(), 2u);
  EXPECT_EQ(board["steps"][0]["name_zh"], "交办");
  EXPECT_EQ(board["steps"][1]["id"], "gone") << "a step of an earlier text is not forgotten";
  EXPECT_EQ(board["cells"][0],
            (Json{{"step", "assign"}, {"street", "s1"}, {"open", 2}, {"overdue", 1}}));
  EXPECT_EQ(board["cells"].size(), 3u);
  auto one = json(get("/api/v1/cases/board?workflow=supervision&street=s2", log_in("admin")));
  EXPECT_EQ(one["cells"].size(), 2u);
  EXPECT_EQ(get("/api/v1/cases/board?workflow=none", log_in("admin")).status, 404);
}

TEST_F(CaseBoard, StatisticsOfTheStepsThatWereLeft) {
  auto stay = [&](const char* id, const char* street, const char* month, double hours, bool on_time,
                  bool reviews, bool returned) {
    put("case_step", id,
        {{"case", std::string("c1")},
         {"workflow", std::string("supervision")},
         {"step", std::string("assign")},
         {"street", std::string(street)},
         {"month", std::string(month)},
         {"hours", hours},
         {"on_time", on_time},
         {"reviews", reviews},
         {"returned", returned}});
  };
  stay("c1~1", "s1", "2026-04", 1.5, true, false, false);
  stay("c1~2", "s1", "2026-05", 2.5, false, true, true);
  stay("c2~1", "s2", "2026-05", 4, true, true, false);
  stay("c3~1", "s2", "2025-12", 99, false, false, false);
  auto admin = log_in("admin");
  auto ask = [&](std::string query) {
    return get("/api/v1/cases/statistics?from=2026-01&until=2026-05" + query, admin);
  };
  auto months = json(ask(""));
  EXPECT_EQ(months["all"]["stays"], 3);
  EXPECT_DOUBLE_EQ(months["all"]["on_time_share"], 2.0 / 3);
  EXPECT_DOUBLE_EQ(months["all"]["mean_hours"], 8.0 / 3);
  EXPECT_EQ(months["all"]["return_share"], 0.5);
  ASSERT_EQ(months["rows"].size(), 2u);
  EXPECT_EQ(months["rows"][0]["month"], "2026-04");
  EXPECT_TRUE(months["rows"][0]["return_share"].is_null()) << "nothing could be sent back";
  EXPECT_EQ(months["rows"][1]["mean_hours"], 3.25);
  auto steps = json(ask("&by=step"));
  EXPECT_EQ(steps["rows"][0]["workflow"], "supervision");
  EXPECT_EQ(steps["rows"][0]["step_zh"], "交办");
  EXPECT_EQ(json(ask("&by=street,month&street=s2"))["rows"].size(), 1u);
  EXPECT_EQ(json(ask("&workflow=none"))["all"]["stays"], 0);
  EXPECT_TRUE(json(ask("&workflow=none"))["all"]["mean_hours"].is_null());
  EXPECT_EQ(ask("&by=who").status, 400);
  EXPECT_EQ(ask("&by=month,month").status, 400);
  EXPECT_EQ(get("/api/v1/cases/statistics?from=2026-13", admin).status, 400);
  auto table = ask("&by=street&format=csv");
  EXPECT_NE(table.body.find("s1,2,1,0.5,2.0,1,1,1.0"), std::string::npos) << table.body;
}

TEST_F(CaseBoard, CountsByLocalDay) {
  auto admin = log_in("admin");
  auto month =
      json(get("/api/v1/cases/calendar?from=2026-05-01&days=31&workflow=supervision", admin));
  EXPECT_EQ(month["before"], 1);
  EXPECT_EQ(month["days"], (Json::parse(R"([{"day":"2026-05-01","open":2,"overdue":1},
                                            {"day":"2026-05-03","open":1,"overdue":0}])")));
  EXPECT_EQ(month["rest"].size(), 10u) << "five weekends; no holiday is known here";
  EXPECT_EQ(month["rest"][0], "2026-05-02");
  EXPECT_EQ(get("/api/v1/cases/calendar?days=43", admin).status, 422);
  auto day = start_of(*parse_day("2026-05-01"));
  auto listed = json(get(fmt::format("/api/v1/cases?workflow=supervision&due_from={}&due_until={}",
                                     to_ms(day), to_ms(day + std::chrono::hours(24))),
                         admin));
  ASSERT_EQ(listed["total"], 2);
  EXPECT_EQ(listed["items"][0]["id"], "c2") << "what is due first at the head";
}

TEST_F(CaseBoard, TellsTheWorkflow) {
  auto admin = log_in("admin");
  EXPECT_EQ(json(get("/api/v1/workflows", admin))[0]["id"], "supervision");
  auto flow = json(get("/api/v1/workflows/supervision", admin));
  EXPECT_EQ(flow["in_force"], true);
  EXPECT_EQ(flow["look_back"], (Json{{"after", "30d"}, {"step", "assign"}}));
  auto step = flow["steps"][0];
  EXPECT_EQ(step["limit"], "2wd");
  EXPECT_EQ(step["remind"], Json::array({14'400'000}));
  EXPECT_EQ(step["escalate"][0]["role"]["id"], "admin");
  EXPECT_EQ(step["actions"][0]["does"], "assign");
  EXPECT_EQ(step["actions"][0]["role"], Json());
  EXPECT_EQ(get("/api/v1/workflows/none", admin).status, 404);
}

}  // namespace
}  // namespace qs::service::testing

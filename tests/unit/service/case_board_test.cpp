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

TEST_F(CaseBoard, CountsByLocalDay) {
  auto admin = log_in("admin");
  auto month =
      json(get("/api/v1/cases/calendar?from=2026-05-01&days=31&workflow=supervision", admin));
  EXPECT_EQ(month["before"], 1);
  EXPECT_EQ(month["days"], (Json::parse(R"([{"day":"2026-05-01","open":2,"overdue":1},
                                            {"day":"2026-05-03","open":1,"overdue":0}])")));
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

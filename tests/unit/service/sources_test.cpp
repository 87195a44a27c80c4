// Retention audits and the figures of vehicles, over registers as the packs declare them in short.
#include "unit/service/world.h"

namespace qs::service::testing {
namespace {

using ledger::Field;
using ledger::FieldType;

Field field(std::string name, FieldType type = FieldType::text, std::string target = {}) {
  Field out{.name = name, .type = type, .label_zh = name, .label_en = name};
  out.target = std::move(target);
  return out;
}

ledger::Kind kind(std::string name, std::vector<Field> fields) {
  fields.insert(fields.begin(), {field("name"), field("street"), field("kind"),
                                 field("simulated", FieldType::boolean)});
  return {.name = name,
          .label_zh = name,
          .label_en = name,
          .shelf = "air",
          .title = "name",
          .fields = std::move(fields)};
}

class Sources : public World {
 public:
  Sources() {
    auto reference = [](std::string name, std::string target) {
      return field(std::move(name), FieldType::reference, std::move(target));
    };
    auto day = [](std::string name) { return field(std::move(name), FieldType::day); };
    auto number = [](std::string name) { return field(std::move(name), FieldType::integer); };
    std::vector<ledger::Kind> kinds{
        kind("petrol_station", {}),
        kind("retention_audit", {field("title"), reference("station", "petrol_station"),
                                 field("seed"), day("drawn_on"), field("drawn_by"), day("due_on"),
                                 field("days", FieldType::json), field("state")}),
        kind("vehicle", {field("scrapped", FieldType::boolean)}),
        kind("vehicle_check", {field("plate"), reference("vehicle", "vehicle"), day("checked_on"),
                               field("method"), field("result"), day("repaired_on")}),
        kind("fleet", {number("vehicles"), number("new_energy")})};
    EXPECT_TRUE(records->declare(kinds));
    auto tables = library.tables();
    for (auto [name, figure] : std::map<std::string, std::string>{{"raw_months", "24"},
                                                                  {"video_months", "12"},
                                                                  {"raw_days", "3"},
                                                                  {"video_days", "2"},
                                                                  {"answer_days", "5"},
                                                                  {"least_hours", "18"}})
      tables.rules.push_back({.name = "petrol.retention." + name,
                              .value = figure,
                              .source = {"s", "c", *parse_day("2020-01-01"), {}, "practice"}});
    standard::Faults faults;
    library = standard::Library(std::move(tables), faults);
    EXPECT_FALSE(faults.any());
    put("petrol_station", "p1", {{"name", std::string("站")}, {"street", std::string("s1")}});
    put("evidence", "f1", {{"name", std::string("raw.csv")}, {"street", std::string("s1")}});
  }

  void checked(const std::string& id, const char* vehicle, const char* on, const char* result,
               const char* repaired = "") {
    ledger::Fields fields{{"plate", fmt::format("豫{}", vehicle)},
                          {"vehicle", std::string(vehicle)},
                          {"checked_on", std::string(on)},
                          {"method", std::string("remote")},
                          {"result", std::string(result)}};
    if (*repaired) fields["repaired_on"] = std::string(repaired);
    put("vehicle_check", id, std::move(fields));
  }
};

TEST_F(Sources, AnAuditAsksForDaysAndTakesAnswersThatCoverThem) {
  auto admin = log_in("admin");
  auto drawn = post("/api/v1/retention-audits", R"({"station":"p1"})", admin);
  ASSERT_EQ(drawn.status, 201) << drawn.body;
  auto audit = json(drawn);
  ASSERT_EQ(audit["days"].size(), 5u);
  EXPECT_EQ(audit["due_on"], "2026-05-06");
  EXPECT_EQ(audit["seed"].get<std::string>().size(), 64u);
  auto path = fmt::format("/api/v1/retention-audits/{}/answers", audit["id"].get<std::string>());
  auto answer = [&](const Json& day, std::string from, std::string until, std::string file) {
    return post(path,
                Json{{"what", day["what"]},
                     {"day", day["day"]},
                     {"file", file},
                     {"from", from},
                     {"until", until}}
                    .dump(),
                admin);
  };
  const auto days = audit["days"];
  const auto& first = days[0];
  EXPECT_EQ(answer(first, "2020-01-01", "2020-12-31", "f1").status, 422) << "another time";
  EXPECT_EQ(answer(first, "2020-01-01", "2026-05-01", "f2").status, 422) << "no such file";
  for (const auto& day : days) {
    auto said = answer(day, "2020-01-01", "2026-05-01", "f1");
    ASSERT_EQ(said.status, 200) << said.body;
    audit = json(said);
  }
  EXPECT_EQ(audit["state"], "passed");
  EXPECT_EQ(answer(first, "2020-01-01", "2026-05-01", "f1").status, 409) << "it is over";
}

TEST_F(Sources, NobodyDrawsOrAnswersWithoutTheRight) {
  EXPECT_EQ(post("/api/v1/retention-audits", R"({"station":"p1"})", log_in("duty")).status, 403);
  EXPECT_EQ(post("/api/v1/retention-audits", R"({"station":"p9"})", log_in("admin")).status, 404);
  EXPECT_EQ(post("/api/v1/retention-audits/x/answers", "{}", log_in("admin")).status, 404);
}

TEST_F(Sources, VehiclesAreCountedByWhetherTheyWereMetThisYear) {
  for (auto id : {"v1", "v2", "v3"}) put("vehicle", id, {{"kind", std::string("bus")}});
  put("vehicle", "v4", {{"kind", std::string("bus")}, {"scrapped", true}});
  checked("c1", "v1", "2026-02-01", "failed", "2026-02-09");
  checked("c2", "v1", "2026-03-01", "failed");
  checked("c3", "v2", "2026-03-01", "passed");
  checked("c4", "v3", "2025-12-31", "failed");
  checked("c5", "v4", "2026-01-01", "failed");
  put("fleet", "f",
      {{"kind", std::string("bus")}, {"vehicles", int64_t{10}}, {"new_energy", int64_t{4}}});
  put("fleet", "g",
      {{"kind", std::string("bus")}, {"vehicles", int64_t{30}}, {"new_energy", int64_t{6}}});
  auto figures = json(get("/api/v1/vehicles/figures", log_in("admin")));
  EXPECT_EQ(figures["year"], 2026);
  ASSERT_EQ(figures["checked"].size(), 1u);
  EXPECT_EQ(figures["checked"][0]["vehicles"], 3);
  EXPECT_EQ(figures["checked"][0]["checked"], 2);
  EXPECT_EQ(figures["methods"], (Json{{{"method", "remote"}, {"passed", 1}, {"failed", 3}}}));
  EXPECT_EQ(
      figures["repeats"],
      (Json{{{"plate", "豫v1"}, {"failed", 2}, {"last", "2026-03-01"}, {"repaired", false}}}));
  EXPECT_EQ(figures["fleets"][0]["share"], 0.25);
}

}  // namespace
}  // namespace qs::service::testing

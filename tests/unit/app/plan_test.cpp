// What a plan is measured by, over memory twins with the pack of Guancheng.
#include <gmock/gmock.h>

#include "app/dispatcher.h"
#include "app/founding.h"
#include "app/plan/planner.h"
#include "app/plan/task_rounds.h"
#include "edge/store/memory_record_log.h"
#include "edge/store/memory_series_log.h"
#include "unit/app/guancheng.h"

namespace qs::app {
namespace {

using namespace std::chrono_literals;
using observe::Cadence;
using observe::Measure;

constexpr Day kToday{std::chrono::year{2026} / 6 / 15};

Day day(int month, int d) {
  return std::chrono::year{2026} / month / d;
}

class PlanOfDistrict : public testing::Test {
 protected:
  PlanOfDistrict() {
    must(records_->declare(guancheng().kinds));
    must(found_pack(guancheng(), *records_, start_of(day(1, 1))));
  }

  template <class T>
  static T must(Result<T> result) {
    check(result.has_value(), result ? "" : result.error().message().c_str());
    if constexpr (!std::is_void_v<T>) return std::move(*result);
  }

  void days(const std::string& station, const std::string& factor, int month, double value,
            Measure measure = Measure::avg) {
    auto series = must(series_->open({station, factor, Cadence::day, measure}));
    observe::Batch batch{.received = start_of(kToday)};
    auto span = Period::of(PeriodKind::month, start_of(day(month, 1))).span();
    for (auto at = span.from; at < span.until; at += 24h)
      batch.samples.push_back({.series = series, .time = to_ms(at), .value = value});
    must(series_->append(batch));
  }

  void put(const std::string& kind, const std::string& id, ledger::Fields fields, Day on) {
    auto known = must(records_->get(kind, id));
    if (known)
      for (const auto& [name, value] : known->fields) fields.try_emplace(name, value);
    must(records_->commit({.who = "somebody",
                           .why = "as the test wants it",
                           .when = start_of(on) + 9h,
                           .writes = {{.kind = kind, .id = id, .fields = std::move(fields)}}}));
  }

  std::optional<double> figure(std::string_view measure, const std::string& area, Day from,
                               Day until) {
    auto law = guancheng().planning.measure(measure);
    auto gathered = must(gatherer_.gather(*law, area, {start_of(from), start_of(until)}, false));
    return plan::figure_of(law->measure, gathered.items);
  }

  std::unique_ptr<observe::SeriesLog> series_ = store::memory_series_log();
  std::unique_ptr<ledger::RecordLog> records_ = store::memory_record_log();
  Gatherer gatherer_{guancheng(), *series_, *records_};
  Planner planner_{guancheng(), *records_, gatherer_, [] { return start_of(kToday); }};
};

// The boundary of two streets moves on the first of April: each day goes by where its station was.
TEST_F(PlanOfDistrict, AStreetIsJudgedByTheStationsThatItHadOnTheDay) {
  for (int month = 1; month <= 5; ++month) {
    days("air-m01", "a34004", month, 10);  // beixiajie
    days("air-m02", "a34004", month, 20);  // beixiajie, later dongdajie
    days("air-m07", "a34004", month, 60);  // dongdajie
  }
  put("station", "air-m02", {{"street", std::string("dongdajie")}}, day(4, 1));
  auto mean = [&](const std::string& street, int from, int until) {
    return figure("air.pm25_mean", street, day(from, 1), day(until, 1));
  };
  EXPECT_EQ(mean("beixiajie", 1, 4), 15);
  EXPECT_EQ(mean("beixiajie", 4, 6), 10);
  EXPECT_EQ(mean("dongdajie", 4, 6), 40);
  EXPECT_EQ(mean("dongdajie", 1, 4), 60);
}

TEST_F(PlanOfDistrict, TheCompositeIndexNeedsAllSixFactors) {
  for (auto station : {"air-s1", "air-s2", "air-s3", "air-s4"}) {
    for (auto [factor, value] :
         {std::pair{"a21026", 60.0}, {"a21004", 40.0}, {"a34002", 60.0}, {"a34004", 15.0}})
      days(station, factor, 5, value);
    days(station, "a21005", 5, 4);
  }
  EXPECT_EQ(figure("air.composite", "", day(5, 1), day(6, 1)), std::nullopt);
  for (auto station : {"air-s1", "air-s2", "air-s3", "air-s4"})
    days(station, "a05024", 5, 160, Measure::max_8h);
  // Each at its divisor brings its weight, PM2.5 at half of it half of 3.
  EXPECT_EQ(figure("air.composite", "", day(5, 1), day(6, 1)), 1 + 2 + 1 + 1.5 + 1 + 2);
}

TEST_F(PlanOfDistrict, WhatWasDoneInAPeriodCountsOnceAndTheRunningPeriodOnlyAlone) {
  auto check = [&](const std::string& id, const std::string& station, Day on) {
    put("petrol_check", id,
        {{"station", station},
         {"checked_on", iso(on)},
         {"inspectors", std::string("甲、乙")},
         {"result", std::string("passed")}},
        on);
  };
  auto stations = must(records_->query({.kind = "petrol_station", .where = {}, .limit = 100}));
  for (const auto& station : stations)
    put(station.kind, station.id, {{"state", "closed"}}, day(1, 1));
  for (auto id : {"one", "two", "three", "four"})
    put("petrol_station", id, {{"name", std::string(id)}, {"state", std::string("open")}},
        day(1, 1));
  check("a", "one", day(1, 3));
  check("b", "one", day(1, 30));
  check("c", "two", day(2, 10));
  check("d", "three", day(2, 28));
  check("e", "four", day(3, 1));
  auto share = [&](Day until) { return figure("petrol.checked_share", "", day(1, 1), until); };
  EXPECT_EQ(share(day(2, 1)), 25);
  EXPECT_EQ(share(day(3, 1)), 37.5);
  EXPECT_EQ(share(day(3, 20)), 37.5);
  EXPECT_EQ(figure("petrol.checked_share", "", day(3, 1), day(3, 20)), 25);
}

TEST_F(PlanOfDistrict, AnOverdueTaskOpensOneCaseAndALateReportNone) {
  auto plan = must(records_->query({.kind = "plan", .where = {}})).front().id;
  auto task = [&](const std::string& id, const std::string& title, ledger::Fields more) {
    more["plan"] = plan;
    more["title"] = title;
    more["number"] = id;
    more["content"] = title;
    more["state"] = std::string("open");
    put("plan_task", id, std::move(more), day(1, 1));
  };
  auto all = must(records_->query({.kind = "plan_task", .where = {}, .limit = 200}));
  for (const auto& one : all) put(one.kind, one.id, {{"state", std::string("done")}}, day(1, 1));
  task("late", "late",
       {{"due_on", iso(day(6, 14))},
        {"duty_units", std::string(R"([{"unit":"gov","words":"区政府"}])")}});
  task("silent", "silent", {{"due_on", iso(day(12, 30))}});

  auto moved = must(moved_lights(planner_, *records_, kToday));
  std::map<std::string, ledger::Fields> lit;
  for (const auto& write : moved) lit[write.id] = write.fields;
  EXPECT_EQ(ledger::text_of(lit.at("late").at("light_reason")), "overdue");
  EXPECT_EQ(ledger::text_of(lit.at("late").at("in_charge")), "gov");
  EXPECT_EQ(ledger::text_of(lit.at("silent").at("light")), "yellow");

  Sites sites;
  must(sites.refresh(*records_));
  Dispatcher dispatcher(*records_, sites, Dispatcher::law_of(guancheng()));
  auto opened = must(dispatcher.opened_by(moved, start_of(kToday)));
  std::vector<std::string> subjects;
  for (const auto& write : opened)
    if (write.kind == casework::kCaseKind)
      subjects.push_back(ledger::text_of(write.fields.at("subject")));
  EXPECT_THAT(subjects, testing::ElementsAre("plan_task/late"));

  must(records_->commit(
      {.who = "flow", .why = "lights", .when = start_of(kToday), .writes = moved}));
  EXPECT_TRUE(must(moved_lights(planner_, *records_, kToday)).empty());
}

TEST_F(PlanOfDistrict, StreetsUnitsAndMonthsAreEachHeldAgainstTheWhole) {
  put("indicator", "tonnes",
      {{"plan", must(records_->query({.kind = "plan", .where = {}})).front().id},
       {"number", int64_t{99}},
       {"group", std::string("test")},
       {"name", std::string("tonnes")},
       {"better", std::string("high")}},
      day(1, 1));
  auto target = [&](const std::string& id, double value, ledger::Fields more) {
    more["indicator"] = std::string("tonnes");
    more["year"] = int64_t{2026};
    more.try_emplace("month", int64_t{0});
    more["version"] = int64_t{1};
    more["value"] = value;
    more["how"] = std::string("sum");
    more["state"] = std::string("in_force");
    put("indicator_target", id, std::move(more), day(1, 1));
  };
  target("whole", 10, {});
  target("east", 4, {{"area", std::string("dongdajie")}});
  target("west", 6, {{"area", std::string("xidajie")}});
  target("office", 7, {{"unit_in_charge", std::string("gov-office")}});
  target("east-may", 3, {{"area", std::string("dongdajie")}, {"month", int64_t{5}}});
  auto found = must(planner_.decomposition(*must(records_->get("indicator", "tonnes")), 2026));
  std::map<std::string, const service::Decomposition::Row*> rows;
  for (const auto& row : found.rows) rows[row.target.id] = &row;
  EXPECT_TRUE(rows["whole"]->areas.empty());
  ASSERT_EQ(rows["whole"]->units.size(), 1u);
  EXPECT_EQ(rows["whole"]->units[0].made, 7);
  ASSERT_EQ(rows["east"]->months.size(), 1u);
  EXPECT_EQ(rows["east"]->months[0].made, 3);
  EXPECT_TRUE(rows["office"]->units.empty());
}

// What the program reckoned neither hides a new text of the pack nor is lost by it.
TEST_F(PlanOfDistrict, ATaskThatWasLitIsStillThePacks) {
  auto id = must(records_->query({.kind = "plan_task", .where = {}})).front().id;
  auto lights = must(moved_lights(planner_, *records_, kToday));
  must(records_->commit(
      {.who = "flow", .why = "lights", .when = start_of(kToday), .writes = lights}));
  EXPECT_EQ(must(found_pack(guancheng(), *records_, start_of(kToday))), 0u);
  auto pack = guancheng();
  for (auto& record : pack.records)
    if (record.kind == "plan_task" && record.id == id) record.fields["title"] = std::string("new");
  EXPECT_EQ(must(found_pack(pack, *records_, start_of(kToday))), 1u);
  auto now = must(records_->get("plan_task", id));
  EXPECT_EQ(now->text("title"), "new");
  EXPECT_FALSE(now->text("light").empty());
  put("plan_task", id, {{"title", std::string("by hand")}}, kToday);
  EXPECT_EQ(must(found_pack(guancheng(), *records_, start_of(kToday))), 0u);
}

TEST(ChangePercent, HasNoFigureOnABaseOfZero) {
  EXPECT_EQ(plan::change_percent(45, 50), -10);
  EXPECT_EQ(plan::change_percent(3, 0), std::nullopt);
}

// 151 days at 38, then 56 a day: the fourteenth of June takes the mean of the year over 39.
TEST_F(PlanOfDistrict, TellsWhatIsOtherwiseThanWhenADayBegan) {
  for (auto station : {"air-s1", "air-s2", "air-s3", "air-s4"}) {
    for (int month = 1; month <= 5; ++month) days(station, "a34004", month, 38);
    days(station, "a34004", 6, 56);
  }
  const std::string task = "g-6-1-5";
  auto since = day(6, 14);
  for (std::string name : {"kept", "missed"})
    put("task_milestone", name, {{"task", task}, {"name", name}, {"due_on", iso(since)}},
        day(6, 1));
  put("task_milestone", "kept", {{"done_on", iso(since)}}, since);
  put("task_report", "old",
      {{"task", task},
       {"month", "2026-05-01"},
       {"progress", 10.0},
       {"done", "开始"},
       {"state", "accepted"}},
      day(6, 13));
  put("plan_task", task, {{"state", "done"}}, since);
  put("task_report", "new",
      {{"task", task},
       {"month", "2026-06-01"},
       {"progress", 100.0},
       {"done", "完成"},
       {"state", "submitted"}},
      since);

  auto found = must(planner_.changes("plan-145", since));
  ASSERT_EQ(found.figures.size(), 1u);
  EXPECT_EQ(found.figures[0].indicator.id, "pm25");
  EXPECT_EQ(found.figures[0].before.value, 39);
  EXPECT_EQ(found.figures[0].now.value, 40);
  EXPECT_EQ(found.figures[0].shifts.front(), plan::Shift::lost);
  auto light = std::ranges::find(found.lights, task, [](const auto& one) { return one.task.id; });
  ASSERT_NE(light, found.lights.end());
  EXPECT_NE(light->before.light, plan::Light::done);
  EXPECT_EQ(light->now.light, plan::Light::done);
  ASSERT_EQ(found.milestones.size(), 2u);
  EXPECT_EQ(found.milestones[0].name, "kept");
  EXPECT_EQ(found.milestones[0].passing, plan::Passing::reached);
  EXPECT_EQ(found.milestones[1].passing, plan::Passing::missed);
  ASSERT_EQ(found.reports.size(), 1u);
  EXPECT_EQ(found.reports[0].id, "new");
}

}  // namespace
}  // namespace qs::app

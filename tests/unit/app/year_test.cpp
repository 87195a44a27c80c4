// A year of a district by a seed: alerts, complaints, fires, site checks and orders, two hundred
// people who are sometimes late, and a program that dies in the middle.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

#include "app/dispatcher.h"
#include "app/founding.h"
#include "base/json.h"
#include "edge/store/memory_record_log.h"
#include "edge/store/sqlite_record_log.h"
#include "kernel/casework/visit.h"
#include "kernel/ledger/check.h"
#include "unit/store/scratch.h"

namespace qs::app {
namespace {

using casework::Case;
using ledger::Write;

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr int kDays = 20;
#else
constexpr int kDays = 365;
#endif
constexpr int kPeoplePerStreet = 14, kDeathPerCommits = 300;
constexpr const char* kSite = "site-1";
constexpr std::array kUnits{"unit-a", "unit-b", "unit-c"};

struct Death {};

// A ledger under which the program dies now and then, before or after a commit.
class Deadly : public ledger::RecordLog {
 public:
  explicit Deadly(std::mt19937& random) : log_(store::memory_record_log()), random_(random) {}
  bool armed = false;
  int deaths = 0;

  Result<uint64_t> commit(const ledger::Commit& c) override {
    strike();
    auto kept = log_->commit(c);
    if (kept) strike();
    return kept;
  }
  Result<void> declare(std::span<const ledger::Kind> k) override { return log_->declare(k); }
  const ledger::Kind* kind(std::string_view n) const override { return log_->kind(n); }
  std::vector<const ledger::Kind*> kinds() const override { return log_->kinds(); }
  Result<std::optional<ledger::Record>> get(std::string_view k,
                                            std::string_view id) const override {
    return log_->get(k, id);
  }
  Result<std::vector<ledger::Record>> query(const ledger::Query& q) const override {
    return log_->query(q);
  }
  Result<size_t> count(const ledger::Query& q) const override { return log_->count(q); }
  Result<std::vector<ledger::Tally>> tally(const ledger::Query& q,
                                           std::string_view f) const override {
    return log_->tally(q, f);
  }
  Result<std::vector<ledger::Group>> group(const ledger::Query& q, std::span<const std::string> by,
                                           std::span<const std::string> sum) const override {
    return log_->group(q, by, sum);
  }
  Result<std::vector<ledger::Revision>> history(std::string_view k,
                                                std::string_view id) const override {
    return log_->history(k, id);
  }
  Result<std::optional<ledger::Record>> as_of(std::string_view k, std::string_view id,
                                              Instant t) const override {
    return log_->as_of(k, id, t);
  }
  Result<std::vector<ledger::JournalEntry>> journal(const ledger::JournalQuery& q) const override {
    return log_->journal(q);
  }
  uint64_t last_commit() const override { return log_->last_commit(); }
  Result<std::vector<ledger::LedgerProof>> proof() const override { return log_->proof(); }
  Result<std::optional<Day>> first_broken_day() const override { return log_->first_broken_day(); }

 private:
  void strike() {
    if (!armed || random_() % (2 * kDeathPerCommits) != 0) return;
    ++deaths;
    throw Death{};
  }
  std::unique_ptr<ledger::RecordLog> log_;
  std::mt19937& random_;
};

class DistrictYear : public ::testing::Test {
 protected:
  DistrictYear()
      : pack_(*open_pack(std::filesystem::path(QS_SOURCE_DIR) / "packs/guancheng")),
        records_(random_) {}

  void found() {
    ASSERT_TRUE(records_.declare(pack_.kinds));
    ASSERT_TRUE(found_pack(pack_, records_, now_));
    std::vector<Write> writes;
    auto person = [&](std::string id, std::string role, std::string area, std::string unit) {
      people_.push_back({id, id, {role}, area, "", {}, unit});
      writes.push_back(
          {.kind = "user",
           .id = id,
           .fields = {
               {"name", id}, {"roles", Json::array({role}).dump()}, {"area", ledger::kept(area)}}});
    };
    for (const auto& street : pack_.streets)
      for (int i = 0; i < kPeoplePerStreet; ++i)
        person(fmt::format("{}-{}", street.id, i), i < 10 ? "street" : "grid_worker", street.id,
               "");
    for (int i = 0; i < 6; ++i) person(fmt::format("duty-{}", i), "district_duty", "", "");
    for (int i = 0; i < 4; ++i) person(fmt::format("officer-{}", i), "enforcement", "", "");
    for (const auto* unit : kUnits) {
      writes.push_back(
          {.kind = "unit",
           .id = unit,
           .fields = {{"name", std::string(unit)}, {"kind", std::string("department")}}});
      person(std::string("head-") + unit, "department", "", unit);
      people_.back().unit = unit;
      writes.back().fields["unit"] = std::string(unit);
    }
    for (int i = 0; i < 5; ++i) person(fmt::format("leader-{}", i), "leader", "", "");
    writes.push_back({.kind = "site",
                      .id = kSite,
                      .fields = {{"name", std::string("工地")},
                                 {"kind", records_.kind("site")->field("kind")->choices[0].value},
                                 {"stage", records_.kind("site")->field("stage")->choices[0].value},
                                 {"state", std::string("active")},
                                 {"street", pack_.streets[0].id}}});
    ASSERT_GE(people_.size(), 200u);
    ASSERT_TRUE(records_.commit({.who = "t", .why = "found", .when = now_, .writes = writes}));
    ASSERT_TRUE(sites_.refresh(records_));
    for (const auto& [id, site] : sites_.all()) stations_.push_back(id);
    records_.armed = true;
    be_born();
  }

  // The program starts, as often as it dies while it does.
  void be_born() {
    while (true) try {
        dispatcher_.emplace(records_, sites_, Dispatcher::law_of(pack_));
        keep(dispatcher_->recover(now_).value());
        return;
      } catch (const Death&) {
      }
  }
  // Somebody tries until the program lived long enough.
  template <class Work>
  void insist(Work work) {
    while (true) try {
        work();
        return;
      } catch (const Death&) {
        be_born();
      }
  }
  // Whether the program died before or after: people look first, and find it done or not.
  template <class Work>
  void try_once(Work work) {
    try {
      work();
    } catch (const Death&) {
      be_born();
    }
  }
  void keep(std::vector<Write> writes) {
    auto opened = dispatcher_->opened_by(writes, now_);
    std::ranges::move(opened.value(), std::back_inserter(writes));
    if (writes.empty()) return;
    auto done = records_.commit({.who = "t", .why = "t", .when = now_, .writes = writes});
    ASSERT_TRUE(done) << done.error().message();
  }

  size_t roll(size_t sides) { return random_() % sides; }
  bool chance(double p) { return static_cast<double>(random_() % 100'000) < p * 100'000; }
  template <class List>
  const auto& any(const List& list) {
    return list[roll(list.size())];
  }

  void plan_duty() {
    std::vector<Write> writes;
    for (int ahead = 0; ahead < 7; ++ahead)
      for (const auto& street : pack_.streets)
        for (const auto& shift : pack_.shifts) {
          auto user = fmt::format("{}-{}", street.id, roll(10));
          casework::Person person{user, user, {}, street.id, {}};
          Day day = std::chrono::sys_days(day_of(now_)) + std::chrono::days(ahead);
          if (auto duty =
                  casework::assign_duty(pack_.shifts, day, street.id, shift.id, person, now_))
            writes.push_back(*duty);
        }
    insist([&] { keep(writes); });
  }

  void record(std::string kind, ledger::Fields fields) {
    auto declared = records_.kind(kind);
    auto id = fmt::format("{}-{}", kind, ++made_);
    ledger::fill_in(*declared, fields);
    auto faults = ledger::settle(*declared, fields);
    ASSERT_TRUE(faults.empty()) << kind << ' ' << faults.front().field << faults.front().en;
    insist([&] {
      if (*records_.get(kind, id)) return;  // it was kept before the program died
      keep({{.kind = kind, .id = id, .fields = fields}});
    });
  }

  void happen() {
    const auto& street = any(pack_.streets).id;
    auto today = iso(day_of(now_));
    std::string place = R"({"type":"Point","coordinates":[113.72,34.72]})";
    if (chance(0.12))
      record("complaint", {{"number", fmt::format("N{}", made_)},
                           {"channel", std::string("12345")},
                           {"received_on", today},
                           {"kind", std::string("odour")},
                           {"text", std::string("异味")},
                           {"street", street},
                           {"state", std::string("received")}});
    if (chance(0.04))
      record("fire_spot", {{"found_at", to_ms(now_)},
                           {"found_by", std::string("satellite")},
                           {"place", place},
                           {"street", street}});
    if (chance(0.05)) inspect(street);
    if (chance(0.01)) order();
    if (chance(0.2)) warn();
  }

  // A visit by the first check list: each fault becomes a case of its own.
  void inspect(const std::string& street) {
    const auto& list = pack_.checklists.front();
    casework::Visit visit{.id = fmt::format("visit-{}", ++made_),
                          .about = kSite,
                          .street = street,
                          .inspectors = "甲",
                          .at = now_};
    for (const auto& item : list.items) {
      auto result = chance(0.05) ? casework::Finding::Result::bad : casework::Finding::Result::good;
      visit.findings.push_back(
          {.item = item.id, .result = result, .photos = {std::string(64, 'a')}});
    }
    auto writes = casework::visit_writes(list, visit);
    ASSERT_TRUE(writes) << writes.error().message();
    insist([&] {
      if (*records_.get("visit", visit.id)) return;
      keep(*writes);
    });
  }

  void order() {
    casework::ByHand hand{.workflow = "supervision", .title = "督办事项", .text = "请办理"};
    hand.street = any(pack_.streets).id;
    const auto& leader = people_.back();
    try_once([&] { keep(dispatcher_->open(hand, leader, now_).value().writes); });
  }

  // An alert begins at a station where none is, or one that stands is over.
  void warn() {
    const auto* site = sites_.find(any(stations_));
    const auto* rule = pack_.rule("air_polluted");
    auto& alert = alerts_[site->id];
    bool over = alert.state == alert::State::firing;
    if (over) {
      alert.state = alert::State::resolved;
      alert.resolved_at = now_;
    } else {
      alert = {.id = alert::alert_id(rule->id, site->id, "", now_),
               .rule = rule->id,
               .site = site->id,
               .street = site->street,
               .state = alert::State::firing,
               .began_at = now_,
               .seen_at = now_,
               .fired_at = now_};
    }
    insist([&] {
      auto known = records_.get("alert", alert.id).value();
      alert.revision = known ? known->revision : 0;
      alert.case_id = known ? known->text("case") : "";
      std::vector<Warning> warnings{
          {over ? alert::Event::resolved : alert::Event::fired, alert, rule}};
      keep(dispatcher_->act_on(warnings, now_).value());
    });
    if (!over) fired_.insert(alert.id);
  }

  casework::Deed deed_for(const casework::Action& action, const Case& file) {
    casework::Deed deed{.verb = action.verb, .text = "说明"};
    deed.evidence = {{"h", "p.jpg", "image/jpeg", now_, LonLat{113.72, 34.72}},
                     {"d", "d.pdf", "application/pdf"}};
    const ledger::Fields answers{{"true_word", std::string("true")},
                                 {"measures", std::string("已处理")},
                                 {"reply", std::string("已答复")},
                                 {"what", std::string("straw")},
                                 {"area_m2", 20.0},
                                 {"rectified_on", iso(day_of(now_))}};
    for (const auto& field : action.form) deed.form[field] = answers.at(field);
    if (action.effect == casework::Effect::assign) {
      deed.street = file.street;
      if (action.to == "unit") deed.unit = any(kUnits);
    }
    if (action.effect == casework::Effect::invite) deed.units = {any(kUnits)};
    if (action.effect == casework::Effect::split)
      deed.parts = {{"甲", file.street, ""}, {"乙", file.street, ""}};
    return deed;
  }

  // People mostly get on with it; a part is not split again.
  bool is_likely(const casework::Action& action, const Case& file) {
    using casework::Effect;
    if (action.effect == Effect::merge || action.verb == "join") return false;  // with which?
    if (action.effect == Effect::split) return file.parent.empty() && chance(0.1);
    return !action.to.empty() || action.effect == Effect::resume || chance(0.2);
  }

  void work_on(const std::string& id) {
    auto file = casework::case_of(**records_.get("case", id));
    auto flow = dispatcher_->workflows().of(file);
    ASSERT_TRUE(flow) << id;
    std::vector<std::pair<const access::Actor*, const casework::Action*>> can;
    for (const auto& person : people_)
      for (const auto* action : casework::allowed_actions(*flow, file, person))
        if (is_likely(*action, file)) can.emplace_back(&person, action);
    if (can.empty()) return;
    auto [person, action] = any(can);
    auto writes = dispatcher_->act(id, *person, deed_for(*action, file), {}, now_);
    if (writes) keep(std::move(*writes));
  }

  std::vector<ledger::Record> all(std::string kind) const {
    std::vector<ledger::Record> out;
    for (size_t offset = 0;; offset += ledger::kMaxPage) {
      auto page =
          records_.query({.kind = kind, .where = {}, .limit = ledger::kMaxPage, .offset = offset})
              .value();
      out.insert(out.end(), page.begin(), page.end());
      if (page.size() < ledger::kMaxPage) return out;
    }
  }

  // The figures of the statistics page beside those that plain SQL counts from the moments alone.
  void expect_statistics_as_recounted() {
    auto kind = *records_.kind("case_step");
    for (auto& field : kind.fields)
      if (field.type == ledger::FieldType::reference) field.type = ledger::FieldType::text;
    auto log = store::SqliteRecordLog::open(folder_ / "steps.sqlite").value();
    ASSERT_TRUE(log->declare(std::vector{kind}));
    std::vector<Write> writes;
    for (auto& r : all("case_step"))
      writes.push_back({.kind = r.kind, .id = r.id, .fields = std::move(r.fields)});
    auto stays = writes.size();
    log->commit({"flow", "the year", now_, std::move(writes)}).value();

    auto sql = store::lite::Session::open(folder_ / "steps.sqlite", store::lite::Session::Use::read)
                   .value();
    std::vector<std::string> by{"unit", "month"}, sum{"on_time", "hours", "reviews", "returned"};
    auto groups = log->group({.kind = "case_step"}, by, sum).value();
    auto rows =
        sql->prepare(
               "SELECT unit, strftime('%Y-%m', left_at / 1000 + 28800, 'unixepoch') AS m, "
               "count(*), "
               "count(CASE WHEN left_at <= due_at THEN 1 END), avg(hours), count(CASE WHEN reviews "
               "THEN 1 "
               "END), count(CASE WHEN returned THEN 1 END) FROM ledger_case_step GROUP BY unit, m "
               "ORDER BY unit, m")
            .value();
    size_t at = 0, counted = 0, late = 0, returned = 0;
    while (rows.next().value()) {
      ASSERT_LT(at, groups.size());
      const auto& group = groups[at++];
      auto count = static_cast<double>(group.count);
      EXPECT_EQ(ledger::text_of(group.by[0]), rows.text_at(0));
      EXPECT_EQ(ledger::text_of(group.by[1]), rows.text_at(1));
      EXPECT_EQ(group.count, static_cast<size_t>(rows.integer_at(2)));
      EXPECT_EQ(group.sums[0], rows.real_at(3));
      EXPECT_EQ(group.sums[1] / count, rows.real_at(4)) << "mean hours";
      EXPECT_EQ(group.sums[2], rows.real_at(5));
      EXPECT_EQ(group.sums[3], rows.real_at(6));
      EXPECT_LE(group.sums[3], group.sums[2]) << "only who reviews sends back";
      counted += group.count;
      late += group.count - static_cast<size_t>(group.sums[0]);
      returned += static_cast<size_t>(group.sums[3]);
    }
    EXPECT_EQ(at, groups.size());
    EXPECT_EQ(counted, stays);
    EXPECT_GT(late, 0u);
    EXPECT_GT(returned, 0u);
    auto twin = records_.group({.kind = "case_step"}, by, sum).value();
    ASSERT_EQ(twin.size(), groups.size());
    for (size_t i = 0; i < twin.size(); ++i) EXPECT_EQ(twin[i].by, groups[i].by);
  }

  store::Scratch folder_;
  std::mt19937 random_{20260101};
  Pack pack_;
  Deadly records_;
  Sites sites_;
  std::optional<Dispatcher> dispatcher_;
  std::vector<access::Actor> people_;
  std::vector<std::string> stations_;
  std::map<std::string, alert::Alert> alerts_;
  std::set<std::string> fired_;
  size_t made_ = 0;
  Instant now_ = start_of(Day{std::chrono::year{2026} / 1 / 1});
};

TEST_F(DistrictYear, EveryCaseHasItsCauseNobodyIsToldTwiceLateStepsEscalateOnce) {
  found();
  for (int hour = 0; hour < kDays * 24; ++hour, now_ += std::chrono::hours(1)) {
    if (hour % (24 * 7) == 0) plan_duty();
    insist([&] { keep(dispatcher_->tick(now_).value()); });
    happen();
    auto open = records_.query({.kind = "case",
                                .where = {{.field = "state", .value = std::string("open")}},
                                .limit = ledger::kMaxPage});
    for (const auto& file : *open)
      if (chance(0.15)) try_once([&] { work_on(file.id); });
  }
  records_.armed = false;

  // Every case has its cause, and every cause its case.
  std::set<std::string> subjects, origins;
  size_t closed = 0, late = 0, escalations = 0;
  auto cases = all("case");
  for (const auto& r : cases) {
    auto c = casework::case_of(r);
    origins.insert(c.id);
    origins.insert(c.alert);
    closed += c.closed ? 1 : 0;
    if (!c.parent.empty()) {
      EXPECT_TRUE(*records_.get("case", c.parent)) << c.id;
    } else if (!c.about.subject.empty()) {
      auto slash = c.about.subject.find('/');
      EXPECT_TRUE(
          *records_.get(c.about.subject.substr(0, slash), c.about.subject.substr(slash + 1)));
      EXPECT_TRUE(subjects.insert(c.about.subject).second) << c.about.subject << " has two";
    } else if (c.workflow == "supervision") {
      EXPECT_TRUE(c.opened_by.starts_with("leader")) << c.id;
    } else {
      EXPECT_TRUE(*records_.get("alert", c.id)) << c.id;
    }
  }
  for (const auto& id : fired_) {
    auto alert = **records_.get("alert", id);
    EXPECT_TRUE(origins.contains(alert.text("case"))) << id;
  }
  for (const auto* kind : {"complaint", "fire_spot"})
    for (const auto& r : all(kind))
      EXPECT_TRUE(subjects.contains(std::string(kind) + "/" + r.id)) << r.id;
  size_t bad = 0;
  for (const auto& r : all("visit")) bad += static_cast<size_t>(*r.integer("bad"));
  EXPECT_EQ(all("visit_fault").size(), bad);
  for (const auto& r : all("visit_fault"))
    EXPECT_TRUE(subjects.contains("visit_fault/" + r.id)) << r.id;

  std::map<std::string, std::vector<casework::CaseEvent>> stories;
  for (const auto& r : all("case_event")) {
    auto event = casework::event_of(r);
    stories[event.case_id].push_back(event);
  }

  // Nobody is told the same twice, unless the case left a step and came back within the hour.
  std::set<std::pair<std::string, int64_t>> moved;
  for (const auto& r : all("case_step")) moved.emplace(r.text("case"), *r.integer("left_at"));
  std::set<std::tuple<std::string, std::string, int64_t, std::string>> told;
  auto notices = all("outbox");
  for (const auto& r : notices) {
    auto at = *r.integer("at");
    bool first = told.emplace(r.text("user"), r.text("case"), at, r.text("text_zh")).second;
    EXPECT_TRUE(first || moved.contains({r.text("case"), at})) << r.id;
  }

  // Each level of a late step was told once, those that were not due yet never.
  for (const auto& r : all("case_step")) {
    auto entered = *r.instant("entered_at"), left = *r.instant("left_at"),
         due = *r.instant("due_at");
    const auto& story = stories[r.text("case")];
    auto during = [&](std::string_view verb) {
      return std::ranges::count_if(story, [&](const auto& e) {
        return e.verb == verb && e.step == r.text("step") && entered <= e.at && e.at <= left;
      });
    };
    if (during("pause") + during("extend") > 0) continue;  // their clocks were moved
    auto twice = std::ranges::count_if(story, [&](const auto& e) { return e.at == entered; });
    if (entered == left || twice > 2) continue;  // left in the hour that it was entered
    const auto* step = pack_.workflow(r.text("workflow"))->step(r.text("step"));
    auto levels = std::ranges::count_if(
        step->escalate, [&](const auto& level) { return due + level.after <= left; });
    EXPECT_EQ(during("escalate"), levels) << r.id << ' ' << iso(due) << ' ' << iso(left);
    late += left > due ? 1 : 0;
    escalations += static_cast<size_t>(levels);
  }
  fmt::print(
      "{} days, {} people: {} cases, {} closed, {} late steps, {} escalations, {} notices, "
      "{} deaths\n",
      kDays, people_.size(), cases.size(), closed, late, escalations, notices.size(),
      records_.deaths);
  EXPECT_GT(cases.size(), static_cast<size_t>(kDays) * 5);
  EXPECT_GT(late, static_cast<size_t>(kDays) / 4);
  EXPECT_GT(records_.deaths, kDays / 10);
  expect_statistics_as_recounted();
}

}  // namespace
}  // namespace qs::app

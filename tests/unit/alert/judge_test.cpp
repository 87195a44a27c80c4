// Each kind of rule: yes, near, no and unknown.
#include <gtest/gtest.h>

#include "kernel/alert/finding.h"

namespace qs::alert {
namespace {

using namespace std::chrono_literals;
using observe::Mark;
using observe::Sample;

const Place kSite{"S01", "air_standard", "street1"};
const Instant kNow = at(Day{std::chrono::year{2026} / 5 / 1}, 12);

Rule rule_of(Kind kind, Parameters parameters, double margin = 0) {
  Rule rule;
  rule.id = "r";
  rule.kind = kind;
  rule.parameters = std::move(parameters);
  rule.resolve_margin = margin;
  return rule;
}

Look look_at(Instant at = kNow) {
  return {.place = kSite, .factor = "a34004", .at = at};
}

// Hourly values that end at kNow; nullopt is an hour without one.
std::vector<Sample> hours(std::vector<std::optional<double>> values) {
  std::vector<Sample> samples;
  auto t = kNow - 1h * (values.size() - 1);
  for (const auto& v : values) {
    if (v) samples.push_back({.time = to_ms(t), .value = *v});
    t += 1h;
  }
  return samples;
}

Condition judge_samples(const Rule& rule, const std::vector<Sample>& samples) {
  auto look = look_at();
  look.samples = samples;
  return judge(rule, look).condition;
}

evaluate::Verdict verdict(double value, double limit, evaluate::Outcome outcome, double multiple) {
  evaluate::Verdict v;
  v.statistic = "day";
  v.value = value;
  v.limit_value = limit;
  v.outcome = outcome;
  v.multiple = multiple;
  v.limit_id = "GB3095-2012/pm25/day/2";
  v.standard = "GB 3095-2012";
  v.clause = "表1";
  v.confidence = "verified";
  return v;
}

TEST(LimitExceeded, FollowsTheVerdictAndCitesIt) {
  auto rule = rule_of(Kind::limit_exceeded, {.statistic = "day"});
  auto look = look_at();
  EXPECT_EQ(judge(rule, look).condition, Condition::unknown);
  auto v = verdict(90, 75, evaluate::Outcome::exceeds, 0.2);
  look.verdict = &v;
  auto finding = judge(rule, look);
  EXPECT_EQ(finding.condition, Condition::yes);
  EXPECT_EQ(finding.threshold, 75);
  EXPECT_EQ(finding.clause, "表1");
  EXPECT_EQ(finding.street, "street1");
  v = verdict(75, 75, evaluate::Outcome::meets, 0);
  EXPECT_EQ(judge(rule, look).condition, Condition::no);
  v.outcome = evaluate::Outcome::no_limit;
  EXPECT_EQ(judge(rule, look).condition, Condition::no);
  v.outcome = evaluate::Outcome::not_enough_data;
  EXPECT_EQ(judge(rule, look).condition, Condition::unknown);
  v = verdict(90, 75, evaluate::Outcome::exceeds, 0.2);
  v.statistic = "hour";
  EXPECT_EQ(judge(rule, look).condition, Condition::unknown);
}

TEST(LimitExceeded, MultipleAndMargin) {
  auto look = look_at();
  auto v = verdict(90, 75, evaluate::Outcome::exceeds, 0.2);
  look.verdict = &v;
  auto doubled = rule_of(Kind::limit_exceeded, {.statistic = "day", .multiple = 1});
  EXPECT_EQ(judge(doubled, look).condition, Condition::no);
  v = verdict(150, 75, evaluate::Outcome::exceeds, 1);
  EXPECT_EQ(judge(doubled, look).condition, Condition::yes);
  auto margin = rule_of(Kind::limit_exceeded, {.statistic = "day"}, 0.1);
  v = verdict(70, 75, evaluate::Outcome::meets, 0);
  EXPECT_EQ(judge(margin, look).condition, Condition::near);
  v = verdict(67, 75, evaluate::Outcome::meets, 0);
  EXPECT_EQ(judge(margin, look).condition, Condition::no);
  // Dissolved oxygen, where less is worse: 5.2 mg/L has only just come back above 5.
  v = verdict(5.2, 5, evaluate::Outcome::meets, 0);
  EXPECT_EQ(judge(margin, look).condition, Condition::near);
}

TEST(IndexAtLeast, WaitsForTheLevel) {
  auto rule = rule_of(Kind::index_at_least, {.index = "AQI", .threshold = 201}, 0.1);
  auto look = look_at();
  evaluate::IndexResult index;
  look.index = &index;
  index.index = "AQI";
  EXPECT_EQ(judge(rule, look).condition, Condition::unknown);  // NA
  index.value = 201;
  EXPECT_EQ(judge(rule, look).condition, Condition::yes);
  index.value = 190;
  EXPECT_EQ(judge(rule, look).condition, Condition::near);
  index.value = 180;
  EXPECT_EQ(judge(rule, look).condition, Condition::no);
  index.index = "noise";
  EXPECT_EQ(judge(rule, look).condition, Condition::unknown);
}

TEST(RisesBy, LooksAtTheLowestOfTheWindow) {
  auto rule = rule_of(Kind::rises_by, {.by = 50, .window = 3h});
  EXPECT_EQ(judge_samples(rule, hours({40, 60, 90})), Condition::yes);
  EXPECT_EQ(judge_samples(rule, hours({40, 60, 89})), Condition::no);
  EXPECT_EQ(judge_samples(rule, hours({10, 50, 60, 89})), Condition::no);  // 10 is too old
  EXPECT_EQ(judge_samples(rule, hours({90, 60, 40})), Condition::no);
  EXPECT_EQ(judge_samples(rule, hours({40, 90, {}})), Condition::unknown);  // nothing now
  EXPECT_EQ(judge_samples(rule, hours({90})), Condition::unknown);
  auto both = rule_of(Kind::rises_by, {.by = 20, .ratio = 1, .window = 3h});
  EXPECT_EQ(judge_samples(both, hours({40, 70})), Condition::no);  // 30, but not doubled
  EXPECT_EQ(judge_samples(both, hours({5, 12})), Condition::no);   // doubled, but only 7
  EXPECT_EQ(judge_samples(both, hours({40, 80})), Condition::yes);
}

TEST(Silent, CountsFromTheLastValueOfTheSite) {
  auto rule = rule_of(Kind::silent, {.after = 3h});
  auto look = look_at();
  EXPECT_EQ(judge(rule, look).condition, Condition::unknown);  // never heard of
  look.last_received = kNow - 3h;
  EXPECT_EQ(judge(rule, look).condition, Condition::no);
  look.last_received = kNow - 4h;
  auto finding = judge(rule, look);
  EXPECT_EQ(finding.condition, Condition::yes);
  EXPECT_EQ(finding.since, kNow - 1h);
  EXPECT_EQ(finding.value, 4);
  EXPECT_TRUE(is_per_site(Kind::silent));
}

TEST(FlatLine, NeedsEnoughEqualValues) {
  auto rule = rule_of(Kind::flat_line, {.samples = 4, .window = 4h});
  EXPECT_EQ(judge_samples(rule, hours({7, 5, 5, 5, 5})), Condition::yes);
  EXPECT_EQ(judge_samples(rule, hours({5, 5, 5, 6})), Condition::no);
  EXPECT_EQ(judge_samples(rule, hours({5, {}, 5, 5})), Condition::unknown);
  EXPECT_EQ(judge_samples(rule, {}), Condition::unknown);
  auto tolerant = rule_of(Kind::flat_line, {.tolerance = 0.5, .samples = 4, .window = 4h});
  EXPECT_EQ(judge_samples(tolerant, hours({5, 5.5, 5, 5.2})), Condition::yes);
  auto censored = hours({5, 5, 5, 5});
  for (auto& s : censored) s.mark = Mark::below_detection;
  EXPECT_EQ(judge_samples(rule, censored), Condition::unknown);
}

TEST(OutOfRange, TakesItsBoundsOrTheFactors) {
  auto rule = rule_of(Kind::out_of_range, {.low = 0, .high = 100}, 0.05);
  EXPECT_EQ(judge_samples(rule, hours({101})), Condition::yes);
  EXPECT_EQ(judge_samples(rule, hours({-1})), Condition::yes);
  EXPECT_EQ(judge_samples(rule, hours({100})), Condition::near);
  EXPECT_EQ(judge_samples(rule, hours({50})), Condition::no);
  EXPECT_EQ(judge_samples(rule, hours({101, {}})), Condition::unknown);
  auto over = hours({50});
  over[0].mark = Mark::over_range;
  EXPECT_EQ(judge_samples(rule, over), Condition::yes);
  over[0].mark = Mark::maintenance;
  EXPECT_EQ(judge_samples(rule, over), Condition::unknown);

  auto declared = rule_of(Kind::out_of_range, {});
  EXPECT_EQ(judge_samples(declared, hours({50})), Condition::unknown);  // no bounds at all
  standard::Factor factor;
  factor.low = 0;
  auto look = look_at();
  auto samples = hours({-2});
  look.samples = samples;
  look.declared = &factor;
  EXPECT_EQ(judge(declared, look).condition, Condition::yes);
}

TEST(NeighbourDeviates, MustStandApartFromNeighboursAndStandardStation) {
  auto rule = rule_of(Kind::neighbour_deviates, {.by = 20, .ratio = 0.5});
  auto look = look_at();
  auto judged = [&](std::optional<double> own, std::vector<Neighbour> neighbours) {
    look.value = own;
    look.neighbours = std::move(neighbours);
    return judge(rule, look).condition;
  };
  std::vector<Neighbour> peers{{"m1", 1, false, 50}, {"m2", 2, false, 60}, {"m3", 1, false, 400}};
  EXPECT_EQ(judged(120, peers), Condition::yes);  // median 60, although one neighbour is mad
  EXPECT_EQ(judged(85, peers), Condition::no);
  EXPECT_EQ(judged({}, peers), Condition::unknown);
  EXPECT_EQ(judged(120, {}), Condition::unknown);
  EXPECT_EQ(judged(120, {{"m1", 1, false, 50}, {"m2", 9, false, 60}}), Condition::unknown);
  EXPECT_EQ(judged(120, {{"s1", 8, true, 60}}), Condition::yes);  // the standard station alone
  auto with_standard = peers;
  with_standard.push_back({"s1", 5, true, 110});  // a plume: the standard station sees it too
  with_standard.push_back({"s2", 9, true, 20});
  EXPECT_EQ(judged(120, with_standard), Condition::no);
  EXPECT_EQ(judged(8, {{"m1", 1, false, 10}, {"m2", 1, false, 12}}), Condition::no);  // small
}

TEST(CaptureBelow, IsAShareOfWhatWasDue) {
  auto rule = rule_of(Kind::capture_below, {.threshold = 0.75, .window = 24h}, 0.1);
  auto look = look_at();
  EXPECT_EQ(judge(rule, look).condition, Condition::unknown);
  look.completeness = Completeness{0, 0, 0};
  EXPECT_EQ(judge(rule, look).condition, Condition::unknown);
  look.completeness = Completeness{24, 24, 17};
  EXPECT_EQ(judge(rule, look).condition, Condition::yes);
  look.completeness = Completeness{24, 24, 18};
  EXPECT_EQ(judge(rule, look).condition, Condition::near);
  look.completeness = Completeness{24, 24, 20};
  EXPECT_EQ(judge(rule, look).condition, Condition::no);
}

}  // namespace
}  // namespace qs::alert

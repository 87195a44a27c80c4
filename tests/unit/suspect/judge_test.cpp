// Small made-up outlets: what is planted is found by the evening, and nothing is said of the rest.
#include <gtest/gtest.h>

#include <numbers>
#include <random>

#include "app/pack/suspicion.h"
#include "kernel/suspect/score.h"

namespace qs::suspect {
namespace {

constexpr size_t kDays = 120, kHours = 24, kRows = kDays * kHours;
constexpr size_t kPlanted = 90 * kHours + 7;  // 07:00 of the 91st day

Law law_of_pack() {
  Law law;
  standard::Faults faults;
  app::read_suspicion(std::filesystem::path(QS_SOURCE_DIR) / "packs/national", law, faults);
  EXPECT_FALSE(faults.any());
  return law;
}

double tenth(double x) {
  return std::round(x * 10) / 10;
}

// A boiler: its load goes with the hour and wanders, NOx and oxygen go with the load.
Table boiler(unsigned seed) {
  std::mt19937 dice(seed);
  auto noise = [&] { return static_cast<double>(dice()) / 4294967296.0 - 0.5; };
  Table table{.begin = start_of(Day{std::chrono::year{2026} / 1 / 1}),
              .step = std::chrono::hours{1},
              .rows = kRows};
  Column load{.outlet = "A",
              .factor = "load",
              .name_zh = "负荷",
              .name_en = "load",
              .nature = Nature::load};
  Column nox{.outlet = "A",
             .factor = "a21002",
             .name_zh = "氮氧化物",
             .name_en = "NOx",
             .nature = Nature::pollutant};
  Column oxygen{.outlet = "A",
                .factor = "a19001",
                .name_zh = "氧",
                .name_en = "oxygen",
                .nature = Nature::oxygen};
  double wander = 0;
  for (size_t t = 0; t < kRows; ++t) {
    wander = 0.97 * wander + 0.6 * noise();
    auto hour = static_cast<double>(t % kHours) / kHours * 2 * std::numbers::pi;
    auto l = 60 + 12 * std::sin(hour) + 10 * wander;
    load.values.push_back(tenth(l));
    nox.values.push_back(tenth(20 + 0.9 * l + 6 * noise()));
    oxygen.values.push_back(tenth(11 - 0.08 * l + 0.8 * noise()));
  }
  table.columns = {load, nox, oxygen};
  return table;
}

bool found(const std::vector<Finding>& findings, std::string_view code, const Table& table,
           size_t row = kPlanted) {
  return std::ranges::any_of(findings, [&](const Finding& f) {
    bool said = f.code == code || std::ranges::find(f.also, code) != f.also.end();
    return said && f.found_at > table.at(row) &&
           f.found_at <= table.at(row) + std::chrono::hours{48};
  });
}

template <class Change>
std::vector<Finding> after(Table& table, Change change, size_t hours = 24) {
  for (auto t = kPlanted; t < kPlanted + hours; ++t) change(table.columns[1].values[t], t);
  return judge(table, law_of_pack(), {});
}

using Cell = std::optional<double>;

TEST(Suspect, AnHonestBoilerIsLeftAlone) {
  size_t said = 0;
  for (unsigned seed : {1, 2, 3}) said += judge(boiler(seed), law_of_pack(), {}).size();
  EXPECT_LE(said, 3 * kDays / 30);  // one per outlet and month
}

TEST(Suspect, FlatLine) {
  auto table = boiler(1);
  auto findings = after(
      table, [](Cell& v, size_t) { v = 71.3; }, 12);
  ASSERT_TRUE(found(findings, "FLAT", table));
  const auto& f = *std::ranges::find(findings, "FLAT", &Finding::code);
  EXPECT_EQ(f.span.from, table.at(kPlanted));
  EXPECT_EQ(f.figures.at("value"), 71.3);
  EXPECT_NE(f.sentence_zh.find("71.3"), std::string::npos);
  EXPECT_FALSE(f.lines.empty());
}

TEST(Suspect, TooCalm) {
  auto table = boiler(2);
  EXPECT_TRUE(found(
      after(table, [](Cell& v,
                      size_t t) { v = 71 + (*v - 71) * 0.05 + 0.1 * static_cast<double>(t % 2); }),
      "LOWVAR", table));
}

TEST(Suspect, ReplayIsFoundWithItsSource) {
  auto table = boiler(3);
  auto honest = table.columns[1].values;
  auto findings = after(table, [&](Cell& v, size_t t) { v = honest[t - 31 * kHours]; });
  ASSERT_TRUE(found(findings, "COPY", table));
  const auto& f = *std::ranges::find(findings, "COPY", &Finding::code);
  EXPECT_GT(f.figures.at("likeness"), 0.999);
  EXPECT_EQ((f.span.from - from_ms(static_cast<int64_t>(f.figures.at("source")))),
            std::chrono::days{31});
}

TEST(Suspect, StepAfterMaintenanceAndAfterAParameter) {
  for (auto what : {Happening::maintenance, Happening::parameter}) {
    auto table = boiler(4);
    table.events.push_back({"A", kPlanted, what});
    auto findings = after(
        table, [](Cell& v, size_t) { v = *v * 0.7; }, 72);
    EXPECT_TRUE(found(findings, what == Happening::parameter ? "RANGE" : "STEP", table));
  }
}

TEST(Suspect, ClippedAtItsLimit) {
  auto table = boiler(5);
  table.columns[1].limit = 131;
  for (auto t = kPlanted; t < kPlanted + 12; ++t)
    table.columns[1].values[t] = 140.0 + static_cast<double>(t % 3);
  EXPECT_TRUE(found(after(
                        table, [](Cell& v, size_t) { v = std::min(*v, 130.0); }, 12),
                    "CLIP", table));
}

TEST(Suspect, ImpossibleSpeed) {
  auto table = boiler(6);
  EXPECT_TRUE(found(after(
                        table, [](Cell& v, size_t) { v = 400; }, 1),
                    "SPEED", table));
}

TEST(Suspect, OnlyRoundDigits) {
  auto table = boiler(7);
  EXPECT_TRUE(found(after(table, [](Cell& v, size_t) { v = std::round(*v); }), "DIGIT", table));
}

TEST(Suspect, OxygenAgainstItsLaw) {
  auto table = boiler(8);
  for (auto t = kPlanted; t < kPlanted + 24; ++t)
    table.columns[2].values[t] = *table.columns[2].values[t] + 6;
  EXPECT_TRUE(found(judge(table, law_of_pack(), {}), "O2", table));
}

TEST(Suspect, AnotherOutletsValues) {
  auto table = boiler(9);
  auto other = boiler(10);
  for (auto column : other.columns) {
    column.outlet = "B";
    table.columns.push_back(column);
  }
  EXPECT_TRUE(found(after(table, [&](Cell& v, size_t t) { v = *other.columns[1].values[t]; }),
                    "TWIN", table));
}

TEST(Suspect, NothingIsKnownBeforeItsEvening) {
  auto table = boiler(1);
  auto findings = after(
      table, [](Cell& v, size_t) { v = 71.3; }, 24);
  auto evening = *std::ranges::find(findings, "FLAT", &Finding::code);
  auto cut = table;
  cut.rows = static_cast<size_t>((evening.found_at - table.begin) / table.step);
  for (auto& column : cut.columns) column.values.resize(cut.rows);
  EXPECT_TRUE(found(judge(cut, law_of_pack(), {}), "FLAT", cut));
}

TEST(Suspect, AnAnalystsBarMovesIt) {
  auto table = boiler(1);
  auto findings = after(
      table, [](Cell& v, size_t) { v = 71.3; }, 6);
  ASSERT_TRUE(found(findings, "FLAT", table));
  EXPECT_FALSE(found(judge(table, law_of_pack(), {{"A", "FLAT", "a21002", 4}}), "FLAT", table));
  EXPECT_TRUE(found(judge(table, law_of_pack(), {{"B", "FLAT", "a21002", 4}}), "FLAT", table));
}

TEST(Suspect, AnEmptyTableAndEmptyColumnsSayNothing) {
  EXPECT_TRUE(judge({}, law_of_pack(), {}).empty());
  auto table = boiler(1);
  for (auto& v : table.columns[1].values) v.reset();
  EXPECT_LE(judge(table, law_of_pack(), {}).size(), kDays / 30);
}

TEST(Score, EvidenceAddsUpAndVerdictsCount) {
  Rule rule{.id = "FLAT", .weight = 2};
  auto alone = fuse({evidence_of(rule, 1, State::fresh)});
  auto backed = fuse({evidence_of(rule, 1, State::fresh), evidence_of(Witness::power, 3)});
  auto refuted = fuse({evidence_of(rule, 1, State::refuted), evidence_of(Witness::own, 1)});
  EXPECT_GT(backed.probability, alone.probability);
  EXPECT_LT(refuted.probability, 0.05);
  EXPECT_GT(fuse({evidence_of(rule, 0.1, State::confirmed)}).probability, 0.5);
}

}  // namespace
}  // namespace qs::suspect

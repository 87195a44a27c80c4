// The registers of the packs: what the documents state, what the standards compute, what a district
// that is tried out is filled with.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "app/fill.h"
#include "app/founding.h"
#include "base/geometry.h"
#include "edge/store/memory_record_log.h"
#include "kernel/ledger/check.h"
#include "unit/app/guancheng.h"

namespace qs::app {
namespace {

using ledger::Fields;
using ledger::Value;

const Day kToday = std::chrono::year{2026} / 11 / 22;

std::string text(const Fields& fields, std::string_view name) {
  auto it = fields.find(name);
  if (it == fields.end()) return "absent";
  auto found = std::get_if<std::string>(&it->second);
  return found ? *found : "no text";
}

Pack jingkai() {
  auto pack = open_pack(std::filesystem::path(QS_SOURCE_DIR) / "packs" / "jingkai");
  if (!pack) ADD_FAILURE() << pack.error().message();
  return pack ? std::move(*pack) : Pack{};
}

Fields settled(std::string_view kind, Fields fields) {
  auto declared = guancheng().kind(kind);
  EXPECT_TRUE(declared);
  ledger::settle(*declared, fields);
  return fields;
}

std::string air_grade(double q, double m, const std::string& e) {
  return text(settled("risk_source", {{"q_air", q},
                                      {"m_air", m},
                                      {"e_air", e},
                                      {"q_water", 0.0},
                                      {"m_water", 0.0},
                                      {"e_water", std::string("e3")},
                                      {"fined", false}}),
              "grade");
}

// HJ 941-2018: rows E1Q1 … E3Q3, columns M1 … M4.
TEST(NationalRegisters, RiskIsGradedByTheMatrix) {
  const std::string g = "general", l = "larger", m = "major";
  const std::string matrix[3][3][4] = {{{l, l, m, m}, {l, m, m, m}, {m, m, m, m}},
                                       {{g, l, l, m}, {l, l, m, m}, {l, m, m, m}},
                                       {{g, g, l, l}, {g, l, l, m}, {l, l, m, m}}};
  const double quotient[] = {1, 10, 100}, score[] = {0, 25, 45, 65};
  for (int e = 0; e < 3; ++e)
    for (int q = 0; q < 3; ++q)
      for (int s = 0; s < 4; ++s)
        EXPECT_EQ(air_grade(quotient[q], score[s], "e" + std::to_string(e + 1)), matrix[e][q][s])
            << "E" << e + 1 << " Q" << q + 1 << " M" << s + 1;
  EXPECT_EQ(air_grade(0.99, 80, "e1"), g);
  EXPECT_EQ(air_grade(9.99, 44.9, "e1"), l);
}

TEST(NationalRegisters, AFineRaisesTheHigherOfAirAndWaterOnce) {
  Fields fields{{"q_air", 10.0},  {"m_air", 45.0},   {"e_air", std::string("e3")},
                {"q_water", 1.0}, {"m_water", 24.0}, {"e_water", std::string("e3")},
                {"fined", true}};
  auto graded = settled("risk_source", fields);
  EXPECT_EQ(text(graded, "grade_air"), "larger");
  EXPECT_EQ(text(graded, "grade_water"), "general");
  EXPECT_EQ(text(graded, "grade"), "major");
  fields["m_air"] = 65.0;  // major already
  EXPECT_EQ(text(settled("risk_source", fields), "grade"), "major");
}

TEST(NationalRegisters, FiguresOfTheStandardsAreComputed) {
  auto unit_class = [](double tonnes, bool licensed) {
    return text(settled("waste_plan", {{"total_t", tonnes}, {"licence_holder", licensed}}),
                "unit_class");
  };
  EXPECT_EQ(unit_class(100, false), "key");  // HJ 1259-2022
  EXPECT_EQ(unit_class(99.9, false), "simplified");
  EXPECT_EQ(unit_class(10, false), "simplified");
  EXPECT_EQ(unit_class(9.9, false), "registered");
  EXPECT_EQ(unit_class(1, true), "key");
  auto connect = [](double sales) {
    return settled("petrol_station", {{"sales_t", sales}})["must_connect"];
  };
  EXPECT_EQ(connect(5000), Value{false});  // more than 5000 t
  EXPECT_EQ(connect(5000.1), Value{true});
  EXPECT_EQ(text(settled("catering", {{"stoves", int64_t{2}}}), "size"), "small");
  EXPECT_EQ(text(settled("catering", {{"stoves", int64_t{3}}}), "size"), "medium");
  EXPECT_EQ(text(settled("catering", {{"stoves", int64_t{6}}}), "size"), "large");
}

TEST(NationalRegisters, BlackOdorousItemsOfOneSample) {
  Fields sample{{"depth_cm", 100.0},       {"to_bottom", false}, {"transparency_cm", 9.0},
                {"dissolved_oxygen", 1.0}, {"orp", -250.0},      {"nh3n", 7.0}};
  auto judged = settled("black_odorous_sample", sample);
  EXPECT_EQ(judged["light_items"], Value{int64_t{3}});
  EXPECT_EQ(judged["heavy_items"], Value{int64_t{2}});
  sample["depth_cm"] = 20.0;  // the limit of transparency is 8 cm then
  judged = settled("black_odorous_sample", sample);
  EXPECT_EQ(judged["light_items"], Value{int64_t{2}});
  EXPECT_EQ(judged["heavy_items"], Value{int64_t{1}});
}

TEST(NationalRegisters, BothPacksDeclareThemOnThirteenShelves) {
  for (const auto& pack : {guancheng(), jingkai()}) {
    EXPECT_EQ(pack.shelves.size(), 13u);
    EXPECT_GE(std::count_if(pack.kinds.begin(), pack.kinds.end(),
                            [](const auto& kind) { return !kind.shelf.empty(); }),
              100);
    for (const auto& kind : pack.kinds)
      for (const auto& duty : kind.duties) EXPECT_FALSE(duty.clause.empty()) << kind.name;
  }
}

class Filled : public testing::TestWithParam<const char*> {
 protected:
  Filled() : pack_(std::string_view(GetParam()) == "guancheng" ? guancheng() : jingkai()) {
    auto drawn = draw_fills(pack_, kToday);
    if (!drawn) ADD_FAILURE() << drawn.error().message();
    if (drawn) drawn_ = std::move(*drawn);
  }
  Pack pack_;
  std::vector<PackRecord> drawn_;
};

TEST_P(Filled, IsMarkedWithinItsStreetAndUnique) {
  std::map<std::string, Geometry> streets;
  for (const auto& street : pack_.streets)
    streets.emplace(street.id, *Geometry::of(street.geometry));
  std::set<std::pair<std::string, std::string>> taken;
  size_t astray = 0;
  for (const auto& record : drawn_) {
    EXPECT_EQ(record.fields.at("simulated"), Value{true}) << record.id;
    for (const auto& field : pack_.kind(record.kind)->fields)
      if (field.unique && record.fields.contains(field.name)) {
        EXPECT_TRUE(taken.emplace(record.kind + field.name, text(record.fields, field.name)).second)
            << record.id << " " << field.name;
      }
    auto place = Geometry::of(text(record.fields, "place"));
    auto street = streets.find(text(record.fields, "street"));
    if (place && street != streets.end() && !street->second.meets(*place)) ++astray;
  }
  EXPECT_LT(astray, drawn_.size() / 20);  // what stands beside a firm at its street's edge
}

TEST_P(Filled, IsFoundedOnce) {
  auto records = store::memory_record_log();
  ASSERT_TRUE(records->declare(pack_.kinds));
  auto now = start_of(kToday);
  auto named = found_pack(pack_, *records, now);
  ASSERT_TRUE(named) << named.error().message();
  EXPECT_GE(*named, pack_.records.size());
  auto first = found_simulated(pack_, *records, now);
  ASSERT_TRUE(first) << first.error().message();
  EXPECT_EQ(*first, drawn_.size());
  EXPECT_EQ(*found_pack(pack_, *records, now), 0u);
  EXPECT_EQ(*found_simulated(pack_, *records, now), 0u);
}

INSTANTIATE_TEST_SUITE_P(Packs, Filled, testing::Values("guancheng", "jingkai"));

TEST(NationalRegisters, GuanchengHasTheFiguresOfItsPlan) {
  auto pack = guancheng();
  auto drawn = draw_fills(pack, kToday);
  ASSERT_TRUE(drawn) << drawn.error().message();
  auto count = [&](std::string_view kind, std::string_view field, const Value& value) {
    return std::count_if(drawn->begin(), drawn->end(), [&](const PackRecord& r) {
      if (r.kind != kind) return false;
      auto it = r.fields.find(field);
      return it != r.fields.end() && it->second == value;
    });
  };
  EXPECT_EQ(count("firm", "reduction_list", true), 85);
  EXPECT_EQ(count("firm", "power_monitored", true), 42);
  EXPECT_EQ(count("firm", "differential_control", true), 76);
  EXPECT_EQ(count("firm", "grade", std::string("a")), 1);
  EXPECT_EQ(count("firm", "grade", std::string("b")), 1);
  EXPECT_EQ(count("firm", "grade", std::string("leading")), 8);
  EXPECT_EQ(count("permit", "simulated", true), 183);
  EXPECT_EQ(count("petrol_station", "tank_proofed", true), 34);
  EXPECT_EQ(count("eia", "kind", std::string("form")), 171);
  EXPECT_EQ(count("eia", "kind", std::string("registration")), 665);
  EXPECT_EQ(count("boiler", "state", std::string("removed")), 15);
  EXPECT_EQ(count("boiler", "low_nox", std::string("done")), 14);
  EXPECT_EQ(count("boiler", "low_nox", std::string("planned")), 14);
  auto named = std::count_if(pack.records.begin(), pack.records.end(), [](const PackRecord& r) {
    return r.kind == "park" && text(r.fields, "works") == "new";
  });
  EXPECT_EQ(named + count("park", "works", std::string("new")), 11);
}

}  // namespace
}  // namespace qs::app

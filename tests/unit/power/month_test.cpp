// A month of 42 firms with one thing planted into each: all found, none invented.
#include <gtest/gtest.h>

#include <map>
#include <set>

#include "kernel/power/describe.h"
#include "simulate/power_firm.h"
#include "unit/power/setting.h"

namespace qs::power {
namespace {

using simulate::Plant;
using simulate::PowerFirm;
using simulate::PowerMeter;
using std::chrono::hours;
using std::chrono::minutes;

constexpr int kFirms = 42, kDays = 30;
const Day kFirst = std::chrono::year{2026} / 6 / 1;  // a Monday

struct Case {
  Plant kind;
  std::string_view expected;  // "p9.swapped"
  int from, until;            // minutes of the planted day
};
// One of each; 21 kinds and the two that are no plant: every firm has one.
const std::vector<Case> kCases{
    {Plant::untreated, "p1", 630, 670},
    {Plant::late, "p2", 0, 1440},
    {Plant::early, "p3", 0, 1440},
    {Plant::short_post, "p3.post_run", 0, 1440},
    {Plant::low_load, "p4", 600, 720},
    {Plant::overtime, "p5.stop", 0, 1440},
    {Plant::night, "p6", 1410, 1500},
    {Plant::overtime, "p10", 0, 1440},
    {Plant::silent, "p7.silent", 600, 640},
    {Plant::logger, "p7.logger", 600, 640},
    {Plant::no_voltage, "p7.zero", 600, 640},
    {Plant::low_voltage, "p8.voltage", 600, 640},
    {Plant::lost_phase, "p8.phase", 600, 640},
    {Plant::imbalance, "p8.imbalance", 600, 640},
    {Plant::counter_back, "p9.back", 600, 601},
    {Plant::counter_jump, "p9.jump", 600, 601},
    {Plant::counter_reset, "p9.reset", 600, 601},
    {Plant::rolled_over, "p9.rolled_over", 600, 601},
    {Plant::swapped, "p9.swapped", 600, 601},
    {Plant::idle, "p11", 0, 1440},
    {Plant::bypass, "p12", 780, 870},
    {Plant::negative, "p13", 600, 640},
};

// The plan of a simulated firm: its lines may run from six to ten.
Plan plan_of(const PowerFirm& firm, std::string id) {
  Plan plan{.firm = std::move(id), .name = "firm"};
  auto meter = [&](std::string name, Role role, int place, PowerMeter m) {
    plan.meters.push_back({name, name, role, firm.rated_kw(m), place});
  };
  meter("total", Role::total, -1, PowerMeter::total);
  meter("line-1", Role::production, 0, PowerMeter::line_1);
  meter("treatment-1", Role::treatment, 0, PowerMeter::treatment_1);
  meter("line-2", Role::production, 1, PowerMeter::line_2);
  meter("treatment-2", Role::treatment, 1, PowerMeter::treatment_2);
  for (int i = 0; i < 2; ++i) {
    plan.lines.push_back({.id = fmt::format("l{}", i),
                          .name = "line",
                          .meters = {1 + 2 * i},
                          .devices = {i},
                          .permitted = std::pair(360, 1320)});
    plan.devices.push_back({.id = fmt::format("d{}", i),
                            .name = "treatment",
                            .meters = {2 + 2 * i},
                            .lines = {i},
                            .post_run = {}});
  }
  return plan;
}

void order(Plan& plan, Order::Kind kind, Instant from, Instant until, double reduction = 0) {
  plan.orders.push_back({.id = "o",
                         .name = "order",
                         .kind = kind,
                         .line = 0,
                         .span = {from, until},
                         .reduction = reduction,
                         .minutes = {1080, 1200}});
}

std::vector<Reading> row_of(const PowerFirm& firm, size_t meters, Instant t) {
  std::vector<Reading> row(meters);
  for (size_t i = 0; i < row.size(); ++i) {
    // The sixth is a second meter on line 1.
    auto value = firm.at(static_cast<PowerMeter>(i == 5 ? 1 : i), t);
    if (value.silent) continue;
    auto& r = row[i];
    r.has = Reading::kPower | Reading::kEnergy | Reading::kAmps | Reading::kVolts;
    r.kw = value.kw;
    r.kwh = value.kwh;
    for (size_t p = 0; p < 3; ++p) {
      r.amps[p] = static_cast<float>(value.amps[p]);
      r.volts[p] = static_cast<float>(value.volts[p]);
    }
  }
  return row;
}

// What was found in the month, the last word on each.
std::vector<Finding> judged(const PowerFirm& firm, const Plan& plan, const Law& law) {
  auto first = minute_of(start_of(kFirst));
  Memory memory(plan, law, first);
  std::map<std::tuple<int, int, int, Minute, bool>, Finding> last;
  Told told;
  for (Minute m = first; m < first + kDays * kDayMinutes; ++m) {
    auto row = row_of(firm, plan.meters.size(), instant_of(m));
    judge(plan, law, memory, m, row, told);
    for (auto& f : told.findings)
      last[{f.line, f.device, f.meter, f.from, f.aspect == "energy"}] = f;
    told = {};
  }
  std::vector<Finding> out;
  for (auto& [key, finding] : last) out.push_back(finding);
  return out;
}

std::string told_of(const std::vector<Finding>& findings, const Plan& plan) {
  std::string out;
  for (const auto& f : findings) out += aspect_key(f) + ": " + sentence(plan, f).zh + "\n";
  return out;
}

TEST(PowerMonth, EverythingPlantedIsFoundAndNothingIsInvented) {
  const auto& law = setting_law();
  for (size_t n = 0; n < kFirms; ++n) {
    auto id = fmt::format("firm-{}", n);
    // Working days of the third and the fourth week: a baseline is known by then.
    Day day{std::chrono::sys_days(kFirst) + std::chrono::days{n < 24 ? 15 : 23}};
    bool reduced = n % 24 == 22, twins = n % 24 == 23;
    std::vector<simulate::Planted> planted;
    std::string expected = reduced ? "p5.energy" : "p14";
    if (!reduced && !twins) {
      const auto& c = kCases[n % 24];
      planted.push_back(
          {c.kind, {start_of(day) + minutes{c.from}, start_of(day) + minutes{c.until}}});
      expected = c.expected;
    }
    PowerFirm firm(7, id, kFirst, planted);
    auto plan = plan_of(firm, id);
    // Kept orders of every kind find nothing.
    auto sunday = start_of(Day{std::chrono::sys_days(kFirst) + std::chrono::days{6}});
    order(plan, Order::Kind::stop, sunday, sunday + hours{24});
    order(plan, Order::Kind::reduce, sunday, sunday + hours{24}, 0.5);
    if (expected == "p5.stop") order(plan, Order::Kind::stop, at(day, 18), at(day, 18) + hours{12});
    if (expected == "p10") order(plan, Order::Kind::peak, start_of(kFirst), at(day, 23));
    if (reduced) order(plan, Order::Kind::reduce, start_of(day), start_of(day) + hours{24}, 0.5);
    if (twins) {
      plan.meters.push_back(plan.meters[1]);
      plan.lines[0].meters.push_back(5);
    }
    auto findings = judged(firm, plan, law);
    EXPECT_EQ(findings.size(), 1U) << id << " " << expected << "\n" << told_of(findings, plan);
    if (findings.empty()) continue;
    EXPECT_EQ(aspect_key(findings[0]), expected) << told_of(findings, plan);
    EXPECT_TRUE(findings[0].over || twins) << told_of(findings, plan);
    EXPECT_TRUE(twins || day_of(instant_of(findings[0].from)) == day) << told_of(findings, plan);
  }
}

}  // namespace
}  // namespace qs::power

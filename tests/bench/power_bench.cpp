// Power use judged: 200 firms of 30 meters live, and a year of one firm again.
#include <chrono>
#include <cmath>
#include <ctime>

#include "app/pack.h"
#include "figure.h"
#include "kernel/power/judge.h"

namespace {

using namespace qs;
using namespace qs::power;

constexpr int kLines = 14, kFirms = 200, kYear = 365;
constexpr Minute kFirst = 28'999'680;  // a local midnight, minutes since 1970

double cpu_seconds() {
  return static_cast<double>(std::clock()) / CLOCKS_PER_SEC;
}

// A total, 14 lines with a treatment each, and one more treatment: 30 meters.
Plan plan_of() {
  Plan plan{.firm = "f", .name = "f"};
  plan.meters.push_back({"total", "total", Role::total, 0, -1});
  auto treat = [&](int line) {
    auto index = static_cast<int>(plan.devices.size());
    plan.lines[static_cast<size_t>(line)].devices.push_back(index);
    auto meter = static_cast<int>(plan.meters.size());
    plan.meters.push_back({"t", "t", Role::treatment, 30, index});
    plan.devices.push_back(
        {.id = "d", .name = "d", .meters = {meter}, .lines = {line}, .post_run = {}});
  };
  for (int i = 0; i < kLines; ++i) {
    auto meter = static_cast<int>(plan.meters.size());
    plan.lines.push_back({.id = "l",
                          .name = "l",
                          .meters = {meter},
                          .devices = {},
                          .permitted = std::pair(300, 1380)});
    plan.meters.push_back({"l", "l", Role::production, 100, i});
    treat(i);
  }
  treat(0);
  return plan;
}

// One day of rows; every line works from eight to six, its treatment around it.
std::vector<Reading> day_of_rows(const Plan& plan) {
  auto meters = plan.meters.size();
  std::vector<Reading> rows(static_cast<size_t>(kDayMinutes) * meters);
  for (int minute = 0; minute < kDayMinutes; ++minute) {
    auto row = std::span(rows).subspan(static_cast<size_t>(minute) * meters, meters);
    double sum = 5;
    for (size_t i = 1; i < meters; ++i) {
      bool line = plan.meters[i].role == Role::production;
      bool runs = line ? minute >= 480 && minute < 1080 : minute >= 470 && minute < 1095;
      auto wave = 1 + 0.05 * std::sin(minute * 0.7 + static_cast<double>(i));
      row[i].kw = runs ? plan.meters[i].rated_kw * 0.75 * wave : 0.1;
      sum += row[i].kw;
    }
    row[0].kw = sum;
    for (auto& reading : row) {
      reading.has = Reading::kPower | Reading::kEnergy | Reading::kAmps | Reading::kVolts;
      reading.amps.fill(static_cast<float>(reading.kw * 1.7));
      reading.volts.fill(228);
    }
  }
  return rows;
}

// Counters go on from day to day.
void add_counters(std::span<Reading> row, std::vector<double>& counters) {
  for (size_t i = 0; i < row.size(); ++i) row[i].kwh = counters[i] += row[i].kw / 60;
}

struct Run {
  double seconds = 0;
  size_t findings = 0;
};
Run judge_days(const Plan& plan, const Law& law, int firms, int days) {
  auto rows = day_of_rows(plan);
  auto meters = plan.meters.size();
  std::vector<Memory> memories;
  for (int i = 0; i < firms; ++i) memories.emplace_back(plan, law, kFirst);
  std::vector<double> counters(meters, 1000);
  Told told;
  Run out;
  auto begin = cpu_seconds();
  for (Minute m = kFirst; m < kFirst + days * kDayMinutes; ++m) {
    auto at = static_cast<size_t>((m - kFirst) % kDayMinutes) * meters;
    auto row = std::span(rows).subspan(at, meters);
    add_counters(row, counters);
    for (auto& memory : memories) judge(plan, law, memory, m, row, told);
    out.findings += told.findings.size();
    told.findings.clear();
    told.changes.clear();
  }
  out.seconds = cpu_seconds() - begin;
  return out;
}

}  // namespace

int main() {
  standard::Faults faults;
  auto pack = app::load_pack(std::string(QS_SOURCE_DIR) + "/packs/national", faults);
  auto law = law_of(pack.library, std::chrono::year{2026} / 6 / 1, faults);
  auto plan = plan_of();
  auto live = judge_days(plan, law, kFirms, 1);
  bench::figure("power use, 200 firms x 30 meters, a minute each judged live",
                live.seconds / kDayMinutes / 60 * 100, "% of a core", bench::at_most(5));
  auto year = judge_days(plan, law, 1, kYear);
  bench::figure("  a year of one firm of 30 meters judged again", year.seconds, "s",
                bench::at_most(1));
  bench::figure("  of it found (nothing was planted)",
                static_cast<double>(year.findings + live.findings), "");
  return 0;
}

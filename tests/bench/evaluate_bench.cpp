// How fast a country's years are judged again: hours of six factors through the prepared tables.
#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include <cstdlib>
#include <random>
#include <vector>

#include "app/pack.h"
#include "kernel/evaluate/air_index.h"
#include "kernel/evaluate/water_class.h"

namespace {

using namespace qs;
using namespace qs::evaluate;

const standard::Library& national() {
  static const auto pack = app::open_pack(QS_SOURCE_DIR "/packs/national");
  if (!pack) {
    fmt::print(stderr, "{}\n", pack.error().message());
    std::exit(1);
  }
  return pack->library;
}

Day day(int y, unsigned m, unsigned d) {
  return Day{std::chrono::year{y}, std::chrono::month{m}, std::chrono::day{d}};
}

// One city's year of hours: skewed amounts as they occur, one value in fifty missing.
std::vector<AirValues> hours_of_a_year(const AirJudge& judge) {
  std::mt19937 random(1);
  const std::vector<std::pair<std::string, double>> typical{
      {"a21026:hour", 10},  {"a21004:hour", 35}, {"a34002:hour", 80},
      {"a21005:hour", 0.8}, {"a05024:hour", 90}, {"a34004:hour", 45}};
  std::lognormal_distribution<double> spread(0, 0.6);
  std::vector<AirValues> hours(8760);
  for (auto& hour : hours)
    for (const auto& [name, amount] : typical)
      if (random() % 50 != 0) hour.set(*judge.item(name), amount * spread(random));
  return hours;
}

// Ten years, 168 cities, every hour: 14.7 million city-hours. The law changes on 2026-03-01 inside
// the ten years, so the judge is asked for by date, as the service does.
void rejudge_ten_years_of_168_cities(benchmark::State& state) {
  constexpr int kCities = 168, kYears = 10;
  AirJudges judges(national(), AirReport::hour);
  auto first = judges.on(day(2020, 1, 1));
  if (!first) return state.SkipWithError(first.error().message().c_str());
  const auto hours = hours_of_a_year(**first);
  uint64_t judged = 0;
  for (auto _ : state) {
    uint64_t sum = 0;
    for (int city = 0; city < kCities; ++city)
      for (int year = 2018; year < 2018 + kYears; ++year) {
        auto law = judges.on(day(year, 7, 1));
        for (const auto& hour : hours) {
          auto index = (*law)->judge(hour);
          sum += index.aqi + index.primary + index.level;
          ++judged;
        }
      }
    benchmark::DoNotOptimize(sum);
  }
  state.counters["city-hours"] =
      benchmark::Counter(static_cast<double>(judged), benchmark::Counter::kIsRate);
}
BENCHMARK(rejudge_ten_years_of_168_cities)->Unit(benchmark::kMillisecond)->MeasureProcessCPUTime();

void prepare_the_tables_of_a_day(benchmark::State& state) {
  for (auto _ : state)
    benchmark::DoNotOptimize(AirJudge::prepared(national(), day(2026, 5, 1), AirReport::hour));
}
BENCHMARK(prepare_the_tables_of_a_day)->Unit(benchmark::kMicrosecond);

void grade_a_section(benchmark::State& state) {
  auto judge = WaterJudge::prepared(national(), day(2026, 5, 1), WaterBody::river);
  if (!judge) return state.SkipWithError(judge.error().message().c_str());
  WaterValues values{{"w01001", {7.8}},
                     {"w01009", {8.1}},
                     {"w01019", {3.6}},
                     {"w21003", {1.2}},
                     {"w21011", {0.09}}};
  for (auto _ : state) benchmark::DoNotOptimize(judge->grade(values));
}
BENCHMARK(grade_a_section)->Unit(benchmark::kMicrosecond);

}  // namespace

BENCHMARK_MAIN();

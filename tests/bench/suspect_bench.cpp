// How fast one outlet's year of hours goes through all detectors: eight factors and a load.
#include <benchmark/benchmark.h>

#include <random>

#include "app/pack/suspicion.h"
#include "kernel/suspect/finding.h"

namespace {

using namespace qs;

constexpr size_t kFactors = 8, kHours = 8760;

suspect::Table outlet_year() {
  std::mt19937 random(1);
  std::normal_distribution<double> noise;
  suspect::Table table{.begin = start_of(Day{std::chrono::year{2026} / 1 / 1}),
                       .step = std::chrono::hours{1},
                       .rows = kHours,
                       .columns = {},
                       .events = {}};
  table.columns.resize(kFactors + 1);
  table.columns[0].nature = suspect::Nature::load;
  double wander = 0;
  for (size_t t = 0; t < kHours; ++t) {
    wander = 0.97 * wander + noise(random);
    table.columns[0].values.push_back(80 + wander);
    for (size_t c = 1; c <= kFactors; ++c)
      table.columns[c].values.push_back(
          std::round(10 * (20 * static_cast<double>(c) + wander + noise(random))) / 10);
  }
  for (size_t c = 1; c <= kFactors; ++c) table.columns[c].nature = suspect::Nature::pollutant;
  return table;
}

void judge_a_year_of_an_outlet(benchmark::State& state) {
  suspect::Law law;
  standard::Faults faults;
  app::read_suspicion(QS_SOURCE_DIR "/packs/national", law, faults);
  if (faults.any()) return state.SkipWithError("suspicion.toml has faults");
  auto table = outlet_year();
  for (auto _ : state) benchmark::DoNotOptimize(suspect::judge(table, law, {}));
}
BENCHMARK(judge_a_year_of_an_outlet)->Unit(benchmark::kMillisecond)->MeasureProcessCPUTime();

}  // namespace

BENCHMARK_MAIN();

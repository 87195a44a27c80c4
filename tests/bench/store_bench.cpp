// The store's figures, each with what is wished beside it:
//   store_bench [million values] [series] [values per commit] [seconds between values] [directory]
// A stream as from devices: 10 factors a frame of 411 bytes, values that walk in steps of their
// last decimal. A directory that is named is kept.
#include <sys/resource.h>
#include <sys/stat.h>

#include <chrono>
#include <cstdlib>
#include <random>

#include "bench/figure.h"
#include "edge/store/store.h"
#include "edge/store/store_files.h"

namespace qs::store {
namespace {

using namespace observe;
using namespace bench;
using Clock = std::chrono::steady_clock;

constexpr size_t kFactors = 10, kFrameBytes = 411;
constexpr int kAskings = 7;
const Instant kStart = *parse_instant("2025-01-01");

// What is asked of one run.
struct Load {
  size_t values = 20'000'000, series = 10'000, commit = 100'000;
  int64_t step = 60;  // seconds from one value of a series to the next
  Instant end() const {
    return kStart + std::chrono::seconds(static_cast<int64_t>(values / series) * step);
  }
};

double seconds_since(Clock::time_point start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
}

double cpu_seconds() {
  rusage use{};
  getrusage(RUSAGE_SELF, &use);
  auto of = [](timeval t) {
    return static_cast<double>(t.tv_sec) + 1e-6 * static_cast<double>(t.tv_usec);
  };
  return of(use.ru_utime) + of(use.ru_stime);
}

template <class T>
T must(Result<T> result) {
  if (result) return std::move(*result);
  fmt::print(stderr, "{}\n", result.error().message());
  std::exit(1);
}

void must(const Result<void>& result) {
  if (result) return;
  fmt::print(stderr, "{}\n", result.error().message());
  std::exit(1);
}

// Devices that each send a frame of ten values every step.
class District {
 public:
  District(SeriesLog& log, size_t devices, int64_t step)
      : values_(devices * kFactors), step_(step) {
    for (size_t d = 0; d < devices; ++d)
      for (size_t f = 0; f < kFactors; ++f)
        must(log.open({fmt::format("site{:05}", d), fmt::format("a{:05}", f), Cadence::realtime,
                       Measure::rtd}));
    for (auto& value : values_) value = static_cast<double>(random_() % 2000);
  }

  // The next frames in time; each device at its own second of the step's first minute.
  Batch next(size_t frames) {
    Batch batch;
    batch.frames.reserve(frames);
    batch.samples.reserve(frames * kFactors);
    for (size_t i = 0; i < frames; ++i) add_frame(batch);
    batch.received = batch.frames.back().received;
    return batch;
  }

 private:
  void add_frame(Batch& batch) {
    auto devices = values_.size() / kFactors;
    size_t device = at_ % devices;
    auto turn = static_cast<int64_t>(at_ / devices);
    auto second = static_cast<int64_t>(device * 60 / devices);
    auto time = to_ms(kStart) + (turn * step_ + second) * 1000;
    ++at_;
    device = device * 7919 % devices;  // neighbours in time are not neighbours in number
    auto text =
        fmt::format("##0401QN={}101;ST=22;CN=2011;PW=123456;MN=site{:020};Flag=5;CP=&&DataTime={};",
                    time, device, time);
    for (size_t f = 0; f < kFactors; ++f) {
      auto& value = values_[device * kFactors + f];
      value = std::max(0.0, value + static_cast<double>(random_() % 21) - 10);
      auto kept = value / kScales[f];
      batch.samples.push_back({static_cast<SeriesId>(device * kFactors + f + 1), Mark::normal,
                               Origin::device, time, kept, batch.frames.size() + 1});
      fmt::format_to(std::back_inserter(text), "a{:05}-Rtd={:.3f},a{:05}-Flag=N;", f, kept, f);
    }
    text.resize(kFrameBytes, '&');
    batch.frames.push_back({fmt::format("site{:020}", device), from_ms(time), std::move(text)});
  }

  static constexpr std::array<double, kFactors> kScales{1, 1, 10, 10, 10, 100, 100, 1, 1000, 10};
  std::mt19937 random_{1};
  std::vector<double> values_;
  int64_t step_;
  size_t at_ = 0;
};

uint64_t disk_bytes(const std::filesystem::path& directory) {
  uint64_t bytes = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(directory)) {
    struct stat info {};
    if (::stat(entry.path().c_str(), &info) == 0)
      bytes += static_cast<uint64_t>(info.st_blocks) * 512;
  }
  return bytes;
}

struct Sizes {
  double values = 0, frames = 0;  // bytes
};

Sizes column_bytes(const Store& store) {
  auto used = must(store.files->series().table_bytes());
  Sizes out;
  for (const auto& [table, bytes] : used)
    (table.starts_with("frame") ? out.frames : out.values) += static_cast<double>(bytes);
  return out;
}

void print_sizes(const Store& store, const Load& load, std::string_view state, double wished) {
  auto sizes = column_bytes(store);
  auto values = static_cast<double>(load.values);
  figure(fmt::format("bytes a value, {}", state), sizes.values / values, "B", at_most(wished));
  figure(fmt::format("bytes of raw frames a value, {}", state), sizes.frames / values, "B");
}

void measure_append(Store& store, const Load& load) {
  District district(*store.series, load.series / kFactors, load.step);
  std::vector<double> commits;
  double busy = 0, cpu = 0;
  for (size_t kept = 0; kept < load.values;) {
    auto batch = district.next(load.commit / kFactors);
    auto cpu_before = cpu_seconds();
    auto start = Clock::now();
    auto receipt = must(store.series->append(batch));
    commits.push_back(seconds_since(start));
    cpu += cpu_seconds() - cpu_before;
    busy += commits.back();
    kept += receipt.kept;
  }
  std::sort(commits.begin(), commits.end());
  auto millions = static_cast<double>(load.values) / 1e6;
  figure(fmt::format("durable append, {} values a commit", load.commit), millions / busy,
         "M values/s", at_least(1));
  figure("  processor time of it", cpu / millions, "s/M values");
  figure("  commit, median", commits[commits.size() / 2] * 1e3, "ms");
  figure("  commit, p99", commits[commits.size() * 99 / 100] * 1e3, "ms");
  must(store.files->series().checkpoint());
  print_sizes(store, load, "hot", 3);
}

template <class Ask>
void measure(const std::string& what, double wished, Ask ask) {
  std::vector<double> times, cpu;
  size_t answers = 0;
  for (int i = 0; i < kAskings; ++i) {
    auto start = Clock::now();
    auto cpu_before = cpu_seconds();
    answers = ask(i);
    times.push_back(seconds_since(start));
    cpu.push_back(cpu_seconds() - cpu_before);
  }
  std::sort(times.begin(), times.end());
  std::sort(cpu.begin(), cpu.end());
  figure(fmt::format("{} ({} rows)", what, answers), times[kAskings / 2] * 1e3, "ms",
         at_most(wished));
  figure("  processor time of it", cpu[kAskings / 2] * 1e3, "ms");
}

void measure_questions(Store& store, const Load& load, std::string_view state) {
  Span last_year{std::max(kStart, load.end() - std::chrono::days(365)), load.end()};
  Span last_month{std::max(kStart, load.end() - std::chrono::days(30)), load.end()};
  std::vector<SeriesId> ids(load.series);
  for (size_t i = 0; i < load.series; ++i) ids[i] = static_cast<SeriesId>(i + 1);
  auto& log = *store.series;
  measure(fmt::format("one series over a year as hourly means, {}", state), 50, [&](int i) {
    SeriesId id = static_cast<SeriesId>(1 + static_cast<size_t>(i) * load.series / 8);
    return must(log.statistic({{id}}, last_year, PeriodKind::hour, Aggregate::mean)).size();
  });
  measure(fmt::format("latest of {} series", load.series), 20,
          [&](int) { return log.latest(ids).size(); });
  measure(fmt::format("a month of daily means over {} series, {}", load.series, state), 1000,
          [&](int) {
            return must(log.statistic(ids, last_month, PeriodKind::day, Aggregate::mean)).size();
          });
}

void measure_close(Store& store, const Load& load) {
  auto start = Clock::now();
  for (auto month = Period::of(PeriodKind::month, kStart); month.begin < load.end();
       month = month.next())
    must(store.series->close_month(month));
  figure("closing the months", static_cast<double>(load.values) / seconds_since(start) / 1e6,
         "M values/s");
  print_sizes(store, load, "closed", 2);
}

void measure_verify(const Store& store, const Load& load) {
  auto start = Clock::now();
  bool holds = !must(store.series->first_broken_day());
  check(holds, "the chain holds");
  figure("verify of the chain", static_cast<double>(load.values) / seconds_since(start) / 1e6,
         "M values/s");
}

int run(int argc, char** argv) {
  auto argument = [&](int i, size_t otherwise) {
    return argc > i ? static_cast<size_t>(std::strtoull(argv[i], nullptr, 10)) : otherwise;
  };
  Load load;
  load.values = argument(1, 20) * 1'000'000;
  load.series = argument(2, load.series);
  load.commit = argument(3, load.commit);
  load.step = static_cast<int64_t>(argument(4, 60));
  std::filesystem::path directory =
      argc > 5 ? argv[5] : std::filesystem::temp_directory_path() / "qs-store-bench";
  std::filesystem::remove_all(directory);
  fmt::print("# {} M values of {} series, one every {} s\n", load.values / 1'000'000, load.series,
             load.step);
  {
    auto store = must(open_store(directory));
    measure_append(store, load);
    measure_questions(store, load, "hot");
    measure_close(store, load);
    measure_questions(store, load, "closed");
    measure_verify(store, load);
    figure("all files", static_cast<double>(disk_bytes(directory)) / 1e6, "MB");
  }
  auto start = Clock::now();
  { auto store = must(open_store(directory)); }
  figure("opening again", seconds_since(start) * 1e3, "ms");
  if (argc <= 5) std::filesystem::remove_all(directory);
  return 0;
}

}  // namespace
}  // namespace qs::store

int main(int argc, char** argv) {
  return qs::store::run(argc, argv);
}

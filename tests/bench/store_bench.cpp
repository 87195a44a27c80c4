// The store's figures, each with the goal beside it:
//   store_bench [million values] [series] [values per commit] [directory, then kept]
// A stream as from devices: 10 factors a frame of 411 bytes, one frame a minute, values that walk
// in steps of their last decimal.
#include <sys/resource.h>
#include <sys/stat.h>

#include <chrono>
#include <cstdlib>
#include <random>

#include "edge/store/store.h"
#include "edge/store/store_files.h"

namespace qs::store {
namespace {

using namespace observe;
using Clock = std::chrono::steady_clock;

constexpr size_t kFactors = 10, kFrameBytes = 411;
const Instant kStart = *parse_instant("2025-01-01");

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

void line(std::string_view what, std::string_view figure, std::string_view goal) {
  fmt::print("{:<52} {:>24}   goal {}\n", what, figure, goal);
  std::fflush(stdout);
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

// Devices that each send a frame of ten values a minute.
class District {
 public:
  District(SeriesLog& log, size_t devices) : values_(devices * kFactors) {
    std::vector<SeriesKey> keys;
    for (size_t d = 0; d < devices; ++d)
      for (size_t f = 0; f < kFactors; ++f)
        keys.push_back({fmt::format("site{:05}", d), fmt::format("a{:05}", f), Cadence::realtime,
                        Measure::rtd});
    must(log.open_all(keys));
    for (auto& value : values_) value = static_cast<double>(random_() % 2000);
  }

  // The next frames in time; each device at its own second of the minute.
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
    auto minute = static_cast<int64_t>(at_ / devices);
    auto second = static_cast<int64_t>(device * 60 / devices);
    auto time = to_ms(kStart) + minute * 60'000 + second * 1000;
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
  size_t at_ = 0;
};

uint64_t disk_bytes(const std::filesystem::path& directory) {
  uint64_t bytes = 0;
  for (const auto& entry : std::filesystem::directory_iterator(directory)) {
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

void print_sizes(const Store& store, double values, std::string_view state, std::string_view goal) {
  auto sizes = column_bytes(store);
  line(fmt::format("bytes a value, {} (without frames)", state),
       fmt::format("{:.2f}", sizes.values / values), goal);
  line(fmt::format("bytes of frames a value, {}", state),
       fmt::format("{:.2f}", sizes.frames / values), "-");
}

void measure_append(Store& store, size_t total, size_t series, size_t commit) {
  District district(*store.series, series / kFactors);
  std::vector<double> commits;
  double made = 0, busy = 0, cpu = 0;
  for (size_t kept = 0; kept < total;) {
    auto batch = district.next(commit / kFactors);
    auto cpu_before = cpu_seconds();
    auto start = Clock::now();
    auto receipt = must(store.series->append(batch));
    commits.push_back(seconds_since(start));
    cpu += cpu_seconds() - cpu_before;
    busy += commits.back();
    kept += receipt.kept;
    made = static_cast<double>(kept);
  }
  std::sort(commits.begin(), commits.end());
  line(fmt::format("durable append, {} values a commit, {} series", commit, series),
       fmt::format("{:.2f} M values/s", made / busy / 1e6), ">= 1 M values/s");
  line("  processor time of it", fmt::format("{:.2f} s per M values", cpu / made * 1e6), "-");
  line("  commit p50, p99",
       fmt::format("{:.0f} ms, {:.0f} ms", commits[commits.size() / 2] * 1e3,
                   commits[commits.size() * 99 / 100] * 1e3),
       "-");
  must(store.files->series().checkpoint());
  print_sizes(store, made, "hot", "<= 3");
}

template <class Ask>
void measure(std::string_view what, std::string_view goal, Ask ask) {
  std::vector<double> times;
  size_t answers = 0;
  for (int i = 0; i < 7; ++i) {
    auto start = Clock::now();
    answers = ask(i);
    times.push_back(seconds_since(start));
  }
  std::sort(times.begin(), times.end());
  line(fmt::format("{} ({} rows)", what, answers), fmt::format("{:.1f} ms", times[3] * 1e3), goal);
}

void measure_questions(Store& store, size_t total, size_t series) {
  auto minutes = static_cast<int64_t>(total / series);
  Span all{kStart, kStart + std::chrono::minutes(minutes)};
  std::vector<SeriesId> ids(series);
  for (size_t i = 0; i < series; ++i) ids[i] = static_cast<SeriesId>(i + 1);
  auto& log = *store.series;
  measure(fmt::format("one series over all, hourly means"), "< 50 ms", [&](int i) {
    SeriesId id = static_cast<SeriesId>(1 + static_cast<size_t>(i) * series / 8);
    return must(log.statistic({{id}}, all, PeriodKind::hour, Aggregate::mean)).size();
  });
  measure(fmt::format("latest of {} series", series), "< 20 ms",
          [&](int) { return log.latest(ids).size(); });
  measure(fmt::format("daily means of {} series over all", series), "< 1 s (a month)", [&](int) {
    return must(log.statistic(ids, all, PeriodKind::day, Aggregate::mean)).size();
  });
}

void measure_close(Store& store, size_t total, size_t series) {
  auto minutes = static_cast<int64_t>(total / series);
  auto start = Clock::now();
  for (auto month = Period::of(PeriodKind::month, kStart);
       month.begin < kStart + std::chrono::minutes(minutes); month = month.next())
    must(store.series->close_month(month));
  line("closing the months",
       fmt::format("{:.2f} M values/s", static_cast<double>(total) / seconds_since(start) / 1e6),
       "-");
  print_sizes(store, static_cast<double>(total), "closed", "<= 2");
}

int run(int argc, char** argv) {
  auto argument = [&](int i, size_t otherwise) {
    return argc > i ? static_cast<size_t>(std::strtoull(argv[i], nullptr, 10)) : otherwise;
  };
  auto total = argument(1, 20) * 1'000'000, series = argument(2, 10'000),
       commit = argument(3, 100'000);
  std::filesystem::path directory =
      argc > 4 ? argv[4] : std::filesystem::temp_directory_path() / "qs-store-bench";
  std::filesystem::remove_all(directory);
  {
    auto store = must(open_store(directory));
    measure_append(store, total, series, commit);
    measure_questions(store, total, series);
    measure_close(store, total, series);
    measure_questions(store, total, series);
    line("all files", fmt::format("{:.0f} MB", static_cast<double>(disk_bytes(directory)) / 1e6),
         "-");
  }
  auto start = Clock::now();
  { auto store = must(open_store(directory)); }
  line("opening again", fmt::format("{:.0f} ms", seconds_since(start) * 1e3), "-");
  if (argc <= 4) std::filesystem::remove_all(directory);
  return 0;
}

}  // namespace
}  // namespace qs::store

int main(int argc, char** argv) {
  return qs::store::run(argc, argv);
}

// A ledger of a million records of one kind: what a list, a filter and the proof take.
//   ledger_bench [thousand records] [directory]
#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <ctime>
#include <random>

#include "bench/figure.h"
#include "edge/store/sqlite_record_log.h"

namespace qs::store {
namespace {

using namespace ledger;
using namespace bench;
using Clock = std::chrono::steady_clock;

constexpr size_t kWritesOfCommit = 1000, kAsked = 100;

double milliseconds_since(Clock::time_point start) {
  return std::chrono::duration<double, std::milli>(Clock::now() - start).count();
}

template <class T>
T must(Result<T> result) {
  if (result) return std::move(*result);
  fmt::print(stderr, "{}\n", result.error().message());
  std::exit(1);
}

Field field(std::string name, FieldType type, bool indexed = false) {
  Field out;
  out.name = std::move(name);
  out.type = type;
  out.indexed = indexed;
  return out;
}

// A case: a state, a street and an instant to ask by, text to read, a firm to search, a place.
Kind kind() {
  Kind kind;
  kind.name = "case";
  kind.fields = {field("state", FieldType::text, true),
                 field("street", FieldType::text, true),
                 field("opened", FieldType::instant, true),
                 field("due", FieldType::instant),
                 field("title", FieldType::text),
                 field("note", FieldType::long_text),
                 field("exceedance", FieldType::number),
                 field("steps", FieldType::integer),
                 field("alert", FieldType::reference, true),
                 field("proved", FieldType::boolean),
                 field("firm", FieldType::text),
                 field("place", FieldType::point)};
  kind.fields[8].target = "alert";
  kind.fields[10].searched = true;
  kind.indexes = {{"street", "state", "opened"}};
  return kind;
}

constexpr const char* kStates[] = {"dispatch", "accepted", "handled", "reviewed", "closed"};

// Every tenth a chemical works, every hundredth in the square, one of ten thousand a tannery.
std::string firm_of(size_t i) {
  constexpr const char* kTrades[] = {"化工", "机械", "食品", "印刷", "家具",
                                     "建材", "物流", "餐饮", "电子", "包装"};
  constexpr const char* kNames[] = {"青山", "明湖", "紫荆", "航海", "陇海", "金岱", "南曹"};
  return fmt::format("{}{}{}{}{}厂", kNames[i % 7], i % 100 == 37 ? "广场" : "", i / 10 % 1000,
                     kTrades[i * 31 / 7 % 10], i % 10'000 == 4711 ? "皮革" : "");
}

Fields fields_of(size_t i) {
  auto opened = to_ms(*parse_instant("2016-01-01")) + static_cast<int64_t>(i) * 300'000;
  return {{"state", std::string(kStates[i % 97 < 4 ? i % 97 : 4])},
          {"street", fmt::format("street{:02}", i * 7919 % 17)},
          {"opened", opened},
          {"due", opened + 7'200'000},
          {"title", fmt::format("Exceedance of PM2.5 at site {}", i % 39)},
          {"note", fmt::format("Water sprinkled on the road, works stopped; visit number {}", i)},
          {"exceedance", static_cast<double>(i % 300) / 100},
          {"steps", static_cast<int64_t>(i % 9)},
          {"alert", fmt::format("air-m{:02}:{}", i % 39, i)},
          {"proved", i % 2 == 0},
          {"firm", firm_of(i)},
          {"place", Geometry::point({113.5 + static_cast<double>(i * 7919 % 100'003) * 5e-6,
                                     34.6 + static_cast<double>(i * 104'729 % 99'991) * 3e-6})
                        .geojson()}};
}

void fill(SqliteRecordLog& log, size_t records) {
  auto start = Clock::now();
  auto cpu_before = std::clock();
  for (size_t i = 0; i < records;) {
    Commit commit{"duty", "bench", *parse_instant("2016-01-01") + std::chrono::minutes(i), {}};
    for (size_t k = 0; k < kWritesOfCommit && i < records; ++k, ++i)
      commit.writes.push_back(
          {Write::Verb::put, "case", fmt::format("C{:08}", i), fields_of(i), {}});
    must(log.commit(commit));
  }
  figure("records kept, 1,000 a commit",
         static_cast<double>(records) / milliseconds_since(start) * 1e3, "records/s");
  figure("  processor time of one record",
         static_cast<double>(std::clock() - cpu_before) * 1e6 / CLOCKS_PER_SEC /
             static_cast<double>(records),
         "µs");
}

// p99 of many askings, each of another record, street or page.
template <class Ask>
void measure(const std::string& what, Ask ask) {
  std::vector<double> times, cpu;
  for (size_t i = 0; i < kAsked; ++i) {
    auto start = Clock::now();
    auto cpu_before = std::clock();
    ask(i);
    times.push_back(milliseconds_since(start));
    cpu.push_back(static_cast<double>(std::clock() - cpu_before) * 1e3 / CLOCKS_PER_SEC);
  }
  std::sort(times.begin(), times.end());
  std::sort(cpu.begin(), cpu.end());
  figure(what + ", p50", times[kAsked / 2], "ms");
  figure(what + ", p99", times[kAsked * 99 / 100], "ms", at_most(100));
  figure("  processor time of it, p99", cpu[kAsked * 99 / 100], "ms");
}

void measure_questions(const SqliteRecordLog& log, size_t records) {
  std::mt19937 random(1);
  measure("one record by its id",
          [&](size_t) { must(log.get("case", fmt::format("C{:08}", random() % records))); });
  measure("list, the newest 100 by time", [&](size_t i) {
    must(log.query({.kind = "case", .order_by = "opened", .descending = true, .offset = i * 100}));
  });
  measure("filter by street and state, newest 100", [&](size_t i) {
    must(log.query({.kind = "case",
                    .where = {{"street", Op::equal, fmt::format("street{:02}", i % 17), {}},
                              {"state", Op::equal, std::string(kStates[i % 5]), {}}},
                    .order_by = "opened",
                    .descending = true}));
  });
  measure("filter by a month, 100 of it", [&](size_t i) {
    auto from = to_ms(*parse_instant("2016-01-01")) + static_cast<int64_t>(i) * 86'400'000 * 10;
    must(log.query({.kind = "case",
                    .where = {{"opened", Op::greater_equal, from, {}},
                              {"opened", Op::less, from + 30 * 86'400'000ll, {}}},
                    .order_by = "opened"}));
  });
  measure("count of what is open", [&](size_t i) {
    must(log.count(
        {.kind = "case", .where = {{"state", Op::equal, std::string(kStates[i % 4]), {}}}}));
  });
}

std::vector<Filter> of_street_and_state(size_t i) {
  return {{"street", Op::equal, fmt::format("street{:02}", i % 17), {}},
          {"state", Op::equal, std::string(kStates[i % 5]), {}}};
}

void measure_words(const SqliteRecordLog& log) {
  auto found = [&](Query query) { check(!must(log.query(query)).empty(), "something is found"); };
  measure("search of a frequent word (1 of 10)",
          [&](size_t) { found({.kind = "case", .search = "化工", .order_by = ""}); });
  measure("search of a rare word (1 of 10,000)",
          [&](size_t) { found({.kind = "case", .search = "皮革", .order_by = ""}); });
  measure("search of one character",
          [&](size_t) { found({.kind = "case", .search = "皮", .order_by = ""}); });
  measure("search of a frequent word, latest opened first", [&](size_t) {
    found({.kind = "case", .search = "化工", .order_by = "opened", .descending = true});
  });
  for (auto word : {"化工", "广场", "皮革"})
    measure(fmt::format("search of {} with street and state", word), [&](size_t i) {
      must(log.query(
          {.kind = "case", .where = of_street_and_state(i), .search = word, .order_by = ""}));
    });
  measure("count of a frequent word",
          [&](size_t) { must(log.count({.kind = "case", .search = "化工"})); });
}

void measure_places(const SqliteRecordLog& log) {
  auto at = [](size_t i) {
    return LonLat{113.52 + static_cast<double>(i % 10) * 0.045,
                  34.62 + static_cast<double>(i / 10) * 0.025};
  };
  measure("box of a street block, 100 of it", [&](size_t i) {
    auto [lon, lat] = at(i);
    must(log.query({.kind = "case", .box = Box{lon, lat, lon + 0.01, lat + 0.01}}));
  });
  measure("box of half the district, 100 of it", [&](size_t i) {
    auto [lon, lat] = at(i);
    must(log.query({.kind = "case", .box = Box{lon - 0.2, lat - 0.2, lon + 0.1, lat + 0.1}}));
  });
  measure("nearest 20", [&](size_t i) {
    must(log.query({.kind = "case", .near = Near{at(i), 20'000}, .order_by = "", .limit = 20}));
  });
  measure("nearest 20 of a rare word", [&](size_t i) {
    must(log.query({.kind = "case",
                    .search = "皮革",
                    .near = Near{at(i), 20'000},
                    .order_by = "",
                    .limit = 20}));
  });
  measure("inside an area, 100 of it", [&](size_t i) {
    auto [lon, lat] = at(i);
    auto side = 0.002 * static_cast<double>(1 + i % 40);
    must(log.query(
        {.kind = "case",
         .inside = fmt::format(
             R"({{"type":"Polygon","coordinates":[[[{0},{1}],[{2},{1}],[{0},{3}],[{0},{1}]]]}})",
             lon, lat, lon + side, lat + side)}));
  });
}

void measure_all(const SqliteRecordLog& log) {
  measure("count of everything", [&](size_t) { must(log.count({.kind = "case"})); });
  measure("count by street and state",
          [&](size_t i) { must(log.count({.kind = "case", .where = of_street_and_state(i)})); });
  measure("tally by street", [&](size_t) { must(log.tally({.kind = "case"}, "street")); });
  measure("tally by state of a street", [&](size_t i) {
    auto where = of_street_and_state(i);
    where.pop_back();
    must(log.tally({.kind = "case", .where = where}, "state"));
  });
}

void measure_pages(const SqliteRecordLog& log) {
  std::optional<Cursor> after;
  measure("list by a cursor, page by page", [&](size_t) {
    auto page =
        must(log.query({.kind = "case", .order_by = "opened", .descending = true, .after = after}));
    after = Cursor{page.back().fields["opened"], page.back().id};
  });
  measure("journal of a day of years ago", [&](size_t i) {
    auto from = *parse_instant("2016-01-01") + std::chrono::days(i);
    must(log.journal({.from = from, .until = from + std::chrono::days(1)}));
  });
}

int run(int argc, char** argv) {
  auto records = (argc > 1 ? std::strtoull(argv[1], nullptr, 10) : 1000) * 1000;
  std::filesystem::path directory =
      argc > 2 ? argv[2] : std::filesystem::temp_directory_path() / "qs-ledger-bench";
  std::filesystem::remove_all(directory);
  std::filesystem::create_directories(directory);
  fmt::print("# {} records of one kind\n", records);
  {
    auto log = must(SqliteRecordLog::open(directory / "records.sqlite"));
    auto declared = kind();
    check(log->declare({&declared, 1}).has_value(), "declare");
    fill(*log, records);
    measure_questions(*log, records);
    measure_pages(*log);
    measure_words(*log);
    measure_places(*log);
    measure_all(*log);
    auto start = Clock::now();
    bool holds = !must(log->first_broken_day());
    check(holds, "the chain holds");
    figure("verify of all revisions and rows", milliseconds_since(start) / 1e3, "s");
  }
  auto bytes = static_cast<double>(std::filesystem::file_size(directory / "records.sqlite"));
  figure("bytes a record, with its revision and indexes", bytes / static_cast<double>(records),
         "B");
  if (argc <= 2) std::filesystem::remove_all(directory);
  return 0;
}

}  // namespace
}  // namespace qs::store

int main(int argc, char** argv) {
  return qs::store::run(argc, argv);
}

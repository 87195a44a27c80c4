// What the national platform published for its automatic surface-water stations, 2021-04-01..05:
// the class of each section every four hours beside the values shown.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/csv.h"
#include "base/decimal.h"
#include "kernel/evaluate/water_class.h"
#include "unit/evaluate/national_law.h"

namespace qs::evaluate {
namespace {

struct Column {
  std::string_view title, factor;
};
constexpr std::array<Column, 5> kColumns{{{"pH(无量纲)", "w01001"},
                                          {"溶解氧(mg/L)", "w01009"},
                                          {"高锰酸盐指数(mg/L)", "w01019"},
                                          {"氨氮(mg/L)", "w21003"},
                                          {"总磷(mg/L)", "w21011"}}};

struct Record {
  std::string section, time;
  int published = 0;  // 0: none
  WaterValues values;
  std::map<std::string, double, std::less<>> half_step;  // of the last digit shown, by factor
};

int rank_of(std::string_view text) {
  constexpr std::array<std::string_view, 6> kClasses{"Ⅰ", "Ⅱ", "Ⅲ", "Ⅳ", "Ⅴ", "劣Ⅴ"};
  auto at = std::ranges::find(kClasses, text);
  return at == kClasses.end() ? 0 : static_cast<int>(at - kClasses.begin()) + 1;
}

// "--": due but missing; "*": not measured at this station.
Record record(const CsvTable& table, size_t row) {
  Record r{fmt::format("{} {} {}", table.cell(row, "省份"), table.cell(row, "流域"),
                       table.cell(row, "断面名称")),
           std::string(table.cell(row, "监测时间")),
           rank_of(table.cell(row, "水质类别")),
           {},
           {}};
  for (auto [title, factor] : kColumns) {
    auto text = table.cell(row, title);
    if (text == "*") continue;
    auto& value = r.values[std::string(factor)];
    if (auto d = Decimal::parse(text)) {
      value.amount = d->value();
      r.half_step[std::string(factor)] = 0.4999 * std::pow(10, -d->scale);
    }
  }
  return r;
}

// The classes that the unrounded values behind those shown can have had.
std::pair<int, int> possible(const WaterJudge& judge, const Record& r) {
  int best = 0, worst = 0;
  for (const auto& [factor, value] : r.values) {
    if (!value.amount) continue;
    auto half = r.half_step.at(factor);
    std::array<int, 3> ranks{};
    for (int i = 0; i < 3; ++i)
      ranks[static_cast<size_t>(i)] =
          judge.grade_item(factor, {*value.amount + (i - 1) * half})->rank;
    best = std::max(best, std::ranges::min(ranks));
    worst = std::max(worst, std::ranges::max(ranks));
  }
  return {best, worst};
}

bool can_be(const WaterJudge& judge, const Record& r, int rank) {
  auto [best, worst] = possible(judge, r);
  return best <= rank && rank <= worst;
}

struct Counts {
  size_t rows = 0, equal = 0, hidden = 0, held = 0, alone = 0, other = 0;
  size_t absent_equal = 0, absent_other = 0;
};

bool named_as_lake(std::string_view section) {
  auto name = section.substr(section.rfind(' ') + 1);
  return name.find("湖") != name.npos || name.find("库") != name.npos;
}

// River or lake table: the one under which more of the section's published classes come out; where
// both do equally well (total phosphorus never decides), the section's name.
const WaterJudge& table_of(const std::vector<Record>& section, const WaterJudge& river,
                           const WaterJudge& lake) {
  int lead = 0;
  for (const auto& r : section)
    if (auto a = river.grade(r.values).rank, b = lake.grade(r.values).rank; a && r.published)
      lead += (b == r.published) - (a == r.published);
  return lead > 0 || (lead == 0 && named_as_lake(section.front().section)) ? lake : river;
}

bool follows(const Record& before, const Record& r) {
  auto a = parse_instant(before.time), b = parse_instant(r.time);
  return a && b && *b - *a == std::chrono::hours{4};
}

void count(const std::vector<Record>& section, const WaterJudge& judge, bool lake, Counts& c) {
  for (size_t i = 0; i < section.size(); ++i) {
    const auto& r = section[i];
    auto grade = judge.grade(r.values);
    if (!grade.rank || !r.published) {
      bool both = !grade.rank && !r.published;
      ++(both ? c.absent_equal : c.absent_other);
      if (!both)
        fmt::print("  no class   {} {}: published {}, judged {}\n", r.section, r.time, r.published,
                   grade.rank.value_or(0));
      continue;
    }
    ++c.rows;
    if (*grade.rank == r.published) {
      ++c.equal;
      continue;
    }
    bool hidden = can_be(judge, r, r.published);
    // The platform kept showing the class of the record before, though the values are new.
    bool held =
        !hidden && i > 0 &&
        (section[i - 1].published == r.published || can_be(judge, section[i - 1], r.published));
    bool alone = !hidden && (i == 0 || !follows(section[i - 1], r));
    ++(hidden ? c.hidden : held ? c.held : alone ? c.alone : c.other);
    std::string shown;
    for (const auto& item : grade.items) shown += fmt::format(" {}={}", item.factor, item.value);
    fmt::print("  {:<10} {} {} ({}): published {}, judged {}:{}\n",
               hidden ? "rounding"
               : held ? "held over"
                      : "unknown",
               r.section, r.time, lake ? "lake" : "river", r.published, *grade.rank, shown);
  }
}

TEST(RealWater, SectionsHaveTheClassAsPublished) {
  auto path = shared("data/water_stations/cn_water_4h_20210401_20210405.csv");
  QS_NEEDS(path);
  auto table = CsvTable::read(path, {"省份", "流域", "断面名称", "监测时间", "水质类别"});
  ASSERT_TRUE(table) << table.error().message();
  std::map<std::string, std::vector<Record>> sections;
  size_t no_time = 0;
  for (size_t row = 0; row < table->size(); ++row) {
    auto r = record(*table, row);
    if (r.time == "*")
      ++no_time;
    else
      sections[r.section].push_back(std::move(r));
  }
  auto law = day(2021, 4, 1);
  auto river = WaterJudge::prepared(national(), law, WaterBody::river);
  auto lake = WaterJudge::prepared(national(), law, WaterBody::lake);
  ASSERT_TRUE(river && lake);
  Counts c;
  size_t lakes = 0;
  for (auto& [name, section] : sections) {
    std::ranges::stable_sort(section, {}, &Record::time);
    const auto& judge = table_of(section, *river, *lake);
    lakes += &judge == &*lake;
    count(section, judge, &judge == &*lake, c);
  }
  auto share = [&](size_t n) {
    return 100.0 * static_cast<double>(n) / static_cast<double>(c.rows);
  };
  fmt::print("{} rows of {} sections ({} by the lake table), {} without time\n", table->size(),
             sections.size(), lakes, no_time);
  fmt::print(
      "{} with class: {} equal ({:.3f} %), {} where rounding hides the side ({:.3f} %), {} "
      "with the class of the record before ({:.3f} %), {} whose record before is not in the file, "
      "{} unknown\n",
      c.rows, c.equal, share(c.equal), c.hidden, share(c.hidden), c.held, share(c.held), c.alone,
      c.other);
  fmt::print("without class: {} by the rule, {} not\n", c.absent_equal, c.absent_other);
  EXPECT_GT(c.rows, 37000u);
  EXPECT_GE(share(c.equal), 98.5);
  EXPECT_GE(share(c.equal + c.hidden + c.held), 99.9);
  EXPECT_LT(c.absent_other, 40u);
}

}  // namespace
}  // namespace qs::evaluate

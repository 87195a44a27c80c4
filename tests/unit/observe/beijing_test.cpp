// Three years of Beijing's twelve stations through the chain of statistics, against figures that
// an independent program made in exact fractions.
#include <gtest/gtest.h>

#include <charconv>

#include "app/pack.h"
#include "base/csv.h"
#include "kernel/observe/means.h"
#include "kernel/observe/rules.h"
#include "unit/observe/observe_samples.h"

namespace qs::observe {
namespace {

const Day kFirst = std::chrono::year{2013} / 3 / 1, kLast = std::chrono::year{2016} / 2 / 29;

struct Totals {
  int days = 0, months = 0, years = 0;  // valid ones
  double day_sum = 0, month_sum = 0, year_sum = 0;
  void add(const Statistic& s, int& count, double& sum) {
    if (s.mark != Mark::normal) return;
    ++count;
    sum += *s.value;
  }
};

std::vector<Sample> hours_of(const CsvTable& table, std::string_view column) {
  std::vector<Sample> hours;
  for (size_t r = 0; r < table.size(); ++r) {
    auto text = table.cell(r, column);
    if (text == "NA") continue;
    double value = 0;
    std::from_chars(text.data(), text.data() + text.size(), value);
    hours.push_back(
        testing::sample(start_of(kFirst) + std::chrono::hours{static_cast<int>(r)}, value));
  }
  return hours;
}

Method method(std::string_view factor) {
  static const auto pack = app::open_pack(std::filesystem::path(QS_SOURCE_DIR) / "packs/national");
  check(pack.has_value(), "the national pack is sound");
  return *method_of(pack->library, *pack->library.factor(factor), kFirst);
}

void add_particles(const std::vector<Sample>& hours, const Method& m, Totals& totals) {
  std::vector<Sample> days;
  auto day = Period::of(PeriodKind::day, start_of(kFirst));
  for (; day.begin <= start_of(kLast); day = day.next()) {
    auto s = day_mean(hours, day, m);
    totals.add(s, totals.days, totals.day_sum);
    if (s.full) days.push_back(derived(s, 1));
  }
  auto month = Period::of(PeriodKind::month, start_of(kFirst));
  for (; month.begin <= start_of(kLast); month = month.next())
    totals.add(month_mean(days, month, m), totals.months, totals.month_sum);
  auto year = Period::of(PeriodKind::year, start_of(kFirst));
  for (; year.begin <= start_of(kLast); year = year.next())
    totals.add(year_mean(days, year, m), totals.years, totals.year_sum);
}

TEST(Beijing, TwelveStationsInFull) {
  std::filesystem::path folder = QS_SHARED_DIR "/data/beijing_multisite";
  if (!std::filesystem::exists(folder)) GTEST_SKIP() << "no " << folder;
  auto particles = method("a34004"), ozone = method("a05024");
  Totals pm, o3;
  for (const auto& file : std::filesystem::directory_iterator(folder)) {
    auto table = CsvTable::read(file.path());
    ASSERT_TRUE(table);
    add_particles(hours_of(*table, "PM2.5"), particles, pm);
    auto hours = hours_of(*table, "O3");
    auto day = Period::of(PeriodKind::day, start_of(kFirst));
    for (; day.begin <= start_of(kLast); day = day.next())
      o3.add(mda8(hours, day, ozone), o3.days, o3.day_sum);
  }
  EXPECT_EQ(pm.days, 12796);
  EXPECT_EQ(pm.day_sum, 1023034);
  EXPECT_EQ(pm.months, 415);
  EXPECT_EQ(pm.month_sum, 33096);
  EXPECT_EQ(pm.years, 14);
  EXPECT_EQ(pm.year_sum, 1152);
  EXPECT_EQ(o3.days, 12499);
  EXPECT_EQ(o3.day_sum, 1191419);
}

}  // namespace
}  // namespace qs::observe

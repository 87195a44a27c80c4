#include "kernel/observe/calibration.h"

#include <gtest/gtest.h>

#include <charconv>
#include <iostream>

#include "base/csv.h"
#include "kernel/observe/least_squares.h"

namespace qs::observe {
namespace {

using namespace std::chrono;

constexpr auto kMonday = sys_days{2024y / 1 / 1};

CalibrationPair pair_at(int hour, double signal, std::optional<double> reference) {
  auto t = Instant{kMonday} - kOffset + hours{hour};
  return {to_ms(t), {signal}, reference};
}

TEST(LeastSquares, FindsAKnownPlane) {
  std::vector<double> rows, targets;
  for (int i = 0; i < 30; ++i) {
    double a = i % 7, b = i % 5 * 100.0;
    rows.insert(rows.end(), {a, b});
    targets.push_back(3 + 2 * a - 0.5 * b);
  }
  auto fit = fit_linear(rows, 2, targets);
  ASSERT_TRUE(fit);
  EXPECT_NEAR(fit->intercept, 3, 1e-9);
  EXPECT_NEAR(fit->slopes[0], 2, 1e-9);
  EXPECT_NEAR(fit->slopes[1], -0.5, 1e-9);
}

TEST(LeastSquares, RefusesWhatHasNoAnswer) {
  EXPECT_FALSE(fit_linear(std::vector<double>{1, 1, 1}, 1, std::vector<double>{1, 2, 3}));
  EXPECT_FALSE(fit_linear(std::vector<double>{1, 2, 2, 4, 3, 6, 4, 8}, 2,
                          std::vector<double>{1, 2, 3, 4}));  // twice the same signal
  EXPECT_FALSE(fit_linear(std::vector<double>{1, 2}, 2, std::vector<double>{1}));
}

TEST(Calibration, AWeekIsCorrectedByEarlierWeeksOnly) {
  std::vector<CalibrationPair> pairs;
  for (int h = 0; h < 3 * 168; ++h)  // the sensor's slope doubles in the third week
    pairs.push_back(pair_at(h, h % 24, (h < 336 ? 2.0 : 4.0) * (h % 24) + 1));
  auto weeks = calibrate_weekly(pairs, {.weeks_back = 1, .least_pairs = 100});
  ASSERT_EQ(weeks.size(), 2u);  // the first week has no past
  EXPECT_NEAR(*weeks[0].r2, 1, 1e-9);
  EXPECT_NEAR(weeks[1].model.slopes[0], 2, 1e-9);  // knows nothing of the new slope
  EXPECT_LT(*weeks[1].drift, -20);                 // but the drift is seen
  EXPECT_EQ(weeks[0].values.front().origin, Origin::calibrated);
}

TEST(Calibration, DoesNotReachBeyondWhatItKnows) {
  std::vector<CalibrationPair> pairs;
  for (int h = 0; h < 168; ++h) pairs.push_back(pair_at(h, h % 24, 2.0 * (h % 24)));
  CalibrationPlan plan;
  auto model = fit_model(pairs, plan.least_pairs);
  ASSERT_TRUE(model);
  EXPECT_TRUE(corrected(*model, std::vector<double>{25}, plan));
  EXPECT_FALSE(corrected(*model, std::vector<double>{40}, plan));
  EXPECT_EQ(corrected(*model, std::vector<double>{-2}, plan), 0);  // no negative concentration
}

// A sensor that reads 1.5 times too high, 4 too much, and 0.2 for each % of humidity; the hours'
// true values and the humidity run free of each other.
std::vector<CalibrationPair> wet_sensor(int hours) {
  std::vector<CalibrationPair> pairs;
  for (int h = 0; h < hours; ++h) {
    double truth = 20 + h % 24, humidity = 40 + h * 7 % 50, jitter = (h * 13 % 7 - 3) * 0.1;
    auto pair = pair_at(h, 1.5 * truth + 4 + 0.2 * humidity + jitter, truth);
    pair.signals.push_back(humidity);
    pairs.push_back(std::move(pair));
  }
  return pairs;
}

TEST(Calibration, ARefitSaysItsLineAndWhatItIsWorthOnHoursItHasNotSeen) {
  auto pairs = wet_sensor(48);
  CalibrationPlan plan;
  auto fit = refit(pairs, plan.first_pairs, plan);
  EXPECT_EQ(fit.fault, "");
  EXPECT_NEAR(fit.slope, 1 / 1.5, 0.01);
  double mean = 0;
  for (const auto& p : pairs) mean += p.signals[1] / 48;
  EXPECT_NEAR(fit.offset, -(4 + 0.2 * mean) / 1.5, 0.3);
  EXPECT_LT(*fit.r2_before, 0);  // far from the reference as it reads
  EXPECT_GT(*fit.r2_after, 0.99);
}

TEST(Calibration, ARefitThatIsNotGoodEnoughSaysWhy) {
  CalibrationPlan plan;
  auto few = refit(wet_sensor(99), plan.least_pairs, plan);
  EXPECT_EQ(few.fault, "few_pairs");
  EXPECT_EQ(few.model.pairs, 99u);
  auto good = wet_sensor(120), blind = good;
  for (auto& p : good) p.signals = {*p.reference, p.signals[1]};  // nothing left to correct
  EXPECT_EQ(refit(good, plan.least_pairs, plan).fault, "not_better");
  for (size_t i = 0; i < blind.size(); ++i)  // sees nothing of the truth
    blind[i].signals[0] = static_cast<double>(i * 29 % 31);
  EXPECT_EQ(refit(blind, plan.least_pairs, plan).fault, "blind");
}

TEST(Calibration, TheFirstFitIsDueWithTheHourThatMakesEnoughPairs) {
  std::vector<CalibrationPair> pairs{pair_at(0, 1, 2), pair_at(1, 1, {}), pair_at(2, 1, 2)};
  EXPECT_FALSE(first_fit_at(pairs, 3));
  EXPECT_EQ(first_fit_at(pairs, 2), from_ms(pairs[2].time) + hours{1});
}

TEST(Calibration, WithoutReferenceTheLastModelGoesOn) {
  std::vector<CalibrationPair> pairs;
  for (int h = 0; h < 4 * 168; ++h)
    pairs.push_back(pair_at(h, h % 24, h < 168 ? std::optional(2.0 * (h % 24)) : std::nullopt));
  auto weeks = calibrate_weekly(pairs, {.weeks_back = 1, .least_pairs = 100});
  ASSERT_EQ(weeks.size(), 3u);
  EXPECT_TRUE(weeks[0].refitted);
  EXPECT_FALSE(weeks[2].refitted);
  EXPECT_EQ(weeks[2].values.size(), 168u);
  EXPECT_FALSE(weeks[2].r2);
}

double number(std::string_view text) {
  double value = -200;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

// A co-located pair from Italy, a year and a month: sensors PT08 S1-S5, temperature, humidity.
std::vector<CalibrationPair> air_quality_uci(const std::filesystem::path& file,
                                             std::vector<double>& raw_signal,
                                             std::vector<double>& reference) {
  auto table = CsvTable::read(file);
  std::vector<CalibrationPair> pairs;
  if (!table) return pairs;
  auto first = Instant{sys_days{2004y / 3 / 10}} + hours{18} - kOffset;
  for (size_t r = 0; r < table->size(); ++r) {
    CalibrationPair pair{to_ms(first + hours{static_cast<int>(r)}), {}, {}};
    for (auto column : {"PT08_S1_CO", "PT08_S2_NMHC", "PT08_S3_NOx", "PT08_S4_NO2", "PT08_S5_O3",
                        "T", "RH", "AH"})
      pair.signals.push_back(number(table->cell(r, column)));
    if (std::ranges::count(pair.signals, -200.0) > 0) continue;
    auto no2 = number(table->cell(r, "NO2_GT"));
    if (no2 != -200) {
      pair.reference = no2;
      raw_signal.push_back(pair.signals[3]);
      reference.push_back(no2);
    }
    pairs.push_back(std::move(pair));
  }
  return pairs;
}

TEST(Calibration, WeeklyRefitLiftsARealNo2Sensor) {
  std::filesystem::path file = QS_SHARED_DIR "/data/sensors/AirQualityUCI.csv";
  if (!std::filesystem::exists(file)) GTEST_SKIP() << "no " << file;
  std::vector<double> raw, reference;
  auto pairs = air_quality_uci(file, raw, reference);
  auto straight = fit_linear(raw, 1, reference);
  ASSERT_TRUE(straight);
  std::vector<double> static_use;
  for (double s : raw) static_use.push_back(straight->intercept + straight->slopes[0] * s);
  EXPECT_LT(r_squared(reference, static_use), 0.2);

  std::map<int64_t, double> made;
  for (const auto& week : calibrate_weekly(pairs))
    for (const auto& s : week.values) made[s.time] = s.value;
  std::vector<double> truth, predicted;
  for (const auto& pair : pairs) {
    if (!pair.reference || !made.contains(pair.time)) continue;
    truth.push_back(*pair.reference);
    predicted.push_back(made[pair.time]);
  }
  auto r2 = r_squared(truth, predicted);
  std::cout << fmt::format("NO2: R2 {:.3f} raw, {:.3f} refitted weekly, {} of {} hours\n",
                           r_squared(reference, static_use), r2, truth.size(), reference.size());
  EXPECT_GE(r2, 0.7);
  EXPECT_GE(truth.size(), reference.size() * 95 / 100);
}

}  // namespace
}  // namespace qs::observe

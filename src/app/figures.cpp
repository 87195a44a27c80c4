#include "app/figures.h"

#include <algorithm>

#include "app/all_records.h"

namespace qs::app {
namespace {

constexpr auto kFreshFor = std::chrono::seconds{15};
constexpr std::string_view kPm25 = "air.pm25_mean", kPm10 = "air.pm10_mean",
                           kGood = "air.good_share";

}  // namespace

Figures::Figures(const Pack& pack, const ledger::RecordLog& records, const Gatherer& gatherer,
                 const service::Planning& planning, std::function<Instant()> now)
    : pack_(pack),
      records_(records),
      gatherer_(gatherer),
      planning_(planning),
      now_(std::move(now)) {}

service::DayFigures Figures::today() {
  std::lock_guard lock(mutex_);
  auto now = now_();
  if (now - computed_ > kFreshFor) {
    figures_ = compute(now);
    computed_ = now;
  }
  return figures_;
}

std::vector<service::IndicatorReading> Figures::readings(int year) const {
  std::vector<service::IndicatorReading> out;
  auto indicators = all_records(records_, "indicator");
  if (!indicators) return out;
  for (const auto& indicator : *indicators) {
    auto law = pack_.planning.measure(indicator.text("measure"));
    if (!law || !law->daily()) continue;
    if (auto reading = planning_.indicator(indicator, year, "")) out.push_back(std::move(*reading));
  }
  return out;
}

std::vector<plan::Item> Figures::days_of(std::string_view measure, Span span) const {
  auto law = pack_.planning.measure(measure);
  if (!law || span.from >= span.until) return {};
  auto gathered = gatherer_.gather(*law, "", span, false);
  return gathered ? std::move(gathered->items) : std::vector<plan::Item>{};
}

service::DayFigures Figures::compute(Instant now) const {
  auto year = Period::of(PeriodKind::year, now).span();
  year.until = Period::of(PeriodKind::day, now).begin;  // full days only
  service::DayFigures f{.day = day_of(now)};
  auto figure = [&](std::string_view measure, const std::vector<plan::Item>& days) {
    auto law = pack_.planning.measure(measure);
    return law ? plan::figure_of(law->measure, days) : std::nullopt;
  };
  f.pm25_mean = figure(kPm25, days_of(kPm25, year));
  f.pm10_mean = figure(kPm10, days_of(kPm10, year));
  auto days = days_of(kGood, year);
  if (auto share = figure(kGood, days)) {
    auto law = pack_.planning.measure(kGood);
    f.good_share = *share / 100;
    f.valid_days = static_cast<int64_t>(days.size());
    f.good_days = std::ranges::count_if(
        days, [&](const plan::Item& day) { return plan::brought(law->measure, day.value) > 0; });
  }
  for (const auto& reading : readings(static_cast<int>(f.day.year()))) {
    auto target = reading.goal ? std::optional(reading.goal->value) : std::nullopt;
    auto measure = reading.indicator.text("measure");
    if (measure == kPm25) f.pm25_target = target;
    if (measure == kPm10) f.pm10_target = target;
    if (measure == kGood && target) f.good_share_target = *target / 100;
    if (!reading.value) continue;
    auto english = reading.indicator.text("name_en");
    f.figures.push_back({reading.indicator.id, reading.indicator.text("name"),
                         english.empty() ? reading.indicator.text("name") : english, reading.value,
                         target, reading.indicator.text("unit"),
                         reading.indicator.text("better") == "low"});
  }
  return f;
}

}  // namespace qs::app

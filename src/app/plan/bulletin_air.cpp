// 通报里的空气: the figures of the period, of the same days last year, and each day of them.
#include <fmt/format.h>

#include "app/plan/planner.h"
#include "app/plan/telling.h"
#include "base/decimal.h"
#include "edge/service/plan/ranking_notice.h"

namespace qs::app {
namespace {

constexpr std::string_view kAirFigures[]{"air.pm25_mean", "air.pm10_mean", "air.good_share",
                                         "air.heavy_share"};
constexpr std::string_view kByDay[]{"air.pm25_mean", "air.pm10_mean", "air.good_share"};
constexpr int kMostByDay = 31;  // days of a period that are shown one by one

struct AirFigure {
  const MeasureLaw& law;
  Gathered now, before;
};

// "03-05", which a day and the same day of the year before share.
std::string day_in_year(Day day) {
  return iso(day).substr(5);
}

void tell_days(Telling& told, const AirFigure& figure, Json& figures, Json& days) {
  const auto& law = figure.law;
  bool index = law.gather == Gather::air_index;
  figures.push_back({{"key", law.id},
                     {"name", index ? std::string("AQI") : law.name_zh},
                     {"unit", index ? std::string() : std::string(unit_of(law.measure))}});
  std::map<std::string, double> now, before;
  for (const auto& item : figure.now.items) now[day_in_year(item.day)] = item.value;
  for (const auto& item : figure.before.items) before[day_in_year(item.day)] = item.value;
  auto at = [](const std::map<std::string, double>& values, const std::string& day) {
    auto found = values.find(day);
    return found == values.end() ? std::nullopt : std::optional(found->second);
  };
  for (auto t = told.span().from; t < told.span().until; t += std::chrono::days{1}) {
    auto day = day_in_year(day_of(t));
    Json row{{"figure", law.id}, {"day", day}};
    set(row, "value", at(now, day));
    set(row, "before", at(before, day));
    if (index) row["line"] = law.measure.bound;
    days.push_back(std::move(row));
  }
}

}  // namespace

Result<void> Planner::tell_air(Telling& told) const {
  auto rows = Json::array(), figures = Json::array(), days = Json::array();
  bool by_day = (told.span().until - told.span().from) / std::chrono::days{1} <= kMostByDay;
  for (auto id : kAirFigures) {
    auto law = pack_.planning.measure(id);
    if (!law) continue;
    auto now = gatherer_.gather(*law, "", told.span(), false);
    if (!now) return tl::unexpected(now.error());
    auto before = gatherer_.gather(*law, "", year_before(told.span()), false);
    if (!before) return tl::unexpected(before.error());
    AirFigure figure{*law, std::move(*now), std::move(*before)};
    auto value = plan::figure_of(law->measure, figure.now.items);
    auto last_year = plan::figure_of(law->measure, figure.before.items);
    auto unit = unit_of(law->measure);
    auto text = written(value, law->measure.places, unit);
    Json row{{"name", law->name_zh},
             {"value", text},
             {"before", written(last_year, law->measure.places, unit)},
             {"unit", unit},
             {"source", fmt::format("{}（{}），{} 至 {}，有效 {} 天", law->name_zh, law->clause,
                                    iso(day_of(told.span().from)), iso(told.last()),
                                    figure.now.items.size())}};
    set(row, "figure", value);
    set(row, "figure_before", last_year);
    rows.push_back(std::move(row));
    told.trace({.figure = "空气质量：" + law->name_zh,
                .value = text,
                .what = "标准站各日的值",
                .span = told.span(),
                .count = fmt::format("{} 天", figure.now.items.size()),
                .standard = figure.now.standard,
                .clause = service::clause_zh(law->clause, law->confidence),
                .page = "/plan"});
    if (by_day && std::ranges::find(kByDay, id) != std::end(kByDay))
      tell_days(told, figure, figures, days);
  }
  told.put("air", rows);
  told.put("day_figures", figures);
  told.put("days", days);
  return {};
}

}  // namespace qs::app

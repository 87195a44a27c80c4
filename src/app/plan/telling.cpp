#include "app/plan/telling.h"

#include <fmt/format.h>

#include "base/decimal.h"
#include "edge/service/plan/ranking_notice.h"

namespace qs::app {

using service::IndicatorReading;

namespace {
constexpr int kMovedPlaces = 3;  // of a month's part in the miss
}

void Telling::trace(const Trace& trace) {
  sources.push_back({{"figure", trace.figure},
                     {"value", trace.value},
                     {"what", trace.what},
                     {"from_on", iso(day_of(trace.span.from))},
                     {"until_on", iso(last_day(trace.span))},
                     {"count", trace.count},
                     {"standard", trace.standard},
                     {"clause", trace.clause},
                     {"page", trace.page}});
}

std::string written(const std::optional<double>& value, int places, std::string_view unit) {
  return value ? fmt::format("{}{}", to_text(*value, places), unit) : std::string("—");
}

std::string_view unit_of(const plan::Measure& measure) {
  return measure.form == plan::Form::mean ? "μg/m³" : "%";
}

std::string need_zh(const IndicatorReading& reading) {
  if (!reading.need || !reading.method || !reading.goal) return "";
  const auto& need = *reading.need;
  if (need.chance == plan::Chance::impossible) return "已无法达到";
  if (need.rest == 0) return "";
  if (need.chance == plan::Chance::sure) return "已确保";
  if (need.mean)
    return fmt::format("余 {} 天日均{} {}", need.rest, reading.goal->low ? "不高于" : "不低于",
                       written(need.mean, reading.method->measure.places + 1));
  return fmt::format("余 {} 天中{} {} 天", need.rest, reading.goal->low ? "至多" : "至少",
                     *need.hits);
}

std::string met_zh(const std::optional<bool>& met) {
  return !met ? "" : *met ? "是" : "否";
}

std::string source_zh(const IndicatorReading& reading) {
  switch (reading.source) {
    case IndicatorReading::Source::computed:
      return fmt::format("{}，{} 个数，截至 {}", reading.method->name_zh, reading.items.size(),
                         iso(reading.as_of));
    case IndicatorReading::Source::reported:
      return fmt::format("上报 {}（{}）", reading.report->text("reported_on"),
                         reading.report->text("state") == "accepted" ? "已审核" : "待审核");
    case IndicatorReading::Source::none:
      if (!reading.latest) return "无数据";
      return fmt::format("当年无数据；{} 年上报 {}", reading.latest->integer("year").value_or(0),
                         reading.latest->text("reported_on"));
  }
  return {};
}

int places_of(const IndicatorReading& reading) {
  return reading.method ? reading.method->measure.places : 2;
}

std::string value_zh(const IndicatorReading& reading) {
  int places = places_of(reading);
  if (reading.value || !reading.latest) return written(reading.value, places);
  return fmt::format("{}（{} 年）", written(reading.latest->number("value"), places),
                     reading.latest->integer("year").value_or(0));
}

std::string target_zh(const IndicatorReading& reading) {
  if (reading.goal) return written(reading.goal->value, -1);
  return reading.target ? reading.target->text("words") : std::string();
}

std::string reasons_zh(const plan::Lit& lit) {
  constexpr std::string_view kWords[]{"已过期限", "节点逾期", "进度严重滞后",
                                      "临近期限", "进度滞后", "缺月报"};
  std::vector<std::string_view> out;
  for (auto reason : lit.reasons) out.push_back(kWords[static_cast<size_t>(reason)]);
  return fmt::format("{}", fmt::join(out, "、"));
}

std::string units_of(const ledger::Record& task) {
  std::string out;
  for (auto field : {"lead_units", "duty_units"}) {
    auto rows = Json::parse(task.text(field), nullptr, false);
    if (!rows.is_array()) continue;
    for (const auto& row : rows) {
      if (!out.empty()) out += "、";
      out += row.value("words", "");
    }
    if (!out.empty()) return out;
  }
  return out;
}

Json main_row(const IndicatorReading& reading) {
  int places = reading.method->measure.places;
  return {{"key", reading.indicator.id},
          {"name", reading.indicator.text("name")},
          {"unit", reading.indicator.text("unit")},
          {"value", value_zh(reading)},
          {"target", target_zh(reading)},
          {"same_period", written(reading.same_period, places)},
          {"standard", reading.standard},
          {"earlier_standard", reading.earlier_standard},
          {"by_earlier",
           reading.earlier_standard.empty() ? "" : written(reading.by_earlier_standard, places)}};
}

void add_months(const IndicatorReading& reading, Json& rows) {
  constexpr unsigned kMonths = 12;
  for (unsigned month = 1; month <= kMonths; ++month) {
    auto of = [&](const std::vector<plan::TrajectoryPoint>& points) {
      auto at = std::ranges::find(points, month, &plan::TrajectoryPoint::month);
      return at == points.end() ? plan::TrajectoryPoint{} : *at;
    };
    auto now = of(reading.points), before = of(reading.points_before);
    Json row{{"indicator", reading.indicator.id}, {"month", fmt::format("{}月", month)}};
    row["items"] = now.items;
    set(row, "of_month", now.of_month);
    set(row, "so_far", now.so_far);
    set(row, "before", before.so_far);
    if (reading.goal) row["target"] = reading.goal->value;
    for (const auto& part : reading.by_month)
      if (part.of == fmt::format("{:02}", month))
        row["moved"] = round_half_even(part.moved, kMovedPlaces);
    rows.push_back(std::move(row));
  }
}

void trace_indicator(Telling& told, const IndicatorReading& reading) {
  bool computed = reading.source == IndicatorReading::Source::computed;
  auto year = start_of(reading.as_of.year() / 1 / 1);
  told.trace({.figure = "指标：" + reading.indicator.text("name"),
              .value = value_zh(reading),
              .what = source_zh(reading),
              .span = {year, start_of(reading.as_of) + std::chrono::days{1}},
              .count = computed ? fmt::format("{} 个", reading.items.size())
                                : fmt::format("{} 条", reading.report || reading.latest ? 1 : 0),
              .standard = reading.standard,
              .clause = computed
                            ? service::clause_zh(reading.method->clause, reading.method->confidence)
                            : std::string(),
              .page = "/plan/indicators/" + reading.indicator.id});
}

void set(Json& row, std::string_view column, const std::optional<double>& value) {
  if (value) row[std::string(column)] = *value;
}

std::optional<double> myriads(const std::optional<double>& yuan) {
  constexpr double kMyriad = 10'000;
  return yuan ? std::optional(round_half_even(*yuan / kMyriad, 2)) : std::nullopt;
}

}  // namespace qs::app

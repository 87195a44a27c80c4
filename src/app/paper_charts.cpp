#include "app/paper_charts.h"

#include "base/json.h"

namespace qs::app {
namespace {

using document::Chart;

std::string word(const Json& row, const std::string& column) {
  auto at = row.find(column);
  return at != row.end() && at->is_string() ? at->get<std::string>() : std::string();
}

Json rows_of(const ledger::Record& record, const std::string& table) {
  auto rows = Json::parse(record.text(table), nullptr, false);
  return rows.is_array() ? rows : Json::array();
}

// Of the rows whose column `matches` is `of`; of all where `of` is empty.
Chart chart_of(const ChartPlan& plan, const Json& rows, const std::string& of) {
  Chart out{.form = plan.form, .title = plan.title, .unit = plan.unit};
  for (const auto& line : plan.series) out.series.push_back({line.name, {}, line.look});
  for (const auto& row : rows) {
    if (!row.is_object() || (!of.empty() && word(row, plan.matches) != of)) continue;
    out.labels.push_back(word(row, plan.label));
    for (size_t i = 0; i < plan.series.size(); ++i) {
      auto at = row.find(plan.series[i].field);
      bool known = at != row.end() && at->is_number();
      out.series[i].values.push_back(known ? std::optional(at->get<double>()) : std::nullopt);
    }
  }
  // What is in no row is not in the legend: last year's of a first year.
  std::erase_if(out.series, [](const Chart::Series& series) {
    return series.look != Chart::Series::Look::plain &&
           std::ranges::none_of(series.values, [](const auto& v) { return v.has_value(); });
  });
  return out;
}

document::PictureMaker drawn(Chart chart, double width) {
  return [chart = std::move(chart), width] { return document::draw_chart(chart, width); };
}

void add_each(const ChartPlan& plan, const ledger::Record* record, document::Group& values) {
  auto told = std::get_if<document::Rows>(&values[plan.each].is);
  if (!told) return;
  auto each = record ? rows_of(*record, plan.each) : Json::array();
  auto rows = record ? rows_of(*record, plan.rows) : Json::array();
  for (size_t i = 0; i < told->size(); ++i) {
    auto& value = (*told)[i][plan.name];
    value.is = document::PictureMaker();
    if (i >= each.size() || !each[i].is_object()) continue;
    auto chart = chart_of(plan, rows, word(each[i], "key"));
    if (chart.labels.empty()) continue;
    chart.title = word(each[i], "name") + plan.title;
    chart.unit = word(each[i], "unit");
    value.is = drawn(std::move(chart), plan.width);
  }
}

}  // namespace

void add_charts(const std::vector<ChartPlan>& charts, const ledger::Record* record,
                document::Group& values) {
  for (const auto& plan : charts) {
    if (!plan.each.empty()) {
      add_each(plan, record, values);
      continue;
    }
    document::PictureMaker maker;
    if (record) maker = drawn(chart_of(plan, rows_of(*record, plan.rows), ""), plan.width);
    values[plan.name].is = std::move(maker);
  }
}

}  // namespace qs::app

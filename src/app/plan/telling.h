// 通报的写法: what a bulletin gathers while its parts are told, and how they are worded. Only the
// .cpp files of bulletins include this.
#pragma once

#include "app/plan/planning_law.h"
#include "base/json.h"
#include "edge/service/planning.h"

namespace qs::app {

// 数据出处: one row of the appendix, which every figure of a bulletin has.
struct Trace {
  std::string figure, value, what;
  Span span;
  std::string count;  // "31 天", "12 条"
  std::string standard = {}, clause = {};
  std::string page = {};  // of the web pages, where it opens down to what it is made of
};

struct Telling {
  service::BulletinAsked asked;
  ledger::Fields fields = {};
  Json sources = Json::array();

  const Span& span() const { return asked.span; }
  Day last() const { return last_day(asked.span); }
  bool is_evaluation() const { return !asked.plan.empty(); }
  void put(std::string_view field, const Json& rows) { fields[std::string(field)] = rows.dump(); }
  void trace(const Trace& trace);
};

// "—" where there is none; `places` -1: as it was given.
std::string written(const std::optional<double>& value, int places, std::string_view unit = "");
std::string_view unit_of(const plan::Measure& measure);
// What the rest must be, whether it is met, where it comes from.
std::string need_zh(const service::IndicatorReading& reading);
std::string met_zh(const std::optional<bool>& met);
std::string source_zh(const service::IndicatorReading& reading);
std::string value_zh(const service::IndicatorReading& reading);
std::string target_zh(const service::IndicatorReading& reading);
int places_of(const service::IndicatorReading& reading);
std::string reasons_zh(const plan::Lit& lit);
std::string units_of(const ledger::Record& task);
// Its row in `mains`, its rows in `months`, its row of the appendix.
Json main_row(const service::IndicatorReading& reading);
void add_months(const service::IndicatorReading& reading, Json& rows);
void trace_indicator(Telling& told, const service::IndicatorReading& reading);
// Of a row that is without the figure where there is none.
void set(Json& row, std::string_view column, const std::optional<double>& value);
// 万元; none of none.
std::optional<double> myriads(const std::optional<double>& yuan);

}  // namespace qs::app

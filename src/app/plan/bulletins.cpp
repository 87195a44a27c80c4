// 工作通报: what a day, week, month or year was, as fields of a record that stays as it is.
#include <fmt/format.h>

#include "app/plan/planner.h"
#include "base/decimal.h"
#include "base/json.h"

namespace qs::app {
namespace {

using ledger::Op;
using service::IndicatorReading;

constexpr std::string_view kBulletin = "plan_bulletin";
constexpr std::string_view kAirFigures[]{"air.pm25_mean", "air.pm10_mean", "air.good_share",
                                         "air.heavy_share"};

std::string written(const std::optional<double>& value, int places, std::string_view unit = "") {
  return value ? fmt::format("{}{}", to_text(*value, places), unit) : std::string("—");
}

std::string unit_of(const MeasureLaw& law) {
  return law.measure.form == plan::Form::mean ? "μg/m³" : "%";
}

std::string source_of(const MeasureLaw& law, Span span, size_t days) {
  return fmt::format("{}（{}），{} 至 {}，有效 {} 天", law.name_zh, law.clause,
                     iso(day_of(span.from)), iso(last_day(span)), days);
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

std::string source_zh(const IndicatorReading& reading) {
  switch (reading.source) {
    case IndicatorReading::Source::computed:
      return fmt::format("{}，{} 个数，截至 {}", reading.method->name_zh, reading.items.size(),
                         iso(reading.as_of));
    case IndicatorReading::Source::reported:
      return fmt::format("上报 {}（{}）", reading.report->text("reported_on"),
                         reading.report->text("state") == "accepted" ? "已审核" : "待审核");
    case IndicatorReading::Source::none:
      return "无数据";
  }
  return {};
}

std::string value_zh(const IndicatorReading& reading, int places) {
  if (reading.value || !reading.latest) return written(reading.value, places);
  return fmt::format("{}（{} 年）", written(reading.latest->number("value"), places),
                     reading.latest->integer("year").value_or(0));
}

Json indicator_row(const IndicatorReading& reading) {
  int places = reading.method ? reading.method->measure.places : 2;
  auto target = reading.goal     ? written(reading.goal->value, -1)
                : reading.target ? reading.target->text("words")
                                 : std::string();
  return {{"number", reading.indicator.integer("number").value_or(0)},
          {"name", reading.indicator.text("name")},
          {"unit", reading.indicator.text("unit")},
          {"value", value_zh(reading, places)},
          {"target", target},
          {"met", !reading.met   ? ""
                  : *reading.met ? "是"
                                 : "否"},
          {"need", need_zh(reading)},
          {"chance", reading.outlook ? fmt::format("{:.0f}%", reading.outlook->probability * 100)
                                     : std::string()},
          {"source", source_zh(reading)}};
}

std::string_view reason_zh(plan::LightReason reason) {
  constexpr std::string_view kWords[]{"已过期限", "节点逾期", "进度严重滞后",
                                      "临近期限", "进度滞后", "缺月报"};
  return kWords[static_cast<size_t>(reason)];
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

std::vector<ledger::Filter> within(std::string_view field, Span span) {
  return {{.field = std::string(field), .op = Op::greater_equal, .value = to_ms(span.from)},
          {.field = std::string(field), .op = Op::less, .value = to_ms(span.until)}};
}

}  // namespace

Result<void> Planner::tell_air(Span span, ledger::Fields& fields) const {
  auto rows = Json::array();
  for (auto id : kAirFigures) {
    auto law = pack_.planning.measure(id);
    if (!law) continue;
    auto now = gatherer_.gather(*law, "", span, false);
    if (!now) return tl::unexpected(now.error());
    auto before = gatherer_.gather(*law, "", year_before(span), false);
    if (!before) return tl::unexpected(before.error());
    auto text = [&](const Gathered& gathered) {
      return written(plan::figure_of(law->measure, gathered.items), law->measure.places,
                     unit_of(*law));
    };
    rows.push_back({{"name", law->name_zh},
                    {"value", text(*now)},
                    {"before", text(*before)},
                    {"source", source_of(*law, span, now->items.size())}});
  }
  fields["air"] = rows.dump();
  return {};
}

Result<void> Planner::tell_indicators(int year, ledger::Fields& fields) const {
  auto plans = records_.query({.kind = "plan", .where = {}, .order_by = "from_year"});
  if (!plans) return tl::unexpected(plans.error());
  auto rows = Json::array();
  for (const auto& plan : *plans) {
    auto readings = indicators(plan.id, year, "");
    if (!readings) return tl::unexpected(readings.error());
    for (const auto& reading : *readings) rows.push_back(indicator_row(reading));
  }
  fields["indicators"] = rows.dump();
  return {};
}

Result<void> Planner::tell_ranking(Day month, ledger::Fields& fields) const {
  if (pack_.planning.rankings.empty()) return {};
  auto found = ranking(pack_.planning.rankings.front().id, month);
  if (!found) return tl::unexpected(found.error());
  auto rows = Json::array();
  for (const auto& standing : (*found)->standings) {
    std::string figures;
    for (size_t i = 0; i < standing.of.size(); ++i) {
      const auto& criterion = (*found)->rules.criteria[i];
      figures += fmt::format("{}{} {}", i ? "；" : "", criterion.name_zh,
                             written(standing.of[i].value, criterion.places, criterion.unit));
    }
    rows.push_back({{"rank", standing.rank ? fmt::format("{}{}", *standing.rank,
                                                         standing.tied ? "（并列）" : "")
                                           : std::string("不排名")},
                    {"street", pack_.street_zh(standing.id)},
                    {"score", written(standing.score, 2)},
                    {"figures", figures}});
  }
  fields["ranking"] = rows.dump();
  std::vector<std::string> called;
  for (const auto& street : (*found)->to_interview) called.push_back(pack_.street_zh(street));
  fields["to_interview"] = fmt::format("{}", fmt::join(called, "、"));
  return {};
}

Result<void> Planner::tell_tasks(ledger::Fields& fields) const {
  auto plans = records_.query({.kind = "plan", .where = {}, .order_by = "from_year"});
  if (!plans) return tl::unexpected(plans.error());
  std::map<plan::Light, int64_t> lights;
  int64_t total = 0;
  auto rows = Json::array();
  for (const auto& plan : *plans) {
    auto readings = tasks(plan.id);
    if (!readings) return tl::unexpected(readings.error());
    for (const auto& reading : *readings) {
      ++total;
      ++lights[reading.lit.light];
      if (reading.lit.light != plan::Light::red) continue;
      std::vector<std::string_view> reasons;
      for (auto reason : reading.lit.reasons) reasons.push_back(reason_zh(reason));
      rows.push_back({{"number", reading.task.text("number")},
                      {"title", reading.task.text("title")},
                      {"units", units_of(reading.task)},
                      {"due_on", reading.task.text("due_on")},
                      {"reason", fmt::format("{}", fmt::join(reasons, "、"))}});
    }
  }
  fields["tasks"] = rows.dump();
  fields["tasks_total"] = total;
  fields["tasks_done"] = lights[plan::Light::done];
  fields["tasks_red"] = lights[plan::Light::red];
  fields["tasks_yellow"] = lights[plan::Light::yellow];
  return {};
}

Result<void> Planner::tell_cases(Span span, ledger::Fields& fields) const {
  using ByStreet = std::map<std::string, int64_t>;
  auto counted = [&](std::string_view kind, std::vector<ledger::Filter> where) -> Result<ByStreet> {
    auto groups = records_.group({.kind = std::string(kind), .where = std::move(where)},
                                 std::vector<std::string>{std::string(access::kAreaField)}, {});
    if (!groups) return tl::unexpected(groups.error());
    ByStreet out;
    for (const auto& group : *groups)
      out[ledger::text_of(group.by[0])] += static_cast<int64_t>(group.count);
    return out;
  };
  ledger::Filter is_open{.field = "state", .value = std::string("open")};
  auto opened = counted("case", within("opened_at", span));
  auto closed = counted("case", within("closed_at", span));
  auto open = counted("case", {is_open});
  auto overdue = counted("case", {is_open, {.field = "overdue", .value = true}});
  auto alerts = counted("alert", within("fired_at", span));
  for (const auto* part : {&opened, &closed, &open, &overdue, &alerts})
    if (!*part) return tl::unexpected(part->error());
  auto sum = [](const ByStreet& counts) {
    int64_t out = 0;
    for (const auto& [street, count] : counts) out += count;
    return out;
  };
  auto rows = Json::array();
  for (const auto& street : pack_.streets)
    rows.push_back({{"street", street.name_zh},
                    {"opened", (*opened)[street.id]},
                    {"closed", (*closed)[street.id]},
                    {"overdue", (*overdue)[street.id]}});
  fields["cases"] = rows.dump();
  fields["cases_opened"] = sum(*opened);
  fields["cases_closed"] = sum(*closed);
  fields["cases_open"] = sum(*open);
  fields["cases_overdue"] = sum(*overdue);
  fields["alerts_total"] = sum(*alerts);
  return {};
}

Result<ledger::Write> Planner::bulletin(Period period, std::string_view who, Instant at) const {
  auto span = period.span();
  auto first = iso(day_of(span.from)), word = std::string(name(period.kind));
  auto last = last_day(span);
  auto before = records_.count(
      {.kind = std::string(kBulletin),
       .where = {{.field = "period", .value = word}, {.field = "from_on", .value = first}}});
  if (!before) return tl::unexpected(before.error());
  auto issue = static_cast<int64_t>(*before) + 1;
  ledger::Fields fields{
      {"name", fmt::format("{}生态环境工作{}（{} 至 {}{}）", pack_.district.name_zh,
                           pack_.choice_zh(std::string(kBulletin), "period", word), first,
                           iso(last), issue > 1 ? fmt::format("，更正第 {} 期", issue) : "")},
      {"period", word},
      {"from_on", first},
      {"until_on", iso(last)},
      {"issue", issue},
      {"at", to_ms(at)},
      {"who", std::string(who)},
      {"made_of", made_of()}};
  if (auto done = tell_air(span, fields); !done) return tl::unexpected(done.error());
  if (auto done = tell_indicators(static_cast<int>(last.year()), fields); !done)
    return tl::unexpected(done.error());
  if (period.kind == PeriodKind::month)
    if (auto done = tell_ranking(last, fields); !done) return tl::unexpected(done.error());
  if (auto done = tell_tasks(fields); !done) return tl::unexpected(done.error());
  if (auto done = tell_cases(span, fields); !done) return tl::unexpected(done.error());
  return ledger::Write{.kind = std::string(kBulletin),
                       .id = fmt::format("{}-{}-{}", word, first, issue),
                       .fields = std::move(fields),
                       .expected_revision = 0};
}

}  // namespace qs::app

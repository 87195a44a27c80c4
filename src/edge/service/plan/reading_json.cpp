#include "edge/service/plan/reading_json.h"

#include "base/json.h"
#include "edge/service/ask.h"
#include "edge/service/room.h"

namespace qs::service {
namespace {

constexpr size_t kMostItems = 5'000;
constexpr int64_t kFirstYear = 2000, kLastYear = 2100;

std::string_view name(IndicatorReading::Source source) {
  constexpr std::string_view kNames[]{"none", "computed", "reported"};
  return kNames[static_cast<size_t>(source)];
}

std::string_view name(plan::Chance chance) {
  constexpr std::string_view kNames[]{"sure", "open", "impossible"};
  return kNames[static_cast<size_t>(chance)];
}

Json target_json(const ledger::Record& target) {
  return {{"id", target.id},
          {"year", target.integer("year").value_or(0)},
          {"value", or_null(target.number("value"))},
          {"words", target.text("words")}};
}

Json method_json(const IndicatorReading::Method& method) {
  return {{"id", method.id},
          {"name_zh", method.name_zh},
          {"name_en", method.name_en},
          {"form", plan::name(method.measure.form)},
          {"bound", method.measure.bound},
          {"places", method.measure.places},
          {"clause", method.clause},
          {"confidence", method.confidence}};
}

Json points_json(const std::vector<plan::TrajectoryPoint>& points) {
  auto out = Json::array();
  for (const auto& point : points)
    out.push_back({{"month", point.month},
                   {"items", point.items},
                   {"of_month", or_null(point.of_month)},
                   {"so_far", or_null(point.so_far)}});
  return out;
}

Json need_json(const plan::Need& need) {
  return {{"chance", name(need.chance)},
          {"rest", need.rest},
          {"mean", or_null(need.mean)},
          {"hits", or_null(need.hits)}};
}

Json outlook_json(const IndicatorReading& reading) {
  if (!reading.outlook) return Json();
  const auto& seen = *reading.outlook;
  return {{"probability", seen.probability},
          {"low", seen.low},
          {"middle", seen.middle},
          {"high", seen.high},
          {"years", seen.years},
          {"forecast_days", seen.forecast_days},
          {"spread", reading.outlook_spread}};
}

Json contributions_json(const std::vector<plan::Contribution>& parts) {
  auto out = Json::array();
  for (const auto& part : parts)
    out.push_back({{"of", part.of}, {"items", part.items}, {"moved", part.moved}});
  return out;
}

Json items_json(const std::vector<plan::Item>& items) {
  auto out = Json::array();
  for (const auto& item : items) {
    if (out.size() == kMostItems) break;
    out.push_back({{"day", iso(item.day)}, {"value", item.value}, {"of", item.of}});
  }
  return out;
}

}  // namespace

Maybe<const Planning*> planning_of(const Service::Room& room) {
  if (!room.seams.planning) return refuse(404, "this house has no plan");
  return room.seams.planning;
}

Maybe<int> year_asked(const Call& call) {
  auto this_year = static_cast<int>(day_of(call.now).year());
  return integer_param(call, "year", this_year, kFirstYear, kLastYear).map([](int64_t year) {
    return static_cast<int>(year);
  });
}

Maybe<std::string> plan_asked(const Service::Room& room, const Call& call) {
  if (auto plan = param(call, "plan")) return *plan;
  auto plans = query(room, {.kind = "plan", .where = {}, .order_by = "from_year", .limit = 1});
  if (!plans) return tl::unexpected(plans.error());
  if (plans->empty()) return refuse(404, "there is no plan");
  return plans->front().id;
}

Json reading_brief(const IndicatorReading& r) {
  const auto& indicator = r.indicator;
  return {{"id", indicator.id},
          {"number", indicator.integer("number").value_or(0)},
          {"group", indicator.text("group")},
          {"name", indicator.text("name")},
          {"name_en", indicator.text("name_en")},
          {"unit", indicator.text("unit")},
          {"nature", indicator.text("nature")},
          {"better", indicator.text("better")},
          {"base", or_null(indicator.number("base"))},
          {"base_year", or_null(indicator.integer("base_year"))},
          {"words", indicator.text("words")},
          {"target", r.target ? target_json(*r.target) : Json()},
          {"source", name(r.source)},
          {"simulated", r.simulated},
          {"method", r.method ? method_json(*r.method) : Json()},
          {"value", or_null(r.value)},
          {"met", or_null(r.met)},
          {"as_of", iso(r.as_of)},
          {"reported_on", r.report ? Json(r.report->text("reported_on")) : Json()},
          {"accepted", r.report ? Json(r.report->text("state") == "accepted") : Json()},
          {"latest", r.latest ? Json({{"year", r.latest->integer("year").value_or(0)},
                                      {"value", or_null(r.latest->number("value"))}})
                              : Json()},
          {"points", points_json(r.points)},
          {"same_period", or_null(r.same_period)},
          {"need", r.need ? need_json(*r.need) : Json()},
          {"outlook", outlook_json(r)},
          {"standard", r.standard},
          {"earlier_standard", r.earlier_standard},
          {"by_earlier_standard", or_null(r.by_earlier_standard)}};
}

Json reading_whole(const IndicatorReading& r) {
  auto out = reading_brief(r);
  out.update({{"quote", r.indicator.text("quote")},
              {"line", or_null(r.indicator.integer("line"))},
              {"plan", r.indicator.text("plan")},
              {"sand_dust", r.indicator.flag("sand_dust")},
              {"report", r.report ? Json({{"id", r.report->id},
                                          {"note", r.report->text("note")},
                                          {"state", r.report->text("state")},
                                          {"year", r.report->integer("year").value_or(0)},
                                          {"month", r.report->integer("month").value_or(0)}})
                                  : Json()},
              {"points_before", points_json(r.points_before)},
              {"no_outlook", r.no_outlook},
              {"by_month", contributions_json(r.by_month)},
              {"by_part", contributions_json(r.by_part)},
              {"items", items_json(r.items)},
              {"items_total", r.items.size()}});
  return out;
}

}  // namespace qs::service

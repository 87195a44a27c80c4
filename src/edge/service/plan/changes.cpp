// 变化: what is otherwise in a plan than it was; each part for those who may read its records.
#include "base/json.h"
#include "edge/service/ask.h"
#include "edge/service/plan/plan_handlers.h"
#include "edge/service/plan/reading_json.h"
#include "edge/service/registers/record_json.h"
#include "edge/service/room.h"

namespace qs::service {
namespace {

using ledger::Record;

constexpr std::chrono::days kLongestBack{31};

Maybe<Day> since_asked(const Call& call) {
  auto today = Period::of(PeriodKind::day, call.now).begin;
  auto yesterday = day_of(today - std::chrono::days{1});
  auto text = param(call, "since");
  auto since = text ? lift_verb(parse_day(*text)) : Maybe<Day>(yesterday);
  if (!since) return since;
  if (*since > yesterday || start_of(*since) < today - kLongestBack)
    return refuse(422, "is not one of the 31 days before today", "since");
  return since;
}

Json look_json(const plan::Look& look) {
  return {{"value", or_null(look.value)},
          {"met", or_null(look.met)},
          {"probability", or_null(look.probability)}};
}

Json figures_json(const std::vector<Changes::Figure>& figures) {
  auto out = Json::array();
  for (const auto& one : figures) {
    auto shifts = Json::array();
    for (auto shift : one.shifts) shifts.push_back(plan::name(shift));
    out.push_back({{"id", one.indicator.id},
                   {"name", one.indicator.text("name")},
                   {"name_en", one.indicator.text("name_en")},
                   {"unit", one.indicator.text("unit")},
                   {"before", look_json(one.before)},
                   {"now", look_json(one.now)},
                   {"shifts", shifts}});
  }
  return out;
}

Json lights_json(const std::vector<Changes::Light>& lights) {
  auto out = Json::array();
  for (const auto& one : lights) {
    auto reasons = Json::array();
    for (auto reason : one.now.reasons) reasons.push_back(plan::name(reason));
    out.push_back({{"id", one.task.id},
                   {"number", one.task.text("number")},
                   {"title", one.task.text("title")},
                   {"before", plan::name(one.before.light)},
                   {"now", plan::name(one.now.light)},
                   {"reasons", reasons}});
  }
  return out;
}

// Of those kinds whose records the asker may read, and of those records that they reach.
class Readable {
 public:
  Readable(const Service::Room& room, const access::Actor& actor) : room_(room), actor_(actor) {}

  bool reaches(const Record& record) {
    auto& view =
        views_.try_emplace(record.kind, View::of(room_, actor_, record.kind)).first->second;
    return view && view->reaches(record);
  }
  std::string title(const Record& record) { return views_.at(record.kind)->title(record); }

 private:
  const Service::Room& room_;
  const access::Actor& actor_;
  std::map<std::string, Maybe<View>> views_;
};

Json milestones_json(const std::vector<Changes::Milestone>& milestones, Readable& readable) {
  auto out = Json::array();
  for (const auto& one : milestones)
    if (readable.reaches(one.of))
      out.push_back({{"kind", one.of.kind},
                     {"id", one.of.id},
                     {"title", readable.title(one.of)},
                     {"name", one.name},
                     {"due_on", iso(one.due)},
                     {"passing", one.passing == plan::Passing::reached ? "reached" : "missed"}});
  return out;
}

// A report with what it is about.
Maybe<Json> reports_json(const Service::Room& room, const std::vector<Record>& reports,
                         Readable& readable) {
  constexpr std::pair<std::string_view, std::string_view> kAbout[]{
      {"indicator", "indicator"}, {"task", "plan_task"}, {"project", "project"}};
  auto out = Json::array();
  for (const auto& report : reports) {
    if (!readable.reaches(report)) continue;
    for (auto [field, kind] : kAbout) {
      if (report.text(field).empty()) continue;
      auto about = lift(room.seams.records.get(kind, report.text(field)));
      if (!about) return tl::unexpected(about.error());
      if (!*about || !readable.reaches(**about)) continue;
      out.push_back({{"kind", kind},
                     {"id", (*about)->id},
                     {"title", readable.title(**about)},
                     {"report", report.id},
                     {"of", readable.title(report)},
                     {"value", or_null(report.number(field == "indicator" ? "value" : "progress"))},
                     {"simulated", report.flag("simulated")}});
    }
  }
  return out;
}

Json ranks_json(const District& district, const std::vector<plan::RankMove>& ranks) {
  auto out = Json::array();
  for (const auto& move : ranks) {
    auto street = district.street(move.id);
    out.push_back({{"id", move.id},
                   {"name_zh", street ? street->name_zh : move.id},
                   {"name_en", street ? street->name_en : move.id},
                   {"before", or_null(move.before)},
                   {"now", or_null(move.now)}});
  }
  return out;
}

Json published_json(const Service::Room& room, const access::Actor& actor,
                    const std::vector<Record>& published) {
  auto out = Json::array();
  for (const auto& one : published)
    if (room.seams.rights.may(actor, kRead, {one.kind, {}, {}}))
      out.push_back({{"kind", one.kind}, {"id", one.id}, {"name", one.text("name")}});
  return out;
}

}  // namespace

Reply get_plan_changes(Service::Room& room, const Call& call) {
  auto view = View::of(room, call.actor, "indicator");
  if (!view) return tl::unexpected(view.error());
  auto planning = planning_of(room);
  if (!planning) return tl::unexpected(planning.error());
  auto since = since_asked(call);
  if (!since) return tl::unexpected(since.error());
  auto plan = plan_asked(room, call);
  if (!plan) return tl::unexpected(plan.error());
  auto found = lift((*planning)->changes(*plan, *since));
  if (!found) return tl::unexpected(found.error());
  Readable readable(room, call.actor);
  std::erase_if(found->lights, [&](const auto& one) { return !readable.reaches(one.task); });
  std::erase_if(found->figures, [&](const auto& one) { return !readable.reaches(one.indicator); });
  if (!reads_rankings(room, call.actor)) found->ranks.clear();
  auto reports = reports_json(room, found->reports, readable);
  if (!reports) return tl::unexpected(reports.error());
  return json_response({{"plan", *plan},
                        {"since", iso(*since)},
                        {"indicators", figures_json(found->figures)},
                        {"lights", lights_json(found->lights)},
                        {"milestones", milestones_json(found->milestones, readable)},
                        {"reports", *reports},
                        {"published", published_json(room, call.actor, found->published)},
                        {"ranking", found->ranking},
                        {"month", iso_month(found->month)},
                        {"ranks", ranks_json(room.seams.district, found->ranks)}});
}

}  // namespace qs::service

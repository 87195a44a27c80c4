// 档案: the parts of a record's dossier, how complete it is, and everything dated about it.
#include "edge/service/answers/dossier.h"

#include <algorithm>

#include "base/json.h"
#include "edge/service/answers/places.h"
#include "edge/service/answers/views.h"
#include "edge/service/ask.h"
#include "edge/service/handlers.h"
#include "edge/service/own_firm.h"
#include "edge/service/registers/people.h"
#include "edge/service/registers/record_json.h"
#include "edge/service/registers/standing.h"
#include "edge/service/render.h"
#include "edge/service/room.h"
#include "kernel/ledger/dossier.h"

namespace qs::service {
namespace {

using ledger::DossierPart;
using ledger::Kind;
using ledger::Op;
using ledger::Record;

constexpr size_t kListed = 20, kMostLed = 1'000, kMostDated = 200;

// What an asker may see of a kind: by the registers' rights, or, of what only the program writes
// (alerts, cases), by the right to read within a street.
class Reading {
 public:
  Reading(const Service::Room& room, const Call& call)
      : room_(room), call_(call), views_(room, call.actor) {}

  const Kind* kind(const std::string& name) {
    auto kind = room_.seams.records.kind(name);
    if (!kind) return nullptr;
    if (!kind->shelf.empty()) return views_.of(name) ? kind : nullptr;
    return room_.seams.rights.may_somewhere(call_.actor, "read") ? kind : nullptr;
  }
  void keep_within(const Kind& kind, ledger::Query& query) {
    if (!kind.shelf.empty()) return views_.of(kind.name)->keep_within(query);
    if (room_.seams.rights.may(call_.actor, "read")) return;
    auto reach = room_.seams.rights.reach(call_.actor, "read", {});
    if (reach.own_firm && !reach.own_area) return keep_to_firm(kind, query);
    ledger::Filter streets{std::string(access::kAreaField), Op::in, {}, {}};
    for (const auto& street : room_.seams.district.streets)
      if (room_.seams.rights.may(call_.actor, "read", {kind.name, street.id, {}}))
        streets.values.emplace_back(street.id);
    query.where.push_back(std::move(streets));
  }
  Record shown(const Kind& kind, Record record) {
    return kind.shelf.empty() ? room_.seams.rights.visible(call_.actor, kind, std::move(record))
                              : views_.of(kind.name)->shown(std::move(record));
  }
  std::string title(const Kind& kind, const Record& record) {
    return kind.shelf.empty() ? record.text(kind.title) : views_.of(kind.name)->title(record);
  }

 private:
  // A firm's account: what is about it, and what is of its stations.
  void keep_to_firm(const Kind& kind, ledger::Query& query) {
    const auto& firm = call_.actor.firm;
    if (kind.field("firm")) {
      query.where.push_back({"firm", Op::equal, firm, {}});
      return;
    }
    auto own = own_stations(room_, call_);
    ledger::Filter stations{"site", Op::in, {}, {}};
    if (own) stations.values.assign(own->begin(), own->end());
    query.where.push_back(std::move(stations));
  }

  const Service::Room& room_;
  const Call& call_;
  Views views_;
};

// From the subject along the hops: the ids that the part's records refer to.
Maybe<std::vector<ledger::Value>> led_to(const Service::Room& room, const DossierPart& part,
                                         const std::string& subject) {
  std::vector<ledger::Value> ids{subject};
  for (const auto& hop : part.hops) {
    auto records = query(
        room, {.kind = hop.kind, .where = {{hop.through, Op::in, {}, ids}}, .limit = kMostLed});
    if (!records) return tl::unexpected(records.error());
    ids.clear();
    for (const auto& record : *records)
      if (auto id = record.text(hop.to); !id.empty()) ids.emplace_back(std::move(id));
  }
  return ids;
}

// One part as the asker sees it.
struct Part {
  const DossierPart* plan;
  const Kind* kind;
  size_t count = 0;
  std::vector<Record> records;  // the newest, at most kMostDated
};

Maybe<std::optional<Part>> part_of(const Service::Room& room, Reading& reading,
                                   const DossierPart& plan, const std::string& subject) {
  auto kind = reading.kind(plan.kind);
  if (!kind) return std::nullopt;
  auto ids = led_to(room, plan, subject);
  if (!ids) return tl::unexpected(ids.error());
  ledger::Query asked{.kind = plan.kind,
                      .where = {{plan.through, Op::in, {}, std::move(*ids)}},
                      .limit = kMostDated};
  reading.keep_within(*kind, asked);
  auto count = lift(room.seams.records.count(asked));
  if (!count) return tl::unexpected(count.error());
  if (!plan.on.empty()) asked.order_by = plan.on, asked.descending = true;
  auto records = query(room, asked);
  if (!records) return tl::unexpected(records.error());
  for (auto& record : *records) record = reading.shown(*kind, std::move(record));
  return Part{&plan, kind, *count, std::move(*records)};
}

Json part_json(Reading& reading, const Part& part, const ledger::Completeness& whole) {
  auto among = [&](const auto& list) {
    return std::find(list.begin(), list.end(), part.plan) != list.end();
  };
  auto items = Json::array();
  for (size_t i = 0; i < std::min(kListed, part.records.size()); ++i) {
    const auto& record = part.records[i];
    Json item{{"id", record.id}, {"title", reading.title(*part.kind, record)}};
    if (!part.plan->on.empty()) item["on"] = Json();
    if (auto at = record.instant(part.plan->on))
      item["on"] = iso(day_of(*at));
    else if (auto on = record.text(part.plan->on); !on.empty())
      item["on"] = on;
    items.push_back(std::move(item));
  }
  const auto& plan = *part.plan;
  return {{"kind", plan.kind},
          {"through", plan.through},
          {"label_zh", plan.label_zh.empty() ? part.kind->label_zh : plan.label_zh},
          {"label_en", plan.label_en.empty() ? part.kind->label_en : plan.label_en},
          {"expected", among(whole.expected)},
          {"missing", among(whole.missing)},
          {"weight", plan.weight},
          {"count", part.count},
          {"items", items}};
}

// 大事记: what has a date among the parts, and the changes of the record itself.
Maybe<Json> timeline(const Service::Room& room, Reading& reading, const std::vector<Part>& parts,
                     const Record& subject) {
  std::vector<std::pair<std::string, Json>> events;  // by day or instant text
  for (const auto& part : parts)
    for (const auto& record : part.records) {
      if (part.plan->on.empty()) break;
      auto at = record.instant(part.plan->on);
      auto on = at ? iso(*at) : record.text(part.plan->on);
      if (on.empty()) continue;
      events.push_back({on,
                        {{"day", at ? iso(day_of(*at)) : on},
                         {"kind", record.kind},
                         {"id", record.id},
                         {"label_zh", part.kind->label_zh},
                         {"label_en", part.kind->label_en},
                         {"title", reading.title(*part.kind, record)}}});
    }
  auto history = lift(room.seams.records.history(subject.kind, subject.id));
  if (!history) return tl::unexpected(history.error());
  People people(room);
  for (const auto& revision : *history)
    events.push_back({iso(revision.when),
                      {{"day", iso(day_of(revision.when))},
                       {"kind", subject.kind},
                       {"id", subject.id},
                       {"revision", revision.number},
                       {"who", people.name(revision.who)},
                       {"title", revision.why}}});
  std::stable_sort(events.begin(), events.end(),
                   [](const auto& a, const auto& b) { return a.first > b.first; });
  auto out = Json::array();
  for (size_t i = 0; i < std::min(kMostDated, events.size()); ++i)
    out.push_back(std::move(events[i].second));
  return out;
}

// The newest hour of each factor at the stations that the parts name, such as those of outlets.
Json latest_json(const Service::Room& room, const std::vector<Part>& parts) {
  std::map<std::string, std::string> stations;  // by id: the record that names it
  for (const auto& part : parts)
    for (const auto& record : part.records)
      if (auto station = record.text("station"); !station.empty())
        stations.emplace(std::move(station), record.text(part.kind->title));
  auto out = Json::array();
  for (const auto& [station, title] : stations)
    for (const auto& [series, key] : room.seams.series.catalogue(station)) {
      auto factor = room.seams.library.factor(key.factor);
      if (!factor || key.cadence != observe::Cadence::hour || key.measure != observe::Measure::avg)
        continue;
      auto sample = room.seams.series.latest({{series}})[0];
      if (!sample) continue;
      out.push_back({{"station", station},
                     {"at_zh", title},
                     {"factor_zh", factor->name_zh},
                     {"value", sample->value},
                     {"unit", factor->unit},
                     {"at", sample->time}});
    }
  return out;
}

Json missing_json(const Kind& kind, const ledger::Completeness& whole) {
  auto fields = Json::array();
  for (const auto& name : whole.fields) {
    auto field = kind.field(name);
    fields.push_back(
        {{"field", name}, {"label_zh", field->label_zh}, {"label_en", field->label_en}});
  }
  return fields;
}

}  // namespace

bool has_dossier(const Service::Room& room, std::string_view kind) {
  return std::ranges::any_of(room.seams.district.dossiers,
                             [&](const ledger::Dossier& one) { return one.kind == kind; });
}

Maybe<Json> dossier_json(Service::Room& room, const Call& call, const View& view,
                         const Record& subject) {
  const auto& plans = room.seams.district.dossiers;
  auto plan = std::ranges::find(plans, view.kind().name, &ledger::Dossier::kind);
  if (plan == plans.end())
    return refuse(404, "there are no dossiers of this kind", view.kind().name);
  Reading reading(room, call);
  std::vector<Part> parts;
  std::vector<size_t> counts;
  ledger::Dossier seen{plan->kind, plan->fields, plan->fields_weight, {}};
  for (const auto& one : plan->parts) {
    auto part = part_of(room, reading, one, subject.id);
    if (!part) return tl::unexpected(part.error());
    if (!*part) continue;  // nothing of it is for this asker; it does not count against the firm
    parts.push_back(std::move(**part));
    counts.push_back(parts.back().count);
    seen.parts.push_back(one);
  }
  for (size_t i = 0; i < parts.size(); ++i) parts[i].plan = &seen.parts[i];
  auto whole = completeness(seen, view.kind(), subject.fields, counts);
  auto told = told_record(room, call, view, subject);
  if (!told) return tl::unexpected(told.error());
  auto events = timeline(room, reading, parts, subject);
  if (!events) return tl::unexpected(events.error());
  auto list = Json::array();
  for (const auto& part : parts) list.push_back(part_json(reading, part, whole));
  return Json{{"record", *told},
              {"score", whole.score},
              {"missing", missing_json(view.kind(), whole)},
              {"parts", list},
              {"latest", latest_json(room, parts)},
              {"timeline", *events}};
}

Reply get_dossier(Service::Room& room, const Call& call) {
  auto view = View::of(room, call.actor, call.id());
  if (!view) return tl::unexpected(view.error());
  auto subject = find_reached(room, *view, call.caught[1]);
  if (!subject) return tl::unexpected(subject.error());
  auto told = dossier_json(room, call, *view, *subject);
  if (!told) return tl::unexpected(told.error());
  return json_response(*told);
}

}  // namespace qs::service

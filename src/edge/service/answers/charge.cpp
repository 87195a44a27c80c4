// 这里谁负责: the people and units in charge of a point, by what the packs say to look for.
#include <algorithm>

#include "base/json.h"
#include "edge/service/answers/places.h"
#include "edge/service/answers/views.h"
#include "edge/service/ask.h"
#include "edge/service/handlers.h"
#include "edge/service/registers/record_json.h"
#include "edge/service/render.h"
#include "edge/service/room.h"

namespace qs::service {
namespace {

using ledger::ChargeLook;
using ledger::Kind;
using ledger::Record;

constexpr size_t kMostGrounds = 20, kMostAbove = 8, kMostPeople = 50;
constexpr double kHere = 1;  // m, of a place that must hold the point

// The grounds of a look that lie at the point or near it, the nearest first.
Maybe<std::vector<std::pair<double, Record>>> grounds_at(const Service::Room& room,
                                                         const View& view, const ChargeLook& look,
                                                         LonLat place) {
  ledger::Query asked{.kind = look.kind,
                      .where = {},
                      .near = ledger::Near{place, std::max(look.within, kHere)},
                      .order_by = "",
                      .limit = kMostGrounds};
  view.keep_within(asked);
  auto found = query(room, asked);
  if (!found) return tl::unexpected(found.error());
  std::vector<std::pair<double, Record>> out;
  for (auto& record : *found) {
    auto geometry = geometry_of(view.kind(), record);
    if (!geometry || (look.within == 0 && !geometry->holds(place))) continue;
    out.emplace_back(geometry->metres_to(place), std::move(record));
  }
  return out;
}

// The records above, nearest first; circles and what is out of reach end it.
Maybe<std::vector<Record>> above(const Service::Room& room, const View& view,
                                 const ChargeLook& look, const Record& record) {
  std::vector<Record> out;
  auto next = look.up.empty() ? std::string{} : record.text(look.up);
  while (!next.empty() && out.size() < kMostAbove) {
    auto found = lift(room.seams.records.get(look.kind, next));
    if (!found) return tl::unexpected(found.error());
    if (!*found || !view.reaches(**found)) break;
    next = (*found)->text(look.up);
    out.push_back(std::move(**found));
  }
  return out;
}

// Whom a record names at "chief" or, in a table, at "reaches.chief": ids and the row's words.
struct Named {
  std::string kind, id;
  Json row;  // of the table; null: a field of its own
};
std::vector<Named> named_by(const Kind& kind, const Record& record, const std::string& path) {
  auto dot = path.find('.');
  auto field = kind.field(path.substr(0, dot));
  std::vector<Named> out;
  if (dot == path.npos) {
    if (auto id = record.text(path); !id.empty()) out.push_back({field->target, id, {}});
    return out;
  }
  auto column = std::find_if(field->columns.begin(), field->columns.end(),
                             [&](const auto& c) { return c.name == path.substr(dot + 1); });
  auto rows = table(record.text(field->name));
  for (const auto& row : rows.is_array() ? rows : Json::array())
    if (auto id = row.value(column->name, ""); !id.empty())
      out.push_back({column->target, id, row});
  return out;
}

// A phone number that is personal and not for this asker is told with its middle covered.
Json masked_phones(const View& view, const Record& whole, const Record& shown) {
  auto out = Json::object();
  for (const auto& field : view.kind().fields)
    if (field.type == ledger::FieldType::phone && whole.fields.contains(field.name) &&
        !shown.fields.contains(field.name))
      out[field.name] = masked_phone(whole.text(field.name));
  return out;
}

class Telling {
 public:
  Telling(Service::Room& room, const Call& call)
      : room_(room), call_(call), views_(room, call.actor) {}

  Views& views() { return views_; }

  Maybe<Json> people(const View& view, const Record& ground,
                     const std::vector<std::string>& paths) {
    auto out = Json::array();
    for (const auto& path : paths) {
      auto field = view.kind().field(path.substr(0, path.find('.')));
      for (const auto& named : named_by(view.kind(), ground, path)) {
        if (out.size() == kMostPeople) return out;
        auto person = one(named);
        if (!person) return tl::unexpected(person.error());
        if (person->is_null()) continue;
        person->update({{"role_zh", field->label_zh}, {"role_en", field->label_en}});
        if (!named.row.is_null()) (*person)["row"] = named.row;
        out.push_back(std::move(*person));
      }
    }
    return out;
  }

 private:
  Maybe<Json> one(const Named& named) {
    auto view = views_.of(named.kind);
    if (!view) return Json();
    auto found = lift(room_.seams.records.get(named.kind, named.id));
    if (!found) return tl::unexpected(found.error());
    if (!*found || !view->reaches(**found)) return Json();
    auto told = told_record(room_, call_, *view, **found);
    if (told) (*told)["masked"] = masked_phones(*view, **found, view->shown(**found));
    return told;
  }

  Service::Room& room_;
  const Call& call_;
  Views views_;
};

}  // namespace

Reply get_charge(Service::Room& room, const Call& call) {
  auto place = place_param(call);
  if (!place) return tl::unexpected(place.error());
  Telling telling(room, call);
  auto looks = Json::array();
  for (const auto& look : room.seams.district.charge) {
    auto view = telling.views().of(look.kind);
    if (!view) continue;
    auto grounds = grounds_at(room, *view, look, *place);
    if (!grounds) return tl::unexpected(grounds.error());
    auto items = Json::array();
    std::set<std::string> told;
    for (auto& [metres, ground] : *grounds) {
      auto chain = above(room, *view, look, ground);
      if (!chain) return tl::unexpected(chain.error());
      chain->insert(chain->begin(), std::move(ground));
      for (const auto& record : *chain) {
        if (!told.insert(record.id).second) continue;
        auto shown = view->shown(record);
        auto people = telling.people(*view, shown, look.people);
        if (!people) return tl::unexpected(people.error());
        auto units = telling.people(*view, shown, look.units);
        if (!units) return tl::unexpected(units.error());
        items.push_back({{"kind", look.kind},
                         {"id", record.id},
                         {"title", view->title(record)},
                         {"metres", &record == &chain->front() ? Json(metres) : Json()},
                         {"above", &record != &chain->front()},
                         {"people", *people},
                         {"units", *units}});
      }
    }
    looks.push_back({{"id", look.id},
                     {"label_zh", look.label_zh},
                     {"label_en", look.label_en},
                     {"within", look.within},
                     {"items", items}});
  }
  return json_response({{"street", street_at(room.seams.district, *place)}, {"looks", looks}});
}

}  // namespace qs::service

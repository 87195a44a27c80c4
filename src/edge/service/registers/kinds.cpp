// 台账目录: which kinds of record there are, and what a page must know of one.
#include "base/json.h"
#include "edge/service/ask.h"
#include "edge/service/handlers.h"
#include "edge/service/registers/view.h"
#include "edge/service/room.h"
#include "kernel/ledger/relation.h"

namespace qs::service {
namespace {

using ledger::Field;
using ledger::Kind;

Json field_json(const Field& field) {
  auto choices = Json::array();
  for (const auto& c : field.choices)
    choices.push_back({{"value", c.value}, {"zh", c.zh}, {"en", c.en}});
  auto columns = Json::array();
  for (const auto& column : field.columns) columns.push_back(field_json(column));
  Json out{{"name", field.name},
           {"type", ledger::name(field.type)},
           {"label_zh", field.label_zh},
           {"label_en", field.label_en},
           {"help_zh", field.help_zh},
           {"help_en", field.help_en},
           {"unit", field.unit},
           {"required", field.required},
           {"required_if", nullptr},
           {"unique", field.unique},
           {"indexed", field.indexed},
           {"searched", field.searched},
           {"public", field.is_public},
           {"personal", field.personal},
           {"retired", field.retired},
           {"default", field.fallback},
           {"computed", field.by_program || !field.formula.empty()},
           {"choices", std::move(choices)},
           {"target", field.target},
           {"low", nullptr},
           {"high", nullptr},
           {"decimals", nullptr},
           {"columns", std::move(columns)}};
  if (field.required_if)
    out["required_if"] = {{"field", field.required_if->field}, {"is", field.required_if->is}};
  if (field.low) out["low"] = *field.low;
  if (field.high) out["high"] = *field.high;
  if (field.decimals) out["decimals"] = *field.decimals;
  return out;
}

Json brief(const View& view, const access::Rights& rights) {
  const auto& kind = view.kind();
  auto geometry = kind.geometry();
  auto may = [&](std::string_view verb) {
    return rights.may_somewhere(view.actor(), verb, kind.name);
  };
  return {{"name", kind.name},
          {"label_zh", kind.label_zh},
          {"label_en", kind.label_en},
          {"shelf", kind.shelf},
          {"title", kind.title},
          {"colour", kind.colour},
          {"geometry", geometry && !(view.is_open() && !geometry->is_public)
                           ? Json(ledger::name(geometry->type))
                           : Json()},
          {"public", kind.is_public},
          {"state", kind.state},
          {"may",
           {{"write", may(kWrite)},
            {"erase", may(kErase)},
            {"import", may(kImport)},
            {"export", may(kExport)}}}};
}

Json fields_of_kind(const View& view) {
  auto out = Json::array();
  for (const auto& field : view.kind().fields)
    if (!field.secret && (!view.is_open() || field.is_public)) out.push_back(field_json(field));
  return out;
}

Json transitions_of(const Kind& kind) {
  auto out = Json::array();
  for (const auto& t : kind.transitions)
    out.push_back({{"verb", t.verb},
                   {"label_zh", t.label_zh},
                   {"label_en", t.label_en},
                   {"from", t.from},
                   {"to", t.to},
                   {"needs_reason", t.needs_reason}});
  return out;
}

Json duties_of(const Kind& kind) {
  auto out = Json::array();
  for (const auto& duty : kind.duties)
    out.push_back({{"id", duty.id},
                   {"label_zh", duty.label_zh},
                   {"label_en", duty.label_en},
                   {"by", duty.by},
                   {"every", duty.every},
                   {"clause", duty.clause}});
  return out;
}

Json relations_of_kind(const Service::Room& room, const access::Actor& actor, const Kind& kind) {
  Json out{{"out", Json::array()}, {"in", Json::array()}};
  auto kinds = shelved_kinds(room);
  for (const auto& relation : ledger::relations_of(kinds)) {
    const auto& other = relation.from == &kind ? *relation.to : *relation.from;
    if (!room.seams.rights.may_somewhere(actor, kRead, other.name)) continue;
    const auto& field = relation.through->name;
    if (relation.from == &kind)
      out["out"].push_back({{"field", field}, {"kind", relation.to->name}});
    if (relation.to == &kind)
      out["in"].push_back({{"kind", relation.from->name}, {"field", field}});
  }
  return out;
}

Json whole(const Service::Room& room, const View& view) {
  const auto& kind = view.kind();
  auto out = brief(view, room.seams.rights);
  out["fields"] = fields_of_kind(view);
  if (view.is_open()) return out;
  out["transitions"] = transitions_of(kind);
  out["expiry"] = nullptr;
  if (kind.expiry)
    out["expiry"] = {{"field", kind.expiry->field}, {"remind_days", kind.expiry->remind_days}};
  out["duties"] = duties_of(kind);
  out["relations"] = relations_of_kind(room, view.actor(), kind);
  return out;
}

// The shelves that these kinds stand on: in the district's order, then those it does not name.
Json shelves_of(const Service::Room& room, const std::vector<View>& views) {
  std::set<std::string> used;
  for (const auto& view : views) used.insert(view.kind().shelf);
  auto out = Json::array();
  for (const auto& shelf : room.seams.district.shelves)
    if (used.erase(shelf.id) > 0)
      out.push_back({{"id", shelf.id}, {"name_zh", shelf.name_zh}, {"name_en", shelf.name_en}});
  for (const auto& id : used) out.push_back({{"id", id}, {"name_zh", id}, {"name_en", id}});
  return out;
}

Reply catalogue(const Service::Room& room, const std::vector<View>& views) {
  auto kinds = Json::array();
  for (const auto& view : views) kinds.push_back(brief(view, room.seams.rights));
  return json_response({{"shelves", shelves_of(room, views)}, {"kinds", std::move(kinds)}});
}

}  // namespace

Reply get_kinds(Service::Room& room, const Call& call) {
  std::vector<View> views;
  for (auto kind : shelved_kinds(room))
    if (auto view = View::of(room, call.actor, kind->name)) views.push_back(std::move(*view));
  return catalogue(room, views);
}

Reply get_kind(Service::Room& room, const Call& call) {
  return View::of(room, call.actor, call.id()).map([&](const View& view) {
    return json_response(whole(room, view));
  });
}

Reply get_public_kinds(Service::Room& room, const Call&) {
  std::vector<View> views;
  for (auto kind : shelved_kinds(room))
    if (auto view = View::open(room, kind->name)) views.push_back(std::move(*view));
  return catalogue(room, views);
}

Reply get_public_kind(Service::Room& room, const Call& call) {
  return View::open(room, call.id()).map([&](const View& view) {
    return json_response(whole(room, view));
  });
}

}  // namespace qs::service

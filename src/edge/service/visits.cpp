// 现场检查: the check lists of the pack, visits that people hand in, streets by their scores.
#include <sodium.h>

#include "base/json.h"
#include "edge/service/ask.h"
#include "edge/service/handlers.h"
#include "edge/service/once.h"
#include "edge/service/registers/standing.h"
#include "edge/service/registers/view.h"
#include "edge/service/room.h"
#include "kernel/casework/visit.h"

namespace qs::service {
namespace {

using casework::Checklist;
using casework::Finding;
using casework::kVisitKind;

constexpr size_t kLongestNames = 500;
constexpr std::array<std::string_view, 3> kPhotos{"none", "fault", "always"};  // CheckItem::Photo

Json item_json(const casework::CheckItem& item) {
  return {{"id", item.id},
          {"zh", item.zh},
          {"en", item.en},
          {"clause", item.clause},
          {"confidence", item.confidence},
          {"weight", item.weight},
          {"veto", item.veto},
          {"photo", kPhotos[static_cast<size_t>(item.photo)]},
          {"rectify_days", item.rectify_days}};
}

// The register of what a list is for.
std::string visited_kind(const Service::Room& room, const Checklist& list) {
  auto visits = room.seams.records.kind(kVisitKind);
  auto field = visits ? visits->field(list.through) : nullptr;
  return field ? field->target : std::string();
}

Json list_json(const Service::Room& room, const Checklist& list) {
  auto items = Json::array();
  for (const auto& item : list.items) items.push_back(item_json(item));
  return {{"id", list.id},           {"name_zh", list.name_zh},
          {"name_en", list.name_en}, {"version", list.version},
          {"through", list.through}, {"kind", visited_kind(room, list)},
          {"clause", list.clause},   {"confidence", list.confidence},
          {"items", items}};
}

Maybe<const Checklist*> list_named(const Service::Room& room, std::string_view id) {
  const auto& lists = room.seams.district.checklists;
  auto it = std::ranges::find(lists, id, &Checklist::id);
  if (it == lists.end()) return refuse(422, "there is no such check list", "checklist");
  return &*it;
}

std::string text_in(const Json& row, const char* key) {
  auto it = row.is_object() ? row.find(key) : row.end();
  return it != row.end() && it->is_string() ? it->get<std::string>() : std::string();
}

std::vector<std::string> texts_of(const Json& list) {
  std::vector<std::string> out;
  if (list.is_array())
    for (const auto& one : list)
      if (one.is_string() && out.size() <= casework::kMostPhotosOfItem)
        out.push_back(one.get<std::string>());
  return out;
}

std::vector<Finding> findings_of(Body& body) {
  std::vector<Finding> out;
  auto rows = body.value("items");
  if (!rows || !rows->is_array() || rows->size() > casework::kMostItems) {
    body.fault("must be a list of findings", "items");
    return out;
  }
  for (const auto& row : *rows) {
    Finding finding{.item = text_in(row, "item"), .note = text_in(row, "note"), .photos = {}};
    auto result = casework::finding_of(text_in(row, "result"));
    if (!result) body.fault("must be good, bad or none", "items." + finding.item);
    finding.result = result.value_or(Finding::Result::none);
    if (row.is_object() && row.contains("photos")) finding.photos = texts_of(row["photos"]);
    out.push_back(std::move(finding));
  }
  return out;
}

// By the phone's clock, set right; nobody visits tomorrow.
Instant visited_at(Body& body, const PhoneTime& phone, Instant now) {
  if (!body.has("at")) return now;
  auto at = body.instant("at") - std::chrono::seconds(phone.ahead_s.value_or(0));
  if (at < now - kLongestOffline) body.fault("is too long ago", "at");
  return std::min(at, now);
}

void place_of(Body& body, casework::Visit& visit) {
  auto place = body.value("place");
  if (!place) return;
  bool three = place->is_array() && place->size() == 3 &&
               std::ranges::all_of(*place, [](const Json& n) { return n.is_number(); });
  if (!three) return body.fault("must be [lon, lat, accuracy]", "place");
  visit.place = LonLat{(*place)[0].get<double>(), (*place)[1].get<double>()};
  visit.accuracy_m = (*place)[2].get<double>();
  if (std::abs(visit.place->lon) > 180 || std::abs(visit.place->lat) > 90 || *visit.accuracy_m < 0)
    body.fault("is no place on earth", "place");
}

std::vector<casework::Hand> hands_of(Body& body) {
  std::vector<casework::Hand> out;
  auto rows = body.value("inspector_signatures");
  if (!rows) return out;
  if (!rows->is_array() || rows->size() > casework::kInspectorHands) {
    body.fault("must be a list of two signatures", "inspector_signatures");
    return out;
  }
  for (const auto& row : *rows) {
    auto name = text_in(row, "name");
    if (name.size() > kLongestNames) body.fault("is too long", "inspector_signatures");
    out.push_back({std::move(name), text_in(row, "signature")});
  }
  return out;
}

struct HandedIn {
  casework::Visit visit;
  std::string checklist;
};

Maybe<HandedIn> handed_in(const Call& call) {
  auto body = Body::of(call.request.body);
  if (!body) return tl::unexpected(body.error());
  auto phone = phone_time(call.request, call.now);
  HandedIn out;
  auto& visit = out.visit;
  out.checklist = body->text("checklist");
  visit.about = body->text("about");
  visit.inspectors = body->text("inspectors", kLongestNames);
  visit.at = visited_at(*body, phone, call.now);
  visit.ahead_s = phone.ahead_s;
  visit.findings = findings_of(*body);
  visit.enforcement = body->flag("enforcement");
  visit.hands = hands_of(*body);
  visit.signature = body->optional_text("signature");
  visit.signed_by = body->optional_text("signed_by", kLongestNames);
  visit.remark = body->optional_text("remark", casework::kLongestNote);
  place_of(*body, visit);
  if (auto whole = body->whole(); !whole) return tl::unexpected(whole.error());
  return out;
}

Maybe<void> photos_there(const Service::Room& room, const casework::Visit& visit) {
  std::set<std::string> hashes;
  for (const auto& finding : visit.findings)
    hashes.insert(finding.photos.begin(), finding.photos.end());
  if (!visit.signature.empty()) hashes.insert(visit.signature);
  for (const auto& hand : visit.hands)
    if (!hand.signature.empty()) hashes.insert(hand.signature);
  for (const auto& hash : hashes)
    if (!find(room, "evidence", hash)) return refuse(422, "this evidence was not handed in", hash);
  return {};
}

// What the register of the visited knows of it.
Maybe<void> about_what(const Service::Room& room, const Call& call, const Checklist& list,
                       casework::Visit& visit) {
  auto view = View::of(room, call.actor, visited_kind(room, list));
  if (!view) return tl::unexpected(view.error());
  auto record = find_reached(room, *view, visit.about);
  if (!record) return tl::unexpected(record.error());
  visit.about_title = view->title(*record);
  visit.street = record->text(access::kAreaField);
  visit.firm = view->kind().name == "firm" ? record->id : record->text("firm");
  auto geometry = view->kind().geometry();
  if (visit.place || !geometry) return {};
  if (auto shape = Geometry::of(record->text(geometry->name))) visit.place = shape->middle();
  return {};
}

std::string visit_id(const Call& call) {
  auto tail = call.once ? call.once->id.substr(0, 8) : fmt::format("{:08x}", randombytes_random());
  return compact(call.now).substr(0, 8) + "-" + tail;
}

Json told(const Checklist& list, const casework::Visit& visit,
          const std::vector<ledger::Write>& writes) {
  auto tally = casework::score_of(list, visit.findings);
  auto faults = Json::array();
  for (const auto& write : writes) {
    if (write.kind != casework::kVisitFaultKind) continue;
    ledger::Record fault{write.kind, write.id, 1, write.fields};
    faults.push_back(
        {{"id", fault.id}, {"item", fault.text("item")}, {"due_on", fault.text("due_on")}});
  }
  return {{"id", visit.id},     {"score", tally.score ? Json(*tally.score) : Json()},
          {"good", tally.good}, {"bad", tally.bad},
          {"none", tally.none}, {"faults", faults}};
}

using ByStreet = std::map<std::string, size_t>;
Maybe<ByStreet> open_faults(const Service::Room& room, const View& view, ledger::Query query) {
  view.keep_within(query);
  auto tallies = lift(room.seams.records.tally(query, access::kAreaField));
  if (!tallies) return tl::unexpected(tallies.error());
  ByStreet out;
  for (const auto& tally : *tallies) {
    auto street = std::get_if<std::string>(&tally.value);
    out[street ? *street : std::string()] = tally.count;
  }
  return out;
}

}  // namespace

Reply get_checklists(Service::Room& room, const Call&) {
  auto out = Json::array();
  for (const auto& list : room.seams.district.checklists) out.push_back(list_json(room, list));
  return json_response(out);
}

Reply post_visit(Service::Room& room, const Call& call) {
  auto given = handed_in(call);
  if (!given) return tl::unexpected(given.error());
  auto list = list_named(room, given->checklist);
  if (!list) return tl::unexpected(list.error());
  auto& visit = given->visit;
  if (auto known = about_what(room, call, **list, visit); !known)
    return tl::unexpected(known.error());
  access::Subject there{kVisitKind, visit.street, visit.firm};
  if (!room.seams.rights.may(call.actor, kWrite, there))
    return refuse(403, "your roles do not allow visits here", visit.about);
  if (auto there_all = photos_there(room, visit); !there_all)
    return tl::unexpected(there_all.error());
  visit.id = visit_id(call);
  auto writes = lift_verb(casework::visit_writes(**list, visit));
  if (!writes) return tl::unexpected(writes.error());
  auto answer = told(**list, visit, *writes);
  return lift(room.seams.desk.write(std::move(*writes), call.doing("现场检查"))).map([&] {
    return json_response(answer, 201);
  });
}

Reply get_visit_ranking(Service::Room& room, const Call& call) {
  auto view = View::of(room, call.actor, kVisitKind);
  if (!view) return tl::unexpected(view.error());
  auto faults = View::of(room, call.actor, casework::kVisitFaultKind);
  if (!faults) return tl::unexpected(faults.error());
  auto list = list_named(room, param(call, "checklist").value_or(""));
  if (!list) return tl::unexpected(list.error());
  auto from = day_param(call, "from"), until = day_param(call, "until");
  if (!from || !until) return tl::unexpected((from ? until : from).error());
  ledger::Filter of_list{.field = "checklist", .value = (*list)->id};
  ledger::Query asked{
      .kind = std::string(kVisitKind),
      .where = {of_list,
                {.field = "checked_on", .op = ledger::Op::greater_equal, .value = iso(*from)},
                {.field = "checked_on", .op = ledger::Op::less_equal, .value = iso(*until)}},
      .order_by = "checked_on",
      .descending = true,
      .limit = ledger::kMaxPage};
  view->keep_within(asked);
  auto visits = query(room, asked);
  if (!visits) return tl::unexpected(visits.error());
  auto open = open_faults(room, *faults,
                          {.kind = std::string(casework::kVisitFaultKind),
                           .where = {of_list, {.field = "state", .value = std::string("open")}}});
  if (!open) return tl::unexpected(open.error());
  auto out = Json::array();
  for (const auto& row : casework::rank_streets(*visits))
    out.push_back({{"street", row.street},
                   {"visits", row.visits},
                   {"faults", row.faults},
                   {"open", (*open)[row.street]},
                   {"mean", row.mean ? Json(*row.mean) : Json()}});
  return json_response({{"streets", out}, {"all", visits->size() < ledger::kMaxPage}});
}

}  // namespace qs::service

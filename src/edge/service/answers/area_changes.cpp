// 面积变化: how the areas of a kind's records changed since a day, found in the ledger's history;
// a new version of the red line is one import of them.
#include "base/json.h"
#include "edge/service/answers/places.h"
#include "edge/service/ask.h"
#include "edge/service/handlers.h"
#include "edge/service/registers/view.h"
#include "edge/service/room.h"

namespace qs::service {
namespace {

using ledger::Kind;
using ledger::Record;

constexpr double kSmallest = 1;  // m²: less is how the outline was drawn

std::optional<double> area_of(const Kind& kind, const std::optional<Record>& record) {
  auto geometry = record ? geometry_of(kind, *record) : std::nullopt;
  if (!geometry) return std::nullopt;
  return geometry->area();
}

}  // namespace

Reply get_area_changes(Service::Room& room, const Call& call) {
  auto view = View::of(room, call.actor, call.id());
  if (!view) return tl::unexpected(view.error());
  auto field = view->kind().geometry();
  if (!field || field->type != ledger::FieldType::area)
    return refuse(404, "records of this kind have no area", call.id());
  auto since = instant_param(call, "since", Instant{});
  if (!since) return tl::unexpected(since.error());
  auto entries = lift(
      room.seams.records.journal({.kind = call.id(), .from = *since, .limit = ledger::kMaxPage}));
  if (!entries) return tl::unexpected(entries.error());
  std::map<std::string, const ledger::JournalEntry*> newest;  // by record
  for (const auto& entry : *entries) newest.emplace(entry.id, &entry);
  auto items = Json::array();
  double grown = 0, lost = 0;
  for (const auto& [id, entry] : newest) {
    auto before = lift(room.seams.records.as_of(call.id(), id, *since - Millis{1}));
    if (!before) return tl::unexpected(before.error());
    std::optional<Record> now;
    if (!entry->revision.erased)
      now = Record{call.id(), id, entry->revision.number, entry->revision.fields};
    if (!now && !*before) continue;  // came and went
    if (!view->reaches(now ? *now : **before)) continue;
    auto was = area_of(view->kind(), *before), is = area_of(view->kind(), now);
    double change = is.value_or(0) - was.value_or(0);
    if (std::abs(change) < kSmallest) continue;
    (change > 0 ? grown : lost) += change;
    items.push_back({{"id", id},
                     {"title", view->title(now ? *now : **before)},
                     {"before_m2", or_null(was)},
                     {"after_m2", or_null(is)},
                     {"change_m2", change},
                     {"at", to_ms(entry->revision.when)},
                     {"who", entry->revision.who},
                     {"why", entry->revision.why}});
  }
  return json_response({{"items", items},
                        {"grown_m2", grown},
                        {"lost_m2", 0 - lost},
                        {"all", entries->size() < ledger::kMaxPage}});
}

}  // namespace qs::service

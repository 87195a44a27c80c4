#include "edge/service/own_firm.h"

#include "edge/service/ask.h"
#include "edge/service/room.h"

namespace qs::service {
namespace {

constexpr std::string_view kStation = "station";

}  // namespace

std::string firm_of(const Service::Room& room, const ledger::Record& record) {
  if (auto firm = record.text("firm"); !firm.empty()) return firm;
  auto station = record.kind == kStation ? record.id : record.text("site");
  if (station.empty()) return {};
  return ledger::owner_of(room.seams.records, kByOutlet, station).value_or(std::string());
}

bool for_own_firm(const Service::Room& room, const Call& call) {
  auto reach = room.seams.rights.reach(call.actor, call.verb, {});
  return reach.own_firm && !reach.everywhere && !reach.own_area;
}

Maybe<std::vector<std::string>> own_stations(const Service::Room& room, const Call& call) {
  return lift(ledger::owned_by(room.seams.records, kByOutlet, call.actor.firm));
}

}  // namespace qs::service

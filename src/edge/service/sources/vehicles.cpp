// 机动车: how many of the vehicles were checked this year, which failed again and again, and how
// far fleets have gone over to new energy.
#include <algorithm>

#include "base/json.h"
#include "edge/service/ask.h"
#include "edge/service/registers/view.h"
#include "edge/service/room.h"
#include "edge/service/sources/vehicles_handlers.h"

namespace qs::service {
namespace {

using ledger::Group;
using ledger::Op;
using Names = std::vector<std::string>;

constexpr size_t kMostRepeats = 100;
constexpr size_t kMostPages = 100;  // of kMaxPage records
constexpr size_t kRepeats = 2;      // failures that make a repeater

Maybe<std::vector<Group>> grouped(const Service::Room& room, const Call& call,
                                  std::string_view kind, std::vector<ledger::Filter> where,
                                  const Names& by, const Names& sums = {}) {
  auto view = View::of(room, call.actor, kind);
  if (!view) return tl::unexpected(view.error());
  ledger::Query asked{.kind = std::string(kind), .where = std::move(where)};
  view->keep_within(asked);
  return lift(room.seams.records.group(asked, by, sums));
}

Json share(double part, double whole) {
  return whole > 0 ? Json(part / whole) : Json();
}

std::vector<ledger::Filter> this_year(const Call& call) {
  auto today = day_of(call.now);
  return {{.field = "checked_on",
           .op = Op::greater_equal,
           .value = iso(Day{today.year() / std::chrono::January / 1})},
          {.field = "checked_on", .op = Op::less_equal, .value = iso(today)}};
}

// Every record that the asker reaches, page by page.
template <class Take>
Maybe<void> each(const Service::Room& room, const Call& call, std::string_view kind,
                 std::vector<ledger::Filter> where, Take take) {
  auto view = View::of(room, call.actor, kind);
  if (!view) return tl::unexpected(view.error());
  ledger::Query asked{
      .kind = std::string(kind), .where = std::move(where), .limit = ledger::kMaxPage};
  view->keep_within(asked);
  for (size_t page = 0; page < kMostPages; ++page) {
    auto found = query(room, asked);
    if (!found) return tl::unexpected(found.error());
    for (const auto& record : *found) take(record);
    if (found->size() < ledger::kMaxPage) return {};
    asked.offset += found->size();
  }
  return refuse(500, "more records than are counted at once", std::string(kind));
}

// Vehicles in use by kind, and how many of them were met by a check.
Maybe<Json> checked(const Service::Room& room, const Call& call) {
  std::set<std::string> met;
  auto seen = each(room, call, "vehicle_check", this_year(call),
                   [&](const ledger::Record& check) { met.insert(check.text("vehicle")); });
  if (!seen) return tl::unexpected(seen.error());
  std::map<std::string, std::pair<size_t, size_t>> kinds;
  seen = each(room, call, "vehicle", {}, [&](const ledger::Record& vehicle) {
    if (vehicle.flag("scrapped")) return;
    auto& [all, some] = kinds[vehicle.text("kind")];
    ++all;
    some += met.count(vehicle.id);
  });
  if (!seen) return tl::unexpected(seen.error());
  auto out = Json::array();
  for (const auto& [kind, of] : kinds)
    out.push_back(
        {{"kind", kind},
         {"vehicles", of.first},
         {"checked", of.second},
         {"share", share(static_cast<double>(of.second), static_cast<double>(of.first))}});
  return out;
}

Maybe<Json> methods(const Service::Room& room, const Call& call) {
  auto groups = grouped(room, call, "vehicle_check", this_year(call), {"method", "result"});
  if (!groups) return tl::unexpected(groups.error());
  std::map<std::string, std::map<std::string, size_t>> by_method;
  for (const auto& group : *groups)
    by_method[ledger::text_of(group.by[0])][ledger::text_of(group.by[1])] += group.count;
  auto out = Json::array();
  for (auto& [method, results] : by_method)
    out.push_back(
        {{"method", method}, {"passed", results["passed"]}, {"failed", results["failed"]}});
  return out;
}

struct Failures {
  std::string plate, last;
  size_t count = 0;
  bool repaired = false;  // after the last
};

Maybe<std::vector<Failures>> repeaters(const Service::Room& room, const Call& call) {
  auto where = this_year(call);
  where.push_back({.field = "result", .value = std::string("failed")});
  auto groups = grouped(room, call, "vehicle_check", where, {"plate", "checked_on", "repaired_on"});
  if (!groups) return tl::unexpected(groups.error());
  std::map<std::string, Failures> plates;
  for (const auto& group : *groups) {
    auto plate = ledger::text_of(group.by[0]), on = ledger::text_of(group.by[1]);
    auto& one = plates[plate];
    one.plate = plate;
    one.count += group.count;
    if (on < one.last) continue;
    one.last = on;
    one.repaired = !ledger::text_of(group.by[2]).empty();
  }
  std::vector<Failures> out;
  for (auto& [plate, one] : plates)
    if (one.count >= kRepeats) out.push_back(std::move(one));
  std::ranges::sort(out, [](const Failures& a, const Failures& b) {
    return std::tie(b.count, b.last, a.plate) < std::tie(a.count, a.last, b.plate);
  });
  return out;
}

Maybe<Json> fleets(const Service::Room& room, const Call& call) {
  auto groups = grouped(room, call, "fleet", {}, {"kind"}, {"vehicles", "new_energy"});
  if (!groups) return tl::unexpected(groups.error());
  auto out = Json::array();
  for (const auto& group : *groups)
    out.push_back({{"kind", ledger::text_of(group.by[0])},
                   {"vehicles", group.sums[0]},
                   {"new_energy", group.sums[1]},
                   {"share", share(group.sums[1], group.sums[0])}});
  return out;
}

}  // namespace

Reply get_vehicle_figures(Service::Room& room, const Call& call) {
  auto share_checked = checked(room, call), by_method = methods(room, call),
       by_fleet = fleets(room, call);
  auto again = repeaters(room, call);
  if (!share_checked) return tl::unexpected(share_checked.error());
  if (!by_method) return tl::unexpected(by_method.error());
  if (!by_fleet) return tl::unexpected(by_fleet.error());
  if (!again) return tl::unexpected(again.error());
  auto repeats = Json::array();
  for (const auto& one : *again) {
    if (repeats.size() == kMostRepeats) break;
    repeats.push_back({{"plate", one.plate},
                       {"failed", one.count},
                       {"last", one.last},
                       {"repaired", one.repaired}});
  }
  return json_response({{"year", static_cast<int>(day_of(call.now).year())},
                        {"checked", std::move(*share_checked)},
                        {"methods", std::move(*by_method)},
                        {"repeats", std::move(repeats)},
                        {"repeats_all", again->size()},
                        {"fleets", std::move(*by_fleet)}});
}

}  // namespace qs::service

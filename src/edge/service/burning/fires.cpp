// 热点送达: tables of satellites and events of cameras and drones become fires with their cases.
#include "base/json.h"
#include "edge/service/answers/places.h"
#include "edge/service/ask.h"
#include "edge/service/burning/burning_handlers.h"
#include "edge/service/burning/burning_rules.h"
#include "edge/service/burning/spots.h"
#include "edge/service/room.h"
#include "kernel/burning/gather.h"

namespace qs::service {
namespace {

using burning::FirePoint;
using burning::Placed;
using ledger::Fields;
using ledger::Op;
using ledger::Record;
using ledger::Write;

constexpr size_t kPerQuestion = 1'000;
constexpr size_t kMostWithin = 2'000;          // points of the district in one delivery: one commit
constexpr std::chrono::days kLongestFire{30};  // from its first sighting to its last

struct Delivered {
  std::vector<FirePoint> points;  // within the district
  std::vector<std::string> streets;
  size_t outside = 0;
};

// What a delivery came to.
struct Receipt {
  size_t repeated = 0, heat = 0, weak = 0, joined = 0;
  std::vector<std::string> opened;
};

tl::unexpected<Refusal> failed(const Error& error) {
  return tl::unexpected(Refusal{Reason::failed, error});
}

std::string street_of_point(const std::vector<std::pair<std::string, PreparedGeometry>>& streets,
                            LonLat place) {
  for (const auto& [id, shape] : streets)
    if (shape.holds(place)) return id;
  return {};
}

Delivered within_district(const District& district, std::vector<FirePoint> points) {
  std::vector<std::pair<std::string, PreparedGeometry>> streets;
  for (const auto& street : district.streets)
    if (auto shape = Geometry::of(street.geometry))
      streets.emplace_back(street.id, PreparedGeometry(std::move(*shape)));
  Delivered out;
  for (auto& point : points) {
    auto street = street_of_point(streets, point.place);
    if (street.empty()) {
      ++out.outside;
      continue;
    }
    out.points.push_back(std::move(point));
    out.streets.push_back(std::move(street));
  }
  return out;
}

// Points that are kept already, and doubles within the delivery, are left out.
Outcome<size_t> drop_known(const ledger::RecordLog& records, Delivered& delivered) {
  std::set<std::string> known;
  for (size_t from = 0; from < delivered.points.size(); from += kPerQuestion) {
    ledger::Query asked{.kind = std::string(burning::kSightingKind),
                        .where = {{"id", Op::in, {}, {}}},
                        .limit = kPerQuestion};
    auto end = std::min(delivered.points.size(), from + kPerQuestion);
    for (size_t i = from; i < end; ++i)
      asked.where[0].values.emplace_back(delivered.points[i].id());
    auto found = records.query(asked);
    if (!found) return failed(found.error());
    for (const auto& record : *found) known.insert(record.id);
  }
  Delivered fresh;
  for (size_t i = 0; i < delivered.points.size(); ++i) {
    if (!known.insert(delivered.points[i].id()).second) continue;
    fresh.points.push_back(std::move(delivered.points[i]));
    fresh.streets.push_back(std::move(delivered.streets[i]));
  }
  auto repeated = delivered.points.size() - fresh.points.size();
  fresh.outside = delivered.outside;
  delivered = std::move(fresh);
  return repeated;
}

// Fires that these points may belong to, by id.
Outcome<std::map<std::string, Record>> fires_around(const ledger::RecordLog& records,
                                                    std::span<const FirePoint> points) {
  auto [first, last] = std::minmax_element(
      points.begin(), points.end(), [](const auto& a, const auto& b) { return a.seen < b.seen; });
  auto found = records.query({.kind = std::string(burning::kSpotKind),
                              .where = {{.field = "found_at",
                                         .op = Op::greater_equal,
                                         .value = to_ms(first->seen - kLongestFire)},
                                        {.field = "found_at",
                                         .op = Op::less_equal,
                                         .value = to_ms(last->seen + kLongestFire)}},
                              .limit = ledger::kMaxPage});
  if (!found) return failed(found.error());
  std::map<std::string, Record> out;
  for (auto& record : *found) out.emplace(record.id, std::move(record));
  return out;
}

std::vector<burning::Spot> spots_of(const std::map<std::string, Record>& fires) {
  std::vector<burning::Spot> out;
  for (const auto& [id, record] : fires) {
    auto place = Geometry::of(record.text("place"));
    auto found = record.instant("found_at");
    if (place && found)
      out.push_back({id, place->middle(), *found, record.instant("last_seen").value_or(*found)});
  }
  return out;
}

Outcome<std::vector<burning::HeatSource>> heat_sources(const ledger::RecordLog& records,
                                                       const burning::Rules& rules, Day today) {
  auto found = records.query(
      {.kind = std::string(burning::kHeatKind), .where = {}, .limit = ledger::kMaxPage});
  if (!found) return failed(found.error());
  std::vector<burning::HeatSource> out;
  for (const auto& record : *found) {
    auto ended = parse_day(record.text("ended_on"));
    auto place = Geometry::of(record.text("place"));
    if (!place || (ended && *ended < today)) continue;
    out.push_back(
        {record.id, place->middle(), record.number("radius_m").value_or(rules.heat_metres)});
  }
  return out;
}

Fields sighting_fields(const Placed& placed, const std::string& street) {
  const auto& point = *placed.point;
  constexpr std::array<std::string_view, 3> kOutcomes{"spot", "heat", "weak"};  // as Placed::As
  Fields out{{"seen_at", to_ms(point.seen)},
             {"found_by", point.found_by},
             {"device", point.device},
             {"place", Geometry::point(point.place).geojson()},
             {"street", street},
             {"outcome", std::string(kOutcomes[static_cast<size_t>(placed.as)])},
             {"confidence", point.confidence}};
  auto add = [&](const char* name, ledger::Value value) {
    if (!std::holds_alternative<std::monostate>(value)) out[name] = std::move(value);
  };
  add("instrument", ledger::kept(point.instrument));
  add("said", ledger::kept(point.said));
  add("version", ledger::kept(point.version));
  add("daynight", ledger::kept(point.daynight));
  add("frp", ledger::kept(point.frp));
  add("bright", ledger::kept(point.bright));
  add("bright_31", ledger::kept(point.bright_31));
  add("scan", ledger::kept(point.scan));
  add("track", ledger::kept(point.track));
  if (placed.as == Placed::As::spot) out["spot"] = placed.by;
  if (placed.as == Placed::As::heat) out["heat"] = placed.by;
  return out;
}

// A fire of the ledger, or a new one on the ground of its first sighting.
class FireBook {
 public:
  FireBook(const Service::Room& room, std::map<std::string, Record> known)
      : room_(room), fires_(std::move(known)) {}

  Outcome<void> see(const Placed& placed, const std::string& street) {
    const auto& point = *placed.point;
    if (placed.opens) {
      auto opened = open(placed, street);
      if (!opened) return opened;
    }
    auto& fire = fires_.at(placed.by);
    changed_.insert(fire.id);
    auto& fields = fire.fields;
    fields["sightings"] = fire.integer("sightings").value_or(0) + 1;
    fields["last_seen"] =
        std::max(to_ms(point.seen), fire.integer("last_seen").value_or(to_ms(point.seen)));
    if (point.frp) fields["frp"] = std::max(*point.frp, fire.number("frp").value_or(*point.frp));
    return {};
  }

  std::vector<Write> writes() const {
    std::vector<Write> out;
    for (const auto& id : changed_) {
      const auto& fire = fires_.at(id);
      out.push_back(
          {.kind = fire.kind, .id = id, .fields = fire.fields, .expected_revision = fire.revision});
    }
    return out;
  }

 private:
  Outcome<void> open(const Placed& placed, const std::string& street) {
    const auto& point = *placed.point;
    auto grid = grid_at(room_, point.place);
    if (!grid) return tl::unexpected(Refusal{Reason::failed, grid.error().error});
    Fields fields{{"found_at", to_ms(point.seen)},
                  {"found_by", point.found_by},
                  {"place", Geometry::point(point.place).geojson()},
                  {"street", street},
                  {"state", std::string("found")}};
    if (!point.what.empty()) fields["what"] = point.what;
    if (*grid) {
      fields["grid"] = (*grid)->id;
      if (auto chief = (*grid)->text("chief"); !chief.empty()) fields["chief"] = chief;
    }
    fires_[placed.by] = {std::string(burning::kSpotKind), placed.by, 0, std::move(fields)};
    return {};
  }

  const Service::Room& room_;
  std::map<std::string, Record> fires_;
  std::set<std::string> changed_;
};

// Decided while nobody else writes, so that what is delivered twice at once is kept once.
Outcome<std::vector<Write>> writes_of(const Service::Room& room, const burning::Rules& rules,
                                      Delivered& delivered, Instant now, Receipt& receipt) {
  const auto& records = room.seams.records;
  auto repeated = drop_known(records, delivered);
  if (!repeated) return tl::unexpected(repeated.error());
  receipt = {.repeated = *repeated};
  if (delivered.points.empty()) return std::vector<Write>{};
  auto fires = fires_around(records, delivered.points);
  if (!fires) return tl::unexpected(fires.error());
  auto heat = heat_sources(records, rules, day_of(now));
  if (!heat) return tl::unexpected(heat.error());
  auto placed = burning::gather(delivered.points, spots_of(*fires), *heat, rules);
  FireBook book(room, std::move(*fires));
  std::vector<Write> sightings;
  for (const auto& one : placed) {
    const auto& street =
        delivered.streets[static_cast<size_t>(one.point - delivered.points.data())];
    if (one.as == Placed::As::spot)
      if (auto seen = book.see(one, street); !seen) return tl::unexpected(seen.error());
    receipt.heat += one.as == Placed::As::heat;
    receipt.weak += one.as == Placed::As::weak;
    if (one.opens)
      receipt.opened.push_back(one.by);
    else
      receipt.joined += one.as == Placed::As::spot;
    sightings.push_back({.kind = std::string(burning::kSightingKind),
                         .id = one.point->id(),
                         .fields = sighting_fields(one, street),
                         .expected_revision = 0});
  }
  auto writes = book.writes();  // first: the sightings refer to them
  std::move(sightings.begin(), sightings.end(), std::back_inserter(writes));
  return writes;
}

Json receipt_json(const burning::FirePoints& read, const Delivered& delivered,
                  const Receipt& receipt) {
  auto refused = Json::array();
  for (const auto& one : read.refused) refused.push_back({{"line", one.line}, {"text", one.text}});
  return {{"kept", delivered.points.size()},
          {"repeated", receipt.repeated},
          {"outside", delivered.outside},
          {"heat", receipt.heat},
          {"weak", receipt.weak},
          {"joined", receipt.joined},
          {"opened", receipt.opened},
          {"refused_count", read.refused_count},
          {"refused", refused}};
}

}  // namespace

Outcome<std::vector<Write>> sighting_writes(const Service::Room& room, FirePoint point,
                                            std::string street, Instant now) {
  auto rules = burning_rules(room);
  if (!rules) return failed(rules.error().error);
  Delivered delivered;
  delivered.points.push_back(std::move(point));
  delivered.streets.push_back(std::move(street));
  Receipt receipt;
  return writes_of(room, *rules, delivered, now, receipt);
}

Reply post_fires(Service::Room& room, const Call& call) {
  if (auto allowed = must(room, call, ""); !allowed) return tl::unexpected(allowed.error());
  bool events = call.request.header("content-type").starts_with("application/json");
  auto read = lift_verb(events ? burning::event_points(call.request.body)
                               : burning::firms_points(call.request.body));
  if (!read) return tl::unexpected(read.error());
  auto rules = burning_rules(room);
  if (!rules) return tl::unexpected(rules.error());
  auto delivered = within_district(room.seams.district, std::move(read->points));
  if (delivered.points.size() > kMostWithin)
    return refuse(422, fmt::format("more than {} points of the district at once", kMostWithin),
                  "points");
  Receipt receipt;
  auto done = room.seams.desk.decide(
      [&] { return writes_of(room, *rules, delivered, call.now, receipt); },
      {call.actor, call.now, events ? "视频、无人机事件送达" : "卫星热点送达"});
  if (!done) return tl::unexpected(fault_of(done.error()));
  return json_response(receipt_json(*read, delivered, receipt));
}

}  // namespace qs::service

#include "base/geometry.h"

#include <geos_c.h>

#include <cmath>
#include <numbers>

#include "base/json.h"

namespace qs {
namespace {

constexpr double kEarth = 6'371'008.8;  // m, mean radius
constexpr double kRadian = std::numbers::pi / 180;
constexpr int kDecimals = 7;

// One context per thread: GEOS keeps its state there.
GEOSContextHandle_t geos() {
  struct Context {
    GEOSContextHandle_t handle = GEOS_init_r();
    ~Context() { GEOS_finish_r(handle); }
  };
  thread_local Context context;
  return context.handle;
}

struct Release {
  void operator()(GEOSGeometry* g) const { GEOSGeom_destroy_r(geos(), g); }
};
using Owned = std::unique_ptr<GEOSGeometry, Release>;
struct ReleaseIndex {
  void operator()(const GEOSPreparedGeometry* g) const { GEOSPreparedGeom_destroy_r(geos(), g); }
};
using Prepared = std::unique_ptr<const GEOSPreparedGeometry, ReleaseIndex>;

// ---- GeoJSON → GEOS, point by point, so that a fault can say where ----

using Line = std::vector<LonLat>;

Result<LonLat> read_place(const Json& pair, Datum datum) {
  if (!pair.is_array() || pair.size() < 2 || !pair[0].is_number() || !pair[1].is_number())
    return fail("a place is [longitude, latitude]");
  LonLat place{pair[0].get<double>(), pair[1].get<double>()};
  if (!in_china(place)) {
    if (in_china({place.lat, place.lon}))
      return fail("latitude stands before longitude",
                  fmt::format("[{}, {}]", place.lon, place.lat));
    return fail("outside China", fmt::format("[{}, {}]", place.lon, place.lat));
  }
  return to_cgcs2000(datum, place);
}

Result<Line> read_line(const Json& list, Datum datum, size_t least) {
  if (!list.is_array()) return fail("coordinates must be a list");
  Line line;
  for (const auto& pair : list) {
    auto place = read_place(pair, datum);
    if (!place) return tl::unexpected(place.error());
    line.push_back(*place);
  }
  if (line.size() < least) return fail(fmt::format("fewer than {} places", least));
  return line;
}

GEOSCoordSequence* sequence(const Line& line) {
  auto out = GEOSCoordSeq_create_r(geos(), static_cast<unsigned>(line.size()), 2);
  for (unsigned i = 0; i < line.size(); ++i)
    GEOSCoordSeq_setXY_r(geos(), out, i, line[i].lon, line[i].lat);
  return out;
}

double turn(const Line& ring) {  // > 0: against the clock
  double sum = 0;
  for (size_t i = 0; i + 1 < ring.size(); ++i)
    sum += ring[i].lon * ring[i + 1].lat - ring[i + 1].lon * ring[i].lat;
  return sum;
}

Result<Owned> read_polygon(const Json& rings, Datum datum) {
  if (!rings.is_array() || rings.empty()) return fail("an area has at least one ring");
  std::vector<GEOSGeometry*> made;
  auto drop = [&] {
    for (auto ring : made) GEOSGeom_destroy_r(geos(), ring);
  };
  for (const auto& list : rings) {
    auto ring = read_line(list, datum, 3);
    if (ring && (ring->front().lon != ring->back().lon || ring->front().lat != ring->back().lat))
      ring->push_back(ring->front());
    if (ring && ring->size() < 4) ring = fail("a ring has at least three corners");
    if (!ring) {
      drop();
      return tl::unexpected(ring.error());
    }
    if ((turn(*ring) > 0) != made.empty()) std::reverse(ring->begin(), ring->end());
    made.push_back(GEOSGeom_createLinearRing_r(geos(), sequence(*ring)));
  }
  return Owned(GEOSGeom_createPolygon_r(geos(), made[0], made.data() + 1,
                                        static_cast<unsigned>(made.size() - 1)));
}

Result<Owned> read_lines(const Json& list, Datum datum) {
  return read_line(list, datum, 2).map([](const Line& line) {
    return Owned(GEOSGeom_createLineString_r(geos(), sequence(line)));
  });
}

template <class Read>
Result<Owned> read_many(const Json& list, Datum datum, int type, Read read) {
  if (!list.is_array() || list.empty()) return fail("coordinates must be a list of parts");
  std::vector<Owned> parts;
  for (const auto& one : list) {
    auto part = read(one, datum);
    if (!part) return part;
    parts.push_back(std::move(*part));
  }
  std::vector<GEOSGeometry*> raw;
  for (auto& part : parts) raw.push_back(part.release());
  return Owned(
      GEOSGeom_createCollection_r(geos(), type, raw.data(), static_cast<unsigned>(raw.size())));
}

Result<Owned> read_geometry(const Json& json, Datum datum) {
  auto type = json.is_object() ? json.value("type", Json()) : Json();
  if (!type.is_string() || !json.contains("coordinates")) return fail("no GeoJSON geometry");
  const auto& list = json["coordinates"];
  if (type == "Point")
    return read_place(list, datum).map([](LonLat p) {
      return Owned(GEOSGeom_createPointFromXY_r(geos(), p.lon, p.lat));
    });
  if (type == "LineString") return read_lines(list, datum);
  if (type == "Polygon") return read_polygon(list, datum);
  if (type == "MultiLineString") return read_many(list, datum, GEOS_MULTILINESTRING, read_lines);
  if (type == "MultiPolygon") return read_many(list, datum, GEOS_MULTIPOLYGON, read_polygon);
  return fail("not one of Point, LineString, Polygon, MultiLineString, MultiPolygon",
              type.get<std::string>());
}

Result<void> check_valid(const GEOSGeometry* g) {
  char* reason = nullptr;
  GEOSGeometry* where = nullptr;
  if (GEOSisValidDetail_r(geos(), g, 0, &reason, &where) == 1) return {};
  std::string text = reason ? reason : "not valid", place;
  GEOSFree_r(geos(), reason);
  if (Owned at(where); where) {
    double x = 0, y = 0;
    GEOSGeomGetX_r(geos(), where, &x);
    GEOSGeomGetY_r(geos(), where, &y);
    place = fmt::format("[{:.6f}, {:.6f}]", x, y);
  }
  return fail(text == "Self-intersection" ? "the outline crosses itself" : text, place);
}

// ---- reading GEOS ----

Line places_of(const GEOSGeometry* simple) {
  auto sequence = GEOSGeom_getCoordSeq_r(geos(), simple);
  unsigned count = 0;
  GEOSCoordSeq_getSize_r(geos(), sequence, &count);
  Line out(count);
  for (unsigned i = 0; i < count; ++i)
    GEOSCoordSeq_getXY_r(geos(), sequence, i, &out[i].lon, &out[i].lat);
  return out;
}

std::vector<Line> rings_of(const GEOSGeometry* polygon) {
  std::vector<Line> out{places_of(GEOSGetExteriorRing_r(geos(), polygon))};
  for (int i = 0; i < GEOSGetNumInteriorRings_r(geos(), polygon); ++i)
    out.push_back(places_of(GEOSGetInteriorRingN_r(geos(), polygon, i)));
  return out;
}

template <class Each>
void each_part(const GEOSGeometry* g, Each each) {
  for (int i = 0; i < GEOSGetNumGeometries_r(geos(), g); ++i)
    each(GEOSGetGeometryN_r(geos(), g, i));
}

std::string text_of(double degrees) {
  auto text = fmt::format("{:.{}f}", degrees, kDecimals);
  text.erase(text.find_last_not_of('0') + 1);
  if (text.back() == '.') text.pop_back();
  return text;
}

std::string text_of(const Line& line) {
  std::string out = "[";
  for (const auto& p : line)
    out += fmt::format("{}[{},{}]", out.size() > 1 ? "," : "", text_of(p.lon), text_of(p.lat));
  return out + "]";
}

std::string text_of(const std::vector<Line>& lines) {
  std::string out = "[";
  for (const auto& line : lines) out += (out.size() > 1 ? "," : "") + text_of(line);
  return out + "]";
}

// m² of a ring on the sphere (Chamberlain & Duquette), sign by its turn.
double ring_area(const Line& ring) {
  double sum = 0;
  for (size_t i = 0; i + 1 < ring.size(); ++i)
    sum += (ring[i + 1].lon - ring[i].lon) * kRadian *
           (2 + std::sin(ring[i].lat * kRadian) + std::sin(ring[i + 1].lat * kRadian));
  return std::abs(sum) * kEarth * kEarth / 2;
}

double line_length(const Line& line) {
  double sum = 0;
  for (size_t i = 0; i + 1 < line.size(); ++i) sum += metres_between(line[i], line[i + 1]);
  return sum;
}

double ground_area(const GEOSGeometry* g) {
  double sum = 0;
  each_part(g, [&](const GEOSGeometry* part) {
    if (GEOSGeomTypeId_r(geos(), part) != GEOS_POLYGON || GEOSisEmpty_r(geos(), part)) return;
    auto rings = rings_of(part);
    sum += ring_area(rings[0]);
    for (size_t i = 1; i < rings.size(); ++i) sum -= ring_area(rings[i]);
  });
  return sum;
}

double ground_length(const GEOSGeometry* g) {
  double sum = 0;
  each_part(g, [&](const GEOSGeometry* part) {
    if (GEOSisEmpty_r(geos(), part)) return;
    auto type = GEOSGeomTypeId_r(geos(), part);
    if (type == GEOS_POLYGON)
      for (const auto& ring : rings_of(part)) sum += line_length(ring);
    if (type == GEOS_LINESTRING) sum += line_length(places_of(part));
  });
  return sum;
}

}  // namespace

double metres_between(LonLat a, LonLat b) {
  double dy = std::sin((b.lat - a.lat) * kRadian / 2), dx = std::sin((b.lon - a.lon) * kRadian / 2);
  double h = dy * dy + std::cos(a.lat * kRadian) * std::cos(b.lat * kRadian) * dx * dx;
  return 2 * kEarth * std::asin(std::min(1.0, std::sqrt(h)));
}

struct Geometry::Shape {
  Owned g;
};

Geometry::Geometry(std::unique_ptr<Shape> shape) : shape_(std::move(shape)) {}
Geometry::~Geometry() = default;
Geometry::Geometry(Geometry&&) noexcept = default;
Geometry& Geometry::operator=(Geometry&&) noexcept = default;

Result<Geometry> Geometry::of(std::string_view geojson, Datum datum) {
  auto json = Json::parse(geojson, nullptr, false);
  auto read = read_geometry(json, datum);
  if (!read) return tl::unexpected(read.error());
  if (auto valid = check_valid(read->get()); !valid) return tl::unexpected(valid.error());
  return Geometry(std::make_unique<Shape>(Shape{std::move(*read)}));
}

Geometry Geometry::point(LonLat place) {
  return Geometry(std::make_unique<Shape>(
      Shape{Owned(GEOSGeom_createPointFromXY_r(geos(), place.lon, place.lat))}));
}

Geometry Geometry::box(const Box& b) {
  return Geometry(std::make_unique<Shape>(
      Shape{Owned(GEOSGeom_createRectangle_r(geos(), b.west, b.south, b.east, b.north))}));
}

Geometry::Type Geometry::type() const {
  switch (GEOSGeom_getDimensions_r(geos(), shape_->g.get())) {
    case 0:
      return Type::point;
    case 1:
      return Type::line;
    default:
      return Type::area;
  }
}

std::string Geometry::geojson() const {
  auto g = shape_->g.get();
  bool many = GEOSGetNumGeometries_r(geos(), g) > 1;
  if (type() == Type::point) {
    auto p = places_of(g)[0];
    return fmt::format(R"({{"type":"Point","coordinates":[{},{}]}})", text_of(p.lon),
                       text_of(p.lat));
  }
  std::vector<std::string> parts;
  each_part(g, [&](const GEOSGeometry* part) {
    parts.push_back(type() == Type::area ? text_of(rings_of(part)) : text_of(places_of(part)));
  });
  auto name = type() == Type::area ? "Polygon" : "LineString";
  return many ? fmt::format(R"({{"type":"Multi{}","coordinates":[{}]}})", name,
                            fmt::join(parts, ","))
              : fmt::format(R"({{"type":"{}","coordinates":{}}})", name, parts[0]);
}

Box Geometry::bounds() const {
  Box b;
  GEOSGeom_getExtent_r(geos(), shape_->g.get(), &b.west, &b.south, &b.east, &b.north);
  return b;
}

LonLat Geometry::middle() const {
  Owned at(GEOSPointOnSurface_r(geos(), shape_->g.get()));
  return places_of(at.get())[0];
}

bool Geometry::meets(const Geometry& other) const {
  return GEOSIntersects_r(geos(), shape_->g.get(), other.shape_->g.get()) == 1;
}

bool Geometry::holds(LonLat place) const {
  return meets(point(place));
}

double Geometry::area() const {
  return ground_area(shape_->g.get());
}

double Geometry::length() const {
  return ground_length(shape_->g.get());
}

double Geometry::metres_to(LonLat place) const {
  auto at = point(place);
  auto pair = GEOSNearestPoints_r(geos(), shape_->g.get(), at.shape_->g.get());
  LonLat mine;
  GEOSCoordSeq_getXY_r(geos(), pair, 0, &mine.lon, &mine.lat);
  GEOSCoordSeq_destroy_r(geos(), pair);
  return metres_between(mine, place);
}

double Geometry::shared_with(const Geometry& other) const {
  Owned both(GEOSIntersection_r(geos(), shape_->g.get(), other.shape_->g.get()));
  if (!both) return 0;
  bool areas = type() == Type::area && other.type() == Type::area;
  return areas ? ground_area(both.get()) : ground_length(both.get());
}

std::vector<std::vector<LonLat>> Geometry::parts() const {
  std::vector<std::vector<LonLat>> out;
  each_part(shape_->g.get(), [&](const GEOSGeometry* part) {
    if (GEOSGeomTypeId_r(geos(), part) != GEOS_POLYGON) return out.push_back(places_of(part));
    for (auto& ring : rings_of(part)) out.push_back(std::move(ring));
  });
  return out;
}

struct PreparedGeometry::Index {
  Prepared of;
};

PreparedGeometry::PreparedGeometry(Geometry shape)
    : shape_(std::move(shape)),
      bounds_(shape_.bounds()),
      index_(
          std::make_unique<Index>(Index{Prepared(GEOSPrepare_r(geos(), shape_.shape_->g.get()))})) {
}
PreparedGeometry::~PreparedGeometry() = default;
PreparedGeometry::PreparedGeometry(PreparedGeometry&&) noexcept = default;

bool PreparedGeometry::meets(const Geometry& other) const {
  return bounds_.meets(other.bounds()) &&
         GEOSPreparedIntersects_r(geos(), index_->of.get(), other.shape_->g.get()) == 1;
}

bool PreparedGeometry::holds(LonLat place) const {
  if (!bounds_.meets({place.lon, place.lat, place.lon, place.lat})) return false;
  auto at = Geometry::point(place);
  return GEOSPreparedIntersects_r(geos(), index_->of.get(), at.shape_->g.get()) == 1;
}

}  // namespace qs

// Places on the ground: GeoJSON geometries in degrees of CGCS2000, longitude first. Lengths and
// areas are metres on the ground, good to a thousandth within a province.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"

namespace qs {

struct Box {
  double west = 0, south = 0, east = 0, north = 0;
  bool meets(const Box& other) const {
    return west <= other.east && other.west <= east && south <= other.north && other.south <= north;
  }
};

// Coordinates as the sources give them. WGS 84 and CGCS2000 are the same here (centimetres apart);
// GCJ-02 and BD-09 are shifted by hundreds of metres.
enum class Datum : uint8_t { cgcs2000, gcj02, bd09 };
std::optional<Datum> datum_of(std::string_view name);  // "CGCS2000", "WGS84", "GCJ02", "BD09"
struct LonLat {
  double lon = 0, lat = 0;
};
LonLat to_cgcs2000(Datum from, LonLat place);  // outside China: as it is
double metres_between(LonLat a, LonLat b);

class Geometry {
 public:
  enum class Type : uint8_t { point, line, area };

  // A Point, LineString, MultiLineString, Polygon or MultiPolygon. Faults name what is wrong and
  // where: no GeoJSON, a line that crosses itself, latitude before longitude, a place outside
  // China. Rings are closed and turned as RFC 7946 wants.
  static Result<Geometry> of(std::string_view geojson, Datum datum = Datum::cgcs2000);
  static Geometry point(LonLat place);
  static Geometry box(const Box& box);
  ~Geometry();
  Geometry(Geometry&&) noexcept;
  Geometry& operator=(Geometry&&) noexcept;

  Type type() const;
  std::string geojson() const;  // seven decimals, a centimetre
  Box bounds() const;
  LonLat middle() const;  // a point that lies on it
  bool meets(const Geometry& other) const;
  bool holds(LonLat place) const;
  double area() const;                   // m²; 0 for points and lines
  double length() const;                 // m; the outline of an area
  double metres_to(LonLat place) const;  // 0 within
  // What both cover, in m² for two areas and in m for a line and an area.
  double shared_with(const Geometry& other) const;
  // Every part as rings or lines of points; a point is one of one.
  std::vector<std::vector<LonLat>> parts() const;

 private:
  struct Shape;
  explicit Geometry(std::unique_ptr<Shape> shape);
  std::unique_ptr<Shape> shape_;
};

}  // namespace qs

// Places on the ground: GeoJSON geometries in degrees of CGCS2000, longitude first. Lengths and
// areas are metres on the ground, good to a thousandth within a province.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/datum.h"
#include "base/result.h"

namespace qs {

struct Box {
  double west = 0, south = 0, east = 0, north = 0;
  bool meets(const Box& other) const {
    return west <= other.east && other.west <= east && south <= other.north && other.south <= north;
  }
};

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
  friend class PreparedGeometry;
  struct Shape;
  explicit Geometry(std::unique_ptr<Shape> shape);
  std::unique_ptr<Shape> shape_;
};

// A geometry that is compared with many others: its box and an index of its edges are made once.
// For one thread.
class PreparedGeometry {
 public:
  explicit PreparedGeometry(Geometry shape);
  ~PreparedGeometry();
  PreparedGeometry(PreparedGeometry&&) noexcept;
  PreparedGeometry& operator=(PreparedGeometry&&) = delete;

  const Box& bounds() const { return bounds_; }
  bool meets(const Geometry& other) const;
  bool holds(LonLat place) const;

 private:
  struct Index;
  Geometry shape_;
  Box bounds_;
  std::unique_ptr<Index> index_;
};

}  // namespace qs

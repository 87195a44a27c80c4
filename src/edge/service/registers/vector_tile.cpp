#include "edge/service/registers/vector_tile.h"

#include <charconv>
#include <cmath>
#include <numbers>
#include <protozero/pbf_writer.hpp>

namespace qs::service {
namespace {

struct Point {  // in units of the tile's grid, y down
  double x = 0, y = 0;
};
struct Cell {
  int x = 0, y = 0;
  bool operator==(const Cell&) const = default;
};
using Path = std::vector<Cell>;

constexpr double kLow = -VectorTile::kMargin, kHigh = VectorTile::kExtent + VectorTile::kMargin;
constexpr double kMaxLat = 85.0511287798066;  // where Web Mercator ends

// The tags of the specification, 4.1 and 4.2.
enum : uint32_t { kLayers = 3, kVersion = 15, kName = 1, kFeatures = 2, kKeys = 3, kValues = 4 };
enum : uint32_t { kLayerExtent = 5, kTags = 2, kType = 3, kShape = 4, kText = 1, kCount = 5 };
enum : uint32_t { kMoveTo = 1, kLineTo = 2, kClosePath = 7 };
enum : int32_t { kPointType = 1, kLineType = 2, kAreaType = 3 };

Point project(LonLat place, const TileAddress& tile) {
  using std::numbers::pi;
  auto lat = std::clamp(place.lat, -kMaxLat, kMaxLat) * pi / 180;
  auto side = std::ldexp(1.0, static_cast<int>(tile.zoom));
  auto x = (place.lon + 180) / 360 * side - tile.x;
  auto y = (1 - std::asinh(std::tan(lat)) / pi) / 2 * side - tile.y;
  return {x * VectorTile::kExtent, y * VectorTile::kExtent};
}

double lon_of(double x, const TileAddress& tile) {
  return x / std::ldexp(1.0, static_cast<int>(tile.zoom)) * 360 - 180;
}
double lat_of(double y, const TileAddress& tile) {
  using std::numbers::pi;
  auto north = 1 - 2 * y / std::ldexp(1.0, static_cast<int>(tile.zoom));
  return std::atan(std::sinh(pi * north)) * 180 / pi;
}

Cell on_grid(Point p) {
  return {static_cast<int>(std::lround(p.x)), static_cast<int>(std::lround(p.y))};
}

void append(Path& path, Point p) {
  auto cell = on_grid(p);
  if (path.empty() || !(path.back() == cell)) path.push_back(cell);
}

// The part of a–b within the margin (Liang and Barsky); false: none.
bool clip(Point& a, Point& b) {
  double from = 0, until = 1;
  Point d{b.x - a.x, b.y - a.y};
  auto cut = [&](double step, double room) {  // where from + t * step leaves the half plane
    if (step == 0) return room >= 0;
    auto t = room / step;
    if (step < 0) from = std::max(from, t);
    if (step > 0) until = std::min(until, t);
    return from <= until;
  };
  if (!cut(-d.x, a.x - kLow) || !cut(d.x, kHigh - a.x) || !cut(-d.y, a.y - kLow) ||
      !cut(d.y, kHigh - a.y))
    return false;
  b = {a.x + until * d.x, a.y + until * d.y};
  a = {a.x + from * d.x, a.y + from * d.y};
  return true;
}

std::vector<Path> cut_line(const std::vector<LonLat>& line, const TileAddress& tile) {
  std::vector<Path> out(1);
  for (size_t i = 1; i < line.size(); ++i) {
    auto a = project(line[i - 1], tile), b = project(line[i], tile);
    if (!clip(a, b)) continue;
    if (!out.back().empty() && !(out.back().back() == on_grid(a))) out.emplace_back();
    append(out.back(), a);
    append(out.back(), b);
  }
  std::erase_if(out, [](const Path& path) { return path.size() < 2; });
  return out;
}

// One side of the margin (Sutherland and Hodgman). `within` is the distance to it, inwards.
template <class Within>
std::vector<Point> cut_side(const std::vector<Point>& ring, Within within) {
  std::vector<Point> out;
  for (size_t i = 0; i < ring.size(); ++i) {
    const auto &a = ring[i], &b = ring[(i + 1) % ring.size()];
    auto da = within(a), db = within(b);
    if (da >= 0) out.push_back(a);
    if ((da >= 0) == (db >= 0)) continue;
    auto t = da / (da - db);
    out.push_back({a.x + t * (b.x - a.x), a.y + t * (b.y - a.y)});
  }
  return out;
}

Path cut_ring(const std::vector<LonLat>& ring, const TileAddress& tile) {
  std::vector<Point> points;
  // Backwards: GeoJSON turns outer rings against the clock, tiles with it; without the closing one.
  for (size_t i = ring.size(); i-- > 1;) points.push_back(project(ring[i], tile));
  points = cut_side(points, [](Point p) { return p.x - kLow; });
  points = cut_side(points, [](Point p) { return kHigh - p.x; });
  points = cut_side(points, [](Point p) { return p.y - kLow; });
  points = cut_side(points, [](Point p) { return kHigh - p.y; });
  Path out;
  for (auto p : points) append(out, p);
  while (out.size() > 1 && out.back() == out.front()) out.pop_back();
  return out;
}

// Twice the area; positive for an outer ring.
int64_t turn(const Path& ring) {
  int64_t sum = 0;
  for (size_t i = 0; i < ring.size(); ++i) {
    const auto &a = ring[i], &b = ring[(i + 1) % ring.size()];
    sum += int64_t{a.x} * b.y - int64_t{b.x} * a.y;
  }
  return sum;
}

// Commands of a geometry, relative to where the pen is (4.3.1).
class Pen {
 public:
  void draw(const Path& path, bool close) {
    command(kMoveTo, 1);
    go(path[0]);
    if (path.size() > 1) command(kLineTo, static_cast<uint32_t>(path.size() - 1));
    for (size_t i = 1; i < path.size(); ++i) go(path[i]);
    if (close) command(kClosePath, 1);
  }
  const std::vector<uint32_t>& commands() const { return commands_; }

 private:
  void command(uint32_t id, uint32_t count) { commands_.push_back(id | count << 3); }
  void go(Cell to) {
    commands_.push_back(protozero::encode_zigzag32(to.x - at_.x));
    commands_.push_back(protozero::encode_zigzag32(to.y - at_.y));
    at_ = to;
  }
  Cell at_;
  std::vector<uint32_t> commands_;
};

std::vector<uint32_t> drawn(const Mark& mark, const TileAddress& tile) {
  Pen pen;
  bool outer_drawn = false;
  for (const auto& part : mark.parts) {
    if (mark.type == Geometry::Type::line) {
      for (const auto& path : cut_line(part, tile)) pen.draw(path, false);
      continue;
    }
    auto ring = cut_ring(part, tile);
    auto area = turn(ring);
    bool outer = area > 0;
    if (area == 0) continue;  // an outer ring that is gone takes its holes along: they are smaller
    if (outer || outer_drawn) pen.draw(ring, true);
    outer_drawn = outer_drawn || outer;
  }
  return pen.commands();
}

// One layer, its keys and values told once each.
class Layer {
 public:
  Layer(std::string_view name, VectorTile::Told told) : writer_(bytes_), told_(told) {
    writer_.add_uint32(kVersion, 2);
    writer_.add_string(kName, name.data(), name.size());
    writer_.add_uint32(kLayerExtent, VectorTile::kExtent);
  }

  void add(const Mark& mark, int32_t type, const std::vector<uint32_t>& shape, size_t count = 0) {
    if (shape.empty()) return;
    std::vector<uint32_t> tags;
    tell(tags, "id", text(mark.id));
    tell(tags, "title", text(told_.title ? mark.title : mark.id));
    if (told_.state && !mark.state.empty()) tell(tags, "state", text(mark.state));
    if (count > 0) tell(tags, "count", figure(count));
    protozero::pbf_writer feature(writer_, kFeatures);
    feature.add_packed_uint32(kTags, tags.begin(), tags.end());
    feature.add_enum(kType, type);
    feature.add_packed_uint32(kShape, shape.begin(), shape.end());
    ++features_;
  }

  // The whole tile; empty without features, as the specification wants.
  std::string tile() {
    if (features_ == 0) return {};
    for (const auto& key : keys_) writer_.add_string(kKeys, key);
    for (const auto& value : values_) writer_.add_message(kValues, value);
    std::string out;
    protozero::pbf_writer(out).add_message(kLayers, bytes_);
    return out;
  }

 private:
  static std::string text(const std::string& value) {
    std::string out;
    protozero::pbf_writer(out).add_string(kText, value);
    return out;
  }
  static std::string figure(size_t value) {
    std::string out;
    protozero::pbf_writer(out).add_uint64(kCount, value);
    return out;
  }
  void tell(std::vector<uint32_t>& tags, const char* key, std::string value) {
    tags.push_back(place(keys_, key_places_, key));
    tags.push_back(place(values_, value_places_, std::move(value)));
  }
  static uint32_t place(std::vector<std::string>& list, std::map<std::string, uint32_t>& places,
                        std::string one) {
    auto [it, fresh] = places.try_emplace(one, static_cast<uint32_t>(list.size()));
    if (fresh) list.push_back(std::move(one));
    return it->second;
  }

  std::string bytes_;
  protozero::pbf_writer writer_;
  VectorTile::Told told_;
  std::vector<std::string> keys_, values_;
  std::map<std::string, uint32_t> key_places_, value_places_;
  size_t features_ = 0;
};

std::optional<uint32_t> whole(std::string_view text) {
  uint32_t value = 0;
  auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
  bool fine = fault == std::errc{} && end == text.data() + text.size();
  return fine ? std::optional(value) : std::nullopt;
}

std::vector<uint32_t> at_cell(int x, int y) {
  Pen pen;
  pen.draw({{x, y}}, false);
  return pen.commands();
}

}  // namespace

std::optional<TileAddress> tile_address(std::string_view zoom, std::string_view x,
                                        std::string_view y) {
  auto z = whole(zoom), column = whole(x), row = whole(y);
  if (!z || !column || !row || *z > kMaxZoom) return std::nullopt;
  if (*column >> *z || *row >> *z) return std::nullopt;
  return TileAddress{*z, *column, *row};
}

Box box_of(const TileAddress& tile) {
  constexpr double kMargin = static_cast<double>(VectorTile::kMargin) / VectorTile::kExtent;
  return {lon_of(tile.x - kMargin, tile), lat_of(tile.y + 1 + kMargin, tile),
          lon_of(tile.x + 1 + kMargin, tile), lat_of(tile.y - kMargin, tile)};
}

void VectorTile::add(const Mark& mark) {
  if (mark.type != Geometry::Type::point) {
    if (shapes_.size() < kMostShapes) shapes_.push_back(&mark);
    return;
  }
  auto p = project({mark.bounds.west, mark.bounds.south}, address_);
  if (p.x < kLow || p.x > kHigh || p.y < kLow || p.y > kHigh) return;
  auto cell = on_grid(p);
  dots_.push_back({&mark, cell.x, cell.y});
}

std::string VectorTile::bytes(std::string_view name) const {
  Layer layer(name, told_);
  for (auto shape : shapes_)
    layer.add(*shape, shape->type == Geometry::Type::line ? kLineType : kAreaType,
              drawn(*shape, address_));
  if (dots_.size() <= kMostPoints) {
    for (const auto& dot : dots_) layer.add(*dot.mark, kPointType, at_cell(dot.x, dot.y));
    return layer.tile();
  }
  std::map<std::pair<int, int>, std::pair<const Dot*, size_t>> cells;
  for (const auto& dot : dots_) {
    auto& [first, count] = cells[{(dot.x + kMargin) / kCell, (dot.y + kMargin) / kCell}];
    if (count++ == 0) first = &dot;
  }
  for (const auto& [cell, dots] : cells)
    layer.add(*dots.first->mark, kPointType, at_cell(dots.first->x, dots.first->y), dots.second);
  return layer.tile();
}

}  // namespace qs::service

// 矢量瓦片: one Mapbox vector tile (specification 2.1) of one layer. Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/geometry.h"

namespace qs::service {

// Web Mercator, y from the north (XYZ).
struct TileAddress {
  uint32_t zoom = 0, x = 0, y = 0;
};
inline constexpr uint32_t kMaxZoom = 20;
// nullopt: no whole numbers, or none of a tile.
std::optional<TileAddress> tile_address(std::string_view zoom, std::string_view x,
                                        std::string_view y);
// What it shows, its margin included.
Box box_of(const TileAddress& tile);

// What the map draws of a record: its place and what a click asks for.
struct Mark {
  std::string id, title, state;
  Geometry::Type type = Geometry::Type::point;
  std::vector<std::vector<LonLat>> parts;  // as Geometry::parts
  Box bounds;
};

// Lines and areas are cut at the margin and laid on the tile's grid; what is then no longer a line
// or an area is left out. More than kMostPoints points are thinned to one per cell, which carries
// how many it stands for as `count`; of lines and areas the first kMostShapes are drawn.
class VectorTile {
 public:
  static constexpr int kExtent = 4096, kMargin = 64, kCell = 128;
  static constexpr size_t kMostPoints = 1'000, kMostShapes = 5'000;

  // What is not told besides the id: a title is the id then, a state is absent.
  struct Told {
    bool title = true, state = true;
  };
  explicit VectorTile(TileAddress address, Told told = {true, true})
      : address_(address), told_(told) {}
  void add(const Mark& mark);  // outlives the tile
  std::string bytes(std::string_view layer) const;

 private:
  struct Dot {
    const Mark* mark;
    int x, y;
  };
  TileAddress address_;
  Told told_;
  std::vector<Dot> dots_;
  std::vector<const Mark*> shapes_;
};

}  // namespace qs::service

// Tiles read back as a map would: what is drawn, where, and how much of it.
#include "edge/service/registers/vector_tile.h"

#include <gtest/gtest.h>

#include <map>
#include <protozero/pbf_reader.hpp>

namespace qs::service {
namespace {

struct Feature {
  std::map<std::string, std::string> tags;
  int type = 0;
  std::vector<std::vector<std::pair<int, int>>> paths;
  int closed = 0;  // rings
};
struct Tile {
  std::string name;
  uint32_t extent = 0, version = 0;
  std::vector<Feature> features;
};

std::string value_text(protozero::pbf_reader value) {
  value.next();
  if (value.tag() == 1) return value.get_string();
  return std::to_string(value.get_uint64());
}

void draw(Feature& feature, protozero::pbf_reader::const_uint32_iterator it,
          protozero::pbf_reader::const_uint32_iterator end) {
  int x = 0, y = 0;
  while (it != end) {
    auto command = *it & 7, count = *it++ >> 3;
    if (command == 7) {
      ++feature.closed;
      continue;
    }
    for (uint32_t i = 0; i < count; ++i) {
      x += protozero::decode_zigzag32(*it++);
      y += protozero::decode_zigzag32(*it++);
      if (command == 1) feature.paths.emplace_back();
      feature.paths.back().emplace_back(x, y);
    }
  }
}

Feature read_feature(protozero::pbf_reader message, const std::vector<std::string>& keys,
                     const std::vector<std::string>& values) {
  Feature out;
  while (message.next()) {
    if (message.tag() == 2) {
      auto tags = message.get_packed_uint32();
      for (auto it = tags.begin(); it != tags.end(); ++it) {
        auto key = keys.at(*it++);
        out.tags[key] = values.at(*it);
      }
    } else if (message.tag() == 3) {
      out.type = message.get_enum();
    } else {
      auto commands = message.get_packed_uint32();
      draw(out, commands.begin(), commands.end());
    }
  }
  return out;
}

Tile read(const std::string& bytes) {
  Tile out;
  protozero::pbf_reader tile(bytes);
  while (tile.next(3)) {
    std::vector<std::string> keys, values;
    std::vector<protozero::pbf_reader> features;
    auto layer = tile.get_message();
    while (layer.next()) switch (layer.tag()) {
        case 1:
          out.name = layer.get_string();
          break;
        case 2:
          features.push_back(layer.get_message());
          break;
        case 3:
          keys.push_back(layer.get_string());
          break;
        case 4:
          values.push_back(value_text(layer.get_message()));
          break;
        case 5:
          out.extent = layer.get_uint32();
          break;
        case 15:
          out.version = layer.get_uint32();
          break;
        default:
          ADD_FAILURE() << "a field that no layer has";
          layer.skip();
      }
    for (auto& feature : features) out.features.push_back(read_feature(feature, keys, values));
  }
  return out;
}

Mark point(std::string id, double lon, double lat) {
  Mark mark{.id = id, .title = "站" + id, .state = "open"};
  mark.bounds = {lon, lat, lon, lat};
  return mark;
}

Mark shape(std::string id, std::string_view geojson) {
  auto geometry = Geometry::of(geojson);
  EXPECT_TRUE(geometry) << geometry.error().message();
  Mark mark{.id = id, .title = id, .state = "", .type = geometry->type()};
  mark.parts = geometry->parts();
  mark.bounds = geometry->bounds();
  return mark;
}

int64_t area(const std::vector<std::pair<int, int>>& ring) {
  int64_t sum = 0;
  for (size_t i = 0; i < ring.size(); ++i) {
    auto [ax, ay] = ring[i];
    auto [bx, by] = ring[(i + 1) % ring.size()];
    sum += int64_t{ax} * by - int64_t{bx} * ay;
  }
  return sum / 2;
}

TEST(TileAddress, OfWhatIsNone) {
  EXPECT_TRUE(tile_address("0", "0", "0"));
  EXPECT_TRUE(tile_address("20", "1048575", "0"));
  for (auto [z, x, y] : std::vector<std::array<const char*, 3>>{{"0", "1", "0"},
                                                                {"3", "0", "8"},
                                                                {"21", "0", "0"},
                                                                {"-1", "0", "0"},
                                                                {"1", "0x1", "0"},
                                                                {"", "0", "0"},
                                                                {"4294967296", "0", "0"}})
    EXPECT_FALSE(tile_address(z, x, y)) << z << x << y;
}

TEST(VectorTile, APointStandsWhereMercatorPutsIt) {
  // Zhengzhou 113.65, 34.75 lies in tile 10/835/406.
  auto address = *tile_address("10", "835", "406");
  auto mark = point("a", 113.65, 34.75);
  VectorTile tile(address);
  tile.add(mark);
  auto read_back = read(tile.bytes("station"));
  EXPECT_EQ(read_back.name, "station");
  EXPECT_EQ(read_back.version, 2u);
  EXPECT_EQ(read_back.extent, 4096u);
  ASSERT_EQ(read_back.features.size(), 1u);
  const auto& feature = read_back.features[0];
  EXPECT_EQ(feature.tags,
            (std::map<std::string, std::string>{{"id", "a"}, {"title", "站a"}, {"state", "open"}}));
  EXPECT_EQ(feature.type, 1);
  auto [x, y] = feature.paths[0][0];
  EXPECT_NEAR(x, ((113.65 + 180) / 360 * 1024 - 835) * 4096, 1);
  EXPECT_TRUE(box_of(address).meets({113.65, 34.75, 113.65, 34.75}));
  EXPECT_GE(y, 0);
  EXPECT_LE(y, 4096);
}

TEST(VectorTile, OnlyTheIdOfWhatIsNotTold) {
  auto mark = point("a", 113.65, 34.75);
  VectorTile tile(*tile_address("0", "0", "0"), {.title = false, .state = false});
  tile.add(mark);
  EXPECT_EQ(read(tile.bytes("x")).features[0].tags,
            (std::map<std::string, std::string>{{"id", "a"}, {"title", "a"}}));
}

TEST(VectorTile, NothingIsAnEmptyTile) {
  EXPECT_EQ(VectorTile(*tile_address("0", "0", "0")).bytes("x"), "");
}

TEST(VectorTile, ManyPointsAreOnePerCellWithACount) {
  std::vector<Mark> marks;
  for (int i = 0; i < 100'000; ++i)
    marks.push_back(point(std::to_string(i), 113.5 + 0.001 * (i % 400), 34.5 + 0.001 * (i / 400)));
  VectorTile tile(*tile_address("7", "104", "50"));
  for (const auto& mark : marks) tile.add(mark);
  auto features = read(tile.bytes("x")).features;
  EXPECT_LE(features.size(), 66u * 66u);
  EXPECT_GT(features.size(), 10u);
  size_t total = 0;
  for (const auto& feature : features) total += std::stoul(feature.tags.at("count"));
  EXPECT_EQ(total, marks.size()) << "none is lost";
}

TEST(VectorTile, AreasAreCutAndTurnedWithTheClock) {
  auto mark = shape("a", R"({"type":"Polygon","coordinates":[
      [[113.0,34.0],[115.0,34.0],[115.0,36.0],[113.0,36.0],[113.0,34.0]],
      [[113.6,34.7],[113.6,34.8],[113.7,34.8],[113.7,34.7],[113.6,34.7]]]})");
  VectorTile tile(*tile_address("10", "835", "406"));
  tile.add(mark);
  auto features = read(tile.bytes("x")).features;
  ASSERT_EQ(features.size(), 1u);
  EXPECT_EQ(features[0].type, 3);
  ASSERT_EQ(features[0].paths.size(), 2u);
  EXPECT_EQ(features[0].closed, 2);
  EXPECT_EQ(area(features[0].paths[0]), int64_t{4096 + 128} * (4096 + 128)) << "the whole tile";
  EXPECT_LT(area(features[0].paths[1]), 0) << "a hole";
  for (const auto& path : features[0].paths)
    for (auto [x, y] : path) {
      EXPECT_GE(std::min(x, y), -64);
      EXPECT_LE(std::max(x, y), 4096 + 64);
    }
}

TEST(VectorTile, LinesAreCutWhereTheyLeaveAndComeBack) {
  // Out to the north of the tile's box and in again.
  auto box = box_of(*tile_address("10", "835", "406"));
  auto mid = (box.south + box.north) / 2, step = (box.east - box.west) / 4;
  auto mark =
      shape("l", fmt::format(R"({{"type":"LineString","coordinates":[[{},{}],[{},{}],[{},{}]]}})",
                             box.west + step, mid, box.west + 2 * step, box.north + 3 * step,
                             box.west + 3 * step, mid));
  VectorTile tile(*tile_address("10", "835", "406"));
  tile.add(mark);
  auto features = read(tile.bytes("x")).features;
  ASSERT_EQ(features.size(), 1u);
  EXPECT_EQ(features[0].type, 2);
  EXPECT_EQ(features[0].paths.size(), 2u);
  EXPECT_EQ(features[0].closed, 0);
}

TEST(VectorTile, WhatIsTooSmallToBeAnAreaIsLeftOut) {
  auto mark = shape("a", R"({"type":"Polygon","coordinates":[
      [[113.6,34.7],[113.60001,34.7],[113.60001,34.70001],[113.6,34.7]]]})");
  VectorTile tile(*tile_address("3", "6", "3"));
  tile.add(mark);
  EXPECT_EQ(tile.bytes("x"), "");
}

}  // namespace
}  // namespace qs::service

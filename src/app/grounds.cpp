#include "app/grounds.h"

namespace qs::app {
namespace {

constexpr int kMostTries = 400;  // to hit a street

}  // namespace

Result<Grounds> Grounds::of(const Pack& pack) {
  Grounds out(pack);
  for (const auto& street : pack.streets) {
    auto shape = Geometry::of(street.geometry);
    if (!shape) return fail(shape.error().text, street.id);
    out.streets_.push_back({&street, std::move(*shape)});
  }
  return out;
}

const Grounds::Ground* Grounds::find(std::string_view street) const {
  for (const auto& ground : streets_)
    if (ground.street->id == street) return &ground;
  return nullptr;
}

const Street& Grounds::any(Dice& dice) const {
  return *dice.one_of(streets_).street;
}

LonLat Grounds::place(Dice& dice, std::string_view street) const {
  auto known = find(street);
  const auto& shape = (known ? *known : dice.one_of(streets_)).shape;
  auto box = shape.bounds();
  for (int i = 0; i < kMostTries; ++i) {
    LonLat place{dice.within(box.west, box.east), dice.within(box.south, box.north)};
    if (shape.holds(place)) return place;
  }
  return shape.middle();
}

std::string Grounds::name(std::string_view street) const {
  auto known = find(street);
  return known ? known->street->name_zh : pack_->district.name_zh;
}

}  // namespace qs::app

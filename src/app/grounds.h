// 地面: the streets of a district, for the simulated records that lie in them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "app/dice.h"
#include "app/pack.h"
#include "base/geometry.h"

namespace qs::app {

class Grounds {
 public:
  // Of a pack that outlives them. A fault names the street whose geometry is none.
  static Result<Grounds> of(const Pack& pack);

  bool empty() const { return streets_.empty(); }
  const Street& any(Dice& dice) const;
  // A place within the street; where there is none of that id, within any.
  LonLat place(Dice& dice, std::string_view street) const;
  std::string name(std::string_view street) const;  // the district's where there is none

 private:
  struct Ground {
    const Street* street = nullptr;
    Geometry shape;
  };
  explicit Grounds(const Pack& pack) : pack_(&pack) {}
  const Ground* find(std::string_view street) const;

  const Pack* pack_;
  std::vector<Ground> streets_;
};

}  // namespace qs::app

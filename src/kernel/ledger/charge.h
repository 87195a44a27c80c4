// 责任链: where to look for those who are in charge of a point, as packs/*/charge.toml declares it.
#pragma once

#include <string>
#include <vector>

namespace qs::ledger {

// One kind of ground, line or plot that has people in charge of it.
struct ChargeLook {
  std::string id, label_zh, label_en;
  std::string kind;
  double within = 0;  // m from the point; 0: the place must hold it
  std::string up;     // reference to the own kind: those above are in charge too
  // References to people, straight ("chief") or in a table ("reaches.chief").
  std::vector<std::string> people;
  std::vector<std::string> units;  // references to units
};

}  // namespace qs::ledger

// 真实性评分: whether on-line values, power, neighbours and video tell one story of an outlet on a
// day. Log-odds of each piece of evidence are added to a prior, so that a person can read the sum.
#pragma once

#include "kernel/suspect/finding.h"

namespace qs::suspect {

// How well the values of an outlet's day agreed with one kind of witness, against its own week
// before: 1 as usual, 3 three times as far apart.
enum class Witness : uint8_t { own, power, neighbour };
struct Agreement {
  std::string outlet;
  Instant day;  // its beginning
  Witness witness = Witness::own;
  double apart = 1;
};
std::vector<Agreement> agreements(const Table& table, const Law& law);

struct Evidence {
  std::string what;  // a finding's code, or own | power | neighbour | video
  double log_odds = 0;
};

struct Score {
  double probability = 0;  // that the day's values are not what was there, 0..1
  std::vector<Evidence> evidence;
};

enum class State : uint8_t { fresh, confirmed, refuted };

// What a finding of this strength weighs by itself and by what people said of it.
Evidence evidence_of(const Rule& rule, double strength, State state);
Evidence evidence_of(Witness witness, double apart);
Score fuse(std::vector<Evidence> evidence);

}  // namespace qs::suspect

// 目标分解: one target of a district cut into its streets and its months. Sums, means and shares
// have to come out again; what does not is said at once.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "kernel/plan/measure.h"

namespace qs::plan {

// 合成方式: how the parts make the whole.
enum class Composition : uint8_t {
  sum,    // 求和: tonnes, projects
  mean,   // 均值: concentrations; of months weighed by their days, of areas by their weight
  share,  // 占比: percent, each weighed by what it is a share of
  same    // 各自达到: every part must itself reach the whole's value
};
std::optional<Composition> composition(std::string_view name);  // "sum", ...

struct Part {
  std::string id;                // of the record
  std::optional<double> value;   // absent: the document gives words only
  std::optional<double> weight;  // of a mean or share over areas; absent: all weigh the same
};

struct Contradiction {
  enum class Kind : uint8_t {
    differs,   // the parts make another value than the whole's
    looser,    // same: a part promises less than the whole
    no_value,  // a part has none, so nothing can be said
    weights    // some parts have a weight and others none, or one is not above zero
  } kind = Kind::differs;
  std::string part;            // looser, no_value, weights: its id
  std::optional<double> made;  // differs: what the parts make
};

// Parts of one kind (all streets, or all months). Compared at the decimals in which the whole is
// written, at least `places`. No parts: no contradiction.
std::vector<Contradiction> contradictions(const Goal& whole, Composition how,
                                          std::span<const Part> parts, int places);

}  // namespace qs::plan

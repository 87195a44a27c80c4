// One layer of a pack over those it inherits: a row with a known id takes the known row's place.
#pragma once

#include <algorithm>
#include <vector>

namespace qs::app {

template <class Row>
void lay_over(std::vector<Row>& rows, Row row) {
  auto it = std::find_if(rows.begin(), rows.end(), [&](const Row& r) { return r.id == row.id; });
  if (it == rows.end())
    rows.push_back(std::move(row));
  else
    *it = std::move(row);
}

}  // namespace qs::app

// 数据真实性: what is looked at for signs of falsification. Regular time, one row a step; columns
// of several outlets beside each other so that neighbours may bear witness.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/time.h"

namespace qs::suspect {

inline constexpr size_t kMostRows = 600'000;  // a year of minutes and more
inline constexpr size_t kMostColumns = 128;

// What a column is. Load, power and process variables only bear witness; the others are judged.
enum class Nature : uint8_t { pollutant, oxygen, flow, load, power, process };

struct Column {
  std::string outlet, factor;  // outlet may be empty
  std::string name_zh, name_en;
  Nature nature = Nature::process;
  std::vector<std::optional<double>> values;
  std::string marks;  // one letter a row (N normal, M, C, D, F, …), blank: not said; empty: none
  std::optional<double> limit, detection_limit;
  std::vector<std::optional<double>> converted, least, greatest;  // 折算, min, max; empty: unknown

  bool judged() const { return nature <= Nature::flow; }
};

enum class Happening : uint8_t { maintenance, calibration, parameter };

struct Event {
  std::string outlet;
  size_t row = 0;
  Happening what = Happening::maintenance;
};

struct Table {
  Instant begin;
  Millis step{};
  size_t rows = 0;
  std::vector<Column> columns;  // each with `rows` values
  std::vector<Event> events;    // by row

  Instant at(size_t row) const { return begin + step * static_cast<int64_t>(row); }
};

}  // namespace qs::suspect

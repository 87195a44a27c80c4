// 甘特图: what ran when, row by row, with what was ordered shaded over it and what was found
// marked.
#pragma once

#include <optional>

#include "base/time.h"
#include "edge/document/value.h"

namespace qs::document {

inline constexpr size_t kMostGanttRows = 120, kMostGanttBars = 20'000;

struct Gantt {
  enum class Look : uint8_t {
    run,      // 生产运行
    treat,    // 治理运行
    standby,  // 待机
    unknown,  // 无数据
    order,    // 管控
    found     // 线索
  };
  struct Bar {
    Span span;
    Look look = Look::run;
  };
  struct Row {
    std::string label;
    bool heads = false;  // of a group: written heavier
    std::vector<Bar> bars;
  };
  struct Curve {  // below the rows, over the same time
    std::string label;
    std::vector<std::pair<Instant, std::optional<double>>> points;  // absent: a gap
  };
  std::string title;
  Span span;
  std::vector<Row> rows;
  std::vector<Bar> shades;  // over all rows
  std::vector<Curve> curves;
};

// A PNG of `width` mm, 200 dots an inch; the height follows from the rows. The same Gantt is the
// same bytes on the same machine. Faults: no time, more rows or bars than are readable.
Result<PicturePtr> draw_gantt(const Gantt& gantt, double width);

}  // namespace qs::document

// 图表: figures that are known, drawn as a picture that prints well.
#pragma once

#include <optional>

#include "edge/document/value.h"

namespace qs::document {

inline constexpr size_t kMostChartPoints = 400, kMostChartSeries = 8;

struct Chart {
  enum class Form : uint8_t {
    lines,    // 折线 over the labels
    columns,  // 柱 beside each other
    stacked,  // 柱 on top of each other
    bars      // 横条, one label a row, in the order given
  };
  struct Series {
    enum class Look : uint8_t {
      plain,
      target,  // 目标线: dashed, red; a line in every form but bars
      earlier  // 上年同期: grey
    };
    std::string name;
    std::vector<std::optional<double>> values;  // beside the labels; absent: a gap
    Look look = Look::plain;
  };

  Form form = Form::lines;
  std::string title, unit;  // the unit stands above the axis
  std::vector<std::string> labels;
  std::vector<Series> series;
};

// A PNG of 300 dots an inch. `width` in mm; the height follows from it, of bars from their number.
// The same chart is the same bytes on the same machine. Without any value: a picture that says
// 无数据. Faults: more points or series than are readable.
Result<PicturePtr> draw_chart(const Chart& chart, double width);

}  // namespace qs::document

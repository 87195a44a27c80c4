#include "kernel/suspect/sentence.h"

#include <fmt/format.h>

#include <algorithm>

namespace qs::suspect {
namespace {

constexpr size_t kMostDrawn = 360;  // points of a line
constexpr double kDaysBefore = 2, kDaysAfter = 0.5;

struct Words {
  std::string zh, en;
};

struct Case {
  const View& view;
  const Series& s;
  const Sign& sign;
  Finding& finding;

  const Column& column() const { return *s.column; }
  double told(size_t i) const { return sign.told[i]; }
  void figure(const char* name, double value) const {
    if (known(value) && std::isfinite(value)) finding.figures[name] = value;
  }
  double hours(double rows) const {
    return rows * static_cast<double>(view.table.step.count()) / 3.6e6;
  }
  std::string other_zh() const {
    if (sign.other == kNobody) return "时段规律";
    const auto& c = view.table.columns[sign.other];
    return c.outlet == column().outlet ? c.name_zh : c.outlet + " " + c.name_zh;
  }
  std::string other_en() const {
    if (sign.other == kNobody) return "the hour of the day";
    const auto& c = view.table.columns[sign.other];
    return c.outlet == column().outlet ? c.name_en : c.outlet + " " + c.name_en;
  }
};

Words flat(const Case& c) {
  c.figure("values", c.told(0));
  c.figure("value", c.told(1));
  return {
      fmt::format("{}连续 {:.0f} 个值都是 {:g}（{:.4g} 小时），本排口过去在这一水平极少这样重复。",
                  c.column().name_zh, c.told(0), c.told(1), c.hours(c.told(0))),
      fmt::format("{} stood at {:g} for {:.0f} values ({:.4g} h); at this level the outlet "
                  "hardly ever repeated itself so.",
                  c.column().name_en, c.told(1), c.told(0), c.hours(c.told(0)))};
}

Words calm(const Case& c) {
  c.figure("mean_step", c.told(0));
  c.figure("usual_step", c.told(1));
  c.figure("level", c.told(2));
  return {fmt::format("{}逐时变化平均只有 {:.3g}，按本排口过去在 {:.3g} 水平应为 {:.3g}。",
                      c.column().name_zh, c.told(0), c.told(2), c.told(1)),
          fmt::format("{} moved by {:.3g} a step where the outlet's past at {:.3g} lets expect "
                      "{:.3g}.",
                      c.column().name_en, c.told(0), c.told(2), c.told(1))};
}

Words relation(const Case& c) {
  auto times = c.told(0) / std::max(c.told(1), 1e-9);
  c.figure("times_usual", times);
  c.figure("explained", c.told(2));
  return {fmt::format("{}不再随{}等变化：与预期的偏差是前一周的 {:.1f} 倍（平时可解释 {:.0f}%）。",
                      c.column().name_zh, c.other_zh(), times, 100 * c.told(2)),
          fmt::format("{} no longer goes with {} and others: it lies {:.1f} times as far from what "
                      "they let expect as in the week before (they usually explain {:.0f} %).",
                      c.column().name_en, c.other_en(), times, 100 * c.told(2))};
}

Words restless(const Case& c) {
  c.figure("usual_steps", c.told(3));
  c.figure("explained", c.told(2));
  return {fmt::format("{}不再跟随{}等起伏：围绕预期的逐步跳动是平时一步的 {:.1f} 倍，超过历史。",
                      c.column().name_zh, c.other_zh(), c.told(3)),
          fmt::format("{} no longer moves with {} and others: around what they let expect it jumps "
                      "by {:.1f} usual steps at a time, more than it ever did.",
                      c.column().name_en, c.other_en(), c.told(3))};
}

Words step(const Case& c) {
  c.figure("shift", c.told(0));
  c.figure("at_event", c.sign.at_event);
  auto up_zh = c.told(0) > 0 ? "上" : "下", up_en = c.told(0) > 0 ? "up" : "down";
  const auto* why_zh = c.sign.at_event ? "运维（校准）之后" : "没有运维记录时";
  const auto* why_en =
      c.sign.at_event ? "right after maintenance or calibration" : "without any maintenance";
  return {fmt::format("{}{}整体{}移，相对各旁证的偏差突变且没有恢复。", c.column().name_zh, why_zh,
                      up_zh),
          fmt::format("{} stepped {} {} against all its witnesses and stayed there.",
                      c.column().name_en, up_en, why_en)};
}

Words range(const Case& c) {
  c.figure("shift", c.told(0));
  return {fmt::format("{}在参数修改之后整体{}移，旁证没有相应变化。", c.column().name_zh,
                      c.told(0) > 0 ? "上" : "下"),
          fmt::format("{} stands {} since a parameter was changed, while its witnesses do not.",
                      c.column().name_en, c.told(0) > 0 ? "higher" : "lower")};
}

Words speed(const Case& c) {
  c.figure("before", c.told(0));
  c.figure("after", c.told(1));
  return {fmt::format("{}一步之间由 {:g} 变为 {:g}，快过本排口历史上的任何变化。",
                      c.column().name_zh, c.told(0), c.told(1)),
          fmt::format("{} went from {:g} to {:g} in one step, faster than it ever did.",
                      c.column().name_en, c.told(0), c.told(1))};
}

Words shifted(const Case& c) {
  c.figure("hours", c.told(0));
  c.figure("likeness_now", c.told(1));
  c.figure("likeness_shifted", c.told(2));
  return {fmt::format("{}与旁证错开 {:.3g} 小时才吻合（相关 {:.2f}，不错开只有 {:.2f}）。",
                      c.column().name_zh, std::abs(c.told(0)), c.told(2), c.told(1)),
          fmt::format("{} fits its witnesses {:.3g} h {} (r {:.2f}) and not as it stands ({:.2f}).",
                      c.column().name_en, std::abs(c.told(0)), c.told(0) > 0 ? "earlier" : "later",
                      c.told(2), c.told(1))};
}

Words clipped(const Case& c) {
  c.figure("values", c.told(0));
  c.figure("ceiling", c.told(1));
  c.figure("limit", c.told(2));
  return {fmt::format("{}有 {:.0f} 个值齐齐停在 {:g}，像被削去了顶。", c.column().name_zh,
                      c.told(0), c.told(1)),
          fmt::format("{:.0f} values of {} stop at {:g} as if cut off.", c.told(0),
                      c.column().name_en, c.told(1))};
}

Words hugging(const Case& c) {
  c.figure("in_band", c.told(0));
  c.figure("values", c.told(1));
  c.figure("limit", c.told(2));
  c.figure("usual_share", c.told(3));
  return {
      fmt::format("{}当日 {:.0f} 个值中 {:.0f} 个落在限值 {:g} 的 90%～100%，没有一个超过；平时占 "
                  "{:.0f}%。",
                  c.column().name_zh, c.told(1), c.told(0), c.told(2), 100 * c.told(3)),
      fmt::format("{:.0f} of {:.0f} values of {} lie in the last tenth below the limit {:g} and "
                  "none above; usually {:.0f} % do.",
                  c.told(0), c.told(1), c.column().name_en, c.told(2), 100 * c.told(3))};
}

Words replay(const Case& c) {
  auto source = c.view.table.at(c.sign.source);
  c.figure("likeness", c.told(0));
  c.figure("values", c.told(1));
  c.finding.figures["source"] = static_cast<double>(to_ms(source));
  return {fmt::format("{}的 {:.0f} 个值与 {} 起的一段如出一辙（变化相关 {:.4f}）。",
                      c.column().name_zh, c.told(1), iso(source), c.told(0)),
          fmt::format("{:.0f} values of {} repeat those from {} (movements r {:.4f}).", c.told(1),
                      c.column().name_en, iso(source), c.told(0))};
}

Words twin(const Case& c) {
  c.figure("likeness", c.told(0));
  c.figure("values", c.told(1));
  return {fmt::format("{}与 {} 同时段的变化几乎一致（相关 {:.4f}），远超两者平时。",
                      c.column().name_zh, c.other_zh(), c.told(0)),
          fmt::format("{} moves as {} does at the same hours (r {:.4f}), far more than the two use "
                      "to.",
                      c.column().name_en, c.other_en(), c.told(0))};
}

Words digit(const Case& c) {
  c.figure("digit", c.told(0));
  c.figure("count", c.told(1));
  c.figure("values", c.told(2));
  c.figure("usual_share", c.told(3));
  return {fmt::format("{}的 {:.0f} 个值中末位为 {:.0f} 的有 {:.0f} 个，平时占 {:.0f}%。",
                      c.column().name_zh, c.told(2), c.told(0), c.told(1), 100 * c.told(3)),
          fmt::format("{:.0f} of {:.0f} values of {} end in {:.0f}; usually {:.0f} % do.",
                      c.told(1), c.told(2), c.column().name_en, c.told(0), 100 * c.told(3))};
}

Words absent(const Case& c) {
  c.figure("high_absent", c.told(0));
  c.figure("high", c.told(1));
  c.figure("gaps", c.told(2));
  return {fmt::format("旁证表明{}偏高的 {:.0f} 个时次中有 {:.0f} 个恰好缺失（{:.0f} 段）。",
                      c.column().name_zh, c.told(1), c.told(0), c.told(2)),
          fmt::format("Of {:.0f} values of {} that were high by all witnesses {:.0f} are just "
                      "absent, in {:.0f} gaps.",
                      c.told(1), c.column().name_en, c.told(0), c.told(2))};
}

Words marked(const Case& c) {
  c.figure("marked", c.told(3));
  c.figure("high", c.told(1));
  return {fmt::format("{}偏高的 {:.0f} 个时次中有 {:.0f} 个被标为维护或校准。", c.column().name_zh,
                      c.told(1), c.told(3)),
          fmt::format("Of {:.0f} high values of {} {:.0f} were marked maintenance or calibration.",
                      c.told(1), c.column().name_en, c.told(3))};
}

Words wrong(const Case& c, const char* zh, const char* en) {
  c.figure("values", c.told(0));
  return {fmt::format("{}有 {:.0f} 个值{}。", c.column().name_zh, c.told(0), zh),
          fmt::format("{:.0f} values of {} {}.", c.told(0), c.column().name_en, en)};
}

Words words_of(const Case& c, std::string_view code) {
  if (code == "FLAT") return flat(c);
  if (code == "LOWVAR") return calm(c);
  if (code == "STEP") return step(c);
  if (code == "RESTLESS") return restless(c);
  if (code == "RANGE") return range(c);
  if (code == "SPEED") return speed(c);
  if (code == "TIME") return shifted(c);
  if (code == "CLIP") return clipped(c);
  if (code == "CAP") return hugging(c);
  if (code == "COPY") return replay(c);
  if (code == "TWIN") return twin(c);
  if (code == "DIGIT") return digit(c);
  if (code == "GAP") return absent(c);
  if (code == "CAL") return marked(c);
  if (code == "ZSMIS")
    return wrong(c, "的折算值与含氧量不符", "do not agree with oxygen as converted");
  if (code == "AGG") return wrong(c, "超出自己的最小值至最大值", "lie outside their own extremes");
  if (code == "NEG") return wrong(c, "为负或低于检出限", "are negative or below detection");
  return relation(c);
}

Line line_of(const Case& c, size_t from, size_t until, Line::Look look, const Column& column,
             const std::vector<double>& values) {
  Line line{.name_zh = column.name_zh, .name_en = column.name_en, .look = look, .values = {}};
  if (column.outlet != c.column().outlet) {
    line.name_zh = column.outlet + " " + line.name_zh;
    line.name_en = column.outlet + " " + line.name_en;
  }
  for (auto t = from; t < until; ++t)
    line.values.push_back(t < values.size() && known(values[t]) ? std::optional(values[t])
                                                                : std::nullopt);
  return line;
}

void draw(const Case& c, size_t first, size_t last) {
  auto day = static_cast<double>(c.view.window_rows);
  auto from = first - std::min(first, static_cast<size_t>(kDaysBefore * day));
  auto until = std::min(c.view.table.rows, last + static_cast<size_t>(kDaysAfter * day));
  until = std::min(until, from + std::max(kMostDrawn, 3 * c.view.window_rows));
  c.finding.drawn_from = c.view.table.at(from);
  auto& lines = c.finding.lines;
  std::vector<double> raw, expected;
  for (const auto& v : c.column().values) raw.push_back(v.value_or(kNone));
  lines.push_back(line_of(c, from, until, Line::Look::measured, c.column(), raw));
  if (c.sign.source != kNobody) {
    std::vector<double> earlier(raw.size(), kNone);
    for (auto t = c.sign.from; t < std::min(c.sign.until, raw.size()); ++t)
      earlier[t] = raw[c.sign.source + (t - c.sign.from)];
    lines.push_back(line_of(c, from, until, Line::Look::earlier, c.column(), earlier));
  } else if (c.finding.code == "TWIN") {
    const auto& other = c.view.series[c.sign.other];
    lines.push_back(line_of(c, from, until, Line::Look::witness, *other.column, other.x));
  } else {
    for (auto z : c.s.expected) expected.push_back(known(z) ? c.s.back(z) : kNone);
    lines.push_back(line_of(c, from, until, Line::Look::expected, c.column(), expected));
  }
  if (c.column().limit)
    lines.push_back(line_of(c, from, until, Line::Look::limit, c.column(),
                            std::vector(raw.size(), *c.column().limit)));
}

}  // namespace

void describe(const View& view, const Rule& rule, const Trace& trace, const Sign& sign,
              Finding& finding) {
  Case c{view, view.series[trace.column], sign, finding};
  auto words = words_of(c, rule.id);
  finding.sentence_zh = std::move(words.zh);
  finding.sentence_en = std::move(words.en);
  if (sign.other != kNobody) finding.factors.push_back(view.table.columns[sign.other].factor);
  auto first = (finding.span.from - view.table.begin) / view.table.step;
  auto last = (finding.span.until - view.table.begin) / view.table.step;
  draw(c, static_cast<size_t>(first), static_cast<size_t>(last));
}

}  // namespace qs::suspect

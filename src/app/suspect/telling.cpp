#include "app/suspect/telling.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/json.h"

namespace qs::app {
namespace {

using suspect::Finding;
using suspect::Line;

constexpr double kWide = 900, kHigh = 240, kLeft = 56, kRight = 12, kTop = 12, kFoot = 28;
constexpr int kMarks = 4;  // lines across

std::string escaped(std::string_view text) {
  std::string out;
  for (char c : text) switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      default:
        out += c;
    }
  return out;
}

const char* class_of(Line::Look look) {
  switch (look) {
    case Line::Look::measured:
      return "measured";
    case Line::Look::expected:
      return "expected";
    case Line::Look::witness:
      return "witness";
    case Line::Look::earlier:
      return "earlier";
    case Line::Look::limit:
      return "limit";
  }
  return "";
}

struct Role {
  const char *zh, *en;
};
Role role_of(Line::Look look) {
  switch (look) {
    case Line::Look::measured:
      return {"实测", "measured"};
    case Line::Look::expected:
      return {"旁证预期", "expected by its witnesses"};
    case Line::Look::witness:
      return {"另一排口", "the other outlet"};
    case Line::Look::earlier:
      return {"更早的一段", "the earlier segment"};
    case Line::Look::limit:
      return {"限值", "limit"};
  }
  return {"", ""};
}

struct Frame {
  double low = 0, high = 1;
  size_t points = 1;
  double x(double i) const {
    return kLeft +
           (kWide - kLeft - kRight) * i / static_cast<double>(std::max<size_t>(points, 2) - 1);
  }
  double y(double v) const { return kTop + (kHigh - kTop - kFoot) * (high - v) / (high - low); }
};

Frame frame_of(const Finding& f) {
  Frame frame{.low = 1e300, .high = -1e300};
  for (const auto& line : f.lines) {
    frame.points = std::max(frame.points, line.values.size());
    for (const auto& v : line.values)
      if (v) {
        frame.low = std::min(frame.low, *v);
        frame.high = std::max(frame.high, *v);
      }
  }
  if (frame.low > frame.high) return {.points = frame.points};
  auto room = std::max((frame.high - frame.low) * 0.06, 1e-6 + 1e-3 * std::abs(frame.high));
  frame.low -= room;
  frame.high += room;
  return frame;
}

std::string path_of(const Line& line, const Frame& frame) {
  std::string d;
  bool down = false;
  for (size_t i = 0; i < line.values.size(); ++i) {
    if (line.values[i])
      d += fmt::format("{}{:.1f} {:.1f}", down ? 'L' : 'M', frame.x(static_cast<double>(i)),
                       frame.y(*line.values[i]));
    down = line.values[i].has_value();
  }
  return fmt::format("<path class=\"{}\" d=\"{}\"/>", class_of(line.look), d);
}

constexpr std::string_view kStyle = R"(
:root{--paper:#fff;--ink:#1c2723;--soft:#5b6b64;--rule:#d9e0dc;--mark:#fbe3dc;--bad:#b3361b;
--one:#14624a;--two:#3b6fb6}
@media(prefers-color-scheme:dark){:root{--paper:#131917;--ink:#e6ece9;--soft:#9db0a7;
--rule:#2c3834;--mark:#4a2a22;--bad:#ff9a80;--one:#7fd1b1;--two:#8fb7f0}
}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.6 "Noto Sans SC",
"Noto Sans CJK SC",system-ui,sans-serif}
main{max-width:980px;margin:0 auto;padding:24px 16px}
h1{font-size:24px;margin:0}
.en{color:var(--soft);font-size:14px}
article{border-top:1px solid var(--rule);padding:20px 0}
h2{font-size:18px;margin:0 0 4px}
p{margin:4px 0}
table{border-collapse:collapse;width:100%;font-size:14px}
td,th{text-align:left;padding:4px 8px 4px 0;border-bottom:1px solid var(--rule);
vertical-align:top}
.wide{overflow-x:auto}
svg{width:100%;height:auto;display:block;margin:8px 0}
svg text{fill:var(--soft);font-size:12px}
.grid{stroke:var(--rule)}
.false{fill:var(--mark)}
path{fill:none;stroke-width:1.6}
.measured{stroke:var(--one)}
.expected,.earlier,.witness{stroke:var(--two);stroke-dasharray:5 3}
.limit{stroke:var(--bad);stroke-dasharray:2 3}
.key i{display:inline-block;width:22px;border-top:2px solid;margin-right:6px;
vertical-align:middle}
.key span{margin-right:16px;font-size:13px;color:var(--soft)}
)";

std::string short_time(Instant t) {
  return iso(t).substr(0, 16);
}

std::string key_of(const Finding& f) {
  std::string out = "<p class=\"key\">";
  for (const auto& line : f.lines) {
    const char* colour = line.look == Line::Look::measured ? "var(--one)"
                         : line.look == Line::Look::limit  ? "var(--bad)"
                                                           : "var(--two)";
    auto role = role_of(line.look);
    out += fmt::format("<span><i style=\"border-color:{}\"></i>{} {} {}</span>", colour,
                       escaped(line.name_zh), role.zh, role.en);
  }
  return out + "</p>";
}

std::string article_of(const Finding& f, const suspect::Rule& rule, Millis step, size_t number) {
  std::string also;
  for (const auto& code : f.also) also += (also.empty() ? "" : "、") + code;
  if (!also.empty()) also = fmt::format("<p class=\"en\">同时 also: {}</p>", escaped(also));
  return fmt::format(
      "<article id=\"f{}\"><h2>{} {} · {} <span class=\"en\">{}</span></h2>"
      "<p>{}</p><p class=\"en\" lang=\"en\">{}</p>{}{}{}"
      "<p class=\"en\">{} — {} · 可知于 could be said {} · 强度 strength {:.2f} · 规则 rule {} "
      "({}，未核对 unverified)</p></article>\n",
      number, escaped(rule.name_zh), f.code, escaped(f.outlet), escaped(rule.name_en),
      escaped(f.sentence_zh), escaped(f.sentence_en), picture_of(f, step), key_of(f), also,
      short_time(f.span.from), short_time(f.span.until), short_time(f.found_at), f.strength, f.code,
      escaped(rule.confidence));
}

}  // namespace

Json json_of(const Finding& f, const suspect::Law& law, Millis step) {
  const auto* rule = law.rule(f.code);
  Json lines = Json::array();
  for (const auto& line : f.lines) {
    Json values = Json::array();
    for (const auto& v : line.values) values.push_back(or_null(v));
    lines.push_back({{"name_zh", line.name_zh},
                     {"name_en", line.name_en},
                     {"look", class_of(line.look)},
                     {"values", std::move(values)}});
  }
  return {{"code", f.code},
          {"name_zh", rule ? rule->name_zh : ""},
          {"name_en", rule ? rule->name_en : ""},
          {"confidence", rule ? rule->confidence : ""},
          {"outlet", f.outlet},
          {"factors", f.factors},
          {"from", iso(f.span.from)},
          {"until", iso(f.span.until)},
          {"found_at", iso(f.found_at)},
          {"strength", f.strength},
          {"sentence_zh", f.sentence_zh},
          {"sentence_en", f.sentence_en},
          {"figures", f.figures},
          {"also", f.also},
          {"picture",
           {{"from", iso(f.drawn_from)}, {"step_s", step.count() / 1000}, {"lines", lines}}}};
}

std::string picture_of(const Finding& f, Millis step) {
  auto frame = frame_of(f);
  auto row = [&](Instant t) {
    auto at = static_cast<double>((t - f.drawn_from).count()) / static_cast<double>(step.count());
    return std::clamp(at, 0.0, static_cast<double>(frame.points - 1));
  };
  auto from = frame.x(row(f.span.from)), until = frame.x(row(f.span.until));
  auto out = fmt::format(
      "<svg viewBox=\"0 0 {} {}\" role=\"img\" aria-label=\"{}\"><rect class=\"false\" "
      "x=\"{:.1f}\" "
      "y=\"{}\" width=\"{:.1f}\" height=\"{}\"/>",
      kWide, kHigh, escaped(f.sentence_zh), from, kTop, std::max(until - from, 2.0),
      kHigh - kTop - kFoot);
  for (int i = 0; i <= kMarks; ++i) {
    auto value = frame.low + (frame.high - frame.low) * i / kMarks;
    out += fmt::format(
        "<line class=\"grid\" x1=\"{}\" x2=\"{}\" y1=\"{:.1f}\" y2=\"{:.1f}\"/><text x=\"{}\" "
        "y=\"{:.1f}\" text-anchor=\"end\">{:.3g}</text>",
        kLeft, kWide - kRight, frame.y(value), frame.y(value), kLeft - 6, frame.y(value) + 4,
        value);
    auto at = static_cast<double>(frame.points - 1) * i / kMarks;
    auto time = f.drawn_from + Millis(static_cast<int64_t>(at) * step.count());
    out += fmt::format("<text x=\"{:.1f}\" y=\"{}\" text-anchor=\"{}\">{}</text>", frame.x(at),
                       kHigh - 8,
                       i == 0        ? "start"
                       : i == kMarks ? "end"
                                     : "middle",
                       short_time(time).substr(5));
  }
  for (const auto& line : f.lines) out += path_of(line, frame);
  return out + "</svg>";
}

std::string suspicion_page(const std::vector<Finding>& findings, const suspect::Law& law,
                           const suspect::Table& table, std::string_view title) {
  std::string rows, articles;
  for (size_t i = 0; i < findings.size(); ++i) {
    const auto& f = findings[i];
    const auto* rule = law.rule(f.code);
    if (!rule) continue;
    rows += fmt::format(
        "<tr><td>{}</td><td>{}</td><td><a href=\"#f{}\">{} <span class=\"en\">{}</span></a></td>"
        "<td>{}</td><td>{:.2f}</td></tr>\n",
        short_time(f.span.from), escaped(f.outlet), i, escaped(rule->name_zh),
        escaped(rule->name_en), escaped(f.factors.front()), f.strength);
    articles += article_of(f, *rule, table.step, i);
  }
  return fmt::format(
      "<!doctype html><html lang=\"zh-CN\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" "
      "content=\"width=device-width,initial-scale=1\"><title>数据真实性疑点 {}</title><style>{}"
      "</style></head><body><main><h1>数据真实性疑点</h1><p class=\"en\">Signs of falsification · "
      "{} "
      "· {} — {}</p><p>{} 条疑点。疑点不是结论，需要人核查。<span class=\"en\">{} findings. A sign "
      "is "
      "no verdict: somebody must look.</span></p><div class=\"wide\"><table><thead><tr><th>起 from"
      "</th><th>排口 outlet</th><th>疑点 sign</th><th>因子 factor</th><th>强度 strength</th></tr>"
      "</thead><tbody>{}</tbody></table></div>{}</main></body></html>\n",
      escaped(title), kStyle, escaped(title), short_time(table.begin),
      short_time(table.at(table.rows)), findings.size(), findings.size(), rows, articles);
}

}  // namespace qs::app

// 研判报告: heading, facts, sketch, table of rules, conclusion, date and number.
#include "app/checker.h"
#include "base/json.h"
#include "kernel/ledger/check.h"

namespace qs::app {
namespace {

using document::Paragraph;
using document::Sketch;
using document::Table;
using ledger::Record;
using Style = Paragraph::Style;

constexpr uint32_t kProject = 0x1d4ed8, kClosed = 0xb91c1c, kUnit = 0x15803d, kPlot = 0x854d0e;

std::string percent(double share) {
  return fmt::format("{:.1f}%", share * 100);
}

std::string answer_zh(const Pack& pack, const std::string& answer) {
  return pack.choice_zh(service::kCheckKind, "answer", answer);
}

std::string outcome_zh(const std::string& outcome) {
  return outcome == "met" ? "符合" : outcome == "broken" ? "不符合" : "待证明";
}

Sketch::Shape shape_of(const Geometry& geometry, uint32_t colour, std::string label) {
  return {geometry.parts(), geometry.type(), colour, std::move(label)};
}

// Units and grounds as they were at the time of the check.
void add_ground(const ledger::RecordLog& records, const Record& check, const std::string& kind,
                const Json& found, uint32_t colour, Sketch& sketch) {
  auto id = found.value("id", "");
  auto record = records.as_of(kind, id, check.instant("at").value_or(Instant{}));
  if (!record || !*record) return;
  if (auto geometry = Geometry::of((*record)->text("outline")))
    sketch.shapes.push_back(shape_of(*geometry, colour, found.value("name", id)));
}

std::optional<Sketch> sketch_of(const ledger::RecordLog& records, const Record& check,
                                const Json& finding) {
  auto place = Geometry::of(check.text("place"));
  if (!place) return std::nullopt;
  bool is_plot = check.text("check") == "plot";
  Sketch sketch{{}, "图 1  位置示意图（CGCS2000，上北下南，示意用，不作为界址依据）"};
  sketch.shapes.push_back(
      shape_of(*place, is_plot ? kPlot : kProject, is_plot ? "地块范围" : "项目位置"));
  for (const auto& one : finding.value("closed", Json::array()))
    add_ground(records, check, "red_line", one, kClosed, sketch);
  for (const auto& one : finding.value("units", Json::array()))
    add_ground(records, check, "control_unit", one, kUnit, sketch);
  return sketch;
}

// ---- siting ----

std::string facts_zh(const Record& check, const Json& finding) {
  auto out = fmt::format("项目名称：{}。行业代码：{}（GB/T 4754）。", check.text("name"),
                         check.text("trade"));
  if (double area = finding.value("area_m2", 0.0); area > 0)
    out += fmt::format("用地面积：{:.0f} 平方米。", area);
  auto emissions = Json::parse(check.text("emissions"), nullptr, false);
  std::string list;
  if (emissions.is_object())
    for (const auto& [code, amount] : emissions.items())
      list += fmt::format("{}{} {} t/a", list.empty() ? "" : "、", code, amount.get<double>());
  if (!list.empty()) out += fmt::format("申报排放量：{}。", list);
  return out;
}

Table unit_table(const Pack& pack, const Json& finding) {
  Table out{{26, 40, 12, 14}, {"编码", "管控单元（红线）", "占比", "结论"}, {}};
  for (const auto& one : finding["closed"])
    out.rows.push_back({one.value("id", ""), "生态保护红线：" + one.value("name", ""),
                        percent(one.value("share", 0.0)),
                        answer_zh(pack, one.value("answer", ""))});
  for (const auto& one : finding["units"])
    out.rows.push_back({one.value("code", ""), one.value("name", ""),
                        percent(one.value("share", 0.0)),
                        answer_zh(pack, one.value("answer", ""))});
  return out;
}

Table rule_table(const Json& finding) {
  Table out{{18, 46, 22, 12}, {"维度", "要求", "依据", "判定"}, {}};
  for (const auto& unit : finding["units"])
    for (const auto& rule : unit["rules"]) {
      auto text = rule.value("text", "");
      if (rule["most"].is_number())
        text += fmt::format(
            "（{} 不超过 {} t/a；申报 {}）", rule.value("factor", ""), rule["most"].get<double>(),
            rule["emitted"].is_number() ? fmt::format("{} t/a", rule["emitted"].get<double>())
                                        : "未报");
      out.rows.push_back({rule.value("dimension", ""), text, rule.value("clause", ""),
                          outcome_zh(rule.value("outcome", ""))});
    }
  return out;
}

std::string dimension_zh(const Pack& pack, const std::string& value) {
  auto kind = pack.kind("control_unit");
  auto rules = kind ? kind->field("rules") : nullptr;
  if (!rules) return value;
  for (const auto& column : rules->columns)
    if (auto choice = column.name == "dimension" ? column.choice(value) : nullptr)
      return choice->zh;
  return value;
}

// Whether a unit or closed ground, and not only the lack of one, makes the answer restricted.
bool asks_for_proof(const Json& finding) {
  for (auto list : {"closed", "units"})
    for (const auto& one : finding[list])
      if (one.value("answer", "") == "restricted") return true;
  return false;
}

std::string siting_conclusion(const Json& finding) {
  auto answer = finding.value("answer", "");
  double outside = finding.value("outside", 0.0);
  std::string out;
  if (answer == "forbidden")
    out = "该项目触及生态保护红线或管控单元的禁止性要求，不予准入。不符合的要求见第二、三部分。";
  else if (asks_for_proof(finding))
    out = "该项目须逐项落实第三部分所列“待证明”的要求，经核实后方可准入。";
  else if (outside == 0)
    out = "未发现该项目与所在管控单元准入要求不符的情形，可以准入。";
  if (outside > 0)
    out += fmt::format("有 {} 的范围不在已录入的管控单元之内，须补充核实后方可得出结论。",
                       percent(outside));
  return out;
}

Table plot_rule_table(const Pack& pack, const Json& finding) {
  Table out{{44, 32, 14, 12}, {"规定", "依据", "依据来源", "结论"}, {}};
  for (const auto& rule : finding["rules"])
    out.rows.push_back({rule.value("zh", ""), rule.value("clause", ""),
                        rule.value("confidence", ""), answer_zh(pack, rule.value("answer", ""))});
  return out;
}

std::string plot_state_zh(const Pack& pack, const Json& finding) {
  return fmt::format("地块：{}。土壤状态：{}；{}建设用地风险管控和修复名录；拟作第{}类用地。",
                     finding.value("plot_name", ""),
                     pack.choice_zh("plot", "state", finding.value("state", "")),
                     finding.value("listed", false) ? "列入" : "未列入",
                     finding.value("land_class", 0) == 2 ? "二" : "一");
}

// The plots that the project lies on, each with the answer of its soil.
void set_plots_below(const Pack& pack, const Json& plots, document::Paper& paper) {
  auto& blocks = paper.blocks;
  blocks.push_back(Paragraph{"四、所在地块的土壤状态", Style::heading});
  for (const auto& plot : plots) {
    blocks.push_back(Paragraph{fmt::format("{}结论：{}。", plot_state_zh(pack, plot),
                                           answer_zh(pack, plot.value("answer", "")))});
    if (auto rules = plot_rule_table(pack, plot); !rules.rows.empty())
      blocks.push_back(std::move(rules));
  }
}

void set_siting(const Pack& pack, const ledger::RecordLog& records, const Record& check,
                const Json& finding, document::Paper& paper) {
  auto& blocks = paper.blocks;
  blocks.push_back(Paragraph{"一、项目情况", Style::heading});
  blocks.push_back(Paragraph{facts_zh(check, finding)});
  blocks.push_back(Paragraph{"二、位置与管控单元", Style::heading});
  if (auto sketch = sketch_of(records, check, finding)) blocks.push_back(std::move(*sketch));
  auto units = unit_table(pack, finding);
  if (units.rows.empty())
    blocks.push_back(Paragraph{"项目位置不在已录入的任何管控单元和生态保护红线之内。"});
  else
    blocks.push_back(std::move(units));
  blocks.push_back(Paragraph{"三、准入要求逐条对照", Style::heading});
  auto rules = rule_table(finding);
  for (auto& row : rules.rows) row[0] = dimension_zh(pack, row[0]);
  if (rules.rows.empty())
    blocks.push_back(Paragraph{"所涉管控单元没有针对该行业和污染物的准入要求。"});
  else
    blocks.push_back(std::move(rules));
  auto plots = finding.value("plots", Json::array());
  if (!plots.empty()) set_plots_below(pack, plots, paper);
  blocks.push_back(Paragraph{plots.empty() ? "四、结论" : "五、结论", Style::heading});
  blocks.push_back(Paragraph{siting_conclusion(finding)});
  if (!plots.empty())
    blocks.push_back(Paragraph{fmt::format("连同所在地块的土壤状态，综合结论：{}。",
                                           answer_zh(pack, check.text("answer")))});
}

// ---- plot ----

void set_plot(const Pack& pack, const ledger::RecordLog& records, const Record& check,
              const Json& finding, document::Paper& paper) {
  auto& blocks = paper.blocks;
  blocks.push_back(Paragraph{"一、项目与地块", Style::heading});
  blocks.push_back(Paragraph{fmt::format("项目名称：{}{}。{}", check.text("name"),
                                         check.flag("remedial") ? "（风险管控或修复项目）" : "",
                                         plot_state_zh(pack, finding))});
  if (auto sketch = sketch_of(records, check, finding)) blocks.push_back(std::move(*sketch));
  blocks.push_back(Paragraph{"二、适用规定", Style::heading});
  auto rules = plot_rule_table(pack, finding);
  if (rules.rows.empty())
    blocks.push_back(Paragraph{"没有适用于该情形的已录入规定，须由主管部门另行核定。"});
  else
    blocks.push_back(std::move(rules));
  blocks.push_back(Paragraph{"三、结论", Style::heading});
  blocks.push_back(Paragraph{fmt::format("{}。", answer_zh(pack, finding.value("answer", "")))});
}

std::string date_zh(Instant at) {
  auto day = iso(day_of(at));
  return fmt::format("{}年{}月{}日", day.substr(0, 4), std::stoi(day.substr(5, 2)),
                     std::stoi(day.substr(8, 2)));
}

}  // namespace

Result<document::Paper> check_paper(const Pack& pack, const ledger::RecordLog& records,
                                    const Record& check) {
  auto finding = Json::parse(check.text("finding"), nullptr, false);
  if (!finding.is_object()) return fail("the finding cannot be read", check.id);
  auto at = check.instant("at").value_or(Instant{});
  auto kind = pack.choice_zh(service::kCheckKind, "check", check.text("check"));
  document::Paper paper{fmt::format("{}{}报告", check.text("name"), kind), at, {}};
  paper.blocks.push_back(
      Paragraph{fmt::format("{}建设项目{}报告", pack.district.name_zh, kind), Style::title});
  paper.blocks.push_back(Paragraph{check.text("number"), Style::number});
  if (check.text("check") == "plot")
    set_plot(pack, records, check, finding, paper);
  else
    set_siting(pack, records, check, finding, paper);
  paper.blocks.push_back(Paragraph{date_zh(at), Style::closing});
  paper.blocks.push_back(Paragraph{
      "本报告由系统依据录入的台账在上述日期自动比对生成，供审查参考，不代替行政许可决定。",
      Style::note});
  return paper;
}

}  // namespace qs::app

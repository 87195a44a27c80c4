// 检查任务单: the firm, who inspects, what is looked at, and lines to write on.
#include "app/overseer.h"
#include "base/json.h"

namespace qs::app {

namespace {

using document::Paragraph;
using document::Table;
using ledger::Record;
using Style = Paragraph::Style;

const std::string kLine = "____________";

std::string or_line(const std::string& text) {
  return text.empty() ? kLine : text;
}

Table people_table(const Record& task) {
  Table out{{10, 30, 40, 30}, {"", "姓名", "执法证号", "签名"}, {}};
  auto rows = Json::parse(task.text("inspectors"), nullptr, false);
  if (rows.is_array())
    for (const auto& row : rows)
      out.rows.push_back({std::to_string(out.rows.size() + 1), row.value("name", ""),
                          row.value("certificate", ""), ""});
  while (out.rows.size() < oversight::kInspectors)
    out.rows.push_back({std::to_string(out.rows.size() + 1), "（另行指派）", "", ""});
  return out;
}

Table item_table(const Pack& pack, const Record& task) {
  Table out{{8, 60, 20, 30}, {"", "检查事项", "结果", "说明"}, {}};
  auto done = Json::parse(task.text("items"), nullptr, false);
  if (done.is_array() && !done.empty()) {
    constexpr std::pair<std::string_view, std::string_view> kResults[]{
        {"good", "符合"}, {"bad", "不符合"}, {"none", "不涉及"}};
    for (const auto& row : done) {
      auto result = row.value("result", "");
      for (const auto& [word, zh] : kResults)
        if (result == word) result = zh;
      out.rows.push_back({std::to_string(out.rows.size() + 1), row.value("item", ""), result,
                          row.value("note", "")});
    }
    return out;
  }
  for (const auto& item : pack.oversight.items)
    out.rows.push_back(
        {std::to_string(out.rows.size() + 1), item.name_zh, "□符合 □不符合 □不涉及", ""});
  return out;
}

}  // namespace

Result<document::Paper> task_paper(const Pack& pack, const ledger::RecordLog& records,
                                   const Record& task) {
  auto firm = records.get("firm", task.text("firm"));
  if (!firm) return tl::unexpected(firm.error());
  if (!*firm) return fail("the firm is gone", task.text("firm"));
  auto draw = records.get(oversight::kDrawKind, task.text("draw"));
  if (!draw) return tl::unexpected(draw.error());
  auto made = *draw ? (*draw)->instant("ended_at").value_or(Instant{}) : Instant{};
  document::Paper paper{fmt::format("{}检查任务单", task.text("number")), made, {}};
  auto& blocks = paper.blocks;
  blocks.push_back(
      Paragraph{fmt::format("{}生态环境双随机检查任务单", pack.district.name_zh), Style::title});
  blocks.push_back(Paragraph{task.text("number"), Style::number});
  blocks.push_back(Paragraph{"一、检查对象", Style::heading});
  blocks.push_back(
      Paragraph{fmt::format("{}。统一社会信用代码：{}。监管类别：{}。地址：{}。",
                            (*firm)->text("name"), or_line((*firm)->text("credit_code")),
                            pack.choice_zh(oversight::kTaskKind, "group", task.text("group")),
                            or_line((*firm)->text("address")))});
  blocks.push_back(Paragraph{"二、检查人员（不少于二人，检查时出示证件）", Style::heading});
  blocks.push_back(people_table(task));
  blocks.push_back(Paragraph{"三、检查事项", Style::heading});
  blocks.push_back(item_table(pack, task));
  blocks.push_back(Paragraph{"四、检查情况", Style::heading});
  auto result = pack.choice_zh(oversight::kTaskKind, "result", task.text("result"));
  blocks.push_back(Paragraph{fmt::format("检查日期：{}。结论：{}。整改期限：{}。",
                                         or_line(task.text("checked_on")), or_line(result),
                                         or_line(task.text("due_on")))});
  blocks.push_back(Paragraph{"问题：" + or_line(task.text("problems"))});
  blocks.push_back(Paragraph{"被检查单位签字：" + kLine + "　　日期：" + kLine});
  if (*draw)
    blocks.push_back(Paragraph{
        fmt::format("本任务由抽取 {} 产生，种子 {}；名录库快照、各方承诺与揭示和验证方法已公开，"
                    "任何人可以重算。检查应于 {} 前完成，结果在检查后 {} 个工作日内公示。",
                    task.text("draw"), (*draw)->text("seed"), task.text("visit_by"),
                    pack.oversight.draw.publish_days),
        Style::note});
  return paper;
}

}  // namespace qs::app

// 抽查计划与抽取结果: what is planned for each class of firms, and which firms were drawn with
// whom.
#include "app/overseer.h"
#include "base/json.h"

namespace qs::app {
namespace {

using document::Paper;
using document::Paragraph;
using document::Table;
using ledger::Record;
using Style = Paragraph::Style;

std::string period_zh(const Record& record) {
  auto year = record.integer("year").value_or(0), quarter = record.integer("quarter").value_or(0);
  return quarter == 0 ? fmt::format("{} 年度", year)
                      : fmt::format("{} 年第 {} 季度", year, quarter);
}

std::string figure(const Json& group, const char* key) {
  auto it = group.find(key);
  return it != group.end() && it->is_number() ? std::to_string(it->get<int64_t>()) : "—";
}

Paper begun(const Pack& pack, const Record& record, std::string_view what, Instant made) {
  Paper paper{fmt::format("{}{}", period_zh(record), what), made, {}};
  paper.blocks.push_back(
      Paragraph{fmt::format("{}{}生态环境双随机{}", pack.district.name_zh, period_zh(record), what),
                Style::title});
  paper.blocks.push_back(Paragraph{record.id, Style::number});
  return paper;
}

// Whom a task names, whether drawn or assigned.
std::string inspectors_zh(const Record& task) {
  auto rows = Json::parse(task.text("inspectors"), nullptr, false);
  std::string out;
  if (rows.is_array())
    for (const auto& row : rows)
      out += (out.empty() ? "" : "、") + (row.is_object() ? row.value("name", "") : std::string());
  return out.empty() ? "另行指派" : out;
}

std::string party_line(const oversight::Party& party) {
  return fmt::format("{}：承诺 {}，秘密 {}。", party.name,
                     party.commitment.empty() ? "—" : party.commitment,
                     party.secret.empty() ? "—" : party.secret);
}

Result<Table> drawn_table(const Pack& pack, const ledger::RecordLog& records, const Record& draw) {
  auto tasks = records.query({.kind = std::string(oversight::kTaskKind),
                              .where = {{.field = "draw", .value = draw.id}},
                              .order_by = "number",
                              .limit = ledger::kMaxPage});
  if (!tasks) return tl::unexpected(tasks.error());
  Table out{{8, 34, 12, 24, 18, 18}, {"", "检查对象", "类别", "检查人员", "检查日期", "结果"}, {}};
  for (const auto& task : *tasks) {
    auto firm = records.get("firm", task.text("firm"));
    if (!firm) return tl::unexpected(firm.error());
    bool published = task.text("state") == "published";
    auto result = pack.choice_zh(oversight::kTaskKind, "result", task.text("result"));
    out.rows.push_back(
        {std::to_string(out.rows.size() + 1), *firm ? (*firm)->text("name") : task.text("firm"),
         pack.choice_zh(oversight::kTaskKind, "group", task.text("group")), inspectors_zh(task),
         published ? task.text("checked_on") : "", published ? result : "未公示"});
  }
  return out;
}

}  // namespace

Result<Paper> plan_paper(const Pack& pack, const Record& plan) {
  auto groups = Json::parse(plan.text("groups"), nullptr, false);
  if (!groups.is_array()) return fail("the plan cannot be read", plan.id);
  auto paper = begun(pack, plan, "抽查计划", plan.instant("published_at").value_or(Instant{}));
  Table table{{16, 12, 14, 14, 14, 26, 12, 12, 12},
              {"类别", "对象数", "加密检查", "非现场", "年检查次数", "各季度累计应查", "已抽",
               "结转", "本季应抽"},
              {}};
  for (const auto& group : groups) {
    if (!group.is_object()) return fail("the plan cannot be read", plan.id);
    auto due = group.value("due", Json::array());
    std::string quarters;
    for (const auto& one : due) quarters += (quarters.empty() ? "" : " / ") + one.dump();
    table.rows.push_back({pack.choice_zh(oversight::kTaskKind, "group", group.value("group", "")),
                          figure(group, "firms"), figure(group, "doubled"), figure(group, "spared"),
                          figure(group, "visits"), quarters, figure(group, "drawn"),
                          figure(group, "left_over"), figure(group, "quota")});
  }
  paper.blocks.push_back(std::move(table));
  paper.blocks.push_back(
      Paragraph{fmt::format("检查人员 {} 名。", plan.integer("inspectors").value_or(0))});
  paper.blocks.push_back(
      Paragraph{fmt::format("依据：{}（{}）。章法版本 {}。", plan.text("clause"),
                            plan.text("confidence") == "verified" ? "已核对" : "未核对",
                            plan.text("version")),
                Style::note});
  return paper;
}

Result<Paper> draw_paper(const Pack& pack, const ledger::RecordLog& records, const Record& draw) {
  auto rite = oversight::rite_of(draw);
  auto paper = begun(pack, draw, "抽取结果", rite.ended_at.value_or(rite.opened_at));
  auto& blocks = paper.blocks;
  if (rite.stage != oversight::Stage::drawn)
    blocks.push_back(Paragraph{rite.stage == oversight::Stage::voided
                                   ? "本次抽取作废：有一方没有在时限内履行。"
                                   : "本次抽取尚未完成。"});
  if (rite.stage == oversight::Stage::drawn) {
    auto table = drawn_table(pack, records, draw);
    if (!table) return tl::unexpected(table.error());
    blocks.push_back(Paragraph{"一、抽中的检查对象与检查人员", Style::heading});
    blocks.push_back(std::move(*table));
  }
  blocks.push_back(Paragraph{"抽取的各方与种子", Style::heading});
  blocks.push_back(Paragraph{"名录库快照 SHA-256：" + rite.digest});
  for (const auto& party : rite.parties) blocks.push_back(Paragraph{party_line(party)});
  if (!rite.seed.empty()) blocks.push_back(Paragraph{"种子：" + rite.seed});
  blocks.push_back(Paragraph{
      "名录库快照、各方承诺与揭示和验证方法已公开，任何人可以重算（docs/verify_draw.py）。",
      Style::note});
  return paper;
}

}  // namespace qs::app

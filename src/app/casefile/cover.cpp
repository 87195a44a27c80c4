#include "app/casefile/cover.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/json.h"
#include "exhibit/story.h"

namespace qs::app {
namespace {

using document::Paper;
using document::Paragraph;
using document::Table;
using Style = Paragraph::Style;

constexpr size_t kMostPeriods = 72;  // printed; verdict.json has them all

std::string minute_text(Instant at) {
  auto text = iso(at).substr(0, 16);
  text[10] = ' ';
  return text;
}

std::string figure(const std::optional<double>& value) {
  return value ? fmt::format("{:.6g}", *value) : std::string("—");
}

std::string confidence_text(const std::string& confidence) {
  return confidence == "verified" ? "" : "（未核对 unverified）";
}

void add_matter(std::vector<document::Block>& out, const Matter& m) {
  out.push_back(Paragraph{"一、案情  What it is about", Style::heading});
  Table table{{40, 120}, {}, {}};
  auto row = [&](const char* name, std::string text) {
    table.rows.push_back({name, std::move(text)});
  };
  row("排放口 Outlet", fmt::format("{}  {}（{}）", m.site_zh, m.site_en, m.site));
  row("预警 Alert", fmt::format("{}  {}\n{}", m.rule_zh, m.rule_en, m.alert));
  row("因子 Factor", m.factor);
  row("时段 Time", fmt::format("{} — {}{}", minute_text(m.span.from), minute_text(m.span.until),
                               m.cut ? "（仅前七天 the first seven days only）" : ""));
  auto limit = std::ranges::find(m.law.limits, m.limit, &standard::Limit::id);
  if (limit != m.law.limits.end()) {
    const auto& s = limit->source;
    row("限值 Limit",
        fmt::format("{} {}\n{} {}{}\n{} — {}", figure(limit->upper ? limit->upper : limit->lower),
                    limit->unit, s.standard, s.clause, confidence_text(s.confidence), iso(s.from),
                    s.until ? iso(*s.until) : "现行 in force"));
  }
  if (m.setting.reference_oxygen)
    row("基准氧含量 Reference oxygen", fmt::format("{} %", *m.setting.reference_oxygen));
  row("数据 Data",
      fmt::format("{} 条序列 series，{} 个原始报文 raw frames", m.series.size(), m.frames.size()));
  out.push_back(std::move(table));
}

void add_reckoning(std::vector<document::Block>& out, const std::vector<Reckoned>& reckoned) {
  out.push_back(Paragraph{"二、评价  The verdict and its arithmetic", Style::heading});
  Table table{{34, 70, 22, 22, 20},
              {"时段 Period", "算式 Arithmetic", "评价值 Value", "限值 Limit", "超标倍数 Multiple"},
              {}};
  for (const auto& r : reckoned) {
    if (!r.verdict || table.rows.size() >= kMostPeriods) continue;
    bool over = r.verdict->outcome == evaluate::Outcome::exceeds;
    table.rows.push_back({minute_text(r.period.begin), r.words_zh, figure(r.verdict->value),
                          figure(r.verdict->limit_value),
                          over ? fmt::format("{:.3g} 超标 over", r.verdict->multiple)
                               : std::string(name(r.verdict->outcome))});
  }
  if (table.rows.empty())
    out.push_back(Paragraph{"没有可评价的时段。There is no period that could be judged."});
  else
    out.push_back(std::move(table));
}

void add_story(std::vector<document::Block>& out, const CoverFacts& facts) {
  out.push_back(Paragraph{"三、办理  The case", Style::heading});
  const auto& f = facts.file;
  Table table{{40, 120}, {}, {}};
  table.rows.push_back({"办件 Case", f.text("title_zh") + "\n" + f.text("title_en")});
  table.rows.push_back({"编号 Id", f.id});
  table.rows.push_back({"企业 Firm", f.text("firm").empty() ? "—" : f.text("firm")});
  if (auto at = f.instant("opened_at")) table.rows.push_back({"立案 Opened", minute_text(*at)});
  if (auto at = f.instant("closed_at")) table.rows.push_back({"办结 Closed", minute_text(*at)});
  table.rows.push_back(
      {"经过 Story", fmt::format("{} 条 entries，末条摘要 head\n{}", facts.entries.size(),
                                 exhibit::head_of(facts.entries))});
  table.rows.push_back({"凭证 Evidence", fmt::format("{} 件 pieces", facts.evidence)});
  out.push_back(std::move(table));
}

void add_contents(std::vector<document::Block>& out, bool measured) {
  out.push_back(Paragraph{"四、目录  Contents", Style::heading});
  Table table{{40, 120}, {"文件 File", "内容 What it holds"}, {}};
  if (measured)
    table.rows = {
        {"values.csv",
         "各时值及其全部版本：值、标记、来源、何时何人因何  every value in all its versions"},
        {"frames.csv", "原始报文逐字节（base64）、接收时间、SHA-256、SM3  raw frames as received"},
        {"law.json", "限值、规则、单位及其条款、起止日期  limits and rules with clause and dates"},
        {"verdict.json", "每时段的统计值、算式、评价  statistics, arithmetic, verdicts"},
        {"device.json",
         "设备参数、运行与校准日志、标记、每时收到的报文数  the device's state and log"},
        {"matter.json", "序列、换算、时段  series, conversions, span"}};
  std::vector<std::vector<std::string>> rest{
      {"sealing.json",
       "封存时间、封存人、两套存档的日链摘要  when and by whom it was sealed, chains"},
      {"story.json/pdf", "办理经过，每条含前一条摘要  the case, a chain of entries"},
      {"evidence/", "凭证原件；清单 evidence.csv/pdf  attachments as handed in, and their list"},
      {"SHA256SUMS", "全部文件的 SHA-256  of every file"}};
  std::ranges::move(rest, std::back_inserter(table.rows));
  out.push_back(std::move(table));
}

}  // namespace

Paper cover_paper(const CoverFacts& facts) {
  auto last = facts.entries.empty() ? std::string() : facts.entries.back().value("at", "");
  Paper paper{"证据材料包", parse_instant(last).value_or(Instant{}), {}, false};
  auto& out = paper.blocks;
  out.push_back(Paragraph{"证据材料包  Evidence package", Style::title});
  out.push_back(Paragraph{facts.file.id, Style::number});
  if (facts.matter) {
    add_matter(out, *facts.matter);
    add_reckoning(out, *facts.reckoned);
  }
  add_story(out, facts);
  add_contents(out, facts.matter != nullptr);
  out.push_back(Paragraph{"五、核验  How to verify", Style::heading});
  out.push_back(
      Paragraph{"qingshan verify 本包.zip：无须数据库，逐个文件核对 SHA-256 和 "
                "SM3、经过的链，由原始报文重新解析各值，"
                "由分钟值重算小时值、折算值，按包内限值重新评价，逐项指出不一致之处。"});
  out.push_back(
      Paragraph{"qingshan verify package.zip needs no data folder: it checks every digest and the "
                "chain of the "
                "story, reads the frames again, makes the hours again of what they say, judges "
                "them again by the "
                "law in this package, and names whatever differs.",
                Style::line});
  return paper;
}

}  // namespace qs::app

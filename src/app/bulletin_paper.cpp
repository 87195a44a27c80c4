#include "app/bulletin_paper.h"

#include <fmt/format.h>

#include <array>

#include "base/json.h"

namespace qs::app {
namespace {

using document::Paper;
using document::Paragraph;
using document::Table;
using Style = Paragraph::Style;

constexpr size_t kMostFiresPrinted = 300;  // the newest; the rest is counted
using Words = std::array<std::pair<std::string_view, std::string_view>, 4>;
constexpr Words kMeasures{{{"confirmed", "属实火点数"},
                           {"area", "过火面积"},
                           {"late", "超时到场次数"},
                           {"mean_minutes", "平均到场用时"}}};
constexpr Words kStates{
    {{"confirmed", "属实"}, {"refuted", "不属实"}, {"waiting", "待核实"}, {"", ""}}};

std::string word(const Words& words, const std::string& key) {
  for (const auto& [id, zh] : words)
    if (id == key) return std::string(zh);
  return key;
}

std::string count(const Json& line, const char* key) {
  return std::to_string(line.value(key, 0));
}

std::string minutes(const Json& of, const char* key) {
  auto it = of.find(key);
  return it != of.end() && it->is_number() ? fmt::format("{:.0f}", it->get<double>()) : "—";
}

std::string total_zh(const Json& all, const std::string& days) {
  return fmt::format(
      "{}，全区发现火点 {} 处，属实 {} 处，不属实 {} 处，待核实 {} 处；过火面积 {:.0f} "
      "平方米；平均到场用时 {} 分钟，超时到场 {} 次。",
      days, count(all, "found"), count(all, "confirmed"), count(all, "refuted"),
      count(all, "waiting"), all.value("area_m2", 0.0), minutes(all, "mean_minutes"),
      count(all, "late"));
}

Table ranking(const Pack& pack, const Json& lines) {
  Table out{
      {12, 28, 9, 9, 10, 10, 16, 16, 9},
      {"名次", "街道", "火点", "属实", "不属实", "待核实", "过火面积 m²", "平均到场 min", "超时"},
      {}};
  for (const auto& line : lines)
    out.rows.push_back({count(line, "rank") + (line.value("tied", false) ? "（并列）" : ""),
                        pack.street_zh(line.value("street", "")), count(line, "found"),
                        count(line, "confirmed"), count(line, "refuted"), count(line, "waiting"),
                        fmt::format("{:.0f}", line.value("area_m2", 0.0)),
                        minutes(line, "mean_minutes") + (line.value("gap", false) ? " *" : ""),
                        count(line, "late")});
  return out;
}

std::string rule_zh(const Json& finding) {
  std::string by;
  for (const auto& measure : finding["ranking"])
    by += (by.empty() ? "" : "、") + word(kMeasures, measure.get<std::string>());
  auto out = fmt::format("排名依次比较{}，都是越少越前；相同的并列，其后名次顺延。", by);
  if (finding.value("confidence", "") != "verified") out += "排名办法为惯例，未核对。";
  if (finding["total"].value("gap", false))
    out += "带 * 的街道有火点还没有到场用时，平均数不含这些火点。";
  return out;
}

Table fire_table(const Pack& pack, const Json& fires) {
  Table out{{24, 22, 12, 16, 40}, {"发现时间", "街道", "核实", "到场 min", "四级责任人"}, {}};
  for (const auto& fire : fires) {
    if (out.rows.size() == kMostFiresPrinted) break;
    auto at = iso(from_ms(fire.value("found_at", int64_t{0})));
    auto chiefs = fire.value("chiefs", "");
    out.rows.push_back({at.substr(0, 10) + " " + at.substr(11, 5),
                        pack.street_zh(fire.value("street", "")),
                        word(kStates, fire.value("state", "")),
                        minutes(fire, "minutes") + (fire.value("late", false) ? "（超时）" : ""),
                        chiefs.empty() ? "未登记" : chiefs});
  }
  return out;
}

}  // namespace

Result<Paper> bulletin_paper(const Pack& pack, const ledger::Record& bulletin) {
  auto finding = Json::parse(bulletin.text("finding"), nullptr, false);
  if (!finding.is_object() || !finding.contains("lines") || !finding.contains("fires") ||
      !finding.contains("total") || !finding.contains("ranking"))
    return fail("is no bulletin", bulletin.id);
  auto first = bulletin.text("from_on"), last = bulletin.text("until_on");
  auto days = first == last ? first : first + " 至 " + last;
  auto at = bulletin.instant("at").value_or(Instant{});
  Paper paper{bulletin.text("name"), at, {}};
  auto say = [&](std::string text, Style style) {
    paper.blocks.emplace_back(Paragraph{std::move(text), style});
  };
  const auto& fires = finding["fires"];
  say(bulletin.text("name"), Style::title);
  say("一、总体情况", Style::heading);
  say(total_zh(finding["total"], days), Style::body);
  say("二、街道排名", Style::heading);
  paper.blocks.emplace_back(ranking(pack, finding["lines"]));
  say(rule_zh(finding), Style::note);
  say("三、火点与责任人", Style::heading);
  if (fires.empty())
    say("本期没有火点。", Style::body);
  else
    paper.blocks.emplace_back(fire_table(pack, fires));
  if (fires.size() > kMostFiresPrinted)
    say(fmt::format("其余 {} 处见台账。", fires.size() - kMostFiresPrinted), Style::note);
  say(iso(day_of(at)), Style::closing);
  return paper;
}

}  // namespace qs::app

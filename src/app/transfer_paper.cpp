#include "app/transfer_paper.h"

#include <fmt/format.h>

#include "base/json.h"
#include "exhibit/story.h"
#include "kernel/ledger/check.h"
#include "kernel/ledger/value_json.h"

namespace qs::app {
namespace {

using document::Paper;
using document::Paragraph;
using document::Table;
using ledger::Record;
using Style = Paragraph::Style;

constexpr size_t kMostPrinted = 800;  // entries; story.json has them all
constexpr size_t kLongestCell = 600;  // bytes of an entry's words

Instant made_at(const Json& entries) {
  auto last = entries.empty() ? std::string() : entries.back().value("at", "");
  return parse_instant(last).value_or(Instant{});
}

// Cut between characters.
std::string brief(std::string text) {
  if (text.size() <= kLongestCell) return text;
  auto end = kLongestCell;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  return text.substr(0, end) + "……";
}

std::string minute_of(const std::string& at) {
  auto text = at.substr(0, 16);
  if (auto t = text.find('T'); t != text.npos) text[t] = ' ';
  return text;
}

// What an entry filled in or changed, in the words of its register.
std::string fields_zh(const Pack& pack, const Json& entry) {
  auto about = entry.value("about", "");
  auto kind = pack.kind(about.substr(0, about.find('/')));
  std::string out;
  for (const auto& [name, value] : entry["fields"].items()) {
    auto field = kind ? kind->field(name) : nullptr;
    auto plain = ledger::plain_value(value);
    auto text = field && plain ? ledger::shown(*field, *plain)
                : plain        ? value.dump()
                               : std::string("（见 story.json）");
    out += fmt::format("{}{}：{}", out.empty() ? "" : "；", field ? field->label_zh : name, text);
  }
  return out;
}

std::string what_zh(const Json& entry) {
  auto what = entry.value("what", "");
  return what == "write" ? "登记" : what == "erase" ? "删除" : what;
}

Paragraph chain_note(const Json& entries) {
  return {fmt::format("办理经过共 {} 条，末条摘要（SHA-256）{}。", entries.size(),
                      exhibit::head_of(entries)),
          Style::note};
}

}  // namespace

Paper evidence_paper(const Record& transfer, std::span<const exhibit::Item> items,
                     const Json& entries) {
  Paper paper{"证据清单", made_at(entries), {}, false};
  auto& blocks = paper.blocks;
  blocks.push_back(Paragraph{"证据清单", Style::title});
  auto number = transfer.text("number");
  blocks.push_back(Paragraph{number.empty() ? transfer.id : number, Style::number});
  Table table{{8, 26, 22, 22, 54}, {"", "文件", "拍摄时间、地点", "提交", "SHA-256 / SM3"}, {}};
  for (size_t i = 0; i < items.size(); ++i) {
    const auto& item = items[i];
    table.rows.push_back(
        {std::to_string(i + 1),
         fmt::format("{}\n{}\n{} 字节",
                     exhibit::entry_of(item, i + 1).substr(exhibit::kEvidenceFolder.size()),
                     item.name, item.size),
         fmt::format("{}\n{}", minute_of(item.taken_at), item.place),
         fmt::format("{}\n{}", item.who, minute_of(item.handed_at)),
         fmt::format("{}\n{}", item.hash, item.sm3)});
  }
  if (items.empty())
    blocks.push_back(Paragraph{"没有证据文件。"});
  else
    blocks.push_back(std::move(table));
  blocks.push_back(chain_note(entries));
  return paper;
}

Paper story_paper(const Pack& pack, const Record& transfer, const Json& entries) {
  Paper paper{"办理经过", made_at(entries), {}, false};
  auto& blocks = paper.blocks;
  blocks.push_back(Paragraph{"办理经过", Style::title});
  auto number = transfer.text("number");
  blocks.push_back(Paragraph{number.empty() ? transfer.id : number, Style::number});
  Table table{{8, 20, 16, 20, 70}, {"", "时间", "人员", "事项", "说明与填报"}, {}};
  for (const auto& entry : entries) {
    if (table.rows.size() >= kMostPrinted) break;
    auto filled = fields_zh(pack, entry);
    auto words = entry.value("text", "") + (filled.empty() ? "" : "\n" + filled);
    if (auto count = entry["evidence"].size(); count > 0)
      words += fmt::format("\n凭证 {} 件", count);
    table.rows.push_back({entry["n"].dump(), minute_of(entry.value("at", "")),
                          entry.value("name", ""), what_zh(entry), brief(std::move(words))});
  }
  if (entries.size() > kMostPrinted)
    blocks.push_back(
        Paragraph{fmt::format("这里印出前 {} 条，全部在 story.json 中。", kMostPrinted)});
  blocks.push_back(std::move(table));
  blocks.push_back(chain_note(entries));
  return paper;
}

}  // namespace qs::app

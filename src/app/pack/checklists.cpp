#include "app/pack/checklists.h"

#include <fmt/format.h>

#include "app/pack/toml.h"
#include "base/csv.h"
#include "base/digest.h"

namespace qs::app {
namespace {

using casework::CheckItem;

constexpr size_t kVersionDigits = 12;

CheckItem::Photo photo_of(TomlTable& t) {
  auto word = t.text("photo", false);
  if (word == "none") return CheckItem::Photo::none;
  if (word == "always") return CheckItem::Photo::always;
  if (!word.empty() && word != "fault") t.fault("photo", "is none of none, fault, always");
  return CheckItem::Photo::fault;
}

CheckItem item_of(TomlTable t) {
  CheckItem item{.id = t.text("id"),
                 .zh = t.text("zh"),
                 .en = t.text("en"),
                 .clause = t.text("clause"),
                 .confidence = t.text("confidence"),
                 .weight = t.number("weight").value_or(0),
                 .veto = t.flag("veto"),
                 .photo = photo_of(t),
                 .rectify_days = 0};
  auto days = t.integer("rectify_days").value_or(0);
  if (days >= 0 && days <= casework::kLongestRectifyDays)
    item.rectify_days = static_cast<int>(days);
  t.close();
  return item;
}

}  // namespace

std::optional<casework::Checklist> checklist_of(std::string_view text, const std::string& place,
                                                standard::Faults& faults) {
  auto toml = parse_toml(text, place, faults);
  if (!toml) return std::nullopt;
  TomlTable t(*toml, place, faults);
  casework::Checklist list{.id = t.text("id"),
                           .name_zh = t.text("name_zh"),
                           .name_en = t.text("name_en"),
                           .through = t.text("through"),
                           .clause = t.text("clause"),
                           .confidence = t.text("confidence"),
                           .items = {},
                           .version = sha256_hex(text).substr(0, kVersionDigits),
                           .place = place};
  for (auto& row : t.tables("item")) list.items.push_back(item_of(row));
  t.close();
  return list;
}

void read_checklists(const std::filesystem::path& layer, Pack& pack, standard::Faults& faults) {
  for (const auto& file : files_in(layer / "checklists", ".toml")) {
    auto place = file.lexically_normal().string();
    auto text = read_file(file);
    if (!text) {
      faults.add(text.error().text, place);
      continue;
    }
    auto list = checklist_of(*text, place, faults);
    if (!list) continue;
    if (list->id != file.stem().string())
      faults.add(fmt::format("'{}' stands in a file of another name", list->id), place);
    lay_over(pack.checklists, std::move(*list));
  }
}

void check_checklists(const Pack& pack, standard::Faults& faults) {
  for (const auto& list : pack.checklists)
    for (auto& fault : casework::check_checklist(list, pack.kinds))
      faults.list.push_back(std::move(fault));
}

}  // namespace qs::app

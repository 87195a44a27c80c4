#include "edge/exchange/rows.h"

#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <charconv>

#include "kernel/ledger/check.h"

namespace qs::exchange {

using ledger::Field;
using ledger::FieldType;

namespace {

// What a workbook keeps where a formula came to nothing.
constexpr std::array<std::string_view, 7> kErrors{"#N/A",   "#REF!", "#VALUE!", "#DIV/0!",
                                                  "#NAME?", "#NUM!", "#NULL!"};

std::string_view trimmed(std::string_view text) {
  auto from = text.find_first_not_of(" \t\r\n");
  if (from == text.npos) return {};
  return text.substr(from, text.find_last_not_of(" \t\r\n") - from + 1);
}

std::optional<Instant> instant_ms(std::string_view text) {
  int64_t ms = 0;
  auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), ms);
  if (fault != std::errc{} || end != text.data() + text.size() || text.size() < 11)
    return std::nullopt;
  return from_ms(ms);
}

class RowReading {
 public:
  RowReading(const Intake& intake, Datum datum, FaultList& faults)
      : intake_(intake), datum_(datum), faults_(faults) {}

  Draft read(const IntakeRow& row) {
    Draft draft{.row = row.number, .id = {}, .given = {}};
    std::string east, north;
    const Field* point = nullptr;
    for (size_t i = 0; i < row.cells.size(); ++i) {
      if (!row.cells[i]) continue;
      auto text = trimmed(*row.cells[i]);
      if (i >= intake_.header.columns.size()) {
        if (!text.empty())
          faults_.add(draft, "", fmt::format("{} 列没有表头", column_letter(i)),
                      fmt::format("column {} has no header", column_letter(i)));
        continue;
      }
      const auto& column = intake_.header.columns[i];
      if (column.role == Column::Role::id) draft.id = text;
      if (column.role == Column::Role::longitude) east = text;
      if (column.role == Column::Role::latitude) north = text;
      if (column.role == Column::Role::longitude) point = column.field;
      if (column.role == Column::Role::field) take(draft, *column.field, text);
    }
    if (point) take(draft, *point, east.empty() && north.empty() ? "" : east + "," + north);
    check_id(draft);
    return draft;
  }

 private:
  void check_id(Draft& draft) {
    constexpr size_t kLongest = 100;
    if (auto inner = id_in(draft.id); !inner.empty()) draft.id = std::string(inner);
    bool strange = std::any_of(draft.id.begin(), draft.id.end(), [](unsigned char c) {
      return c < 0x21 || c == 0x7f || c == '/' || c == '\\' || c == '?' || c == '#' || c == '%';
    });
    if (!strange && draft.id.size() <= kLongest) return;
    faults_.add(draft, "id", "编号含空格或特殊符号，或过长",
                "the id holds blanks or signs, or is too long");
  }

  void take(Draft& draft, const Field& field, std::string_view text) {
    auto& value = draft.given[field.name];
    if (std::find(kErrors.begin(), kErrors.end(), text) != kErrors.end())
      return faults_.add(draft, field.name, fmt::format("单元格是公式错误 {}", text),
                         fmt::format("the cell holds the error {} of a formula", text));
    auto typed = ledger::typed(field, meant(field, text));
    value = std::move(typed.value);
    for (auto& fault : typed.faults) {
      if (fault.en.find("latitude stands before longitude") != fault.en.npos) {
        fault.zh += "（经纬度颠倒：请写成“经度,纬度”）";
        fault.en += " (swapped: write longitude,latitude)";
      }
      if (field.type == FieldType::point && fault.en.starts_with("no GeoJSON")) {
        fault.zh = "不是坐标：请写成“经度,纬度”，如 113.72,34.74";
        fault.en = "no place: write longitude,latitude, as 113.72,34.74";
      }
      faults_.add(draft, field.name, std::move(fault.zh), std::move(fault.en));
    }
  }

  // The text in the form that `typed` takes, places in CGCS2000.
  std::string meant(const Field& field, std::string_view text) const {
    if (field.type == FieldType::instant)
      if (auto at = instant_ms(text)) return iso(*at);
    if (!is_geometry(field.type) || text.empty()) return std::string(text);
    auto place = field.type == FieldType::point ? ledger::place_text(text) : std::string(text);
    if (datum_ == Datum::cgcs2000) return place;
    auto geometry = Geometry::of(place, datum_);
    return geometry ? geometry->geojson() : place;
  }

  const Intake& intake_;
  Datum datum_;
  FaultList& faults_;
};

// Texts of reference cells → ids.
class References {
 public:
  References(const ledger::Kind& kind, const ledger::RecordLog& log, const ledger::Reach& reach,
             FaultList& faults)
      : kind_(kind), log_(log), reach_(reach), faults_(faults) {}

  // What the table's own rows will be called.
  void learn_own(const std::vector<Draft>& drafts, std::string_view import_id) {
    for (const auto& draft : drafts) {
      auto id = draft.id.empty() ? new_id(import_id, draft.row) : draft.id;
      own_ids_.insert(id);
      auto title = draft.given.find(kind_.title);
      if (title == draft.given.end()) continue;
      if (auto text = std::get_if<std::string>(&title->second)) own_[*text].push_back(id);
    }
  }

  Result<void> settle(const Field& field, std::vector<Draft>& drafts) {
    auto target = log_.kind(field.target);
    if (!target) return fail("refers to an unknown kind", field.target);
    std::set<std::string> texts;
    for (const auto& draft : drafts)
      if (auto text = text_in(draft, field)) {
        texts.insert(*text);
        if (auto id = id_in(*text); !id.empty()) texts.insert(std::string(id));
      }
    auto by_id = find_by(log_, *target, "id", texts, reach_);
    if (!by_id) return tl::unexpected(by_id.error());
    for (const auto& [id, unused] : *by_id) texts.erase(id);
    Found by_title;
    auto title = target->field(target->title);
    if (title && title->type == FieldType::text) {
      auto found = find_by(log_, *target, target->title, texts, reach_);
      if (!found) return tl::unexpected(found.error());
      by_title = std::move(*found);
    }
    for (auto& draft : drafts)
      if (auto text = text_in(draft, field))
        draft.given[field.name] = id_of(draft, field, *target, *text, *by_id, by_title);
    return {};
  }

 private:
  static std::optional<std::string> text_in(const Draft& draft, const Field& field) {
    auto it = draft.given.find(field.name);
    if (it == draft.given.end()) return std::nullopt;
    auto text = std::get_if<std::string>(&it->second);
    return text && !text->empty() ? std::optional(*text) : std::nullopt;
  }

  std::string id_of(Draft& draft, const Field& field, const ledger::Kind& target,
                    const std::string& text, const Found& by_id, const Found& by_title) {
    if (stands(by_id, text)) return text;
    if (auto id = id_in(text); !id.empty() && stands(by_id, id)) return std::string(id);
    if (auto it = by_title.find(text); it != by_title.end() && !it->second.empty()) {
      if (it->second.size() == 1) return it->second.front().id;
      ambiguous(draft, field, target, text, it->second);
      return text;
    }
    if (target.name == kind_.name) {
      if (own_ids_.contains(text)) return text;
      if (auto it = own_.find(text); it != own_.end() && it->second.size() == 1)
        return it->second.front();
    }
    faults_.add(draft, field.name, fmt::format("{}中没有“{}”", target.label_zh, text),
                fmt::format("there is no {} '{}'", target.label_en, text));
    return text;
  }

  static bool stands(const Found& found, std::string_view id) {
    auto it = found.find(id);
    return it != found.end() && !it->second.empty();
  }

  void ambiguous(Draft& draft, const Field& field, const ledger::Kind& target,
                 const std::string& text, const std::vector<ledger::Record>& alike) {
    std::vector<std::string> names;
    for (const auto& record : alike)
      names.push_back(reference_text(title_of(target, record), record.id));
    faults_.add(
        draft, field.name,
        fmt::format("“{}”对应多条记录，请写明其一：{}", text, fmt::join(names, "；")),
        fmt::format("'{}' may be several records, write one of: {}", text, fmt::join(names, "; ")));
  }

  const ledger::Kind& kind_;
  const ledger::RecordLog& log_;
  const ledger::Reach& reach_;
  FaultList& faults_;
  std::set<std::string, std::less<>> own_ids_;
  std::map<std::string, std::vector<std::string>, std::less<>> own_;  // title → ids
};

}  // namespace

FaultList::FaultList(const Intake& intake, ledger::Import& import)
    : intake_(intake), import_(import) {}

void FaultList::add(Draft& draft, const std::string& field, std::string zh, std::string en) {
  draft.faulty = true;
  ++import_.faulty;
  if (import_.faults.size() >= ledger::kMostFaultsTold) return;
  auto outer = field.substr(0, field.find_first_of("[."));
  std::string letter;
  const auto& columns = intake_.header.columns;
  for (size_t i = 0; i < columns.size(); ++i) {
    bool here = columns[i].role == Column::Role::id ? outer == "id"
                : columns[i].role == Column::Role::passed_over
                    ? false
                    : columns[i].field && columns[i].field->name == outer;
    if (!here) continue;
    letter = intake_.named_columns ? columns[i].header : column_letter(i);
    break;
  }
  import_.faults.push_back({draft.row, letter, field, std::move(zh), std::move(en)});
}

std::string new_id(std::string_view import_id, size_t row) {
  return fmt::format("{}-{}", import_id, row);
}

Result<std::vector<Draft>> read_rows(const ledger::Kind& kind, const Intake& intake, Datum datum,
                                     const ledger::RecordLog& log, const ledger::Reach& reach,
                                     std::string_view import_id, FaultList& faults) {
  RowReading reading(intake, datum, faults);
  std::vector<Draft> drafts;
  drafts.reserve(intake.rows.size());
  for (const auto& row : intake.rows) drafts.push_back(reading.read(row));
  References references(kind, log, reach, faults);
  references.learn_own(drafts, import_id);
  for (const auto& field : kind.fields)
    if (field.type == FieldType::reference && is_taken(field))
      if (auto done = references.settle(field, drafts); !done) return tl::unexpected(done.error());
  return drafts;
}

}  // namespace qs::exchange

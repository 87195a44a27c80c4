#include "edge/exchange/columns.h"

#include <algorithm>
#include <array>

namespace qs::exchange {

using ledger::Field;
using ledger::FieldType;

namespace {

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view kBlank = " \t\r\n*";
  auto from = text.find_first_not_of(kBlank);
  if (from == text.npos) return {};
  return text.substr(from, text.find_last_not_of(kBlank) - from + 1);
}

std::string lower(std::string_view text) {
  std::string out(text);
  for (auto& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return out;
}

std::string label_of(const Field& field) {
  auto unit = field.unit.empty() && field.type == FieldType::money ? std::string("元") : field.unit;
  return unit.empty() ? field.label_zh : fmt::format("{}（{}）", field.label_zh, unit);
}

// Every field that a header may mean: one by its name, otherwise those with such a label.
std::vector<const Field*> meant(const ledger::Kind& kind, std::string_view header) {
  std::vector<const Field*> out;
  auto fields = fields_of(kind);
  auto name = lower(header);
  if (auto inner = id_in(header); !inner.empty()) name = inner;
  for (auto field : fields)
    if (field->name == name) return {field};
  auto label = lower(header);
  for (auto field : fields)
    if (header == field->label_zh || header == label_of(*field) || label == lower(field->label_en))
      out.push_back(field);
  return out;
}

bool is_id(std::string_view header) {
  return id_in(header) == "id" || lower(header) == "id" || header == "编号";
}

constexpr std::array<std::string_view, 4> kLongitude{"经度", "lon", "lng", "longitude"};
constexpr std::array<std::string_view, 4> kLatitude{"纬度", "lat", "latitude", "latitude"};

const Field* point_of(const ledger::Kind& kind) {
  for (auto field : fields_of(kind))
    if (field->type == FieldType::point && is_taken(*field)) return field;
  return nullptr;
}

bool among(const std::array<std::string_view, 4>& words, std::string_view header) {
  return std::find(words.begin(), words.end(), lower(header)) != words.end();
}

class HeaderReader {
 public:
  HeaderReader(const ledger::Kind& kind, size_t row, Unknown unknown)
      : kind_(kind), row_(row), unknown_(unknown) {}

  Header read(const std::vector<std::string>& cells) {
    for (const auto& cell : cells) add(cell);
    check_point();
    check_required();
    return std::move(out_);
  }

 private:
  void fault(std::string zh, std::string en, std::string field) {
    auto at = out_.columns.empty() ? std::string{} : column_letter(out_.columns.size() - 1);
    out_.faults.push_back({row_, at, std::move(field), std::move(zh), std::move(en)});
  }

  void add(const std::string& cell) {
    std::string header(trimmed(cell));
    auto& column = out_.columns.emplace_back(Column{.header = header});
    if (header.empty()) return;
    auto fields = meant(kind_, header);
    if (fields.empty() && is_id(header)) return take(Column::Role::id, nullptr);
    if (fields.size() > 1)
      return fault(fmt::format("列“{}”可指多个字段，请写字段名", header),
                   fmt::format("column '{}' may mean several fields: write a field's name", header),
                   header);
    if (fields.size() == 1) {
      if (is_taken(*fields[0])) return take(Column::Role::field, fields[0]);
      column.field = fields[0];
      out_.remarks.push_back(
          {fmt::format("列“{}”由系统计算或已停用，不导入", header),
           fmt::format("column '{}' is computed or retired: passed over", header)});
      return;
    }
    auto point = point_of(kind_);
    if (point && among(kLongitude, header)) return take(Column::Role::longitude, point);
    if (point && among(kLatitude, header)) return take(Column::Role::latitude, point);
    if (unknown_ == Unknown::passed_over) {
      out_.remarks.push_back({fmt::format("没有“{}”这一项，不导入", header),
                              fmt::format("there is no field '{}': passed over", header)});
      return;
    }
    fault(fmt::format("没有“{}”这一列", header), fmt::format("there is no column '{}'", header),
          header);
  }

  void take(Column::Role role, const Field* field) {
    auto& mine = out_.columns.back();
    bool doubled = std::any_of(
        out_.columns.begin(), out_.columns.end() - 1,
        [&](const Column& other) { return other.role == role && other.field == field; });
    if (doubled)
      return fault(fmt::format("列“{}”重复", mine.header),
                   fmt::format("column '{}' stands twice", mine.header),
                   field ? field->name : "id");
    mine.role = role;
    mine.field = field;
  }

  bool has(Column::Role role, const Field* field) const {
    return std::any_of(out_.columns.begin(), out_.columns.end(),
                       [&](const Column& c) { return c.role == role && c.field == field; });
  }

  void check_point() {
    auto point = point_of(kind_);
    if (!point) return;
    bool east = has(Column::Role::longitude, point), north = has(Column::Role::latitude, point);
    if (east != north)
      whole_fault("经度、纬度两列须同时有", "longitude and latitude come together", point->name);
    if (east && north && has(Column::Role::field, point))
      whole_fault("坐标已有一列，经度、纬度两列多余", "the place stands in a column of its own",
                  point->name);
  }

  void check_required() {
    bool by_id = has(Column::Role::id, nullptr);  // rows may name records that have it already
    for (auto field : fields_of(kind_)) {
      bool here = has(Column::Role::field, field) || has(Column::Role::longitude, field);
      if (by_id || here || !field->required || !is_taken(*field) || !field->fallback.empty())
        continue;
      whole_fault(fmt::format("缺少必填的列“{}”", field->label_zh),
                  fmt::format("the required column '{}' is missing", field->label_en), field->name);
    }
  }

  void whole_fault(std::string zh, std::string en, std::string field) {
    out_.faults.push_back({row_, "", std::move(field), std::move(zh), std::move(en)});
  }

  const ledger::Kind& kind_;
  size_t row_;
  Unknown unknown_;
  Header out_;
};

}  // namespace

std::vector<const Field*> fields_of(const ledger::Kind& kind) {
  std::vector<const Field*> out;
  for (const auto& field : kind.fields)
    if (!field.secret && field.type != FieldType::json) out.push_back(&field);
  return out;
}

bool is_taken(const Field& field) {
  return field.formula.empty() && !field.by_program && !field.retired;
}

std::string header_of(const Field& field) {
  return fmt::format("{} [{}]", label_of(field), field.name);
}

std::string column_letter(size_t column) {
  std::string letters;
  for (size_t n = column + 1; n > 0; n = (n - 1) / 26)
    letters.insert(letters.begin(), static_cast<char>('A' + (n - 1) % 26));
  return letters;
}

Header read_header(const ledger::Kind& kind, const std::vector<std::string>& cells, size_t row,
                   Unknown unknown) {
  return HeaderReader(kind, row, unknown).read(cells);
}

std::string reference_text(std::string_view title, std::string_view id) {
  if (title.empty() || title == id) return std::string(id);
  return fmt::format("{} [{}]", title, id);
}

std::string_view id_in(std::string_view text) {
  auto open = text.rfind(" [");
  if (open == text.npos || !text.ends_with(']')) return {};
  return text.substr(open + 2, text.size() - open - 3);
}

}  // namespace qs::exchange

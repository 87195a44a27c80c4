#include "edge/exchange/template.h"

#include <fmt/ranges.h>
#include <xlsxwriter.h>

#include <cmath>

#include "base/csv.h"
#include "edge/exchange/columns.h"
#include "edge/exchange/lookup.h"
#include "edge/exchange/workbook.h"

namespace qs::exchange {

using ledger::Field;
using ledger::FieldType;

namespace {

constexpr const char* kLists = "选项";
constexpr size_t kLongestNote = 2'000;

// The same in both languages.
struct Said {
  std::string zh, en;
};

Said type_of(const Field& field) {
  switch (field.type) {
    case FieldType::number:
      return {"数字", "a number"};
    case FieldType::integer:
      return {"整数", "a whole number"};
    case FieldType::boolean:
      return {"是 / 否", "是 (yes) / 否 (no)"};
    case FieldType::instant:
      return {"时刻，如 2026-05-01 08:00:00", "a time, such as 2026-05-01 08:00:00"};
    case FieldType::day:
      return {"日期，如 2026-05-01", "a day, such as 2026-05-01"};
    case FieldType::period:
      return {"起止日期，如 2026-01-01/2026-12-31",
              "first and last day, such as 2026-01-01/2026-12-31"};
    case FieldType::money:
      return {"金额，至多两位小数", "an amount, at most two decimals"};
    case FieldType::choice:
      return {"选项", "one of the list, in either language"};
    case FieldType::reference:
      return {"另一条记录：名称，或“名称 [编号]”", "another record: its name, or \"name [id]\""};
    case FieldType::credit_code:
      return {"统一社会信用代码，18 位", "unified social credit code, 18 characters"};
    case FieldType::phone:
      return {"电话", "a telephone number"};
    case FieldType::point:
      return {"坐标“经度,纬度”（CGCS2000），或用“经度”“纬度”两列",
              "longitude,latitude (CGCS2000), or in two columns"};
    case FieldType::line:
    case FieldType::area:
      return {"GeoJSON 图形", "a GeoJSON shape"};
    case FieldType::file:
    case FieldType::photo:
      return {"文件清单，在页面上传后由系统填写",
              "a list of files, filled in by the program after an upload"};
    case FieldType::table:
      return {"表格（JSON 列表）", "a table (a JSON list)"};
    default:
      return {"文字", "text"};
  }
}

std::string example_of(const Field& field) {
  switch (field.type) {
    case FieldType::number:
    case FieldType::integer:
    case FieldType::money:
      return fmt::format("{}", std::ceil(field.low.value_or(1)));
    case FieldType::boolean:
      return "是";
    case FieldType::instant:
      return "2026-05-01 08:00:00";
    case FieldType::day:
      return "2026-05-01";
    case FieldType::period:
      return "2026-01-01/2026-12-31";
    case FieldType::choice:
      return field.choices.front().zh;
    case FieldType::credit_code:
      return "91410100MA00000000";
    case FieldType::phone:
      return "0371-00000000";
    case FieldType::point:
      return "113.6800000,34.7500000";
    case FieldType::text:
      return "示例" + field.label_zh;
    default:
      return "";
  }
}

Said bounds_of(const Field& field) {
  if (field.low && field.high)
    return {fmt::format("{} 至 {}", *field.low, *field.high),
            fmt::format("{} to {}", *field.low, *field.high)};
  if (field.low)
    return {fmt::format("不小于 {}", *field.low), fmt::format("at least {}", *field.low)};
  if (!field.high) return {};
  return {fmt::format("不大于 {}", *field.high), fmt::format("at most {}", *field.high)};
}

Said value_said(const Field* field, const std::string& value) {
  if (auto choice = field ? field->choice(value) : nullptr) return {choice->zh, choice->en};
  if (value == "true") return {"是", "yes"};
  if (value == "false") return {"否", "no"};
  return {value, value};
}

Said needed(const ledger::Kind& kind, const Field& field) {
  if (field.required) return {"必填", "required"};
  if (!field.required_if) return {};
  auto other = kind.field(field.required_if->field);
  std::vector<std::string> zh, en;
  for (const auto& value : field.required_if->is) {
    auto said = value_said(other, value);
    zh.push_back(said.zh);
    en.push_back(said.en);
  }
  return {fmt::format("“{}”为“{}”时必填", other ? other->label_zh : field.required_if->field,
                      fmt::join(zh, "、")),
          fmt::format("required when {} is {}", other ? other->label_en : field.required_if->field,
                      fmt::join(en, ", "))};
}

std::string note_of(const ledger::Kind& kind, const Field& field) {
  std::string zh, en;
  auto add = [&](const Said& said) {
    if (!said.zh.empty()) zh += (zh.empty() ? "" : "\n") + said.zh;
    if (!said.en.empty()) en += (en.empty() ? "" : "\n") + said.en;
  };
  add(type_of(field));
  add(needed(kind, field));
  if (!field.unit.empty()) add({"单位：" + field.unit, "unit: " + field.unit});
  add(bounds_of(field));
  if (field.unique) add({"不得重复", "no two alike"});
  add({field.help_zh, field.help_en});
  auto note = fmt::format("{}\n\n{}: {}", zh, field.label_en, en);
  while (note.size() > kLongestNote || !is_utf8(note)) note.pop_back();
  return note;
}

// "装机容量（MW） Capacity [capacity]": the import goes by what stands in brackets.
std::string bilingual_header(const Field& field) {
  auto header = header_of(field);
  return header.insert(header.rfind(" ["), " " + field.label_en);
}

class Template {
 public:
  Template(Book& book, const ledger::Kind& kind, const ledger::RecordLog& log,
           const ledger::Reach& reach)
      : book_(book), kind_(kind), log_(log), reach_(reach), fields_(fields_of(kind)) {
    std::erase_if(fields_, [&](auto field) { return !is_taken(*field) || !reach.sees(*field); });
    sheet_ = book_.add_sheet("填报");
    about_ = book_.add_sheet("说明");
    lists_ = book_.add_sheet(kLists);
    worksheet_hide(lists_);
  }

  Result<void> write() {
    worksheet_set_row(sheet_, 0, 34, nullptr);
    worksheet_freeze_panes(sheet_, 1, 1);
    put_text(sheet_, 0, 0, kIdHeader, book_.look(Look::header));
    worksheet_write_comment(sheet_, 0, 0,
                            "新记录留空；改已有记录时填它的编号\n\n"
                            "empty for a new record, its id to change one that stands");
    put_text(sheet_, 1, 0, kExample, book_.look(Look::example));
    worksheet_set_column(sheet_, 0, 0, 18, nullptr);
    explain(0, {"列 Column", ""}, {"写法", "How it is written"}, {"要求", "Needed"},
            {"单位 Unit", ""}, {"范围", "Bounds"}, {"说明", "Help"}, Look::header);
    worksheet_set_column(about_, 0, 0, 28, nullptr);
    worksheet_set_column(about_, 1, 5, 26, nullptr);
    for (size_t i = 0; i < fields_.size(); ++i)
      if (auto done = column(static_cast<uint16_t>(i + 1), *fields_[i]); !done) return done;
    return {};
  }

 private:
  void explain(uint32_t row, const Said& label, const Said& type, const Said& need,
               const Said& unit, const Said& bounds, const Said& help, Look look) {
    const std::array cells{label, type, need, unit, bounds, help};
    for (size_t i = 0; i < cells.size(); ++i) {
      const auto& [zh, en] = cells[i];
      auto both = zh.empty() || en.empty() ? zh + en : zh + "\n" + en;
      put_text(about_, row, static_cast<uint16_t>(i), both, book_.look(look));
    }
  }

  Result<void> column(uint16_t at, const Field& field) {
    auto look = field.required ? Look::required : Look::header;
    put_text(sheet_, 0, at, bilingual_header(field), book_.look(look));
    worksheet_write_comment(sheet_, 0, at, note_of(kind_, field).c_str());
    put_text(sheet_, 1, at, example_of(field), book_.look(Look::example));
    auto cells = field.type == FieldType::day       ? Look::day
                 : field.type == FieldType::instant ? Look::instant
                 : is_figure(field.type)            ? Look::plain
                                                    : Look::text;
    worksheet_set_column(sheet_, at, at, 20, book_.look(cells));
    explain(at, {bilingual_header(field), ""}, type_of(field), needed(kind_, field),
            {field.unit, ""}, bounds_of(field), {field.help_zh, field.help_en}, Look::wrapped);
    return limit(at, field);
  }

  static bool is_figure(FieldType type) {
    return type == FieldType::number || type == FieldType::integer || type == FieldType::money;
  }

  Result<void> limit(uint16_t at, const Field& field) {
    if (field.type == FieldType::choice) {
      std::vector<std::string> labels;
      for (const auto& choice : field.choices) labels.push_back(choice.zh);
      offer(at, labels, true);
    } else if (field.type == FieldType::boolean) {
      offer(at, {"是", "否"}, true);
    } else if (field.type == FieldType::reference) {
      return offer_records(at, field);
    } else if (is_figure(field.type)) {
      limit_number(at, field);
    } else if (field.type == FieldType::day) {
      limit_day(at);
    }
    return {};
  }

  // A short list stands in the rule itself, which takes 255 characters; a longer one on a hidden
  // sheet.
  void offer(uint16_t at, std::vector<std::string> texts, bool strict) {
    lxw_data_validation rule{};
    size_t letters = 0;
    bool plain = true;
    for (const auto& text : texts) {
      letters += text.size() + 1;
      plain = plain && text.find(',') == text.npos && text.find('"') == text.npos;
    }
    std::vector<char*> list;
    std::string range;
    if (letters <= 250 && plain) {
      for (auto& text : texts) list.push_back(text.data());
      list.push_back(nullptr);
      rule.validate = LXW_VALIDATION_TYPE_LIST;
      rule.value_list = list.data();
    } else {
      for (size_t i = 0; i < texts.size(); ++i)
        put_text(lists_, static_cast<uint32_t>(i), next_list_, texts[i], nullptr);
      auto letter = column_letter(next_list_++);
      range = fmt::format("='{}'!${}$1:${}${}", kLists, letter, letter, texts.size());
      rule.validate = LXW_VALIDATION_TYPE_LIST_FORMULA;
      rule.value_formula = range.data();
    }
    rule.error_type = strict ? LXW_VALIDATION_ERROR_TYPE_STOP : LXW_VALIDATION_ERROR_TYPE_WARNING;
    worksheet_data_validation_range(sheet_, 1, at, kTemplateRows, at, &rule);
  }

  Result<void> offer_records(uint16_t at, const Field& field) {
    auto target = log_.kind(field.target);
    if (!target) return {};
    auto records = log_.query({.kind = target->name, .limit = kMostOffered + 1});
    if (!records) return tl::unexpected(records.error());
    std::erase_if(*records, [&](const auto& record) { return !reach_.reads(record); });
    if (records->empty() || records->size() > kMostOffered) return {};
    std::vector<std::string> texts;
    for (const auto& record : *records)
      texts.push_back(reference_text(title_of(*target, record), record.id));
    offer(at, texts, false);
    return {};
  }

  void limit_number(uint16_t at, const Field& field) {
    constexpr double kAny = 1e15;
    lxw_data_validation rule{};
    bool whole = field.type == FieldType::integer;
    rule.validate = whole ? LXW_VALIDATION_TYPE_INTEGER : LXW_VALIDATION_TYPE_DECIMAL;
    rule.criteria = LXW_VALIDATION_CRITERIA_BETWEEN;
    rule.minimum_number = field.low.value_or(-kAny);
    rule.maximum_number = field.high.value_or(kAny);
    worksheet_data_validation_range(sheet_, 1, at, kTemplateRows, at, &rule);
  }

  void limit_day(uint16_t at) {
    lxw_data_validation rule{};
    rule.validate = LXW_VALIDATION_TYPE_DATE;
    rule.criteria = LXW_VALIDATION_CRITERIA_BETWEEN;
    rule.minimum_datetime = {1949, 1, 1, 0, 0, 0};
    rule.maximum_datetime = {2199, 12, 31, 0, 0, 0};
    rule.error_type = LXW_VALIDATION_ERROR_TYPE_WARNING;
    worksheet_data_validation_range(sheet_, 1, at, kTemplateRows, at, &rule);
  }

  Book& book_;
  const ledger::Kind& kind_;
  const ledger::RecordLog& log_;
  const ledger::Reach& reach_;
  std::vector<const Field*> fields_;
  lxw_worksheet *sheet_ = nullptr, *about_ = nullptr, *lists_ = nullptr;
  uint16_t next_list_ = 0;
};

}  // namespace

Result<void> write_template(const ledger::Kind& kind, const ledger::RecordLog& log,
                            const ledger::Reach& reach, const std::filesystem::path& file) {
  auto book = Book::create(file, true);
  if (!book) return tl::unexpected(book.error());
  if (auto done = Template(*book, kind, log, reach).write(); !done) return done;
  return book->close();
}

}  // namespace qs::exchange

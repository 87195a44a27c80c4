#include "kernel/ledger/check.h"

#include <charconv>
#include <cmath>

#include "base/csv.h"
#include "base/geometry.h"
#include "base/json.h"
#include "base/time.h"
#include "kernel/ledger/identity.h"
#include "kernel/ledger/value_json.h"

namespace qs::ledger {
namespace {

constexpr size_t kLongestText = 2'000, kLongestLongText = 20'000, kLongestGeometry = 4'000'000;
constexpr size_t kMostRows = 500, kMostFiles = 50;

struct Said {
  std::string zh, en;
};
using Fault = std::optional<Said>;

Fault said(std::string zh, std::string en) {
  return Said{std::move(zh), std::move(en)};
}

std::string plain(double number) {
  return fmt::format("{}", number);
}

bool is_hash(const Json& one) {
  return one.is_string() && one.get_ref<const std::string&>().size() == 64;
}

bool is_phone(std::string_view text) {
  auto digits =
      std::count_if(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
  return text.size() <= 30 && digits >= 3 && text.find_first_not_of("0123456789 -+()") == text.npos;
}

Fault check_number(const Field& field, double number) {
  if (!std::isfinite(number)) return said("不是数", "no number");
  if (field.low && number < *field.low)
    return said("小于 " + plain(*field.low), "below " + plain(*field.low));
  if (field.high && number > *field.high)
    return said("大于 " + plain(*field.high), "above " + plain(*field.high));
  if (field.type != FieldType::money) return {};
  auto cents = number * 100;
  if (std::abs(cents - std::round(cents)) > 1e-4)
    return said("金额至多两位小数", "money has at most two decimals");
  return {};
}

Fault settle_number(const Field& field, Value& value) {
  bool whole = field.type == FieldType::integer;
  if (auto i = std::get_if<int64_t>(&value)) {
    auto number = static_cast<double>(*i);
    if (!whole) value = number;
    return check_number(field, number);
  }
  auto d = std::get_if<double>(&value);
  if (!d) return said("不是数", "no number");
  if (whole) return said("不是整数", "no whole number");
  return check_number(field, *d);
}

Fault check_period(const std::string& text) {
  auto slash = text.find('/');
  auto from = parse_day(text.substr(0, slash));
  auto until = slash == text.npos ? fail("") : parse_day(text.substr(slash + 1));
  if (!from || !until)
    return said("不是起止日期（年-月-日/年-月-日）", "no period (YYYY-MM-DD/YYYY-MM-DD)");
  if (std::chrono::sys_days(*until) < std::chrono::sys_days(*from))
    return said("止日早于起日", "the period ends before it begins");
  return {};
}

Fault check_files(const std::string& text) {
  auto list = Json::parse(text, nullptr, false);
  if (!list.is_array() || !std::all_of(list.begin(), list.end(), is_hash))
    return said("不是文件清单", "no list of files");
  if (list.size() > kMostFiles) return said("文件过多", "too many files");
  return {};
}

Fault settle_geometry(const Field& field, std::string& text) {
  if (text.size() > kLongestGeometry) return said("图形过大", "the geometry is too large");
  auto geometry = Geometry::of(text);
  if (!geometry) return said("图形有误：" + geometry.error().message(), geometry.error().message());
  auto wanted = field.type == FieldType::point  ? Geometry::Type::point
                : field.type == FieldType::line ? Geometry::Type::line
                                                : Geometry::Type::area;
  if (geometry->type() != wanted)
    return said(fmt::format("图形类型应为 {}", name(field.type)),
                fmt::format("the geometry must be of type {}", name(field.type)));
  text = geometry->geojson();
  return {};
}

Fault settle_text(const Field& field, std::string& text) {
  if (!is_utf8(text)) return said("不是 UTF-8 文字", "not UTF-8");
  switch (field.type) {
    case FieldType::text:
    case FieldType::reference:
      if (text.size() > kLongestText && !field.secret)
        return said("文字过长", "the text is too long");
      return {};
    case FieldType::long_text:
      if (text.size() > kLongestLongText) return said("文字过长", "the text is too long");
      return {};
    case FieldType::day:
      if (!parse_day(text)) return said("不是日期（年-月-日）", "not a day (YYYY-MM-DD)");
      return {};
    case FieldType::period:
      return check_period(text);
    case FieldType::choice:
      if (!field.choice(text))
        return said(fmt::format("“{}”不在选项中", text),
                    fmt::format("'{}' is not one of the choices", text));
      return {};
    case FieldType::credit_code:
      for (auto& c : text) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
      if (!is_credit_code(text))
        return said("统一社会信用代码校验不通过", "the credit code fails its check");
      return {};
    case FieldType::phone:
      if (!is_phone(text)) return said("不是电话号码", "no phone number");
      return {};
    case FieldType::file:
    case FieldType::photo:
      return check_files(text);
    case FieldType::point:
    case FieldType::line:
    case FieldType::area:
      return settle_geometry(field, text);
    case FieldType::json:
      if (!Json::accept(text)) return said("不是 JSON", "not JSON");
      return {};
    default:
      return said("类型不符", "a value of another type than declared");
  }
}

Fault settle_value(const Field& field, Value& value) {
  switch (field.type) {
    case FieldType::number:
    case FieldType::integer:
    case FieldType::money:
      return settle_number(field, value);
    case FieldType::instant:
      if (!std::holds_alternative<int64_t>(value)) return said("不是时刻", "no instant");
      return {};
    case FieldType::boolean:
      if (!std::holds_alternative<bool>(value)) return said("不是是或否", "neither true nor false");
      return {};
    default:
      break;
  }
  auto text = std::get_if<std::string>(&value);
  if (!text) return said("类型不符", "a value of another type than declared");
  return settle_text(field, *text);
}

class Settling {
 public:
  Settling(const Kind& kind, std::vector<Formula>& formulas) : kind_(kind), formulas_(formulas) {}

  std::vector<FieldFault> run(Fields& fields) {
    for (auto it = fields.begin(); it != fields.end();) {
      auto field = kind_.field(it->first);
      auto text = std::get_if<std::string>(&it->second);
      if (!field) add(it->first, said("没有这一项", "unknown field"));
      bool gone = !field || std::holds_alternative<std::monostate>(it->second) ||
                  (text && text->empty()) || !field->formula.empty();
      if (!gone) settle(*field, it->first, it->second);
      it = gone ? fields.erase(it) : std::next(it);
    }
    compute(fields);
    for (const auto& field : kind_.fields)
      if (!fields.contains(field.name) && needed(field, fields))
        add(field.name, said("必填", "a required field is missing"));
    return std::move(faults_);
  }

 private:
  void add(std::string place, Fault fault) {
    faults_.push_back({std::move(place), std::move(fault->zh), std::move(fault->en)});
  }

  void settle(const Field& field, const std::string& place, Value& value) {
    if (field.type == FieldType::table) return settle_table(field, value);
    if (auto fault = settle_value(field, value)) add(place, std::move(fault));
  }

  void settle_table(const Field& field, Value& value) {
    auto text = std::get_if<std::string>(&value);
    auto rows = text ? Json::parse(*text, nullptr, false) : Json();
    if (!rows.is_array() || rows.size() > kMostRows)
      return add(field.name, said("不是表格", "no table of at most 500 rows"));
    for (size_t i = 0; i < rows.size(); ++i) settle_row(field, i, rows[i]);
    value = rows.dump();
  }

  void settle_row(const Field& field, size_t number, Json& row) {
    auto place = fmt::format("{}[{}]", field.name, number + 1);
    if (!row.is_object()) return add(place, said("不是一行", "no row"));
    for (const auto& [name, unused] : row.items())
      if (std::none_of(field.columns.begin(), field.columns.end(),
                       [&, &name = name](const Field& c) { return c.name == name; }))
        add(place + "." + name, said("没有这一列", "unknown column"));
    for (const auto& column : field.columns) {
      auto at = place + "." + column.name;
      auto value = row.contains(column.name) ? plain_value(row[column.name]) : Value{};
      if (!value) {
        add(at, said("类型不符", "a value of another type than declared"));
        continue;
      }
      auto text = std::get_if<std::string>(&*value);
      if (std::holds_alternative<std::monostate>(*value) || (text && text->empty())) {
        row.erase(column.name);
        if (column.required) add(at, said("必填", "a required field is missing"));
        continue;
      }
      if (auto fault = settle_value(column, *value)) add(at, std::move(fault));
      row[column.name] = json_of(*value);
    }
  }

  void compute(Fields& fields) {
    for (auto& formula : formulas_)
      if (auto value = formula.value(fields); !std::holds_alternative<std::monostate>(value))
        fields[formula.field().name] = std::move(value);
  }

  static bool needed(const Field& field, const Fields& fields) {
    if (field.required) return true;
    return field.required_if && holds(*field.required_if, fields);
  }

  const Kind& kind_;
  std::vector<Formula>& formulas_;
  std::vector<FieldFault> faults_;
};

std::optional<double> number_in(std::string_view text) {
  double number = 0;
  auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (fault != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return number;
}

Value typed_value(const Field& field, const std::string& text) {
  switch (field.type) {
    case FieldType::number:
    case FieldType::money:
      if (auto number = number_in(text)) return *number;
      return text;
    case FieldType::integer:
      if (auto number = number_in(text)) {
        constexpr double kExact = 9e15;  // every whole number up to here is one of its own
        bool whole = std::trunc(*number) == *number && std::abs(*number) < kExact;
        return whole ? Value(static_cast<int64_t>(*number)) : Value(*number);
      }
      return text;
    case FieldType::boolean:
      if (text == "是" || text == "true" || text == "1") return true;
      if (text == "否" || text == "false" || text == "0") return false;
      return text;
    case FieldType::instant:
      if (auto instant = parse_instant(text)) return to_ms(*instant);
      return text;
    case FieldType::choice:
      for (const auto& choice : field.choices)
        if (text == choice.value || text == choice.zh || text == choice.en) return choice.value;
      return text;
    case FieldType::point:
      return place_text(text);
    default:
      return text;
  }
}

std::string_view trimmed(std::string_view text) {
  auto from = text.find_first_not_of(" \t\r\n");
  if (from == text.npos) return {};
  return text.substr(from, text.find_last_not_of(" \t\r\n") - from + 1);
}

}  // namespace

bool holds(const When& when, const Fields& fields) {
  auto it = fields.find(when.field);
  if (it == fields.end()) return false;
  auto text = std::get_if<std::string>(&it->second);
  auto flag = std::get_if<bool>(&it->second);
  auto value = text ? *text : flag ? std::string(*flag ? "true" : "false") : std::string{};
  return std::find(when.is.begin(), when.is.end(), value) != when.is.end();
}

void fill_in(const Kind& kind, Fields& fields) {
  for (const auto& field : kind.fields)
    if (!field.fallback.empty() && !fields.contains(field.name))
      fields[field.name] = typed_value(field, field.fallback);
}

Settler::Settler(const Kind& kind) : kind_(&kind) {
  for (const auto& field : kind.fields)
    if (!field.formula.empty())
      if (auto formula = Formula::of(kind, field)) formulas_.push_back(std::move(*formula));
}

std::vector<FieldFault> Settler::settle(Fields& fields) {
  return Settling(*kind_, formulas_).run(fields);
}

std::vector<FieldFault> settle(const Kind& kind, Fields& fields) {
  return Settler(kind).settle(fields);
}

std::string place_text(std::string_view text) {
  for (std::string_view separator : {",", "，", " "}) {
    auto at = text.find(separator);
    if (at == text.npos) continue;
    auto lon = number_in(trimmed(text.substr(0, at)));
    auto lat = number_in(trimmed(text.substr(at + separator.size())));
    if (lon && lat) return Json{{"type", "Point"}, {"coordinates", {*lon, *lat}}}.dump();
  }
  return std::string(text);
}

Typed typed(const Field& field, std::string_view text) {
  auto asked = std::string(trimmed(text));
  if (asked.empty()) return {};
  Typed out{typed_value(field, asked), {}};
  if (field.type == FieldType::table) return out;  // settled with its record
  if (auto fault = settle_value(field, out.value))
    out.faults.push_back({field.name, std::move(fault->zh), std::move(fault->en)});
  return out;
}

std::string shown(const Field& field, const Value& value) {
  if (auto b = std::get_if<bool>(&value)) return *b ? "是" : "否";
  if (auto i = std::get_if<int64_t>(&value))
    return field.type == FieldType::instant ? iso(from_ms(*i)) : std::to_string(*i);
  if (auto d = std::get_if<double>(&value)) return fmt::format("{}", *d);
  auto text = std::get_if<std::string>(&value);
  if (!text) return {};
  if (field.type == FieldType::choice)
    if (auto choice = field.choice(*text)) return choice->zh;
  if (field.type == FieldType::point)
    if (auto place = Geometry::of(*text)) {
      auto at = place->middle();
      return fmt::format("{:.7f},{:.7f}", at.lon, at.lat);
    }
  return *text;
}

}  // namespace qs::ledger

#include "edge/store/memory_answer.h"

namespace qs::store {

using namespace ledger;

int compare(const Value& a, const Value& b) {
  auto rank = [](const Value& v) { return std::holds_alternative<std::monostate>(v) ? 0 : 1; };
  if (rank(a) != rank(b)) return rank(a) < rank(b) ? -1 : 1;
  if (rank(a) == 0) return 0;
  auto number = [](const Value& v) -> std::optional<double> {
    if (auto d = std::get_if<double>(&v)) return *d;
    if (auto i = std::get_if<int64_t>(&v)) return static_cast<double>(*i);
    return std::nullopt;
  };
  auto x = number(a), y = number(b);
  if (x && y && a.index() != b.index()) return *x < *y ? -1 : *x > *y;
  return a < b ? -1 : a > b;
}

Value value_of(const Record& record, const std::string& field) {
  if (field == "id") return record.id;
  auto it = record.fields.find(field);
  return it == record.fields.end() ? Value{} : it->second;
}

double number_of(const Value& value) {
  if (auto yes = std::get_if<bool>(&value)) return *yes ? 1 : 0;
  if (auto whole = std::get_if<int64_t>(&value)) return static_cast<double>(*whole);
  if (auto number = std::get_if<double>(&value)) return *number;
  return 0;
}

Value value_to_group(const Record& record, const Grouping& grouping) {
  const auto& name = grouping.field->name;
  if (!grouping.by_day) return value_of(record, name);
  auto at = record.instant(name);
  return at ? Value(iso(day_of(*at))) : Value{};
}

namespace {

bool meets(const Record& record, const Filter& filter) {
  auto value = value_of(record, filter.field);
  bool null = std::holds_alternative<std::monostate>(value);
  auto order = compare(value, filter.value);
  bool comparable = !null && !std::holds_alternative<std::monostate>(filter.value);
  switch (filter.op) {
    case Op::equal:
      return order == 0;
    case Op::not_equal:
      return order != 0;
    case Op::less:
      return comparable && order < 0;
    case Op::less_equal:
      return comparable && order <= 0;
    case Op::greater:
      return comparable && order > 0;
    case Op::greater_equal:
      return comparable && order >= 0;
    case Op::contains:
      return comparable && std::get<std::string>(value).find(std::get<std::string>(filter.value)) !=
                               std::string::npos;
    case Op::in:
      return std::any_of(filter.values.begin(), filter.values.end(), [&](const Value& one) {
        return !null && !std::holds_alternative<std::monostate>(one) && compare(value, one) == 0;
      });
    case Op::is_null:
      return null;
  }
  return false;
}

bool placed_as_asked(const Kind& kind, const Record& record, const Question& question) {
  if (!question.placed()) return true;
  auto place = Place::of(record.text(kind.geometry()->name));
  if (!place) return false;
  const auto& query = question.query;
  return (!query.box || place->meets(*query.box)) &&
         (!question.area || place->meets(*question.area)) &&
         (!query.near || place->metres_to(query.near->place) <= query.near->metres);
}

}  // namespace

bool is_asked(const Kind& kind, const Record& record, const Question& question) {
  const auto& where = question.query.where;
  return std::all_of(where.begin(), where.end(),
                     [&](const Filter& filter) { return meets(record, filter); }) &&
         (question.words.empty() || found(words_of(kind, record.fields), question.words)) &&
         placed_as_asked(kind, record, question);
}

Value rank_of(const Kind& kind, const Row& row, const Question& question) {
  switch (question.order) {
    case Question::Order::field:
      return value_of(row.record, question.query.order_by);
    case Question::Order::nearest:
      return Place::of(row.record.text(kind.geometry()->name))
          ->metres_to(question.query.near->place);
    case Question::Order::newest:
      return -static_cast<int64_t>(row.number);
  }
  return {};
}

}  // namespace qs::store

#include "kernel/ledger/formula.h"

#include <muParser.h>

#include <cmath>

#include "base/time.h"

namespace qs::ledger {
namespace {

bool is_figure(const Field& field) {
  switch (field.type) {
    case FieldType::number:
    case FieldType::integer:
    case FieldType::money:
    case FieldType::boolean:
    case FieldType::choice:
    case FieldType::day:
      return field.formula.empty();
    default:
      return false;
  }
}

std::optional<double> figure(const Field& field, const Fields& fields) {
  auto it = fields.find(field.name);
  if (it == fields.end()) return std::nullopt;
  if (auto d = std::get_if<double>(&it->second)) return *d;
  if (auto i = std::get_if<int64_t>(&it->second)) return static_cast<double>(*i);
  if (auto b = std::get_if<bool>(&it->second)) return *b ? 1 : 0;
  auto text = std::get_if<std::string>(&it->second);
  if (!text) return std::nullopt;
  if (field.type == FieldType::day) {
    auto day = parse_day(*text);
    if (!day) return std::nullopt;
    return static_cast<double>(std::chrono::sys_days(*day).time_since_epoch().count());
  }
  auto choice = field.choice(*text);
  if (!choice) return std::nullopt;
  return static_cast<double>(choice - field.choices.data());
}

Value result(const Field& field, double figure) {
  if (!std::isfinite(figure)) return {};
  switch (field.type) {
    case FieldType::integer:
      return static_cast<int64_t>(std::llround(figure));
    case FieldType::boolean:
      return figure != 0;
    case FieldType::choice: {
      auto place = std::llround(figure);
      if (place < 0 || place >= static_cast<int64_t>(field.choices.size())) return {};
      return field.choices[static_cast<size_t>(place)].value;
    }
    default:
      return figure;
  }
}

}  // namespace

Formula::Formula(const Kind& kind, const Field& field, std::vector<std::string> uses)
    : kind_(&kind), field_(&field), uses_(std::move(uses)) {}

Result<Formula> Formula::of(const Kind& kind, const Field& field) {
  bool fits = field.type == FieldType::number || field.type == FieldType::integer ||
              field.type == FieldType::boolean || field.type == FieldType::choice;
  if (!fits) return fail("only a number, an integer, a boolean or a choice can be computed");
  try {
    mu::Parser parser;
    parser.SetExpr(field.formula);
    std::vector<std::string> uses;
    std::vector<double> places(kind.fields.size());
    for (const auto& [name, unused] : parser.GetUsedVar()) {
      auto used = kind.field(name);
      if (!used) return fail(fmt::format("'{}' is no field of the kind", name), field.formula);
      if (!is_figure(*used))
        return fail(fmt::format("'{}' is no figure that can be computed with", name),
                    field.formula);
      uses.push_back(name);
    }
    for (size_t i = 0; i < uses.size(); ++i) parser.DefineVar(uses[i], &places[i]);
    parser.Eval();
    return Formula(kind, field, std::move(uses));
  } catch (const mu::Parser::exception_type& e) {
    return fail(e.GetMsg(), field.formula);
  }
}

Value Formula::value(const Fields& fields) const {
  std::vector<double> figures;
  for (const auto& name : uses_) {
    auto known = figure(*kind_->field(name), fields);
    if (!known) return {};
    figures.push_back(*known);
  }
  try {
    mu::Parser parser;
    parser.SetExpr(field_->formula);
    for (size_t i = 0; i < uses_.size(); ++i) parser.DefineVar(uses_[i], &figures[i]);
    return result(*field_, parser.Eval());
  } catch (const mu::Parser::exception_type&) {
    return {};
  }
}

}  // namespace qs::ledger

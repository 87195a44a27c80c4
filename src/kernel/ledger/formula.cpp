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

// The parser reads the figures where they lie: they are never moved.
struct Formula::Parsed {
  const Field& field;
  std::vector<const Field*> used;
  std::vector<double> figures;
  mu::Parser parser;
};

Formula::Formula(std::unique_ptr<Parsed> parsed) : parsed_(std::move(parsed)) {}
Formula::~Formula() = default;
Formula::Formula(Formula&&) noexcept = default;
Formula& Formula::operator=(Formula&&) noexcept = default;

Result<Formula> Formula::of(const Kind& kind, const Field& field) {
  bool fits = field.type == FieldType::number || field.type == FieldType::integer ||
              field.type == FieldType::boolean || field.type == FieldType::choice;
  if (!fits) return fail("only a number, an integer, a boolean or a choice can be computed");
  auto parsed = std::make_unique<Parsed>(Parsed{field, {}, {}, {}});
  auto& [unused, used, figures, parser] = *parsed;
  try {
    parser.SetExpr(field.formula);
    for (const auto& [name, place] : parser.GetUsedVar()) {
      auto one = kind.field(name);
      if (!one) return fail(fmt::format("'{}' is no field of the kind", name), field.formula);
      if (!is_figure(*one))
        return fail(fmt::format("'{}' is no figure that can be computed with", name),
                    field.formula);
      used.push_back(one);
    }
    figures.resize(used.size());
    for (size_t i = 0; i < used.size(); ++i) parser.DefineVar(used[i]->name, &figures[i]);
    parser.Eval();
    return Formula(std::move(parsed));
  } catch (const mu::Parser::exception_type& e) {
    return fail(e.GetMsg(), field.formula);
  }
}

Value Formula::value(const Fields& fields) {
  auto& [field, used, figures, parser] = *parsed_;
  for (size_t i = 0; i < used.size(); ++i) {
    auto known = figure(*used[i], fields);
    if (!known) return {};
    figures[i] = *known;
  }
  try {
    return result(field, parser.Eval());
  } catch (const mu::Parser::exception_type&) {
    return {};
  }
}

const Field& Formula::field() const {
  return parsed_->field;
}

}  // namespace qs::ledger

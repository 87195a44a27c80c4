#include "kernel/standard/library.h"

#include <cctype>

#include "base/decimal.h"
#include "kernel/standard/cross_check.h"

namespace qs::standard {
namespace {

template <class Map>
auto find(const Map& map, std::string_view key) {
  static const typename Map::mapped_type kNone{};
  auto it = map.find(key);
  return it == map.end() ? std::cref(kNone) : std::cref(it->second);
}

bool of_family(const Source& source, std::string_view standard) {
  return standard.empty() || source.family() == standard || source.standard == standard;
}

}  // namespace

bool Source::in_force(Day day) const {
  return from <= day && (!until || day < *until);
}

std::string_view Source::family() const {
  std::string_view text = standard;
  auto dash = text.rfind('-');
  bool year = dash != text.npos && text.size() == dash + 5;
  for (size_t i = dash + 1; year && i < text.size(); ++i)
    year = std::isdigit(static_cast<unsigned char>(text[i]));
  return year ? text.substr(0, dash) : text;
}

double Rule::number() const {
  auto decimal = Decimal::parse(value);
  check(decimal.has_value(), "a rule asked for as a number holds one");
  return decimal->value();
}

Library::Library(Tables tables, Faults& faults) : tables_(std::move(tables)) {
  cross_check(tables_, faults);
  for (size_t i = 0; i < tables_.units.size(); ++i) unit_at_.emplace(tables_.units[i].id, i);
  for (size_t i = 0; i < tables_.factors.size(); ++i) {
    const auto& f = tables_.factors[i];
    factor_at_.emplace(f.code, i);
    if (!f.old_code.empty()) factor_at_.emplace(f.old_code, i);
  }
  for (const auto& [alias, code] : tables_.aliases)
    if (auto it = factor_at_.find(code); it != factor_at_.end())
      factor_at_.emplace(alias, it->second);
  for (size_t i = 0; i < tables_.limits.size(); ++i)
    limits_at_[tables_.limits[i].factor].push_back(i);
  for (size_t i = 0; i < tables_.indices.size(); ++i)
    indices_at_[tables_.indices[i].index].push_back(i);
  for (size_t i = 0; i < tables_.categories.size(); ++i)
    categories_at_[tables_.categories[i].scheme].push_back(i);
  for (size_t i = 0; i < tables_.rules.size(); ++i) rules_at_[tables_.rules[i].name].push_back(i);
}

const Factor* Library::factor(std::string_view code_or_alias) const {
  auto it = factor_at_.find(code_or_alias);
  for (size_t wild = 1; it == factor_at_.end() && wild <= 2; ++wild) {
    if (code_or_alias.size() != 6) return nullptr;
    std::string pattern(code_or_alias.substr(0, 6 - wild));
    it = factor_at_.find(pattern.append(wild, 'x'));
  }
  return it == factor_at_.end() ? nullptr : &tables_.factors[it->second];
}

std::string Library::canonical_code(std::string_view code_or_alias) const {
  auto f = factor(code_or_alias);
  if (!f) return {};
  return f->code.ends_with('x') ? std::string(code_or_alias) : f->code;
}

const Unit* Library::unit(std::string_view id) const {
  auto it = unit_at_.find(id);
  return it == unit_at_.end() ? nullptr : &tables_.units[it->second];
}

std::optional<Conversion> Library::conversion(std::string_view from, std::string_view to) const {
  auto a = unit(from), b = unit(to);
  if (!a || !b || a->dimension != b->dimension || a->gas_state != b->gas_state) return std::nullopt;
  double offset = (a->offset - b->offset) / b->scale;
  if (a->scale >= b->scale) return Conversion{a->scale / b->scale, 1, offset};
  return Conversion{1, b->scale / a->scale, offset};
}

std::optional<double> Library::convert(double value, std::string_view from,
                                       std::string_view to) const {
  auto c = conversion(from, to);
  return c ? std::optional((*c)(value)) : std::nullopt;
}

std::string_view Library::sent_unit(std::string_view code, std::string_view system, Day day) const {
  auto f = factor(code);
  if (!f) return {};
  for (size_t at : find(rules_at_, "hj212.sent_unit").get()) {
    const auto& r = tables_.rules[at];
    std::string_view scope = r.scope;
    if (r.source.in_force(day) && scope.substr(0, scope.find(':')) == system &&
        scope.substr(scope.find(':') + 1) == f->code)
      return r.value;
  }
  return f->unit;
}

const Limit* Library::limit(std::string_view standard, std::string_view factor,
                            std::string_view statistic, std::string_view scope, Day day,
                            std::string_view condition) const {
  const Limit* unconditional = nullptr;
  for (size_t at : find(limits_at_, factor).get()) {
    const auto& l = tables_.limits[at];
    if ((l.statistic != statistic && l.statistic != kAnyStatistic) || l.scope != scope ||
        !of_family(l.source, standard) || !l.source.in_force(day))
      continue;
    if (l.condition == condition) return &l;
    if (l.condition.empty()) unconditional = &l;
  }
  return unconditional;
}

std::vector<const Limit*> Library::limits(std::string_view standard, std::string_view factor,
                                          Day day) const {
  std::vector<const Limit*> found;
  auto take = [&](const Limit& l) {
    if (of_family(l.source, standard) && l.source.in_force(day)) found.push_back(&l);
  };
  if (factor.empty())
    for (const auto& l : tables_.limits) take(l);
  else
    for (size_t at : find(limits_at_, factor).get()) take(tables_.limits[at]);
  return found;
}

const IndexTable* Library::index(std::string_view index, std::string_view item, Day day) const {
  for (size_t at : find(indices_at_, index).get()) {
    const auto& t = tables_.indices[at];
    if (t.item == item && t.source.in_force(day)) return &t;
  }
  return nullptr;
}

const Category* Library::category(std::string_view scheme, double level, Day day) const {
  for (size_t at : find(categories_at_, scheme).get()) {
    const auto& c = tables_.categories[at];
    bool above = c.low_open ? level > c.low : level >= c.low;
    bool below = c.high_open ? level < c.high : level <= c.high;
    if (above && below && c.source.in_force(day)) return &c;
  }
  return nullptr;
}

const Category* Library::category(std::string_view scheme, std::string_view code, Day day) const {
  for (size_t at : find(categories_at_, scheme).get()) {
    const auto& c = tables_.categories[at];
    if (c.code == code && c.source.in_force(day)) return &c;
  }
  return nullptr;
}

const Rule* Library::rule(std::string_view name, Day day, std::string_view scope) const {
  const Rule* unscoped = nullptr;
  for (size_t at : find(rules_at_, name).get()) {
    const auto& r = tables_.rules[at];
    if (!r.source.in_force(day)) continue;
    if (r.scope == scope) return &r;
    if (r.scope.empty()) unscoped = &r;
  }
  return unscoped;
}

}  // namespace qs::standard

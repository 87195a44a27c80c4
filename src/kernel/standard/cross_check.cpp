#include "kernel/standard/cross_check.h"

#include <fmt/format.h>

#include <array>
#include <cmath>
#include <set>

#include "base/decimal.h"

namespace qs::standard {
namespace {

constexpr std::array<std::string_view, 4> kConfidences{"verified", "public library", "memory",
                                                       "practice"};
constexpr std::array<std::string_view, 4> kGasStates{"", "273K_dry", "298K", "actual"};

using UnitMap = std::map<std::string_view, const Unit*, std::less<>>;

class CrossCheck {
 public:
  CrossCheck(const Tables& tables, Faults& faults) : tables_(tables), faults_(faults) {}

  void run() {
    check_units();
    check_factors();
    check_aliases();
    check_limits();
    check_indices();
    check_categories();
    check_rules();
  }

 private:
  template <class... Args>
  void fault(const std::string& place, fmt::format_string<Args...> text, Args&&... args) {
    faults_.add(fmt::format(text, std::forward<Args>(args)...), place);
  }

  void check_source(const Source& s, std::string_view what) {
    if (s.standard.empty()) fault(s.place, "{} names no standard", what);
    if (s.clause.empty()) fault(s.place, "{} has no clause", what);
    if (!s.from.ok()) fault(s.place, "{} has no valid date from which it holds", what);
    if (s.until && (!s.until->ok() || *s.until <= s.from))
      fault(s.place, "{} ends on {} before it begins", what, iso(*s.until));
    if (std::find(kConfidences.begin(), kConfidences.end(), s.confidence) == kConfidences.end())
      fault(s.place, "{}: confidence '{}' is not one of {}", what, s.confidence,
            fmt::join(kConfidences, ", "));
  }

  void check_number(std::optional<double> number, const std::string& place, std::string_view what) {
    if (number && !std::isfinite(*number)) fault(place, "{} is not a finite number", what);
  }

  // Two rows of one key may follow each other in time, never stand together.
  template <class Rows, class KeyOf>
  void check_overlap(const Rows& rows, std::string_view what, KeyOf key_of) {
    std::map<std::string, std::vector<const Source*>> by_key;
    for (const auto& row : rows) by_key[key_of(row)].push_back(&row.source);
    for (auto& [key, sources] : by_key) {
      std::stable_sort(sources.begin(), sources.end(),
                       [](auto* a, auto* b) { return a->from < b->from; });
      for (size_t i = 1; i < sources.size(); ++i) {
        const auto& before = *sources[i - 1];
        if (!before.until || *before.until > sources[i]->from)
          fault(sources[i]->place, "{} '{}' overlaps in time with {}", what, key,
                before.place.empty() ? before.standard : before.place);
      }
    }
  }

  // True when it is there.
  bool check_unit(const std::string& unit, const std::string& place, std::string_view what) {
    if (units_.contains(unit)) return true;
    fault(place, "{}: unit '{}' is not in units.csv", what, unit);
    return false;
  }

  void check_units() {
    for (const auto& u : tables_.units) {
      if (u.id.empty()) fault(u.place, "a unit has no id");
      if (!units_.emplace(u.id, &u).second) fault(u.place, "unit '{}' stands twice", u.id);
      if (u.dimension.empty()) fault(u.place, "unit '{}' has no dimension", u.id);
      if (!std::isfinite(u.scale) || u.scale <= 0 || !std::isfinite(u.offset))
        fault(u.place, "unit '{}': scale must be above 0 and offset a number", u.id);
      if (std::find(kGasStates.begin(), kGasStates.end(), u.gas_state) == kGasStates.end())
        fault(u.place, "unit '{}': unknown gas state '{}'", u.id, u.gas_state);
    }
  }

  void check_factors() {
    for (const auto& f : tables_.factors) {
      const auto& place = f.source.place;
      auto what = fmt::format("factor '{}'", f.code);
      check_source(f.source, what);
      if (f.code.empty()) fault(place, "a factor has no code");
      if (!factors_.emplace(f.code, &f).second) fault(place, "{} stands twice", what);
      if (!f.old_code.empty() && !old_codes_.insert(f.old_code).second)
        fault(place, "{}: 2005 code '{}' stands twice", what, f.old_code);
      if (f.name_zh.empty() || f.name_en.empty()) fault(place, "{} lacks a name", what);
      check_unit(f.unit, place, what);
      if (!f.mass_unit.empty()) check_unit(f.mass_unit, place, what);
      if (f.decimals < 0 || f.decimals > 9) fault(place, "{}: decimals must be 0 to 9", what);
      check_number(f.low, place, what + " low");
      check_number(f.high, place, what + " high");
      if (f.low && f.high && *f.low >= *f.high) fault(place, "{}: low is not below high", what);
    }
    for (const auto& f : tables_.factors)
      if (!f.old_code.empty() && factors_.contains(f.old_code))
        fault(f.source.place, "2005 code '{}' is also a 2017 code", f.old_code);
  }

  void check_aliases() {
    for (const auto& [alias, code] : tables_.aliases) {
      auto at = tables_.alias_places.find(alias);
      auto place = at == tables_.alias_places.end() ? std::string{} : at->second;
      if (!factors_.contains(code)) fault(place, "alias '{}': unknown factor '{}'", alias, code);
      if (factors_.contains(alias) || old_codes_.contains(alias))
        fault(place, "alias '{}' is a factor code itself", alias);
    }
  }

  void check_limits() {
    std::set<std::string_view> ids;
    for (const auto& l : tables_.limits) {
      const auto& place = l.source.place;
      auto what = fmt::format("limit '{}'", l.id);
      check_source(l.source, what);
      if (l.id.empty()) fault(place, "a limit has no id");
      if (!ids.insert(l.id).second) fault(place, "{} stands twice", what);
      if (l.statistic.empty()) fault(place, "{} names no statistic", what);
      check_bounds(l, what);
      bool known_unit = check_unit(l.unit, place, what);
      auto factor = factors_.find(l.factor);
      if (factor == factors_.end())
        fault(place, "{}: unknown factor '{}'", what, l.factor);
      else if (known_unit)
        check_same_dimension(factor->second->unit, l.unit, place, what);
    }
    check_overlap(tables_.limits, "limit", [](const Limit& l) {
      return fmt::format("{} {} {} {} {}", l.source.family(), l.factor, l.statistic, l.scope,
                         l.condition);
    });
  }

  void check_bounds(const Limit& l, std::string_view what) {
    const auto& place = l.source.place;
    check_number(l.lower, place, "lower");
    check_number(l.upper, place, "upper");
    if (l.comparison != Comparison::at_least && !l.upper) fault(place, "{} has no upper", what);
    if (l.comparison != Comparison::at_most && !l.lower) fault(place, "{} has no lower", what);
    if (l.lower && l.upper && *l.lower > *l.upper) fault(place, "{}: lower is above upper", what);
  }

  void check_same_dimension(const std::string& kept, const std::string& used,
                            const std::string& place, std::string_view what) {
    auto a = units_.find(kept), b = units_.find(used);
    if (a == units_.end() || b == units_.end()) return;
    if (a->second->dimension != b->second->dimension)
      fault(place, "{} is in {} ({}) but its factor is kept in {} ({})", what, used,
            b->second->dimension, kept, a->second->dimension);
    else if (a->second->gas_state != b->second->gas_state)
      fault(place, "{} is in {} at gas state '{}' but its factor is kept at '{}'", what, used,
            b->second->gas_state, a->second->gas_state);
  }

  void check_indices() {
    for (const auto& t : tables_.indices) {
      const auto& place = t.source.place;
      auto what = fmt::format("index table '{} {}'", t.index, t.item);
      check_source(t.source, what);
      bool known_unit = check_unit(t.unit, place, what);
      auto factor = factors_.find(std::string_view(t.item).substr(0, t.item.find(':')));
      if (factor == factors_.end())
        fault(place, "{}: unknown factor", what);
      else if (known_unit)
        check_same_dimension(factor->second->unit, t.unit, place, what);
      if (t.levels.size() != t.points.size() || t.points.size() < 2)
        fault(place, "{}: {} points for {} levels", what, t.points.size(), t.levels.size());
      if (!rises(t.levels) || !rises(t.points))
        fault(place, "{}: break points must be finite and rise", what);
    }
    check_overlap(tables_.indices, "index table",
                  [](const IndexTable& t) { return t.index + " " + t.item; });
  }

  static bool rises(const std::vector<double>& values) {
    for (size_t i = 0; i < values.size(); ++i)
      if (!std::isfinite(values[i]) || (i > 0 && values[i] <= values[i - 1])) return false;
    return true;
  }

  void check_categories() {
    for (const auto& c : tables_.categories) {
      auto what = fmt::format("category '{} {}'", c.scheme, c.code);
      check_source(c.source, what);
      if (c.scheme.empty() || c.code.empty())
        fault(c.source.place, "a category lacks its scheme or code");
      if (c.name_zh.empty() || c.name_en.empty()) fault(c.source.place, "{} lacks a name", what);
      if (std::isnan(c.low) || std::isnan(c.high) || c.low > c.high)
        fault(c.source.place, "{}: low is above high", what);
    }
    check_overlap(tables_.categories, "category",
                  [](const Category& c) { return c.scheme + " " + c.code; });
  }

  void check_rules() {
    for (const auto& r : tables_.rules) {
      auto what = fmt::format("rule '{}'", r.name);
      check_source(r.source, what);
      if (r.name.empty()) fault(r.source.place, "a rule has no name");
      if (r.value.empty()) fault(r.source.place, "{} has no value", what);
      if (!r.unit.empty() && check_unit(r.unit, r.source.place, what) && !Decimal::parse(r.value))
        fault(r.source.place, "{} has a unit but '{}' is no number", what, r.value);
    }
    check_overlap(tables_.rules, "rule", [](const Rule& r) { return r.name + " " + r.scope; });
  }

  const Tables& tables_;
  Faults& faults_;
  UnitMap units_;
  std::map<std::string_view, const Factor*, std::less<>> factors_;
  std::set<std::string_view> old_codes_;
};

}  // namespace

void cross_check(const Tables& tables, Faults& faults) {
  CrossCheck(tables, faults).run();
}

}  // namespace qs::standard

// 标准库: factors, units, limits, index tables and statistic rules, every figure with clause, dates
// and confidence. Pure data: app/pack reads packs/*/ and builds it, the kernel only asks.
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/time.h"

namespace qs::standard {

// Where a figure stands and when it was law. `until` is exclusive; nullopt: still in force.
struct Source {
  std::string standard;  // "GB 3095-2012"
  std::string clause;    // "表1"
  Day from;
  std::optional<Day> until;
  std::string
      confidence;  // verified | public library | memory | practice: only the first is shown as law
  std::string note = {};   // what the source says of itself, for the standards page
  std::string place = {};  // file:line of the row, for faults
  bool in_force(Day day) const;
  std::string_view family() const;  // the standard without its year: "GB 3095"
};

// 单位. Amounts convert only inside one dimension and one gas state.
struct Unit {
  std::string id;         // "ug/m3"
  std::string symbol;     // "µg/m³"
  std::string dimension;  // "mass_concentration", "level", ...
  std::string gas_state;  // "", "273K_dry", "298K", "actual"
  double scale = 1;       // base = value * scale + offset
  double offset = 0;
  std::string place = {};
};

// to = from * scale / divisor + offset: one of scale and divisor is 1, so decimal steps stay exact.
struct Conversion {
  double scale = 1, divisor = 1, offset = 0;
  double operator()(double value) const { return value * scale / divisor + offset; }
};

// 因子: one code, one unit. A code ending in x ("e101xx", "i3331x") stands for every device number.
struct Factor {
  std::string code;      // HJ 212-2017 annex B: "a34004"
  std::string old_code;  // HJ/T 212-2005
  std::string name_zh, name_en;
  std::string medium;     // air | water | noise | gas | soil | process | power | weather | device
  std::string unit;       // Unit::id in which values are kept
  std::string mass_unit;  // of -Cou, may be empty
  int decimals = 3;       // of a statistic (GB/T 8170)
  std::optional<double> low, high;  // outside: out of range
  Source source;
};

enum class Comparison : uint8_t { at_most, at_least, within };  // within: [lower, upper]

// A limit of this statistic binds whichever statistic is asked for (GB 3838 names none).
inline constexpr std::string_view kAnyStatistic = "any";

// 限值: one bound of one factor's statistic in one scope (class, zone, grade).
struct Limit {
  std::string id;         // row id, unique; cited by verdicts
  std::string factor;     // Factor::code
  std::string statistic;  // hour | day | mda8 | month | season | year | p95 | instant | any | ...
  std::string scope;      // "2" (class 2), "III", "4a:night", "1A", ...; packs/national/README
  Comparison comparison = Comparison::at_most;
  std::optional<double> lower, upper;
  std::string unit;
  bool judge_rounded = true;  // compare the rounded value (true) or the full one
  std::string condition;  // free, machine-read: "water_body=lake", "temperature<=12"; may be empty
  Source source;
};

// 指数分级表: break points of one index item, e.g. IAQI of PM2.5 24 h.
struct IndexTable {
  std::string index;  // "AQI"
  std::string item;   // "a34004:day"
  std::string unit;
  std::vector<double> levels;  // 0 50 100 ...; same length as points
  std::vector<double> points;
  std::string above_top;  // "cap" | "use_hour" | "use_day" | "level:300"
  Source source;
};

// 级别: name and colour of an interval of an index or of a class.
struct Category {
  std::string scheme;                        // "AQI", "water", "noise", "TLI"
  std::string code;                          // "1".."6", "I".."劣V"
  double low = 0, high = 0;                  // infinite where the scheme has no end
  bool low_open = false, high_open = false;  // the bound itself is outside
  std::string name_zh, name_en, colour, rgb, advice_zh, advice_en;
  Source source;
};

// 规则值: a named figure of a rule, e.g. minutes that make a valid hour.
struct Rule {
  std::string name;   // "air.valid.hour_minutes", "air.composite.weight.a34004"
  std::string value;  // number or word
  std::string unit;
  std::string scope;  // may be empty
  Source source;
  double number() const;  // value as a number; a rule asked for as a number must hold one
};

// Every fault found, so that a pack is mended in one go.
struct Faults {
  std::vector<Error> list;  // every fault found, each with file:line
  void add(std::string text, std::string place) {
    list.push_back({std::move(text), std::move(place)});
  }
  bool any() const { return !list.empty(); }
};

// Everything a pack declares, before the cross-check.
struct Tables {
  std::vector<Unit> units;
  std::vector<Factor> factors;
  std::map<std::string, std::string, std::less<>> aliases;  // "O3" -> "a05024", by any spelling met
  std::map<std::string, std::string, std::less<>> alias_places;  // file:line, for faults
  std::vector<Limit> limits;
  std::vector<IndexTable> indices;
  std::vector<Category> categories;
  std::vector<Rule> rules;
};

class Library {
 public:
  Library() = default;
  // Cross-checks; adds every fault: unknown unit or factor, doubled id, overlapping dates, no
  // clause.
  Library(Tables tables, Faults& faults);

  const Factor* factor(std::string_view code_or_alias) const;  // 2017 code, 2005 code or alias
  // The code a series is kept under: Factor::code, but the code as sent where that ends in x.
  // Empty when the factor is unknown.
  std::string canonical_code(std::string_view code_or_alias) const;
  const Unit* unit(std::string_view id) const;
  // nullopt when the units do not convert into each other: another dimension or gas state.
  std::optional<Conversion> conversion(std::string_view from, std::string_view to) const;
  std::optional<double> convert(double value, std::string_view from, std::string_view to) const;
  // The unit in which devices of an HJ 212 system code ("22") send a factor unless they were seen
  // to do otherwise: rule hj212.sent_unit, else the factor's own unit.
  std::string_view sent_unit(std::string_view factor, std::string_view system, Day day) const;

  // The limit in force on `day`; `standard` is the family without year ("GB 3095") or empty for
  // any. A row without condition stands for every condition that has no row of its own.
  const Limit* limit(std::string_view standard, std::string_view factor, std::string_view statistic,
                     std::string_view scope, Day day, std::string_view condition = {}) const;
  // All rows of a family in force on `day` (standards browser, water classes); `factor` may be
  // empty.
  std::vector<const Limit*> limits(std::string_view standard, std::string_view factor,
                                   Day day) const;
  const IndexTable* index(std::string_view index, std::string_view item, Day day) const;
  // nullptr also where the scheme leaves a gap.
  const Category* category(std::string_view scheme, double level, Day day) const;
  const Category* category(std::string_view scheme, std::string_view code, Day day) const;
  // The rule of that scope, else the one without scope.
  const Rule* rule(std::string_view name, Day day, std::string_view scope = {}) const;

  const Tables& tables() const { return tables_; }

 private:
  using Positions = std::map<std::string, std::vector<size_t>, std::less<>>;

  Tables tables_;
  std::map<std::string, size_t, std::less<>> factor_at_, unit_at_;
  Positions limits_at_;      // by factor
  Positions indices_at_;     // by index
  Positions categories_at_;  // by scheme
  Positions rules_at_;       // by name
};

}  // namespace qs::standard

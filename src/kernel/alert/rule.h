// 预警规则: which condition is looked for, where, and what follows. A rule is a row of a pack; the
// kinds of condition are the explicit list kKinds.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "kernel/observe/series.h"
#include "kernel/standard/library.h"

namespace qs::alert {

enum class Kind : uint8_t {
  limit_exceeded,
  index_at_least,
  rises_by,
  silent,
  flat_line,
  out_of_range,
  neighbour_deviates,
  capture_below
};
std::string_view name(Kind kind);
// An unknown name is an Error that lists the known ones.
Result<Kind> kind_of(std::string_view name);

enum class Severity : uint8_t { notice, warning, serious, critical };
std::string_view name(Severity severity);
Result<Severity> severity_of(std::string_view name);

// What the kinds need to know; each kind takes the few that parameters_of() lists. Figures are in
// the factor's unit unless they are shares (0.5 = 50 %).
struct Parameters {
  std::string statistic;                      // standard::Limit::statistic
  std::string index;                          // IndexResult::index
  std::optional<double> multiple;             // 超标倍数, at least
  std::optional<double> threshold;            // index value, or share of due values
  std::optional<double> by, ratio;            // a difference and a share
  std::optional<double> low, high;            // both inclusive
  std::optional<double> tolerance;            // values this close are the same
  std::optional<double> samples, neighbours;  // at least so many
  std::optional<double> radius_km;            // how far a neighbour may be
  std::optional<Millis> window;               // looks back so long
  std::optional<Millis> after;                // silence longer than this
};

using ParameterField = std::variant<std::string Parameters::*, std::optional<double> Parameters::*,
                                    std::optional<Millis> Parameters::*>;

struct Parameter {
  std::string_view name;
  ParameterField field;
  bool required = false;
};
std::span<const Parameter> parameters_of(Kind kind);

// 静默时段: local time of day in which the rule does not fire; may run over midnight.
struct QuietWindow {
  Millis from{0}, until{0};  // since local midnight, [from, until); equal: the whole day
  uint8_t days = 0x7f;       // bit 0 = Monday; the day on which the window begins
  std::string reason;
};

struct Rule {
  std::string id;  // [a-z0-9_]+
  Kind kind = Kind::limit_exceeded;
  std::string name_zh, name_en;
  Severity severity = Severity::warning;
  std::vector<std::string> site_kinds;
  std::vector<std::string> sites;    // empty: every site of site_kinds
  std::vector<std::string> factors;  // empty: every factor
  observe::Cadence cadence = observe::Cadence::hour;
  Parameters parameters;
  Millis hold{0};             // `for`: the condition must last so long, in time of the data
  Millis resolve_after{0};    // and must be clear so long, without a gap, to be over
  double resolve_margin = 0;  // hysteresis, share of the threshold
  std::vector<QuietWindow> quiet;
  std::string workflow;  // opens a case of it; empty: none
  std::string place;     // file:line, for faults
};

// Where a rule may look: a station, outlet or section.
struct Place {
  std::string id, kind, street;
};

// One finding per site, not one per factor (silent, index_at_least).
bool is_per_site(Kind kind);
bool covers(const Rule& rule, const Place& place, std::string_view factor);
bool is_quiet(const Rule& rule, Instant at);

// Every fault of a set of rules: doubled ids, parameters missing or not of the kind, figures that
// make no sense, factors unknown to the library, workflows not in `workflows`.
void check_rules(std::span<const Rule> rules, const standard::Library& library,
                 std::span<const std::string> workflows, standard::Faults& faults);

}  // namespace qs::alert

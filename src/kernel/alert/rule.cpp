#include "kernel/alert/rule.h"

#include <fmt/ranges.h>

#include <set>

#include "kernel/alert/kinds.h"

namespace qs::alert {
namespace {

constexpr std::array<std::string_view, 4> kSeverities{"notice", "warning", "serious", "critical"};

bool holds(const Parameters& parameters, const Parameter& parameter) {
  return std::visit(
      [&](auto field) {
        if constexpr (std::is_same_v<decltype(field), std::string Parameters::*>)
          return !(parameters.*field).empty();
        else
          return (parameters.*field).has_value();
      },
      parameter.field);
}

bool contains(std::span<const std::string> list, std::string_view item) {
  return std::find(list.begin(), list.end(), item) != list.end();
}

bool is_identifier(std::string_view id) {
  return !id.empty() && id.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_") == id.npos;
}

void check_parameters(const Rule& rule, standard::Faults& faults) {
  std::set<std::string_view> own;
  for (const auto& p : parameters_of(rule.kind)) {
    own.insert(p.name);
    if (p.required && !holds(rule.parameters, p))
      faults.add(fmt::format("rule '{}': {} needs '{}'", rule.id, name(rule.kind), p.name),
                 rule.place);
  }
  for (const auto& spec : kinds())
    for (const auto& p : spec.parameters)
      if (holds(rule.parameters, p) && own.insert(p.name).second)
        faults.add(fmt::format("rule '{}': {} takes no '{}'", rule.id, name(rule.kind), p.name),
                   rule.place);
}

void check_figures(const Rule& rule, standard::Faults& faults) {
  const auto& p = rule.parameters;
  auto fault = [&](bool wrong, std::string_view text) {
    if (wrong) faults.add(fmt::format("rule '{}': {}", rule.id, text), rule.place);
  };
  auto negative = [](const std::optional<double>& x) { return x && *x < 0; };
  fault(rule.hold < Millis{0} || rule.resolve_after < Millis{0}, "a duration is negative");
  fault(rule.resolve_margin < 0 || rule.resolve_margin >= 1, "resolve_margin must be in [0, 1)");
  fault(p.window && *p.window <= Millis{0}, "the window is empty");
  fault(p.after && *p.after <= Millis{0}, "'after' must be longer than nothing");
  fault(p.low && p.high && *p.low > *p.high, "low is above high");
  fault(negative(p.multiple) || negative(p.by) || negative(p.ratio) || negative(p.tolerance),
        "multiple, by, ratio and tolerance may not be negative");
  fault((p.samples && *p.samples < 2) || (p.neighbours && *p.neighbours < 1),
        "at least 2 samples and 1 neighbour are needed to compare");
  fault(p.radius_km && *p.radius_km <= 0, "radius_km must be above 0");
  fault(rule.kind == Kind::rises_by && !p.by && !p.ratio, "rises_by needs 'by' or 'ratio'");
  fault(rule.kind == Kind::capture_below && p.threshold && (*p.threshold <= 0 || *p.threshold > 1),
        "the threshold is a share in (0, 1]");
  fault(is_per_site(rule.kind) && !rule.factors.empty(), "looks at the whole site: no factors");
}

}  // namespace

std::string_view name(Kind kind) {
  return spec_of(kind).name;
}

Result<Kind> kind_of(std::string_view name) {
  std::vector<std::string_view> known;
  for (const auto& spec : kinds()) {
    if (spec.name == name) return spec.kind;
    known.push_back(spec.name);
  }
  return fail(fmt::format("unknown kind of rule '{}'; known are {}", name, fmt::join(known, ", ")));
}

std::string_view name(Severity severity) {
  return kSeverities[static_cast<size_t>(severity)];
}

Result<Severity> severity_of(std::string_view name) {
  for (size_t i = 0; i < kSeverities.size(); ++i)
    if (kSeverities[i] == name) return static_cast<Severity>(i);
  return fail(
      fmt::format("unknown severity '{}'; known are {}", name, fmt::join(kSeverities, ", ")));
}

std::span<const Parameter> parameters_of(Kind kind) {
  return spec_of(kind).parameters;
}

bool is_per_site(Kind kind) {
  return spec_of(kind).per_site;
}

bool covers(const Rule& rule, const Place& place, std::string_view factor) {
  if (!contains(rule.site_kinds, place.kind)) return false;
  if (!rule.sites.empty() && !contains(rule.sites, place.id)) return false;
  if (is_per_site(rule.kind)) return factor.empty();
  return !factor.empty() && (rule.factors.empty() || contains(rule.factors, factor));
}

bool is_quiet(const Rule& rule, Instant at) {
  constexpr std::chrono::days kDay{1};
  for (const auto& window : rule.quiet) {
    auto length = window.until - window.from;
    if (length <= Millis{0}) length += kDay;
    for (auto midnight : {start_of(day_of(at)), start_of(day_of(at)) - kDay}) {
      auto weekday = std::chrono::weekday{std::chrono::sys_days{day_of(midnight)}};
      bool chosen = window.days & (1u << (weekday.iso_encoding() - 1));
      auto begin = midnight + window.from;
      if (chosen && Span{begin, begin + length}.contains(at)) return true;
    }
  }
  return false;
}

void check_rules(std::span<const Rule> rules, const standard::Library& library,
                 std::span<const std::string> workflows, standard::Faults& faults) {
  std::set<std::string_view> ids;
  for (const auto& rule : rules) {
    auto fault = [&](std::string_view text) {
      faults.add(fmt::format("rule '{}': {}", rule.id, text), rule.place);
    };
    if (!is_identifier(rule.id)) fault("an id is made of a-z, 0-9 and _");
    if (!ids.insert(rule.id).second) fault("the id is taken already");
    if (rule.name_zh.empty() || rule.name_en.empty()) fault("name_zh and name_en are needed");
    if (rule.site_kinds.empty()) fault("names no kind of site");
    for (const auto& factor : rule.factors)
      if (!library.factor(factor)) fault(fmt::format("unknown factor '{}'", factor));
    if (!rule.workflow.empty() && !contains(workflows, rule.workflow))
      fault(fmt::format("unknown workflow '{}'", rule.workflow));
    for (const auto& window : rule.quiet)
      if (window.reason.empty()) fault("a silence window needs a reason");
    check_parameters(rule, faults);
    check_figures(rule, faults);
  }
}

}  // namespace qs::alert

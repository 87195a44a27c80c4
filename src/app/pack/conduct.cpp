#include "app/pack/conduct.h"

#include <fmt/format.h>

#include <algorithm>

#include "app/pack/layer.h"
#include "app/pack/sheet.h"
#include "app/pack/toml.h"
#include "base/duration.h"

namespace qs::app {
namespace {

constexpr int kDaysOfWeek = 7;

// Reads one parameter of a rule into the member that the kind declared for it.
struct ReadParameter {
  TomlTable& table;
  std::string_view name;
  alert::Parameters& parameters;

  void operator()(std::string alert::Parameters::*member) const {
    parameters.*member = table.text(name);
  }
  void operator()(std::optional<double> alert::Parameters::*member) const {
    parameters.*member = table.number(name);
  }
  void operator()(std::optional<Millis> alert::Parameters::*member) const {
    parameters.*member = duration(table, name);
  }
};

alert::QuietWindow quiet_of(TomlTable t) {
  alert::QuietWindow w;
  w.from = parsed<Millis>(t, "from", true, parse_clock);
  w.until = parsed<Millis>(t, "until", true, parse_clock);
  w.reason = t.text("reason");
  if (t.has("days")) {
    w.days = 0;
    for (double day : t.numbers("days"))
      if (day >= 1 && day <= kDaysOfWeek && day == static_cast<int>(day))
        w.days = static_cast<uint8_t>(w.days | 1u << (static_cast<int>(day) - 1));
      else
        t.fault("days", "are 1 (Monday) to 7 (Sunday)");
  }
  t.close();
  return w;
}

alert::Rule rule_of(TomlTable& t) {
  alert::Rule r;
  r.place = t.place();
  r.id = t.text("id");
  auto kind = alert::kind_of(t.text("kind"));
  if (kind)
    r.kind = *kind;
  else
    t.fault("kind", kind.error().text);
  r.name_zh = t.text("name_zh");
  r.name_en = t.text("name_en");
  if (auto severity = alert::severity_of(t.text("severity")))
    r.severity = *severity;
  else
    t.fault("severity", severity.error().text);
  r.site_kinds = t.words("site_kinds");
  r.sites = t.words("sites");
  r.factors = t.words("factors");
  if (auto word = t.text("cadence", false); !word.empty()) {
    auto cadence = observe::cadence_of(word);
    if (!cadence) t.fault("cadence", fmt::format("'{}' is no cadence", word));
    r.cadence = cadence.value_or(r.cadence);
  }
  if (kind)
    for (const auto& p : alert::parameters_of(r.kind))
      if (t.has(p.name)) std::visit(ReadParameter{t, p.name, r.parameters}, p.field);
  r.hold = duration(t, "for");
  r.resolve_after = duration(t, "resolve_after");
  r.resolve_margin = t.number("resolve_margin").value_or(0);
  r.workflow = t.text("workflow", false);
  for (auto& quiet : t.tables("quiet")) r.quiet.push_back(quiet_of(quiet));
  if (kind) t.close();
  return r;
}

}  // namespace

void read_rules(const std::filesystem::path& layer, Pack& pack, standard::Faults& faults) {
  lay_rows_over(pack.rules, layer / "rules.toml", "rule", faults, rule_of);
}

void read_office_hours(const std::filesystem::path& layer, Pack& pack, standard::Faults& faults) {
  auto sheet =
      Sheet::open(layer / "office_hours.csv", {"from", "until", "source", "confidence"}, faults);
  if (!sheet) return;
  pack.office_hours.clear();
  for (const auto& row : sheet->rows()) {
    auto from = parse_clock(row.text("from")), until = parse_clock(row.text("until"));
    if (!from) row.fault("from: " + from.error().text);
    if (!until) row.fault("until: " + until.error().text);
    if (row.text("source").empty()) row.fault("names no source");
    if (!from || !until) continue;
    auto before = pack.office_hours.empty() ? Millis{0} : pack.office_hours.back().until;
    if (*from < before || *until <= *from) row.fault("office hours rise and do not meet");
    pack.office_hours.push_back({*from, *until});
  }
}

void read_shifts(const std::filesystem::path& layer, Pack& pack, standard::Faults& faults) {
  auto sheet =
      Sheet::open(layer / "shifts.csv", {"id", "name_zh", "name_en", "from", "until"}, faults);
  if (!sheet) return;
  for (const auto& row : sheet->rows()) {
    auto from = parse_clock(row.text("from")), until = parse_clock(row.text("until"));
    if (!from) row.fault("from: " + from.error().text);
    if (!until) row.fault("until: " + until.error().text);
    if (row.text("id").empty()) row.fault("has no id");
    if (from && until) lay_over(pack.shifts, casework::Shift{row.text("id"), *from, *until});
  }
}

void read_demo_people(const std::filesystem::path& layer, Pack& pack, standard::Faults& faults) {
  auto sheet = Sheet::open(layer / "demo_people.csv",
                           {"id", "name", "role", "street", "unit", "firm"}, faults);
  if (!sheet) return;
  for (const auto& row : sheet->rows()) {
    DemoPerson person{row.text("id"),     row.text("name"), row.text("role"),
                      row.text("street"), row.text("unit"), row.text("firm")};
    if (person.id.empty()) row.fault("has no id");
    if (std::ranges::none_of(pack.roles, [&](const Role& role) { return role.id == person.role; }))
      row.fault("role: there is none called '" + person.role + "'");
    lay_over(pack.demo_people, std::move(person));
  }
}

void read_reminders(const std::filesystem::path& layer, Pack& pack, standard::Faults& faults) {
  auto file = layer / "reminders.toml";
  if (!std::filesystem::exists(file)) return;
  auto toml = read_toml(file, faults);
  if (!toml) return;
  TomlTable t(*toml, file.lexically_normal().string(), faults);
  pack.reminding.at = parsed<Millis>(t, "at", true, parse_clock);
  pack.reminding.street_roles = t.words("street_roles");
  pack.reminding.otherwise = t.words("otherwise");
  t.close();
}

void check_conduct(const Pack& pack, standard::Faults& faults) {
  std::set<std::string> roles;
  for (const auto& role : pack.roles) roles.insert(role.id);
  for (const auto* list : {&pack.reminding.street_roles, &pack.reminding.otherwise})
    for (const auto& role : *list)
      if (!roles.contains(role))
        faults.add(fmt::format("unknown role '{}'", role), "reminders.toml");
  std::vector<std::string> workflows;
  for (const auto& workflow : pack.workflows) {
    workflows.push_back(workflow.id);
    for (auto& fault : casework::check_workflow(workflow, {roles, pack.kinds}))
      faults.list.push_back(std::move(fault));
  }
  alert::check_rules(pack.rules, pack.library, workflows, faults);
  for (const auto& rule : pack.rules) {
    for (const auto& kind : rule.site_kinds)
      if (std::none_of(pack.sites.begin(), pack.sites.end(),
                       [&](const Site& s) { return s.kind == kind; }))
        faults.add(fmt::format("rule '{}': no site is of kind '{}'", rule.id, kind), rule.place);
    for (const auto& id : rule.sites)
      if (!pack.site(id))
        faults.add(fmt::format("rule '{}': unknown site '{}'", rule.id, id), rule.place);
  }
}

}  // namespace qs::app

#include "app/pack/planning.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "app/pack/layer.h"
#include "app/pack/toml.h"
#include "base/csv.h"
#include "base/digest.h"
#include "kernel/ledger/due.h"

namespace qs::app {
namespace {

constexpr std::array<std::string_view, 5> kGathers{"air_day", "air_index", "air_composite",
                                                   "water_class", "ledger"};  // as Gather
constexpr int kMostPlaces = 4;
constexpr size_t kVersionDigits = 12;
constexpr double kMostDraws = 100'000;
constexpr int kLongestWindow = 24;  // months

Had had_of(TomlTable t) {
  Had had{t.text("by"), t.text("through"), t.text("on"), t.text("every")};
  if (!ledger::duty_period(had.every, Day{std::chrono::year{2000} / 1 / 1}))
    t.fault("every", fmt::format("'{}' is no length of a period", had.every));
  t.close();
  return had;
}

MeasureLaw measure_of(TomlTable& t) {
  MeasureLaw law{.id = t.text("id"),
                 .name_zh = t.text("name_zh"),
                 .name_en = t.text("name_en"),
                 .measure = {.bound = t.number("bound").value_or(0)},
                 .factor = t.text("factor", false),
                 .statistic = t.text("statistic", false),
                 .kind = t.text("kind", false),
                 .on = t.text("on", false),
                 .value = t.text("value", false),
                 .where = whens_of(t, "where"),
                 .of = whens_of(t, "of"),
                 .clause = t.text("clause"),
                 .confidence = t.text("confidence"),
                 .place = t.place()};
  law.measure.id = law.id;
  auto gather = t.text("gather"), form = t.text("form");
  auto at = std::ranges::find(kGathers, gather);
  if (at == kGathers.end())
    t.fault("gather", fmt::format("'{}' is not one of {}", gather, fmt::join(kGathers, ", ")));
  else
    law.gather = static_cast<Gather>(at - kGathers.begin());
  if (auto known = plan::form(form))
    law.measure.form = *known;
  else
    t.fault("form", fmt::format("'{}' is no form", form));
  auto places = t.integer("places").value_or(1);
  if (places < 0 || places > kMostPlaces)
    t.fault("places", fmt::format("is not within 0..{}", kMostPlaces));
  law.measure.places = static_cast<int>(places);
  if ((law.gather == Gather::air_day) == law.factor.empty())
    t.fault("factor", "belongs to air_day, and air_day needs it");
  if ((law.gather == Gather::ledger) == law.kind.empty())
    t.fault("kind", "belongs to ledger, and ledger needs it");
  if (auto had = t.table("had")) law.had = had_of(*had);
  if (law.gather == Gather::ledger &&
      !law.value.empty() + !law.of.empty() + law.had.has_value() != 1)
    t.fault("value", "a ledger needs one of these: the field of a value, `of`, `had`");
  if (law.daily() && law.measure.form == plan::Form::sum) t.fault("form", "days are not summed");
  t.close();
  return law;
}

double within(TomlTable& t, std::string_view key, double otherwise, double low, double high) {
  auto value = t.number(key).value_or(otherwise);
  if (!(value >= low && value <= high))
    t.fault(key, fmt::format("is not within {}..{}", low, high));
  return value;
}

int whole(TomlTable& t, std::string_view key, int otherwise, int low, int high) {
  return static_cast<int>(within(t, key, otherwise, low, high));
}

void read_outlook(TomlTable& t, PlanningLaw& law) {
  plan::OutlookRules usual;
  law.outlook = {.years = whole(t, "years", usual.years, 1, 30),
                 .stretch = whole(t, "stretch", usual.stretch, 1, 60),
                 .shift = whole(t, "shift", usual.shift, 0, 60),
                 .least_days = whole(t, "least_days", usual.least_days, 7, 300),
                 .spread = within(t, "spread", usual.spread, 0, 1),
                 .draws = static_cast<size_t>(
                     within(t, "draws", static_cast<double>(usual.draws), 100, kMostDraws))};
  t.text("clause");
  law.outlook_confidence = t.text("confidence");
  t.close();
}

void read_light(TomlTable& t, PlanningLaw& law) {
  plan::LightRules usual;
  law.light = {.near_days = whole(t, "near_days", usual.near_days, 0, 366),
               .report_days = whole(t, "report_days", usual.report_days, 1, 366),
               .behind_yellow = within(t, "behind_yellow", usual.behind_yellow, 0, 100),
               .behind_red = within(t, "behind_red", usual.behind_red, 0, 100)};
  if (law.light.behind_red < law.light.behind_yellow)
    t.fault("behind_red", "is nearer than behind_yellow");
  t.text("clause");
  law.light_confidence = t.text("confidence");
  t.close();
}

void read_changes(TomlTable& t, PlanningLaw& law) {
  law.chance_step = within(t, "chance_step", 100 * law.chance_step, 1, 100) / 100;
  t.text("clause");
  t.text("confidence");
  t.close();
}

plan::Criterion criterion_of(TomlTable t) {
  plan::Criterion criterion{.id = t.text("id"),
                            .name_zh = t.text("name_zh"),
                            .name_en = t.text("name_en"),
                            .figure = t.text("figure"),
                            .change = t.flag("change"),
                            .unit = t.text("unit", false),
                            .weight = within(t, "weight", 1, 0.001, 1000),
                            .low = t.text("better") == "low",
                            .places = whole(t, "places", 1, 0, kMostPlaces)};
  criterion.gap = gap_of(t);
  t.close();
  return criterion;
}

plan::RankingRules ranking_of(TomlTable& t) {
  plan::RankingRules rules{.id = t.text("id"),
                           .name_zh = t.text("name_zh"),
                           .name_en = t.text("name_en"),
                           .stations = t.words("stations"),
                           .window = static_cast<size_t>(whole(t, "window", 1, 1, kLongestWindow)),
                           .criteria = {},
                           .last_n = static_cast<size_t>(whole(t, "last_n", 0, 0, 100)),
                           .months = static_cast<size_t>(whole(t, "months", 0, 0, 12)),
                           .clause = t.text("clause"),
                           .confidence = t.text("confidence")};
  for (auto& row : t.tables("criterion")) rules.criteria.push_back(criterion_of(row));
  if (rules.criteria.empty()) t.fault("criterion", "a ranking needs one");
  t.close();
  return rules;
}

// ---- what only the whole pack can tell ----

void check_measure(const MeasureLaw& law, const Pack& pack, standard::Faults& faults) {
  auto fault = [&](std::string text) {
    faults.add(fmt::format("measure '{}': {}", law.id, text), law.place);
  };
  if (law.gather == Gather::air_day && !pack.library.factor(law.factor))
    fault(fmt::format("there is no factor '{}'", law.factor));
  if (law.gather != Gather::ledger) return;
  auto kind = pack.kind(law.kind);
  if (!kind) return fault(fmt::format("there is no kind '{}'", law.kind));
  auto known = [&](const std::string& field) {
    if (!field.empty() && !kind->field(field))
      fault(fmt::format("'{}' has no field '{}'", law.kind, field));
  };
  known(law.on);
  known(law.value);
  for (const auto& when : law.where) known(when.field);
  for (const auto& when : law.of) known(when.field);
  if (!law.had) return;
  auto by = pack.kind(law.had->by);
  if (!by || !by->field(law.had->through) || !by->field(law.had->on))
    fault(fmt::format("'{}' is no kind with '{}' and '{}'", law.had->by, law.had->through,
                      law.had->on));
}

void check_ranking(const plan::RankingRules& rules, const Pack& pack, standard::Faults& faults) {
  for (const auto& criterion : rules.criteria) {
    auto fault = [&](std::string_view text) {
      faults.add(fmt::format("'{}' is measured by '{}', {}", criterion.id, criterion.figure, text),
                 fmt::format("planning.toml: {}", rules.id));
    };
    auto law = pack.planning.measure(criterion.figure);
    if (!law)
      fault("which nobody declares");
    else if (!rules.stations.empty() && !law->of_air())
      fault("which no station has");
  }
}

}  // namespace

plan::Gap gap_of(TomlTable& t) {
  auto word = t.text("gap");
  auto known = plan::gap(word);
  if (!known) t.fault("gap", fmt::format("'{}' is none of last, spared, out", word));
  return known.value_or(plan::Gap::last);
}

void read_planning(const std::filesystem::path& layer, Pack& pack, standard::Faults& faults) {
  auto file = layer / "planning.toml";
  if (!std::filesystem::exists(file)) return;
  auto place = file.lexically_normal().string();
  auto text = read_file(file);
  if (!text) return faults.add(text.error().text, place);
  auto toml = parse_toml(*text, place, faults);
  if (!toml) return;
  pack.planning.version = sha256_hex(pack.planning.version + *text).substr(0, kVersionDigits);
  TomlTable t(*toml, place, faults);
  for (auto& row : t.tables("measure")) lay_over(pack.planning.measures, measure_of(row));
  for (auto& row : t.tables("ranking")) lay_over(pack.planning.rankings, ranking_of(row));
  if (auto outlook = t.table("outlook")) read_outlook(*outlook, pack.planning);
  if (auto light = t.table("light")) read_light(*light, pack.planning);
  if (auto changes = t.table("changes")) read_changes(*changes, pack.planning);
  t.close();
}

void check_planning(const Pack& pack, standard::Faults& faults) {
  for (const auto& law : pack.planning.measures) check_measure(law, pack, faults);
  for (const auto& rules : pack.planning.rankings) check_ranking(rules, pack, faults);
  for (const auto& record : pack.records) {
    if (record.kind != "indicator") continue;
    auto at = record.fields.find("measure");
    auto measure = at == record.fields.end() ? std::string{} : ledger::text_of(at->second);
    if (!measure.empty() && !pack.planning.measure(measure))
      faults.add(fmt::format("planning.toml has no measure '{}'", measure), record.place);
  }
}

}  // namespace qs::app

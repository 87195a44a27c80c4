#include "kernel/observe/rules.h"

#include <fmt/format.h>

#include <array>
#include <cmath>
#include <sstream>

namespace qs::observe {
namespace {

struct Figure {
  std::string_view name;
  int Validity::*field;
  bool ozone_only = false;
};
constexpr std::array<Figure, 7> kFigures{{{"hour_minutes", &Validity::hour_minutes},
                                          {"day_hours", &Validity::day_hours},
                                          {"month_days", &Validity::month_days},
                                          {"february_days", &Validity::february_days},
                                          {"year_days", &Validity::year_days},
                                          {"o3_8h_hours", &Validity::moving8_hours, true},
                                          {"mda8_8h_values", &Validity::mda8_windows, true}}};

bool must_have(std::string_view medium, std::string_view figure) {
  if (medium == "air") return true;
  return medium == "gas" && figure != "year_days";  // HJ 75 names no year
}

tl::unexpected<Error> no_rule(std::string_view name, Day day) {
  return fail(fmt::format("no rule '{}' is in force on {}", name, iso(day)));
}

Result<Validity> validity_of(const standard::Library& library, std::string_view medium, bool ozone,
                             Day day) {
  Validity v;
  for (const auto& figure : kFigures) {
    if (figure.ozone_only && !ozone) continue;
    auto name = fmt::format("{}.valid.{}", medium, figure.name);
    if (auto rule = library.rule(name, day)) {
      v.*figure.field = static_cast<int>(rule->number());
    } else if (must_have(medium, figure.name)) {
      return no_rule(name, day);
    }
  }
  auto each_month = library.rule(fmt::format("{}.valid.year_each_month", medium), day);
  v.year_needs_months = each_month && each_month->number() > 0;
  return v;
}

// The levels of a noise point (HJ 212 annex B.3).
struct Level {
  std::string_view code, of;
  Fold fold = Fold::energy;
  Chain chain;
  std::optional<double> exceeded = {};
  DayPart part = DayPart::natural;
};
constexpr Chain kOnlyHours{.days = false, .longer = false};
constexpr Chain kOnlyDays{.hours = false, .longer = false};
constexpr Chain kHoursAndDays{.longer = false};
constexpr std::array<Level, 8> kLevels{
    {{"Ld", kLeq, Fold::energy, kOnlyDays, {}, DayPart::daytime},
     {"Ln", kLeq, Fold::energy, kOnlyDays, {}, DayPart::night},
     {"Ldn", kLeq, Fold::energy, kOnlyDays, {}, DayPart::day_and_night},
     {"L10", kLeq, Fold::energy, kOnlyHours, 10},
     {"L50", kLeq, Fold::energy, kOnlyHours, 50},
     {"L90", kLeq, Fold::energy, kOnlyHours, 90},
     {"LMx", {}, Fold::greatest, kHoursAndDays},
     {"LMn", {}, Fold::least, kHoursAndDays}}};
constexpr std::array<std::string_view, 6> kMadeOfLeq{"Ld", "Ln", "Ldn", "L10", "L50", "L90"};

// The rest of the method of a noise level: an hour needs its share of minutes; 24 hours need what
// day and night need together.
Result<Method> of_noise(const standard::Library& library, std::string_view code, Day day,
                        Method m) {
  auto rules = noise_rules(library, day);
  if (!rules) return fail(rules.error().text, std::string(code));
  m.noise = *rules;
  m.fold = Fold::energy;
  m.validity.hour_minutes = static_cast<int>(std::ceil(rules->hour_share * 60));
  m.validity.day_hours = rules->day_hours + rules->night_hours;
  auto level = std::ranges::find(kLevels, code, &Level::code);
  if (level == kLevels.end()) return m;
  m.of = level->of;
  m.fold = level->fold;
  m.chain = level->chain;
  m.exceeded = level->exceeded;
  m.part = level->part;
  return m;
}

constexpr std::string_view kAcidity = "w01001";

Result<Method> of_flue_gas(const standard::Library& library, const standard::Factor& factor,
                           Day day, const Setting& setting, Method m) {
  auto unit = library.unit(factor.unit);
  if (!setting.reference_oxygen || !unit || unit->dimension != "mass_concentration") return m;
  auto ambient = library.rule("gas.oxygen.ambient", day);
  if (!ambient) return no_rule("gas.oxygen.ambient", day);
  m.reference_oxygen = setting.reference_oxygen;
  m.ambient_oxygen = ambient->number();
  m.beside = kOxygen;
  return m;
}

// A day of waste water is weighed by its flow where that is measured; pH is not averaged.
Result<Method> of_waste_water(const standard::Library& library, const standard::Factor& factor,
                              Day day, const Setting& setting, Method m) {
  auto share = library.rule("water.waste.valid.share", day);
  if (!share) return no_rule("water.waste.valid.share", day);
  m.least_share = share->number();
  m.validity.day_hours = static_cast<int>(std::ceil(m.least_share * 24));
  m.slowest_hours = 1;
  if (factor.code == kAcidity) m.chain = kOnlyHours;
  auto unit = library.unit(factor.unit);
  if (setting.flow && unit && unit->dimension == "mass_in_water") m.beside = kFlow;
  return m;
}

}  // namespace

std::span<const std::string_view> made_of(std::string_view factor) {
  if (factor == kLeq) return kMadeOfLeq;
  return {};
}

Result<Method> method_of(const standard::Library& library, const standard::Factor& factor, Day day,
                         const Setting& setting) {
  Method m;
  auto medium = setting.outlet && factor.medium == "air" ? std::string("gas") : factor.medium;
  auto decimals = library.rule(medium + ".statistic.decimals", day, factor.code);
  m.places = decimals ? static_cast<int>(decimals->number()) : factor.decimals;
  m.hour_from = setting.hour_from;
  if (auto rule = library.rule(medium + ".below_detection.share", day))
    m.treatment.below_detection_share = rule->number();
  if (medium == "noise") return of_noise(library, factor.code, day, std::move(m));

  if (!setting.outlet) {
    m.ozone = library.index("AQI", factor.code + ":mda8", day) != nullptr;
    m.rolling = library.index("AQI", factor.code + ":day", day) != nullptr;
  }
  auto validity = validity_of(library, medium, m.ozone, day);
  if (!validity) return fail(validity.error().text, factor.code);
  m.validity = *validity;
  if (auto slowest = library.rule(medium + ".station.slowest_hours", day))
    m.slowest_hours = static_cast<int>(slowest->number());
  if (setting.outlet && medium == "gas")
    return of_flue_gas(library, factor, day, setting, std::move(m));
  if (setting.outlet && medium == "water")
    return of_waste_water(library, factor, day, setting, std::move(m));
  return m;
}

Result<NoiseRules> noise_rules(const standard::Library& library, Day day) {
  std::string missing;
  auto figure = [&](std::string_view name) {
    auto rule = library.rule(name, day);
    if (!rule) missing = name;
    return rule ? rule->number() : 0;
  };
  auto whole = [&](std::string_view name) { return static_cast<int>(figure(name)); };
  NoiseRules rules{.hour_share = figure("noise.valid.hour_share"),
                   .day_hours = whole("noise.valid.day_hours"),
                   .night_hours = whole("noise.valid.night_hours"),
                   .day_from = whole("noise.day.from_hour"),
                   .night_from = whole("noise.night.from_hour")};
  if (!missing.empty()) return no_rule(missing, day);
  return rules;
}

Result<std::optional<CalibrationPlan>> calibration_plan(const standard::Library& library, Day day) {
  std::string missing;
  size_t found = 0;
  auto figure = [&](std::string_view name) {
    auto full = fmt::format("air.calibration.{}", name);
    auto rule = library.rule(full, day);
    rule ? void(++found) : void(missing = full);
    return rule ? rule->number() : 0;
  };
  CalibrationPlan plan{.weeks_back = static_cast<int>(figure("weeks_back")),
                       .longest_weeks = static_cast<int>(figure("longest_weeks")),
                       .least_pairs = static_cast<size_t>(figure("least_pairs")),
                       .first_pairs = static_cast<size_t>(figure("first_pairs")),
                       .least_r2 = figure("least_r2"),
                       .overreach = figure("overreach"),
                       .references = static_cast<size_t>(figure("references")),
                       .within_km = figure("within_km")};
  if (missing.empty()) return plan;
  if (found == 0) return std::nullopt;
  return no_rule(missing, day);
}

std::vector<std::string> calibration_signals(const standard::Library& library,
                                             std::string_view factor, Day day) {
  std::vector<std::string> signals;
  auto rule = library.rule("air.calibration.signals", day, factor);
  if (!rule) return signals;
  std::istringstream words(rule->value);
  for (std::string word; words >> word;) signals.push_back(word);
  return signals;
}

Result<double> gas_in_state(double value, Day reported, Day wanted,
                            const standard::Library& library) {
  constexpr std::string_view kRule = "air.reference.kelvin";
  auto then = library.rule(kRule, reported), now = library.rule(kRule, wanted);
  if (!then || !now) return no_rule(kRule, then ? wanted : reported);
  return value * then->number() / now->number();
}

}  // namespace qs::observe

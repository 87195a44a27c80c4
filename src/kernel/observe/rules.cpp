#include "kernel/observe/rules.h"

#include <fmt/format.h>

#include <array>

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
                                          {"feb_days", &Validity::february_days},
                                          {"year_days", &Validity::year_days},
                                          {"o3_8h_hours", &Validity::moving8_hours, true},
                                          {"mda8_8h_values", &Validity::mda8_windows, true}}};

bool must_have(std::string_view medium, std::string_view figure) {
  if (medium == "air") return true;
  return medium == "gas" && figure != "year_days";  // HJ 75 names no year
}

}  // namespace

Result<Method> method_of(const standard::Library& library, const standard::Factor& factor,
                         Day day) {
  Method m;
  const auto& medium = factor.medium;
  m.places = factor.decimals;
  m.energy = medium == "noise";
  m.ozone = library.index("AQI", factor.code + ":mda8", day) != nullptr;
  m.rolling = library.index("AQI", factor.code + ":day", day) != nullptr;
  for (const auto& figure : kFigures) {
    if (figure.ozone_only && !m.ozone) continue;
    auto name = fmt::format("{}.valid.{}", medium, figure.name);
    if (auto rule = library.rule(name, day)) {
      m.validity.*figure.field = static_cast<int>(rule->number());
    } else if (must_have(medium, figure.name)) {
      return fail(fmt::format("no rule '{}' is in force on {}", name, iso(day)), factor.code);
    }
  }
  m.validity.year_needs_months = medium == "air";
  if (auto rule = library.rule(medium + ".below_detection.share", day))
    m.treatment.below_detection_share = rule->number();
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
  if (!missing.empty())
    return fail(fmt::format("no rule '{}' is in force on {}", missing, iso(day)));
  return rules;
}

Result<double> gas_in_state(double value, Day reported, Day wanted,
                            const standard::Library& library) {
  constexpr std::string_view kRule = "air.reference.kelvin";
  auto then = library.rule(kRule, reported), now = library.rule(kRule, wanted);
  if (!then || !now)
    return fail(
        fmt::format("no rule '{}' is in force on {}", kRule, iso(then ? wanted : reported)));
  return value * then->number() / now->number();
}

}  // namespace qs::observe

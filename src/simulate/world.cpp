#include "simulate/world.h"

#include <fmt/format.h>

#include <cmath>
#include <numbers>

namespace qs::simulate {
namespace {

using std::chrono::minutes;

const Day kCountersSince = std::chrono::year{2026} / 1 / 1;  // of power loggers

double hours_of_day(Instant t) {
  auto since_midnight = t - start_of(day_of(t));
  return std::chrono::duration<double, std::ratio<3600>>(since_midnight).count();
}

// A bump of height 1 around `centre` hours, wrapping at midnight.
double bump(double hour, double centre, double width) {
  double d = std::abs(hour - centre);
  d = std::min(d, 24 - d);
  return std::exp(-d * d / (2 * width * width));
}

double traffic(double hour) {
  return bump(hour, 8, 1.5) + bump(hour, 18.5, 1.8);
}

double season(Instant t) {  // 1 in mid January, -1 in mid July
  auto day = day_of(t);
  auto from = std::chrono::sys_days{day.year() / 1 / 15};
  double days = static_cast<double>((std::chrono::sys_days{day} - from).count());
  return std::cos(days / 365.25 * 2 * std::numbers::pi);
}

struct FactorTraits {
  std::string_view code;
  double base;   // usual value
  double swing;  // relative spread of the drift
  int decimals;
};

constexpr FactorTraits kTraits[] = {
    {"a34004", 42, .45, 0},  {"a34002", 82, .45, 0},  {"a21026", 9, .35, 0},
    {"a21004", 32, .4, 0},   {"a21005", .8, .3, 2},   {"a05024", 70, .3, 0},
    {"a01001", 0, 0, 1},     {"a01002", 0, 0, 0},     {"a01006", 0, 0, 1},
    {"a01007", 0, 0, 1},     {"a01008", 0, 0, 0},     {"w01010", 0, 0, 1},
    {"w01001", 7.8, .03, 2}, {"w01009", 7.6, .12, 2}, {"w01014", 620, .1, 0},
    {"w01003", 22, .5, 1},   {"w01019", 4.2, .2, 2},  {"w21003", .52, .35, 3},
    {"w21011", .11, .3, 3},  {"w21001", 3.4, .2, 2},  {"w00000", 14, .25, 2},
    {"w01018", 26, .2, 1},   {"a34013", 4.2, .3, 2},  {"a21002", 28, .25, 1},
    {"a19001", 6.1, .12, 2}, {"a00000", 11, .15, 2},  {"a01012", 88, .06, 1},
};

const FactorTraits* traits(std::string_view factor) {
  for (const auto& t : kTraits)
    if (t.code == factor) return &t;
  return nullptr;
}

}  // namespace

uint64_t chance(uint64_t seed, std::string_view what, std::string_view where, int64_t when) {
  uint64_t h = seed ^ 0x9E3779B97F4A7C15ull;
  auto mix = [&](uint64_t v) {
    h += v + 0x9E3779B97F4A7C15ull;
    h = (h ^ (h >> 30)) * 0xBF58476D1CE4E5B9ull;
    h = (h ^ (h >> 27)) * 0x94D049BB133111EBull;
    h ^= h >> 31;
  };
  for (char c : what) mix(static_cast<unsigned char>(c));
  mix(0x100);
  for (char c : where) mix(static_cast<unsigned char>(c));
  mix(static_cast<uint64_t>(when));
  return h;
}

double unit_interval(uint64_t bits) {
  return static_cast<double>(bits >> 11) * 0x1.0p-53;
}

World::World(uint64_t seed, std::vector<Incident> incidents)
    : seed_(seed), incidents_(std::move(incidents)) {}

double World::drift(std::string_view what, std::string_view where, Instant t, minutes step) const {
  auto width = std::chrono::duration_cast<Millis>(step).count();
  auto cell = to_ms(t) / width;
  double part = static_cast<double>(to_ms(t) % width) / static_cast<double>(width);
  double a = unit_interval(chance(seed_, what, where, cell)) * 2 - 1;
  double b = unit_interval(chance(seed_, what, where, cell + 1)) * 2 - 1;
  double s = part * part * (3 - 2 * part);
  return a + (b - a) * s;
}

double World::strength(std::string_view site, std::string_view kind, Instant t) const {
  double s = 1;
  for (const auto& i : incidents_)
    if (i.kind == kind && (i.site.empty() || i.site == site) && i.span.contains(t))
      s = std::max(s, i.strength);
  return s;
}

Weather World::weather(Instant t) const {
  double hour = hours_of_day(t), cold = season(t);
  double rain = std::max(0.0, drift("rain", "", t, minutes{360}) - 0.72) * 14;
  double temperature =
      15 - 13 * cold + 5 * bump(hour, 15, 4) - 2.5 + 4 * drift("temperature", "", t, minutes{1440});
  return {.temperature = temperature,
          .humidity = std::clamp(
              58 - 14 * bump(hour, 15, 4) + 22 * drift("humidity", "", t, minutes{720}) + rain * 6,
              12.0, 99.0),
          .wind_speed = std::max(0.2, 2.1 + 1.6 * drift("wind", "", t, minutes{300})),
          .wind_from = std::fmod(540 + 180 * drift("direction", "", t, minutes{480}), 360),
          .pressure = 1004 + 11 * cold + 5 * drift("pressure", "", t, minutes{2880}),
          .rain = rain};
}

double World::true_air(const Place& place, std::string_view factor, Instant t) const {
  auto w = weather(t);
  auto trait = traits(factor);
  double hour = hours_of_day(t), cold = season(t);
  double still = std::clamp(2.1 / (w.wind_speed + 0.4), 0.5, 1.9);
  double common = drift(factor, "", t, minutes{900}),
         local = drift(factor, place.site, t, minutes{90});
  double v = trait->base * std::exp(trait->swing * (0.9 * common + 0.35 * local));
  if (factor == "a05024") return v * (0.25 + 1.5 * bump(hour, 15, 3.2) * (1.15 - 0.55 * cold));
  v *= (0.8 + 0.28 * traffic(hour) + 0.3 * cold) * still;
  if (factor == "a34004" || factor == "a34002")
    v *= strength(place.site, "episode", t) / (1 + 0.5 * w.rain);
  return v;
}

double World::sensed(const Place& place, std::string_view factor, double truth, Instant t) const {
  auto own = [&](std::string_view what) {  // in [-1, 1], for ever
    auto name = fmt::format("sensor {} {}", what, factor);
    return unit_interval(chance(seed_, name, place.site, 0)) * 2 - 1;
  };
  double wander = drift(fmt::format("sensor {}", factor), place.site, t, minutes{10080});
  double v = truth * (1 + 0.22 * own("gain") + 0.12 * wander);
  double base = traits(factor)->base;
  bool particles = factor == "a34004" || factor == "a34002";
  if (particles) v *= 1 + std::max(0.0, weather(t).humidity - 50) * 0.006;
  if (factor == "a21004") v += 0.12 * true_air(place, "a05024", t);
  if (factor == "a05024") v += 0.25 * true_air(place, "a21004", t);
  return v + 0.12 * base * own("offset");
}

double World::air(const Place& place, std::string_view factor, Instant t) const {
  auto w = weather(t);
  if (factor == "a01001") return w.temperature;
  if (factor == "a01002") return w.humidity;
  if (factor == "a01006") return w.pressure;
  if (factor == "a01007") return w.wind_speed;
  if (factor == "a01008") return w.wind_from;
  double v = true_air(place, factor, t), base = traits(factor)->base;
  if (place.kind == "air_micro") v = sensed(place, factor, v, t);
  double jitter = unit_interval(chance(seed_, factor, place.site, to_ms(t))) - 0.5;
  return std::max(base * 0.03, v * (1 + 0.04 * jitter));
}

double World::water(const Place& place, std::string_view factor, Instant t) const {
  auto w = weather(t);
  if (factor == "w01010") return std::max(1.0, 3 + 0.8 * w.temperature);
  auto trait = traits(factor);
  double v = trait->base * (1 + trait->swing * (drift(factor, place.site, t, minutes{1440}) +
                                                0.3 * drift(factor, place.site, t, minutes{120})));
  double spill = strength(place.site, "spill", t);
  if (factor == "w21003" || factor == "w01019" || factor == "w21011") v *= spill;
  if (factor == "w01009") v /= std::sqrt(spill);
  if (factor == "w01003") v *= 1 + w.rain;
  return v;
}

double World::noise(const Place& place, std::string_view factor, Instant t) const {
  double hour = hours_of_day(t);
  bool night = hour < 6 || hour >= 22;
  double level = place.zone == "1"             ? 47
                 : place.zone == "3"           ? 57
                 : place.zone.starts_with("4") ? 61
                                               : 52;
  level += 4 * traffic(hour) - (night ? 8 : 0) + 2.5 * drift("noise", place.site, t, minutes{20});
  level += 6 * (unit_interval(chance(seed_, "second", place.site, to_ms(t))) - 0.5);
  if (night) level += 10 * std::log10(strength(place.site, "night_noise", t));
  if (factor == "L10") return level + 3.1;
  if (factor == "L50") return level - 0.9;
  if (factor == "L90") return level - 4.2;
  if (factor == "LMx") return level + 9;
  if (factor == "LMn") return level - 8;
  return level;
}

double World::outlet(const Place& place, std::string_view factor, Instant t) const {
  auto trait = traits(factor);
  double v = trait->base * (1 + trait->swing * drift(factor, place.site, t, minutes{60}));
  bool of_process =
      factor == "w21003" || factor == "w01018" || factor == "a21002" || factor == "a34013";
  if (of_process) v *= strength(place.site, "discharge", t);
  return v;
}

double World::power(const Place& place, std::string_view factor, Instant t) const {
  auto firm = power_firms_.find(place.site);
  if (firm == power_firms_.end()) {
    std::vector<Planted> planted;
    for (const auto& incident : incidents_)
      if (auto kind = plant_of(incident.kind); kind && incident.site == place.site)
        planted.push_back({*kind, incident.span});
    PowerFirm made(seed_, place.site, kCountersSince, std::move(planted));
    firm = power_firms_.emplace(place.site, std::move(made)).first;
  }
  auto meter = static_cast<PowerMeter>(factor[5] - '1');
  auto value = firm->second.at(meter, t);
  auto item = static_cast<size_t>(factor[3] - '1');  // d201xx power, d202xx counter, then phases
  if (item < 2) return item == 0 ? value.kw : value.kwh;
  return item < 5 ? value.amps[item - 2] : value.volts[item - 5];
}

double World::value(const Place& place, std::string_view factor, Instant t) const {
  if (place.kind.starts_with("air")) return air(place, factor, t);
  if (place.kind == "river") return water(place, factor, t);
  if (place.kind == "noise") return noise(place, factor, t);
  if (place.kind == "power") return power(place, factor, t);
  return outlet(place, factor, t);
}

const std::vector<std::string>& factors_of(std::string_view kind) {
  static const std::vector<std::string> kAir{"a34004", "a34002", "a21026", "a21004",
                                             "a21005", "a05024", "a01001", "a01002",
                                             "a01006", "a01007", "a01008"};
  static const std::vector<std::string> kRiver{"w01010", "w01001", "w01009", "w01014", "w01003",
                                               "w01019", "w21003", "w21011", "w21001"};
  static const std::vector<std::string> kNoise{"Leq", "L10", "L50", "L90", "LMx", "LMn"};
  static const std::vector<std::string> kGas{"a34013", "a21026", "a21002",
                                             "a19001", "a00000", "a01012"};
  static const std::vector<std::string> kWaste{"w00000", "w01001", "w01018",
                                               "w21003", "w21011", "w21001"};
  // As many as one frame holds: power and counter of five meters, currents of the first line and
  // its treatment, voltages of the total.
  static const std::vector<std::string> kPower{"d20101", "d20102", "d20103", "d20104", "d20105",
                                               "d20201", "d20202", "d20203", "d20204", "d20205",
                                               "d20302", "d20402", "d20502", "d20303", "d20403",
                                               "d20503", "d20601", "d20701", "d20801"};
  if (kind.starts_with("air")) return kAir;
  if (kind == "river") return kRiver;
  if (kind == "noise") return kNoise;
  if (kind == "power") return kPower;
  return kind == "outlet_gas" ? kGas : kWaste;
}

std::string_view system_of(std::string_view kind) {
  if (kind.starts_with("air")) return "22";
  if (kind == "river") return "21";
  if (kind == "noise") return "23";
  if (kind == "power") return "44";
  return kind == "outlet_gas" ? "31" : "32";
}

int decimals_of(std::string_view factor) {
  if (factor.starts_with("d20")) return 2;
  auto t = traits(factor);
  return t ? t->decimals : 1;
}

}  // namespace qs::simulate

#include "simulate/power_firm.h"

#include <algorithm>
#include <cmath>

#include "simulate/world.h"

namespace qs::simulate {
namespace {

using std::chrono::minutes;

constexpr int kDayMinutes = 24 * 60;
constexpr std::array<double, kPowerMeters> kRated{0, 120, 30, 60, 18};
constexpr double kRunShare = 0.75, kOffShare = 0.002, kBase = 6;  // kBase: kW that no meter sees
constexpr double kVolts = 228, kPowerFactor = 0.9;
constexpr double kLowLoad = 0.35, kLowVoltage = 190;
constexpr double kBack = 60, kJump = 800, kFiveDigits = 100'000;
constexpr minutes kBefore{10}, kAfter{12};  // treatment around its line

bool is_line(PowerMeter m) {
  return m == PowerMeter::line_1 || m == PowerMeter::line_2;
}
bool is_treatment(PowerMeter m) {
  return m == PowerMeter::treatment_1 || m == PowerMeter::treatment_2;
}
int line_of(PowerMeter m) {
  return m == PowerMeter::line_2 || m == PowerMeter::treatment_2 ? 1 : 0;
}

constexpr std::array<std::string_view, 21> kPlants{
    "untreated",  "late",      "early",        "short_post",   "low_load",      "night",
    "overtime",   "idle",      "silent",       "logger",       "no_voltage",    "low_voltage",
    "lost_phase", "imbalance", "counter_back", "counter_jump", "counter_reset", "rolled_over",
    "swapped",    "bypass",    "negative"};

}  // namespace

std::optional<Plant> plant_of(std::string_view name) {
  auto at = std::find(kPlants.begin(), kPlants.end(), name);
  if (at == kPlants.end()) return std::nullopt;
  return static_cast<Plant>(at - kPlants.begin());
}

PowerFirm::PowerFirm(uint64_t seed, std::string name, Day since, std::vector<Planted> planted)
    : seed_(seed), name_(std::move(name)), since_(since), planted_(std::move(planted)) {
  double size = 0.6 + 0.8 * unit_interval(chance(seed_, "power size", name_, 0));
  for (size_t i = 0; i < kRated.size(); ++i) {
    rated_[i] = std::round(kRated[i] * size);
    begin_[i] = 20'000 + std::floor(30'000 * unit_interval(chance(seed_, "power counter", name_,
                                                                  static_cast<int64_t>(i))));
  }
}

const Planted* PowerFirm::planted(Plant kind, Instant t) const {
  for (const auto& p : planted_)
    if (p.kind == kind && p.span.contains(t)) return &p;
  return nullptr;
}

const Planted* PowerFirm::begun(Plant kind, Instant t) const {
  for (const auto& p : planted_)
    if (p.kind == kind && p.span.from <= t) return &p;
  return nullptr;
}

double PowerFirm::jitter(std::string_view what, int line, Day day, double most) const {
  auto when = std::chrono::sys_days(day).time_since_epoch().count() * 2 + line;
  return std::floor(most * unit_interval(chance(seed_, what, name_, when)));
}

Span PowerFirm::shift(int line, Day day) const {
  std::chrono::weekday weekday{std::chrono::sys_days(day)};
  if (weekday == std::chrono::Sunday) return {};
  auto begin = start_of(day) + minutes{8 * 60 + static_cast<int>(jitter("begin", line, day, 30))};
  auto end = start_of(day) + minutes{17 * 60 + static_cast<int>(jitter("end", line, day, 30))};
  return {begin, end};
}

// When the meter's device runs on a day by plan, with what was planted into its beginning and end.
Span PowerFirm::run_of(PowerMeter meter, Day day) const {
  auto span = shift(line_of(meter), day);
  if (span.from == span.until) return span;
  bool first = line_of(meter) == 0;
  if (is_line(meter)) {
    if (first && planted(Plant::overtime, span.until)) span.until = start_of(day) + minutes{1170};
    return span;
  }
  auto line_begin = span.from, line_end = span.until;
  if (first && planted(Plant::overtime, line_end)) line_end = start_of(day) + minutes{1170};
  span = {line_begin - kBefore, line_end + kAfter};
  if (!first) return span;
  if (planted(Plant::late, line_begin)) span.from = line_begin + minutes{20};
  if (planted(Plant::early, line_end)) span.until = line_end - minutes{12};
  if (planted(Plant::short_post, line_end)) span.until = line_end + minutes{2};
  if (planted(Plant::idle, line_end)) span.until = line_end + minutes{6 * 60};
  return span;
}

// What the device takes up, as a share of its rated power; `run` is that of its day.
double PowerFirm::load(PowerMeter meter, Span run, Instant t) const {
  bool first = line_of(meter) == 0;
  auto before = is_treatment(meter) ? kBefore : minutes{0};
  auto after = is_treatment(meter) ? kAfter : minutes{0};
  bool runs = run.contains(t) ||
              (first && (planted(Plant::night, t + before) || planted(Plant::night, t - after)));
  if (meter == PowerMeter::treatment_1 && runs && planted(Plant::untreated, t)) runs = false;
  if (!runs) return kOffShare;
  bool low = meter == PowerMeter::treatment_1 && planted(Plant::low_load, t);
  return kRunShare * (low ? kLowLoad : 1);
}

const PowerFirm::DayCurve& PowerFirm::curve(PowerMeter meter, Instant t) const {
  auto index = static_cast<size_t>(meter);
  auto& curve = curves_[index];
  auto& midnights = midnights_[index];
  if (midnights.empty()) midnights.push_back(begin_[index]);
  auto day = (std::chrono::sys_days(day_of(t)) - std::chrono::sys_days(since_)).count();
  for (auto next = static_cast<int64_t>(midnights.size()) - 1; curve.day != day; ++next) {
    auto at = std::min<int64_t>(next, std::max<int64_t>(day, 0));
    auto begin = start_of(since_) + std::chrono::days{at};
    curve = {.day = at, .run = run_of(meter, day_of(begin)), .kwh = {}};
    auto kwh = midnights[static_cast<size_t>(at)];
    for (int minute = 0; minute < kDayMinutes; ++minute) {
      curve.kwh.push_back(kwh);
      kwh += rated_kw(meter) * load(meter, curve.run, begin + minutes{minute}) / 60;
    }
    if (at + 1 == static_cast<int64_t>(midnights.size())) midnights.push_back(kwh);
    if (day < 0) break;  // before the counters: as on the first day
  }
  return curve;
}

double PowerFirm::true_kw(PowerMeter meter, Instant t) const {
  if (meter == PowerMeter::total) {
    double sum = kBase;
    for (int m = 1; m < kPowerMeters; ++m) sum += true_kw(static_cast<PowerMeter>(m), t);
    return sum;
  }
  auto when = to_ms(t) * kPowerMeters + static_cast<int>(meter);
  double noise = unit_interval(chance(seed_, "power", name_, when)) - 0.5;
  return rated_kw(meter) * load(meter, curve(meter, t).run, t) * (1 + 0.16 * noise);
}

double PowerFirm::counter(PowerMeter meter, Instant t) const {
  if (meter != PowerMeter::total) {
    auto minute = std::chrono::floor<minutes>(t - start_of(day_of(t))).count();
    return curve(meter, t).kwh[static_cast<size_t>(minute)];
  }
  using Hours = std::chrono::duration<double, std::ratio<3600>>;
  auto sum = begin_[0] + kBase * Hours(t - start_of(since_)).count();
  for (size_t m = 1; m < kPowerMeters; ++m)
    sum += counter(static_cast<PowerMeter>(m), t) - begin_[m];
  return sum;
}

// What the counter says, with what was planted into it.
double PowerFirm::shown(PowerMeter meter, Instant t) const {
  bool first = meter == PowerMeter::line_1;
  if (begun(Plant::swapped, t) && (first || meter == PowerMeter::line_2))
    return counter(first ? PowerMeter::line_2 : PowerMeter::line_1, t);
  auto kwh = counter(meter, t);
  if (!first) return kwh;
  if (begun(Plant::counter_back, t)) kwh -= kBack;
  if (begun(Plant::counter_jump, t)) kwh += kJump;
  if (auto p = begun(Plant::counter_reset, t)) kwh -= counter(meter, p->span.from);
  for (const auto& p : planted_)
    if (p.kind == Plant::rolled_over)
      kwh = std::fmod(kwh - counter(meter, p.span.from) + kFiveDigits, kFiveDigits);
  return kwh;
}

PowerValue PowerFirm::at(PowerMeter meter, Instant when) const {
  auto t = std::chrono::floor<minutes>(when);
  bool first = meter == PowerMeter::line_1;
  PowerValue out;
  out.silent = planted(Plant::logger, t) || (first && planted(Plant::silent, t));
  out.kw = true_kw(meter, t);
  out.kwh = shown(meter, t);
  out.amps.fill(out.kw * 1000 / (3 * kVolts * kPowerFactor));
  out.volts.fill(kVolts);
  if (meter == PowerMeter::treatment_1 && planted(Plant::negative, t)) out.kw = -out.kw;
  if (!first) return out;
  if (planted(Plant::bypass, t)) {
    out.kw = 0;
    out.amps.fill(0);
  }
  if (planted(Plant::no_voltage, t)) out.volts.fill(0);
  if (planted(Plant::low_voltage, t)) out.volts[1] = kLowVoltage;
  if (planted(Plant::lost_phase, t)) out.amps[1] *= 0.01;
  if (planted(Plant::imbalance, t)) out.amps[1] *= 0.5;
  return out;
}

}  // namespace qs::simulate

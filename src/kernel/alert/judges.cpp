#include "kernel/alert/judges.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "kernel/alert/kinds.h"

namespace qs::alert {
namespace {

constexpr double kDefaultSamples = 6;     // of a flat line
constexpr double kDefaultNeighbours = 2;  // fewer micro stations make no picture
constexpr double kDefaultRadiusKm = 3;

// yes at or above the threshold, near within the margin below it.
Condition at_least(double value, double threshold, double margin) {
  if (value >= threshold) return Condition::yes;
  return value > threshold - margin * std::abs(threshold) ? Condition::near : Condition::no;
}

std::vector<observe::Sample> usable(const Rule& rule, const Look& look) {
  std::vector<observe::Sample> found;
  int64_t until = to_ms(look.at);
  auto window = rule.parameters.window;
  for (const auto& s : look.samples) {
    bool inside = s.time <= until && (!window || s.time > until - window->count());
    if (inside && observe::counts(s.mark)) found.push_back(s);
  }
  return found;
}

double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  auto middle = values.size() / 2;
  return values.size() % 2 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
}

std::vector<double> peers_within(const Look& look, double radius_km) {
  std::vector<double> values;
  for (const auto& n : look.neighbours)
    if (!n.standard_station && n.value && n.distance_km <= radius_km) values.push_back(*n.value);
  return values;
}

std::optional<double> nearest_standard(const Look& look) {
  const Neighbour* nearest = nullptr;
  for (const auto& n : look.neighbours)
    if (n.standard_station && n.value && (!nearest || n.distance_km < nearest->distance_km))
      nearest = &n;
  return nearest ? nearest->value : std::nullopt;
}

}  // namespace

void judge_limit_exceeded(const Rule& rule, const Look& look, Finding& finding) {
  const auto* verdict = look.verdict;
  if (!verdict || verdict->statistic != rule.parameters.statistic) return;
  finding.value = verdict->value;
  if (verdict->outcome == evaluate::Outcome::not_enough_data) return;
  if (verdict->outcome == evaluate::Outcome::no_limit) {
    finding.condition = Condition::no;
    return;
  }
  finding.limit_id = verdict->limit_id;
  finding.standard = verdict->standard;
  finding.clause = verdict->clause;
  finding.confidence = verdict->confidence;
  double multiple = rule.parameters.multiple.value_or(0);
  double limit = verdict->limit_value;
  double bound = limit * (1 + multiple);
  finding.threshold = bound;
  bool exceeds = verdict->outcome == evaluate::Outcome::exceeds;
  if (exceeds && verdict->multiple >= multiple) {
    finding.condition = Condition::yes;
    return;
  }
  double distance = std::abs(finding.value.value_or(bound) - bound);
  bool close = verdict->value && distance < rule.resolve_margin * std::abs(bound);
  finding.condition = close ? Condition::near : Condition::no;
}

void judge_index_at_least(const Rule& rule, const Look& look, Finding& finding) {
  const auto* index = look.index;
  finding.threshold = rule.parameters.threshold;
  if (!index || index->index != rule.parameters.index || !index->value) return;
  finding.value = *index->value;
  finding.standard = index->standard;
  finding.clause = index->clause;
  finding.confidence = index->confidence;
  finding.condition = at_least(*finding.value, *finding.threshold, rule.resolve_margin);
}

void judge_rises_by(const Rule& rule, const Look& look, Finding& finding) {
  auto samples = usable(rule, look);
  if (samples.size() < 2 || samples.back().time != to_ms(look.at)) return;
  double newest = samples.back().value;
  samples.pop_back();
  double lowest = std::min_element(samples.begin(), samples.end(), [](auto& a, auto& b) {
                    return a.value < b.value;
                  })->value;
  double by = rule.parameters.by.value_or(0);
  double share = rule.parameters.ratio.value_or(0) * std::max(lowest, 0.0);
  finding.value = newest - lowest;
  finding.threshold = std::max(by, share);
  finding.condition = newest <= lowest
                          ? Condition::no
                          : at_least(*finding.value, *finding.threshold, rule.resolve_margin);
}

void judge_silent(const Rule& rule, const Look& look, Finding& finding) {
  using Hours = std::chrono::duration<double, std::ratio<3600>>;
  auto after = *rule.parameters.after;
  finding.threshold = Hours(after).count();
  if (!look.last_received) return;
  auto silence = look.at - *look.last_received;
  finding.value = Hours(silence).count();
  finding.condition = silence > after ? Condition::yes : Condition::no;
  if (finding.condition == Condition::yes) finding.since = *look.last_received + after;
}

void judge_flat_line(const Rule& rule, const Look& look, Finding& finding) {
  auto samples = usable(rule, look);
  // A value below the detection limit says nothing about the instrument.
  std::erase_if(samples, [](auto& s) { return s.mark == observe::Mark::below_detection; });
  if (samples.empty()) return;
  auto [low, high] = std::minmax_element(samples.begin(), samples.end(),
                                         [](auto& a, auto& b) { return a.value < b.value; });
  finding.value = samples.back().value;
  if (high->value - low->value > rule.parameters.tolerance.value_or(0)) {
    finding.condition = Condition::no;
    return;
  }
  auto enough = rule.parameters.samples.value_or(kDefaultSamples);
  if (static_cast<double>(samples.size()) < enough) return;
  finding.condition = Condition::yes;
  finding.since = from_ms(samples.front().time);
}

void judge_out_of_range(const Rule& rule, const Look& look, Finding& finding) {
  auto bound = [&](auto own, auto declared) {
    if (rule.parameters.*own) return rule.parameters.*own;
    return look.declared ? look.declared->*declared : std::nullopt;
  };
  auto low = bound(&Parameters::low, &standard::Factor::low);
  auto high = bound(&Parameters::high, &standard::Factor::high);
  if (look.samples.empty() || look.samples.back().time != to_ms(look.at)) return;
  const auto& newest = look.samples.back();
  bool over = newest.mark == observe::Mark::over_range;  // the instrument says so itself
  if (!over && (!observe::counts(newest.mark) || (!low && !high))) return;
  finding.value = newest.value;
  bool below = low && (!high || newest.value - *low < *high - newest.value);
  finding.threshold = below ? low : high;
  bool outside = (low && newest.value < *low) || (high && newest.value > *high);
  if (over || outside) {
    finding.condition = Condition::yes;
    return;
  }
  double width = low && high ? *high - *low : std::abs(*finding.threshold);
  bool close = std::abs(newest.value - *finding.threshold) < rule.resolve_margin * width;
  finding.condition = close ? Condition::near : Condition::no;
}

// Deviates only what stands apart from everything it can be compared with: its neighbours'
// median, so that one bad neighbour accuses nobody, and the nearest standard station.
void judge_neighbour_deviates(const Rule& rule, const Look& look, Finding& finding) {
  const auto& p = rule.parameters;
  finding.value = look.value;
  std::vector<double> references;
  auto peers = peers_within(look, p.radius_km.value_or(kDefaultRadiusKm));
  if (static_cast<double>(peers.size()) >= p.neighbours.value_or(kDefaultNeighbours))
    references.push_back(median(peers));
  if (auto standard = nearest_standard(look)) references.push_back(*standard);
  if (!look.value || references.empty()) return;
  finding.condition = Condition::yes;
  double least_excess = std::numeric_limits<double>::infinity();
  for (double reference : references) {
    double allowed = std::max(p.by.value_or(0), *p.ratio * std::abs(reference));
    double excess = std::abs(*look.value - reference) - allowed;
    if (excess >= least_excess) continue;
    least_excess = excess;
    finding.threshold = reference + (*look.value < reference ? -allowed : allowed);
    bool close = excess > -rule.resolve_margin * allowed;
    finding.condition = excess > 0 ? Condition::yes : close ? Condition::near : Condition::no;
  }
}

void judge_capture_below(const Rule& rule, const Look& look, Finding& finding) {
  double threshold = *rule.parameters.threshold;
  finding.threshold = threshold;
  if (!look.completeness || look.completeness->due == 0) return;
  double share = static_cast<double>(look.completeness->valid) / look.completeness->due;
  finding.value = share;
  double clear = std::min(1.0, threshold * (1 + rule.resolve_margin));
  finding.condition = share < threshold ? Condition::yes
                      : share < clear   ? Condition::near
                                        : Condition::no;
}

}  // namespace qs::alert

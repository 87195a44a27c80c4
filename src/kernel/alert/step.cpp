// pending → firing → resolved, and silenced beside firing.
#include <cmath>

#include "kernel/alert/alert.h"

namespace qs::alert {
namespace {

Millis length_of(observe::Cadence cadence) {
  using namespace std::chrono_literals;
  switch (cadence) {
    case observe::Cadence::realtime:
      return 5min;
    case observe::Cadence::minute:
      return 1min;
    case observe::Cadence::hour:
      return 1h;
    case observe::Cadence::day:
      return 24h;
    case observe::Cadence::month:
      return 24h * 31;
    case observe::Cadence::year:
      return 24h * 366;
  }
  check(false, "a cadence has a length");
  return {};
}

Alert begin(const Rule& rule, const Finding& f, std::string_view unit) {
  Alert a;
  a.id = alert_id(f.rule, f.site, f.factor, f.since);
  a.rule = f.rule;
  a.site = f.site;
  a.factor = f.factor;
  a.street = f.street;
  a.severity = rule.severity;
  a.unit = unit;
  a.began_at = f.since;
  return a;
}

void take_in(Alert& a, const Finding& f) {
  a.seen_at = std::max(a.seen_at, f.at);
  a.value = f.value;
  if (f.condition != Condition::yes) return;
  a.clear_since.reset();
  a.threshold = f.threshold;
  a.limit_id = f.limit_id;
  a.standard = f.standard;
  a.clause = f.clause;
  a.confidence = f.confidence;
  auto beyond = [&](double value) { return std::abs(value - f.threshold.value_or(0)); };
  if (f.value && (!a.peak || beyond(*f.value) > beyond(*a.peak))) a.peak = f.value;
}

bool is_held_back(const Rule& rule, const Alert& a, const Finding& f, Instant now) {
  return f.held_back || is_quiet(rule, f.at) || (a.silenced_until && now < *a.silenced_until);
}

// A value that exceeded the upper bound is not near any more when it nears the lower one.
bool is_on_other_side(const Alert& a, const Finding& f) {
  if (!a.peak || !a.threshold || !f.value || !f.threshold) return false;
  return (*a.peak - *a.threshold) * (*f.threshold - *f.value) < 0;
}

Event fire(const Rule& rule, const Finding& f, Alert& a, Instant now) {
  if (a.state == State::firing) return Event::none;
  if (f.at - a.began_at < rule.hold) return Event::none;
  if (is_held_back(rule, a, f, now)) {
    bool already = a.state == State::silenced;
    a.state = State::silenced;
    return already ? Event::none : Event::silenced;
  }
  a.state = State::firing;
  if (a.fired_at) return Event::none;  // it was told before it was silenced
  a.fired_at = now;
  return Event::fired;
}

Event clear(const Rule& rule, const Finding& f, Alert& a, Instant now) {
  if (a.state == State::pending) {
    a.state = State::resolved;
    a.resolved_at = now;
    return Event::passed;
  }
  if (!a.clear_since) a.clear_since = f.at;
  if (f.at - *a.clear_since < rule.resolve_after) return Event::none;
  a.state = State::resolved;
  a.resolved_at = now;
  return Event::resolved;
}

// Kept only when it says something new: steady values wait for kSeenStep.
Step keep(Event event, const Alert& before, Alert after) {
  auto steady = after;
  steady.value = before.value;
  steady.seen_at = before.seen_at;
  auto advance = after.seen_at - before.seen_at;
  bool waits = steady == before && advance > Millis{0} && advance < kSeenStep;
  if (waits || after == before) return {};
  return {event, std::move(after)};
}

Step go_on(const Rule& rule, const Finding& f, const Alert& current, Instant now) {
  if (f.at < current.seen_at) return {};
  Alert a = current;
  if (f.condition == Condition::unknown) {
    if (!a.clear_since) return {};
    a.clear_since.reset();  // what is not seen does not count as clear
    a.seen_at = f.at;
    return keep(Event::none, current, std::move(a));
  }
  take_in(a, f);
  Event event = Event::none;
  bool is_near = f.condition == Condition::near && !is_on_other_side(current, f);
  if (f.condition == Condition::yes)
    event = fire(rule, f, a, now);
  else if (!is_near || a.state == State::pending)
    event = clear(rule, f, a, now);
  else
    a.clear_since.reset();
  return keep(event, current, std::move(a));
}

// An episode that came to light after a later one: it is over, so only whether it would have fired
// is still open. Findings that follow each other closely are one episode.
Step add_late(const Rule& rule, const Finding& f, const Alert* earlier, const Alert& later,
              Instant now, std::string_view unit) {
  auto joined = length_of(rule.cadence) + rule.resolve_after;
  if (later.began_at - f.at <= joined) return {};
  bool extends = earlier && f.at - earlier->seen_at <= joined;
  Alert a = extends ? *earlier : begin(rule, f, unit);
  take_in(a, f);
  a.state = State::resolved;
  if (!extends) a.resolved_at = now;
  bool fires = !a.fired_at && f.at - a.began_at >= rule.hold && !is_held_back(rule, a, f, now);
  if (fires) a.fired_at = now;
  auto event = fires ? Event::fired : Event::none;
  return extends ? keep(event, *earlier, std::move(a)) : Step{event, std::move(a)};
}

}  // namespace

Step step(const Rule& rule, const Finding& finding, std::span<const Alert> episodes, Instant now,
          std::string_view unit) {
  auto after = std::upper_bound(episodes.begin(), episodes.end(), finding.at,
                                [](Instant at, const Alert& a) { return at < a.began_at; });
  const Alert* current = after == episodes.begin() ? nullptr : &*std::prev(after);
  const Alert* later = after == episodes.end() ? nullptr : &*after;
  if (current && current->open()) return go_on(rule, finding, *current, now);
  if (finding.condition != Condition::yes) return {};
  if (current && finding.at < current->seen_at) return {};
  if (later) return add_late(rule, finding, current, *later, now, unit);

  Alert a = begin(rule, finding, unit);
  bool corrected = current && current->seen_at == finding.at;  // judged over, now it is not
  if (corrected || (current && current->id == a.id)) {
    a = *current;
    a.state = State::pending;
    a.resolved_at.reset();
  }
  take_in(a, finding);
  auto event = fire(rule, finding, a, now);
  if (event == Event::none && !a.fired_at) event = Event::began;
  return {event, std::move(a)};
}

}  // namespace qs::alert

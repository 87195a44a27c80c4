#include "kernel/observe/transmission.h"

#include <algorithm>

namespace qs::observe {
namespace {

std::optional<double> share(double part, double whole) {
  if (whole <= 0) return std::nullopt;
  return std::min(1.0, part / whole);
}

double when_done(const Transmission& so_far, double rest, double came, double valid) {
  Transmission month{so_far.owed + rest, so_far.came + came, so_far.valid + valid};
  return month.efficiency().value_or(0);
}

}  // namespace

void Transmission::add(std::span<const HourCount> hours) {
  for (const auto& h : hours) {
    auto stopped = std::min(h.due, h.stopped);
    owed += static_cast<double>(h.due - stopped) / h.due;
    came += static_cast<double>(h.received - std::min(h.received, stopped)) / h.due;
    valid += static_cast<double>(h.valid) / h.due;
  }
}

void Transmission::add(const Transmission& other) {
  owed += other.owed;
  came += other.came;
  valid += other.valid;
}

std::optional<double> Transmission::rate() const {
  return share(came, owed);
}

std::optional<double> Transmission::validity() const {
  return share(valid, owed);
}

std::optional<double> Transmission::efficiency() const {
  if (owed <= 0) return std::nullopt;
  return *rate() * *validity();
}

std::string_view name(MonthEnd end) {
  constexpr std::string_view kNames[]{"sure", "open", "missed"};
  return kNames[static_cast<size_t>(end)];
}

TransmissionOutlook outlook(const Transmission& so_far, double rest, double pass) {
  TransmissionOutlook out{.best = when_done(so_far, rest, rest, rest),
                          .worst = when_done(so_far, rest, 0, 0)};
  out.end = out.worst >= pass ? MonthEnd::sure
            : out.best < pass ? MonthEnd::missed
                              : MonthEnd::open;
  if (so_far.owed > 0)
    out.expected = when_done(so_far, rest, rest * *so_far.rate(), rest * *so_far.validity());
  return out;
}

}  // namespace qs::observe

// 并件: is a report about an event that somebody told before?
#pragma once

#include <optional>
#include <span>
#include <string>

#include "base/geometry.h"
#include "base/time.h"
#include "kernel/ledger/record.h"
#include "kernel/report/rules.h"

namespace qs::report {

// A complaint as far as it can be compared.
struct Filed {
  std::string id, kind, state;
  Instant at;
  LonLat place;

  bool open() const { return state != kClosed && state != kRefused; }
};
// nullopt: a complaint without a place.
std::optional<Filed> filed_of(const ledger::Record& complaint);

struct Kinship {
  std::string joins;    // the standing report of the same event; empty: none
  std::string repeats;  // an earlier one of the same topic and place, but of another event
};
// Of several standing reports the nearest counts; of several earlier ones the newest. `others` may
// hold anything.
Kinship kinship(const Filed& report, std::span<const Filed> others, const Rules& rules);

}  // namespace qs::report

// 禁烧通报: the fires of a period by street, and how the streets stand to each other.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "kernel/burning/rules.h"

namespace qs::burning {

struct SpotFact {
  std::string id, street;
  enum class State : uint8_t { waiting, confirmed, refuted } state = State::waiting;
  Instant found;
  double area_m2 = 0;
  std::optional<double> minutes;  // until somebody spoke from the spot; none: nobody has yet
  bool late = false;              // beyond the step's limit
  std::string chiefs = {};        // 四级责任人, in words
};

struct Line {
  std::string street;
  size_t found = 0, confirmed = 0, refuted = 0, waiting = 0, late = 0, timed = 0;
  size_t untimed = 0;  // without a time of arrival; those refuted need none
  double area_m2 = 0;
  std::optional<double> mean_minutes;  // of those that have a time
  size_t rank = 0;                     // from 1; those alike share it, the next one skips
  bool tied = false;
  bool gap = false;  // some are untimed: the mean does not speak of all

  // nullopt: nothing to compare by.
  std::optional<double> figure(Measure measure) const;
};

struct Bulletin {
  std::string period;  // "day", "week", or the id of a season
  Span span;
  std::vector<Line> lines;  // every street, in order of rank, then of `streets`
  Line total;
};

// The day, the week from Monday, or the season that holds `inside`, up to its end. Fault: no such
// period, or the day lies in none of that season.
Result<Span> period_of(std::string_view period, Day inside, const Rules& rules);

// `spots` may hold others than of the span; they do not count. A street that has nothing to compare
// by a measure comes after those that have.
Bulletin bulletin(std::string period, Span span, std::span<const SpotFact> spots,
                  std::span<const std::string> streets, const Rules& rules);

}  // namespace qs::burning

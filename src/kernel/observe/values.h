// Which values take part in a statistic and with what figure: the first step of every mean.
#pragma once

#include <span>
#include <vector>

#include "kernel/observe/series.h"

namespace qs::observe {

// A greater amount is no measurement; it is refused at the doors and left out of every statistic,
// so that exact decimal sums stay inside 128 bits.
inline constexpr double kMostAmount = 1e12;

bool is_amount(double value);  // finite and not beyond kMostAmount

struct Treatment {
  // A value below detection is sent as its detection limit and takes part as this share of it
  // (water: 1/2, standard rule "water.below_detection.share"; 1: as it was sent).
  double below_detection_share = 1;
};

// The figure with which a sample takes part; nullopt: it does not (mark, no amount). A negative
// value takes part as it is: noise around a clean zero must not lift a mean, and a doubtful one is
// a finding of `alert` and for people to mark.
std::optional<double> counted(const Sample& s, const Treatment& treatment = {});

struct Tally {
  std::vector<double> values;  // that count, in the order of the samples
  uint32_t received = 0;       // all samples
};
Tally tally(std::span<const Sample> samples, const Treatment& treatment = {});

// The samples with from <= time < until. `samples` must be of one series, ordered by time.
std::span<const Sample> inside(std::span<const Sample> samples, Span span);

}  // namespace qs::observe

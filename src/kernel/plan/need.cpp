#include "kernel/plan/need.h"

#include <algorithm>

#include "base/decimal.h"
#include "base/result.h"

namespace qs::plan {
namespace {

Int128 floor_div(Int128 a, Int128 b) {  // b > 0
  auto q = a / b;
  return a % b < 0 ? q - 1 : q;
}

// The sum that `count` items may have at most (low) or must have at least (high), in units of
// 10^-scale times two, so that the half of half-even is whole. A goal finer than the figure is
// first brought to what the figure can show.
Int128 twice_bound(const Goal& goal, int places, int scale, size_t count) {
  auto target = Decimal::of(goal.value);
  auto finer = std::max(target.scale, places);
  auto units = target.units * power_of_ten(finer - target.scale);
  auto step = power_of_ten(finer - places);
  auto last = goal.low ? floor_div(units, step) : -floor_div(-units, step);  // the last good figure
  bool even = last % 2 == 0;  // a half beside it is rounded to it
  auto bound =
      (2 * last + (goal.low ? 1 : -1)) * power_of_ten(scale - places) * static_cast<Int128>(count);
  if (even) return bound;
  return goal.low ? bound - 1 : bound + 1;
}

struct Sum {
  Int128 units = 0;
  int scale = 0;
};

// At the scale of the finest value, and at least at that of the answer.
Sum sum_of(const Measure& measure, std::span<const Item> items, int least_scale) {
  std::vector<Decimal> parts;
  Sum sum{.scale = least_scale};
  for (const auto& item : items) {
    parts.push_back(Decimal::of(brought(measure, item.value)));
    sum.scale = std::max(sum.scale, parts.back().scale);
  }
  for (const auto& part : parts) sum.units += part.units * power_of_ten(sum.scale - part.scale);
  return sum;
}

Need of_mean(Need out, const Goal& goal, const Sum& sum, Int128 bound, int places) {
  auto rest = static_cast<Int128>(out.rest);
  auto grain = power_of_ten(sum.scale - places);
  auto left = bound - 2 * sum.units;  // twice what the rest may bring, or must
  auto steps = goal.low ? floor_div(left, 2 * rest * grain) : -floor_div(-left, 2 * rest * grain);
  if (goal.low && steps < 0) {
    out.chance = Chance::impossible;
    return out;
  }
  if (!goal.low && steps <= 0) out.chance = Chance::sure;
  out.mean = Decimal{std::max<Int128>(steps, 0), places}.value();
  return out;
}

Need of_share(Need out, const Goal& goal, const Sum& sum, Int128 bound) {
  auto hit = 200 * power_of_ten(sum.scale);  // twice what one brings
  auto left = bound - 2 * sum.units;
  auto hits = goal.low ? floor_div(left, hit) : -floor_div(-left, hit);
  auto rest = static_cast<Int128>(out.rest);
  if (goal.low ? hits < 0 : hits > rest) {
    out.chance = Chance::impossible;
    return out;
  }
  if (goal.low ? hits >= rest : hits <= 0) out.chance = Chance::sure;
  out.hits = static_cast<size_t>(std::clamp<Int128>(hits, 0, rest));
  return out;
}

}  // namespace

Need need(const Measure& measure, const Goal& goal, std::span<const Item> so_far, size_t rest) {
  Need out{.rest = rest};
  auto count = so_far.size() + rest;
  if (count == 0) return out;
  if (rest == 0) {
    out.chance = meets(goal, *figure_of(measure, so_far)) ? Chance::sure : Chance::impossible;
    return out;
  }
  int places = measure.places + 1;
  auto sum = sum_of(measure, so_far, std::max(places, 0));
  auto bound = twice_bound(goal, measure.places, sum.scale, count);
  return measure.form == Form::mean ? of_mean(out, goal, sum, bound, places)
                                    : of_share(out, goal, sum, bound);
}

}  // namespace qs::plan

#include "kernel/power/habit.h"

#include <algorithm>
#include <numeric>
#include <optional>

namespace qs::power {
namespace {

using Bins = std::array<uint32_t, DayLoad::kBins>;

constexpr double kMostTop = 1 << 20;   // kW: beyond is no firm's load
constexpr double kModeShare = 0.02;    // of all minutes that make a mode
constexpr double kRarelyAbove = 0.01;  // of high_kw
constexpr size_t kNarrowest = 4;       // bins between two modes, or it is one

struct Valley {
  size_t from = 0, until = 0;  // bins
};

// The widest stretch of nearly empty bins between two modes that each have minutes enough.
std::optional<Valley> valley_of(const Bins& bins, uint32_t minutes, double depth) {
  auto greatest = *std::max_element(bins.begin(), bins.end());
  auto low = static_cast<double>(greatest) * depth;
  auto least = static_cast<double>(minutes) * kModeShare;
  std::optional<Valley> best;
  uint32_t below = 0;
  for (size_t i = 0; i < bins.size();) {
    if (static_cast<double>(bins[i]) > low) {
      below += bins[i++];
      continue;
    }
    size_t until = i;
    uint32_t inside = 0;
    while (until < bins.size() && static_cast<double>(bins[until]) <= low) inside += bins[until++];
    bool parts = static_cast<double>(below) >= least &&
                 static_cast<double>(minutes - below - inside) >= least;
    if (parts && until - i >= kNarrowest && (!best || until - i > best->until - best->from))
      best = Valley{i, until};
    below += inside;
    i = until;
  }
  return best;
}

// The middle of what lies at or above a bin; nothing there: 0.
double middle_above(const Bins& bins, size_t from, double width) {
  auto all = std::accumulate(bins.begin() + static_cast<std::ptrdiff_t>(from), bins.end(), 0U);
  uint32_t sum = 0;
  for (size_t i = from; i < bins.size(); ++i)
    if (sum += bins[i]; 2 * sum >= all && all > 0) return (static_cast<double>(i) + .5) * width;
  return 0;
}

double high_of(const Bins& bins, uint32_t minutes, double width) {
  auto left = static_cast<double>(minutes) * kRarelyAbove;
  for (size_t i = bins.size(); i-- > 0;)
    if (left -= static_cast<double>(bins[i]); left < 0) return static_cast<double>(i + 1) * width;
  return width;
}

}  // namespace

std::string_view name(Habit::How how) {
  constexpr std::array<std::string_view, 5> kHow{"none", "rated", "valley", "greatest", "given"};
  return kHow[static_cast<size_t>(how)];
}

void DayLoad::double_scale() {
  for (size_t i = 0; i < kBins / 2; ++i)
    bins_[i] = static_cast<uint16_t>(bins_[2 * i] + bins_[2 * i + 1]);
  std::fill(bins_.begin() + kBins / 2, bins_.end(), uint16_t{0});
  top_ *= 2;
}

void DayLoad::add(double kw) {
  while (kw >= top_ && top_ < kMostTop) double_scale();
  auto bin = kw <= 0 ? 0 : static_cast<size_t>(kw / top_ * kBins);
  ++bins_[std::min(bin, kBins - 1)];
  ++minutes_;
}

void DayLoad::lay_into(Bins& bins, double top) const {
  auto times = static_cast<size_t>(top / top_);
  for (size_t i = 0; i < kBins; ++i) bins[i / times] += bins_[i];
}

Habit learn(std::span<const DayLoad> days, double rated_kw, const Law& law) {
  Habit habit;
  double top = 1;
  for (const auto& day : days) {
    top = std::max(top, day.top());
    habit.minutes += day.minutes();
  }
  Bins bins{};
  for (const auto& day : days) day.lay_into(bins, top);
  auto width = top / static_cast<double>(DayLoad::kBins);
  bool enough = habit.minutes >= law.learn_least;
  if (enough) habit.high_kw = high_of(bins, habit.minutes, width);
  auto by_share = [&](double of, Habit::How how) {
    habit.how = how;
    habit.run_above = law.run_share * of;
    habit.off_below = law.off_share * of;
  };
  auto valley = enough ? valley_of(bins, habit.minutes, law.valley_depth) : std::nullopt;
  if (valley) {
    habit.how = Habit::How::valley;
    habit.run_above = static_cast<double>(valley->from + valley->until) / 2 * width;
    habit.typical_kw = middle_above(bins, (valley->from + valley->until) / 2, width);
    auto full = rated_kw > 0 ? rated_kw : habit.typical_kw;
    habit.off_below = std::min(law.off_share * full, habit.run_above / 2);
    return habit;
  }
  if (rated_kw > 0)
    by_share(rated_kw, Habit::How::rated);
  else if (enough && habit.high_kw > width)
    by_share(habit.high_kw, Habit::How::greatest);
  if (habit.how != Habit::How::none && enough)
    habit.typical_kw = middle_above(bins, static_cast<size_t>(habit.run_above / width), width);
  return habit;
}

}  // namespace qs::power

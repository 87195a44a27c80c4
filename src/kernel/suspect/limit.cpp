// 削顶与贴限: values that pile up under a ceiling or in the last tenth below the limit while none
// is above it.
#include <algorithm>

#include "kernel/suspect/sign.h"

namespace qs::suspect {
namespace {

constexpr double kPile = 0.004;         // of the ceiling: values this near are one pile
constexpr double kLeastCeiling = 0.85;  // of the limit
constexpr double kBand = 0.9;           // of the limit, 限值贴顶
constexpr double kLeastShare =
    0.2;  // of the day's values in the band, of which the practice rule asks 0.3
constexpr double kLeastExplained = 0.3;
constexpr size_t kLeastPiled = 3;

// −ln of the chance to find so many piled right below the greatest value of the day.
Sign piled(const Series& s, const Window& w) {
  auto limit = *s.column->limit;
  double ceiling = kNone;
  size_t n = 0;
  for (auto t = w.day; t < w.end; ++t) {
    if (!known(s.x[t])) continue;
    ++n;
    if (!(s.x[t] <= ceiling)) ceiling = s.x[t];
  }
  if (n < 2 * kLeastPiled || !(ceiling > 0)) return {};
  if (ceiling < kLeastCeiling * limit || ceiling > limit * (1 + kPile)) return {.value = 0};
  Sign sign{.value = 0, .from = w.end, .until = w.day};
  size_t count = 0;
  for (auto t = w.day; t < w.end; ++t) {
    if (!known(s.x[t]) || s.x[t] < ceiling * (1 - kPile)) continue;
    ++count;
    sign.from = std::min(sign.from, t);
    sign.until = t + 1;
  }
  if (count < kLeastPiled) return {.value = 0};
  // How many would be as near to the ceiling if the day's upper half were spread evenly.
  std::vector<double> upper;
  for (auto t = w.day; t < w.end; ++t)
    if (known(s.x[t])) upper.push_back(s.x[t]);
  auto middle = median_of(upper);
  auto width = std::max(ceiling * kPile, s.resolution);
  auto share = std::clamp(0.5 * width / std::max(ceiling - middle, width), 0.002, 0.5);
  sign.value = -static_cast<double>(count - 1) * std::log(share);
  sign.told = {static_cast<double>(count), ceiling, limit};
  return sign;
}

// Of the band below the limit and what is above it, learnt from the days before.
struct Customs {
  double band = 0, above = 0, all = 0;
};

Sign hugged(const Series& s, const Window& w, Customs& customs) {
  auto limit = *s.column->limit;
  double band = 0, above = 0, all = 0, beyond = 0;  // beyond: expected above the limit
  Sign sign{.value = 0, .from = w.end, .until = w.day};
  for (auto t = w.day; t < w.end; ++t) {
    if (!known(s.x[t])) continue;
    ++all;
    above += s.x[t] > limit;
    if (s.x[t] <= limit && s.x[t] >= kBand * limit) {
      ++band;
      beyond += s.explained >= kLeastExplained && s.back(s.expected[t]) > limit;
      sign.from = std::min(sign.from, t);
      sign.until = t + 1;
    }
  }
  if (above == 0 && band >= kLeastPiled && band >= kLeastShare * all && customs.all > 0) {
    // The log-likelihood against how values used to lie in the band, and above it instead.
    auto usual = (customs.band + 1) / (customs.all + 2), share = band / all;
    auto stays = (customs.band + 1) / (customs.band + customs.above + 2);
    sign.value = std::max(0.0, band * std::log(share / usual)) - band * std::log(stays) + beyond;
    sign.told = {band, all, limit, customs.band / customs.all};
  }
  customs.band += band;
  customs.above += above;
  customs.all += all;
  return sign;
}

}  // namespace

void find_at_limit(const View& view, Traces& traces) {
  if (view.day_rows < 4 * kLeastPiled) return;
  for (size_t c = 0; c < view.series.size(); ++c) {
    const auto& s = view.series[c];
    if (!s.column->judged() || !s.column->limit) continue;
    Trace clip{"CLIP", c, {}}, cap{"CAP", c, {}};
    Customs customs;
    for (const auto& w : view.windows) {
      clip.days.push_back(piled(s, w));
      cap.days.push_back(hugged(s, w, customs));
    }
    traces.push_back(std::move(clip));
    traces.push_back(std::move(cap));
  }
}

}  // namespace qs::suspect

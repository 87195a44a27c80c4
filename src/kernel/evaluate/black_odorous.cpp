#include "kernel/evaluate/black_odorous.h"

#include <algorithm>
#include <array>

#include "kernel/evaluate/law.h"

namespace qs::evaluate {
namespace {

constexpr std::string_view kTransparency = "w01004";

struct Item {
  std::string factor;
  bool more_is_worse = false;
  double light = 0, heavy = 0;  // light at the first, heavy beyond the second

  BlackOdour grade(double value) const {
    auto beyond = [&](double bound) { return more_is_worse ? value > bound : value < bound; };
    if (beyond(heavy)) return BlackOdour::heavy;
    return beyond(light) || value == light ? BlackOdour::light : BlackOdour::none;
  }
};

// The items are those for which a rule says where heavy begins.
Result<std::vector<Item>> items(const standard::Library& library, Day law) {
  std::vector<Item> out;
  for (const auto& rule : library.tables().rules) {
    bool below = rule.name == "water.black_odorous.heavy_below";
    bool above = rule.name == "water.black_odorous.heavy_above";
    if ((!below && !above) || !rule.source.in_force(law)) continue;
    auto light =
        number(library, below ? "water.black_odorous.light_to" : "water.black_odorous.light_from",
               law, rule.scope);
    if (!light) return tl::unexpected(light.error());
    out.push_back({rule.scope, above, *light, rule.number()});
  }
  if (out.empty()) return fail("no rules of black-odorous water are in force", iso(law));
  return out;
}

struct Shallow {
  double depth = 0, share = 0;  // water less deep than this is judged by a share of its depth
};

// nullopt: the sample says nothing of the item.
std::optional<BlackOdour> grade(const Item& item, const BlackOdourSample& sample,
                                const Shallow& shallow) {
  auto value = sample.values.find(item.factor);
  if (value == sample.values.end()) return std::nullopt;
  if (item.factor != kTransparency) return item.grade(value->second);
  if (sample.clear_to_bottom) return BlackOdour::none;
  auto bounds = item;
  if (sample.depth_cm && *sample.depth_cm < shallow.depth) {
    bounds.light = *sample.depth_cm * shallow.share;
    bounds.heavy = std::min(item.heavy, bounds.light);
  }
  return bounds.grade(value->second);
}

}  // namespace

std::string_view name(BlackOdour grade) {
  static constexpr std::array<std::string_view, 3> kNames{"none", "light", "heavy"};
  return kNames[static_cast<size_t>(grade)];
}

Result<BlackOdourPoint> grade_point(const standard::Library& library,
                                    std::span<const BlackOdourSample> samples, Day law) {
  check(!samples.empty(), "a point of black-odorous water needs a sample");
  auto list = items(library, law);
  if (!list) return tl::unexpected(list.error());
  auto depth = number(library, "water.black_odorous.shallow_depth", law);
  if (!depth) return tl::unexpected(depth.error());
  auto share = number(library, "water.black_odorous.shallow_share", law);
  if (!share) return tl::unexpected(share.error());
  auto one = number(library, "water.black_odorous.one_item_share", law);
  if (!one) return tl::unexpected(one.error());
  auto two = number(library, "water.black_odorous.two_items_share", law);
  if (!two) return tl::unexpected(two.error());

  BlackOdourPoint out;
  size_t over_one = 0, over_two = 0;
  for (const auto& item : *list) {
    double seen = 0, bad = 0, heavy = 0;
    for (const auto& sample : samples)
      if (auto g = grade(item, sample, {*depth, *share})) {
        ++seen;
        bad += *g != BlackOdour::none;
        heavy += *g == BlackOdour::heavy;
      }
    if (seen == 0) continue;
    out.share[item.factor] = bad / seen;
    out.heavy_share[item.factor] = heavy / seen;
    over_one += heavy / seen >= *one;
    over_two += heavy / seen >= *two;
    if (bad > 0) out.grade = BlackOdour::light;
  }
  if (over_one >= 1 || over_two >= 2) out.grade = BlackOdour::heavy;
  return out;
}

Result<BlackOdourWater> grade_water(const standard::Library& library,
                                    std::span<const BlackOdour> points, Day law) {
  auto run = number(library, "water.black_odorous.reach_points", law);
  if (!run) return tl::unexpected(run.error());
  auto whole = number(library, "water.black_odorous.whole_share", law);
  if (!whole) return tl::unexpected(whole.error());
  BlackOdourWater out{BlackOdour::none, std::vector<BlackOdour>(points.begin(), points.end())};
  if (points.empty()) return out;
  auto heavy = static_cast<double>(std::ranges::count(points, BlackOdour::heavy));
  out.grade = std::ranges::max(points);
  if (out.grade != BlackOdour::heavy) return out;
  if (heavy / static_cast<double>(points.size()) > *whole) {
    std::ranges::fill(out.reaches, BlackOdour::heavy);
    return out;
  }
  // Heavy points that are no run stay single: the reach is light.
  out.grade = BlackOdour::light;
  for (size_t i = 0; i < points.size();) {
    size_t end = i;
    while (end < points.size() && points[end] == BlackOdour::heavy) ++end;
    bool is_run = static_cast<double>(end - i) >= *run;
    if (is_run) out.grade = BlackOdour::heavy;
    for (; i < end; ++i) out.reaches[i] = is_run ? BlackOdour::heavy : BlackOdour::light;
    ++i;
  }
  return out;
}

}  // namespace qs::evaluate

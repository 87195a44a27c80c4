#include "kernel/evaluate/air_index.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "kernel/evaluate/law.h"

namespace qs::evaluate {
namespace {

constexpr std::string_view kIndex = "AQI";

uint16_t bit(size_t item) {
  return static_cast<uint16_t>(1u << item);
}

// GB/T 8170 half to even. Amounts have few decimals, so a product that is a half in decimal lies
// this near to it in binary.
int64_t whole_half_even(double value) {
  constexpr double kNear = 1e-7;
  double twice = std::nearbyint(value * 2);
  if (std::fabs(value * 2 - twice) < kNear) value = twice / 2;
  return std::llrint(value);
}

// IAQI of every whole step up to the top break point: exact integers, rounded up.
Result<std::vector<uint16_t>> spread(const standard::IndexTable& table, double steps) {
  auto fault = [&](std::string_view what) {
    return fail(fmt::format("index table {} {}", table.item, what), table.source.standard);
  };
  std::vector<int64_t> points;
  for (double p : table.points) {
    points.push_back(std::llround(p * steps));
    if (std::fabs(static_cast<double>(points.back()) - p * steps) > 1e-6)
      return fault("has a break point finer than its input rounding");
  }
  if (points.size() < 2 || points.size() != table.levels.size() || points[0] != 0)
    return fault("does not begin at 0 or has unequal columns");
  std::vector<uint16_t> index{static_cast<uint16_t>(table.levels[0])};
  for (size_t i = 1; i < points.size(); ++i) {
    auto low = std::llround(table.levels[i - 1]), high = std::llround(table.levels[i]);
    auto width = points[i] - points[i - 1];
    if (width <= 0 || high < low || high > kMostIndex) return fault("does not rise");
    for (int64_t step = 1; step <= width; ++step)
      index.push_back(static_cast<uint16_t>(low + ((high - low) * step + width - 1) / width));
  }
  return index;
}

}  // namespace

std::string_view name(AirReport report) {
  return report == AirReport::hour ? "hour" : "day";
}

void AirJudge::bound_by(const standard::Source& source) {
  from_ = std::max(from_, source.from);
  if (source.until && (!until_ || *source.until < *until_)) until_ = source.until;
}

std::optional<size_t> AirJudge::item(std::string_view name) const {
  auto at = std::ranges::find(names_, name);
  if (at == names_.end()) return std::nullopt;
  return static_cast<size_t>(at - names_.begin());
}

Result<void> AirJudge::add(const standard::Library& library, Day law, std::string name,
                           uint16_t stands_in_for) {
  Item item{name.substr(0, name.find(':')), 1, {}, kMostIndex, stands_in_for};
  auto table = library.index(kIndex, name, law);
  if (auto other = library.rule("air.aqi.table", law, name); !table && other) {
    table = library.index(kIndex, other->value, law);
    bound_by(other->source);
  }
  auto factor = library.factor(item.factor);
  auto decimals = number(library, "air.aqi.input_decimals", law, item.factor);
  if (!table || !factor) return fail(fmt::format("no AQI table is in force on {}", iso(law)), name);
  if (!decimals) return tl::unexpected(decimals.error());
  auto scale = library.convert(1, factor->unit, table->unit);
  if (!scale) return fail("the factor's unit does not convert to that of its AQI table", name);
  auto index = spread(*table, std::pow(10, *decimals));
  if (!index) return tl::unexpected(index.error());
  item.steps = std::pow(10, *decimals) * *scale;
  item.index = std::move(*index);
  if (table->above_top.starts_with("level:"))
    item.above = static_cast<uint16_t>(std::stoi(table->above_top.substr(6)));
  if (table->above_top.starts_with("use_")) {
    item.above = std::nullopt;
    wanted_.emplace_back(item.factor + ":" + table->above_top.substr(4), bit(items_.size()));
  }
  bound_by(table->source);
  if (source_.standard.empty()) source_ = table->source;
  names_.push_back(std::move(name));
  items_.push_back(std::move(item));
  return {};
}

Result<void> AirJudge::add_stand_ins(const standard::Library& library, Day law) {
  for (auto [name, silent] : std::exchange(wanted_, {}))
    if (!item(name))
      if (auto done = add(library, law, name, silent); !done) return done;
  return {};
}

Result<void> AirJudge::read_rules(const standard::Library& library, Day law,
                                  std::string_view scope) {
  auto lowest = integer(library, "air.aqi.lowest", law);
  if (!lowest) return tl::unexpected(lowest.error());
  lowest_ = static_cast<uint16_t>(*lowest);
  auto primary = integer(library, "air.aqi.primary_above", law);
  if (!primary) return tl::unexpected(primary.error());
  primary_above_ = static_cast<uint16_t>(*primary);
  if (auto above = library.rule("air.aqi.incomplete_above", law, scope)) {
    incomplete_above_ = static_cast<uint16_t>(above->number());
    bound_by(above->source);
  }
  if (auto needed = library.rule("air.aqi.needs_one_of", law, scope)) {
    for (const auto& one : split(needed->value, ' '))
      if (auto at = item(one)) needs_one_of_ = static_cast<uint16_t>(needs_one_of_ | bit(*at));
    bound_by(needed->source);
  }
  return {};
}

Result<void> AirJudge::read_categories(const standard::Library& library, Day law) {
  for (int aqi = 0; aqi <= kMostIndex; ++aqi) {
    auto category = library.category(kIndex, static_cast<double>(aqi), law);
    if (!category) return fail(fmt::format("no category holds AQI {}", aqi), iso(law));
    if (categories_.empty() || categories_.back() != category->code)
      categories_.push_back(category->code);
    level_[static_cast<size_t>(aqi)] = static_cast<uint8_t>(categories_.size());
    bound_by(category->source);
  }
  return {};
}

Result<AirJudge> AirJudge::prepared(const standard::Library& library, Day law, AirReport report,
                                    std::string_view variant) {
  AirJudge judge;
  judge.from_ = Day{std::chrono::year{0}, std::chrono::January, std::chrono::day{1}};
  std::string scope(name(report));
  if (!variant.empty()) scope.append(":").append(variant);
  auto items = rule(library, "air.aqi.items", law, scope);
  if (!items) return tl::unexpected(items.error());
  judge.bound_by((*items)->source);
  auto names = split((*items)->value, ' ');
  judge.required_ = static_cast<uint16_t>(bit(names.size()) - 1);
  if (auto beside = library.rule("air.aqi.items_beside", law, scope))
    for (auto& one : split(beside->value, ' ')) names.push_back(std::move(one));
  for (auto& one : names)
    if (auto done = judge.add(library, law, std::move(one), 0); !done)
      return tl::unexpected(done.error());
  if (auto done = judge.add_stand_ins(library, law); !done) return tl::unexpected(done.error());
  if (judge.items_.size() > kMostAirItems) return fail("more AQI items than a report holds", scope);
  if (auto done = judge.read_rules(library, law, scope); !done) return tl::unexpected(done.error());
  if (auto done = judge.read_categories(library, law); !done) return tl::unexpected(done.error());
  return judge;
}

AirIndex AirJudge::judge(const AirValues& values) const {
  AirIndex out;
  uint16_t silent = 0;
  for (size_t i = 0; i < items_.size(); ++i) {
    const auto& item = items_[i];
    if (!(values.present & bit(i)) || (item.stands_in_for && !(item.stands_in_for & silent)))
      continue;
    auto step = std::max<int64_t>(0, whole_half_even(values.value[i] * item.steps));
    bool beyond = static_cast<size_t>(step) >= item.index.size();
    if (beyond && !item.above) {
      silent = static_cast<uint16_t>(silent | bit(i));
      continue;
    }
    out.item[i] = beyond ? *item.above : item.index[static_cast<size_t>(step)];
    out.judged = static_cast<uint16_t>(out.judged | bit(i));
    if (out.item[i] > out.aqi) out.primary = 0;
    out.aqi = std::max(out.aqi, out.item[i]);
    if (out.item[i] == out.aqi) out.primary = static_cast<uint16_t>(out.primary | bit(i));
  }
  if (out.aqi <= primary_above_) out.primary = 0;
  if (!out.judged) return out;
  out.aqi = std::max(out.aqi, lowest_);
  out.level = level_[out.aqi];
  bool complete = (values.present & required_) == required_;
  out.published = (complete || !incomplete_above_ || out.aqi > *incomplete_above_) &&
                  (!needs_one_of_ || (out.judged & needs_one_of_));
  return out;
}

IndexResult AirJudge::judge(std::string site, const Period& period,
                            const std::map<std::string, double, std::less<>>& values) const {
  AirValues input;
  for (size_t i = 0; i < names_.size(); ++i)
    if (auto at = values.find(names_[i]); at != values.end()) input.set(i, at->second);
  auto index = judge(input);
  IndexResult out{std::move(site), std::string(kIndex), period, {}, {}, {}, {}, source_.standard,
                  source_.clause,  source_.confidence,  {}};
  for (size_t i = 0; i < items_.size(); ++i) {
    if (!(index.judged & bit(i))) continue;
    out.items.emplace_back(names_[i], index.item[i]);
    if (index.published && (index.primary & bit(i))) out.primary.push_back(items_[i].factor);
  }
  if (index.published) {
    out.value = index.aqi;
    out.category = categories_[index.level - 1u];
  } else {
    out.reason = index.judged ? "incomplete: items are missing" : "no item is there";
  }
  return out;
}

Result<const AirJudge*> AirJudges::on(Day day) {
  for (const auto& judge : judges_)
    if (judge.covers(day)) return &judge;
  auto judge = AirJudge::prepared(*library_, day, report_, variant_);
  if (!judge) return tl::unexpected(judge.error());
  judges_.push_back(std::move(*judge));
  return &judges_.back();
}

}  // namespace qs::evaluate

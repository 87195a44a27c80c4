#include "simulate/device.h"

#include <cmath>
#include <limits>

#include "base/decimal.h"
#include "edge/gateway/hj212/compose.h"

namespace qs::simulate {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

namespace {

constexpr size_t kMaxWaiting = 20'000;   // frames a logger keeps while the line is down
constexpr auto kPowerStep = minutes{1};  // of a power logger, history too,
constexpr hours kPowerHistory{72};       // of which it keeps so much
constexpr auto kRiverStep = hours{4};    // river stations sample every four hours
constexpr int kMinutePoints = 5, kHourPoints = 6, kDayPoints = 24;
constexpr auto kNoData = "ExeRtn=100";  // HJ 212 execution result: no data
constexpr size_t kReplayAhead = 128;    // frames of a replay that are composed before their turn

// The value of `name` in "...;name=value;..." of a command frame.
std::string_view field(std::string_view frame, std::string_view name) {
  auto at = frame.find(fmt::format("{}=", name));
  if (at == std::string_view::npos) return {};
  auto rest = frame.substr(at + name.size() + 1);
  return rest.substr(0, rest.find_first_of(";,&\r\n"));
}

// The last moment not after `t` that is a whole number of steps after local midnight.
Instant on_grid(Instant t, Millis step) {
  auto midnight = start_of(day_of(t));
  return step.count() > 0 ? midnight + (t - midnight) / step * step : t;
}

std::string_view suffix_of(std::string_view cn, std::string_view kind) {
  if (cn == "2011") return "-Rtd";
  return kind == "noise" ? "-Data" : "-Avg";
}

}  // namespace

std::optional<FaultRates> fault_rates(std::string_view name) {
  if (name == "none") return FaultRates{};
  if (name == "light") return FaultRates{.002, .003, .003, .003, .01, .03, .05};
  if (name == "heavy") return FaultRates{.002, .05, .05, .05, .1, .1, .2};
  return std::nullopt;
}

VirtualDevice::VirtualDevice(std::string mn, std::string password, Place place, const World& world,
                             uint64_t seed, FaultRates faults, Schedule schedule, Instant from)
    : mn_(std::move(mn)),
      password_(std::move(password)),
      place_(std::move(place)),
      world_(world),
      seed_(seed),
      faults_(faults),
      schedule_(schedule),
      realtime_from_(place_.kind == "power"
                         ? on_grid(from - std::min(schedule.history, kPowerHistory), kPowerStep)
                         : from),
      minute_from_(on_grid(from, schedule.minute)),
      hour_from_(on_grid(from - schedule.history, place_.kind == "river" ? kRiverStep : hours{1})),
      day_from_(start_of(day_of(from - schedule.history))) {
  if (unit_interval(chance(seed_, "has clock off", mn_, 0)) < faults_.clock_off) {
    double part = unit_interval(chance(seed_, "clock off", mn_, 0)) * 2 - 1;
    clock_error_ =
        std::chrono::duration_cast<Millis>(minutes{20}) * static_cast<int>(part * 100) / 100;
  }
}

bool VirtualDevice::strikes(double rate, std::string_view kind, uint64_t n) const {
  return rate > 0 && unit_interval(chance(seed_, kind, mn_, static_cast<int64_t>(n))) < rate;
}

std::string VirtualDevice::next_qn(Instant sent) {
  last_qn_ms_ = std::max(last_qn_ms_ + 1, to_ms(sent));
  return compact_ms(from_ms(last_qn_ms_));
}

double VirtualDevice::measured(std::string_view factor, Instant t) const {
  bool stuck = factor == factors_of(place_.kind).front() &&
               unit_interval(chance(seed_, "stuck", mn_, 0)) < faults_.stuck && hour_of(t) < 12;
  return world_.value(place_, factor, stuck ? start_of(day_of(t)) : t);
}

void VirtualDevice::enqueue(std::string_view cn, Instant time,
                            const std::vector<std::pair<std::string, std::string>>& items,
                            Instant sent) {
  if (waiting_.size() >= kMaxWaiting) waiting_.pop_front();
  Outgoing out;
  out.qn = next_qn(sent);
  auto data_time = compact(time);
  std::string cp = "DataTime=" + data_time;
  for (const auto& [key, text] : items) {
    auto factor = key.substr(0, key.find('-'));
    cp += fmt::format(";{}={},{}-Flag=N", key, text, factor);
    out.values.push_back({std::string(cn), *parse_compact(data_time), key, text});
  }
  out.bytes = gateway::hj212::build_frame(
      fmt::format("QN={};ST={};CN={};PW={};MN={};Flag=5;CP=&&{}&&", out.qn, system_of(place_.kind),
                  cn, password_, mn_, cp));
  waiting_.push_back(std::move(out));
}

// A river station knows hours only, and every fourth; a power logger minutes as they are.
std::optional<VirtualDevice::Statistic> VirtualDevice::statistic(std::string_view cn) const {
  bool river = place_.kind == "river";
  if (place_.kind == "power") return std::nullopt;
  if (cn == "2061")
    return Statistic{cn, river ? Millis{kRiverStep} : Millis{hours{1}}, kHourPoints};
  if (river) return std::nullopt;
  if (cn == "2051" && schedule_.minute.count() > 0)
    return Statistic{cn, schedule_.minute, kMinutePoints};
  if (cn == "2031") return Statistic{cn, hours{24}, kDayPoints};
  return std::nullopt;
}

void VirtualDevice::upload(std::string_view cn, Span span, int points, Instant sent) {
  std::vector<std::pair<std::string, std::string>> items;
  auto step = (span.until - span.from) / points;
  for (const auto& factor : factors_of(place_.kind)) {
    std::vector<Instant> times;
    for (int i = 0; i < points; ++i) times.push_back(span.from + step * i);
    items.emplace_back(factor + std::string(suffix_of(cn, place_.kind)),
                       to_text(folded(factor, times), decimals_of(factor)));
  }
  enqueue(cn, span.from, items, sent);
}

// As a logger folds a period: levels by their energy, the greatest and the least as they are, a
// concentration in waste water by the flow, all else as the mean.
double VirtualDevice::folded(std::string_view factor, std::span<const Instant> times) const {
  bool waste_water = place_.kind == "outlet_water" && factor != "w00000" && factor != "w01001";
  double sum = 0, weight = 0;
  auto greatest = std::numeric_limits<double>::lowest(), least = std::numeric_limits<double>::max();
  for (auto t : times) {
    auto value = measured(factor, t);
    auto share = waste_water ? measured("w00000", t) : 1;
    sum += share * (place_.kind == "noise" ? std::pow(10, value / 10) : value);
    weight += share;
    greatest = std::max(greatest, value);
    least = std::min(least, value);
  }
  if (factor == "LMx") return greatest;
  if (factor == "LMn") return least;
  return place_.kind == "noise" ? 10 * std::log10(sum / weight) : sum / weight;
}

// A period is named by its beginning and sent when it is over, late ones with the time of sending.
void VirtualDevice::upload_ended(std::string_view cn, Instant& from, Instant until) {
  auto s = statistic(cn);
  for (; s && from + s->step <= until; from += s->step)
    upload(cn, {from, from + s->step}, s->points, until);
}

void VirtualDevice::produce(Instant now) {
  auto own = now + clock_error_;
  if (replays_) return produce_replay(own);
  Millis step = schedule_.realtime;
  if (place_.kind == "power") step = kPowerStep;
  for (; schedule_.realtime.count() > 0 && realtime_from_ <= own; realtime_from_ += step)
    if (place_.kind != "river")
      upload("2011", {realtime_from_, realtime_from_ + seconds{1}}, 1, realtime_from_);
  upload_ended("2051", minute_from_, own);
  if (schedule_.hours) upload_ended("2061", hour_from_, own);
  if (schedule_.days) upload_ended("2031", day_from_, own);
}

void VirtualDevice::replay(std::vector<ReplayRow> rows) {
  std::ranges::stable_sort(rows, {}, &ReplayRow::time);
  rows_ = std::move(rows);
  replays_ = true;
}

void VirtualDevice::produce_replay(Instant own) {
  for (; next_row_ < rows_.size() && waiting_.size() < kReplayAhead; ++next_row_) {
    const auto& row = rows_[next_row_];
    std::vector<std::pair<std::string, std::string>> items;
    for (const auto& [key, value] : row.values) items.emplace_back(key, to_text(value));
    enqueue(row.cn, row.time, items, own);
  }
}

std::optional<std::vector<SentValue>> VirtualDevice::acknowledge(std::string_view qn) {
  for (auto it = waiting_.begin(); it != waiting_.end(); ++it) {
    if (it->qn != qn) continue;
    auto values = std::move(it->values);
    waiting_.erase(it);
    return values;
  }
  return std::nullopt;
}

std::vector<std::string> VirtualDevice::answer(std::string_view frame, Instant now) {
  auto own = now + clock_error_;
  auto cn = field(frame, "CN"), qn = field(frame, "QN");
  auto reply = [&](std::string_view code, std::string_view cp) {
    return gateway::hj212::build_frame(fmt::format("QN={};ST=91;CN={};PW={};MN={};Flag=4;CP=&&{}&&",
                                                   qn, code, password_, mn_, cp));
  };
  if (cn.empty() || cn == "9014" || cn == "9013") return {};
  if (cn == "2012" || cn == "2022") return {reply("9013", "")};
  if (field(frame, "PW") != password_) return {reply("9011", "QnRtn=3")};
  std::vector<std::string> out{reply("9011", "QnRtn=1")};
  if (cn == "1012") {
    if (parse_compact(field(frame, "SystemTime"))) clock_error_ = Millis{0};
  } else if (cn == "1011") {
    out.push_back(reply("1011", "SystemTime=" + compact(own)));
  } else if (cn == "1061") {
    out.push_back(reply("1061", fmt::format("RtdInterval={}", schedule_.realtime.count())));
  } else if (cn == "1063") {
    out.push_back(reply("1063", fmt::format("MinInterval={}", schedule_.minute.count())));
  } else if (cn == "1072") {
    password_ = std::string(field(frame, "NewPW"));
  } else if (cn == "2061" || cn == "2051" || cn == "2031") {
    auto from = parse_compact(field(frame, "BeginTime")),
         until = parse_compact(field(frame, "EndTime"));
    if (!from || !until || *until < *from) return {reply("9011", "QnRtn=2")};
    auto s = replays_ ? std::nullopt : statistic(cn);
    if (!s) return {out.front(), reply("9012", kNoData)};
    auto t = on_grid(*from, s->step);
    if (t < *from) t += s->step;
    for (; t + s->step <= own && t <= *until && waiting_.size() < kMaxWaiting; t += s->step)
      upload(cn, {t, t + s->step}, s->points, own);
  }
  out.push_back(reply("9012", "ExeRtn=1"));
  return out;
}

}  // namespace qs::simulate

// 管控: lines that run against an order, at night, in the peak; and the day's energy.
#include <algorithm>

#include "kernel/power/step.h"

namespace qs::power {
namespace {

struct Bound {
  int stop = -1, peak = -1, reduce = -1;  // orders that bind now
  bool peak_now = false, night = false;
};

bool whole_day(const Order& order, Minute minute) {
  auto begin = minute - minute_of_day(minute);
  return minute_of(order.span.from) <= begin && minute_of(order.span.until) >= begin + kDayMinutes;
}

Bound bound_of(const Step& step, int line) {
  Bound out;
  for (int index : step.memory.active) {
    const auto& order = step.plan.orders[static_cast<size_t>(index)];
    bool binds = (order.line < 0 || order.line == line) &&
                 minute_of(order.span.from) <= step.minute &&
                 step.minute < minute_of(order.span.until);
    if (!binds) continue;
    if (order.kind == Order::Kind::stop) out.stop = index;
    if (order.kind == Order::Kind::night) out.night = true;
    if (order.kind == Order::Kind::reduce && whole_day(order, step.minute)) out.reduce = index;
    if (order.kind == Order::Kind::peak) {
      out.peak = index;
      out.peak_now = within_day(order.minutes, minute_of_day(step.minute));
    }
  }
  return out;
}

double day_kwh(const Step& step, const Line& line) {
  double sum = 0;
  for (int meter : line.meters) sum += step.memory.meters[static_cast<size_t>(meter)].day_kwh;
  return sum;
}

bool works(const Plan& plan, int64_t day) {
  std::chrono::sys_days date{std::chrono::days{day}};
  auto known = plan.worked.find(Day{date});
  if (known != plan.worked.end()) return known->second;
  std::chrono::weekday weekday{date};
  return weekday != std::chrono::Saturday && weekday != std::chrono::Sunday;
}

// 基线: what the line uses on a normal day of this class; nullopt: too few of them are known.
std::optional<double> baseline(const Step& step, const LineMemory& line) {
  const auto& days = works(step.plan, step.memory.day) ? line.work : line.rest;
  if (static_cast<double>(days.size()) < step.law.p5_least_days) return std::nullopt;
  double sum = 0;
  for (const auto& day : days) sum += day.kwh;
  return sum / static_cast<double>(days.size());
}

void judge_line(const Step& step, int index) {
  const auto& law = step.law;
  const auto& plan = step.plan.lines[static_cast<size_t>(index)];
  auto& line = step.memory.lines[static_cast<size_t>(index)];
  auto bound = bound_of(step, index);
  line.normal &= bound.stop < 0 && bound.reduce < 0 && bound.peak < 0;
  auto run_if = [&](bool binds) {
    return !binds                         ? Truth::no
           : line.state == State::unknown ? Truth::unknown
                                          : truth(line.state == State::run);
  };
  auto found = [&](Code code, int order, double minutes, std::string_view aspect = {}) {
    return Finding{.code = code, .aspect = aspect, .line = index, .order = order, .bound = minutes};
  };
  step.watch(
      line.ordered, run_if(bound.stop >= 0), law.p5_minutes,
      [&] { return found(Code::p5, bound.stop, law.p5_minutes, "stop"); }, step.state_lag());
  step.watch(
      line.peak, run_if(bound.peak_now), law.p10_minutes,
      [&] { return found(Code::p10, bound.peak, law.p10_minutes); }, step.state_lag());
  bool night =
      plan.permitted && !bound.night && !within_day(*plan.permitted, minute_of_day(step.minute));
  step.watch(
      line.night, run_if(night), law.p6_minutes,
      [&] { return found(Code::p6, -1, law.p6_minutes); }, step.state_lag());
  if (bound.reduce < 0) return;
  auto usual = baseline(step, line);
  if (!usual) return;
  auto reduction = step.plan.orders[static_cast<size_t>(bound.reduce)].reduction;
  auto used = day_kwh(step, plan);
  step.watch(line.energy, truth(used > (1 - reduction) * *usual), 1, [&] {
    auto out = found(Code::p5, bound.reduce, (1 - reduction) * *usual, "energy");
    out.measured = used;
    return out;
  });
}

void end_line(const Step& step, int index) {
  const auto& plan = step.plan.lines[static_cast<size_t>(index)];
  auto& line = step.memory.lines[static_cast<size_t>(index)];
  // A day's energy is over with the day.
  step.watch(line.energy, Truth::no, 1,
             [&] { return Finding{.code = Code::p5, .aspect = "energy", .line = index}; });
  auto known = std::all_of(plan.meters.begin(), plan.meters.end(), [&](int meter) {
    return step.memory.meters[static_cast<size_t>(meter)].day_known >=
           step.law.p5_known * static_cast<double>(kDayMinutes);
  });
  if (std::exchange(line.normal, true) && known && !plan.meters.empty()) {
    auto& days = works(step.plan, step.memory.day) ? line.work : line.rest;
    days.push_back({step.memory.day, day_kwh(step, plan)});
    if (static_cast<double>(days.size()) > step.law.p5_days) days.pop_front();
  }
}

template <class Days>
void shift(DayLoad& today, Days& days, double most) {
  days.push_back(std::exchange(today, {}));
  if (static_cast<double>(days.size()) > most) days.pop_front();
}

}  // namespace

void judge_lines(const Step& step) {
  for (size_t i = 0; i < step.plan.lines.size(); ++i) judge_line(step, static_cast<int>(i));
}

void end_day(const Step& step) {
  auto& memory = step.memory;
  for (size_t i = 0; i < memory.lines.size(); ++i) end_line(step, static_cast<int>(i));
  memory.day = day_number(step.minute);
  for (size_t i = 0; i < memory.meters.size(); ++i) {
    auto& meter = memory.meters[i];
    meter.day_kwh = 0;
    meter.day_known = 0;
    if (!memory.learning) continue;
    shift(meter.today, meter.days, step.law.learn_days);
    std::vector<DayLoad> days(meter.days.begin(), meter.days.end());
    meter.habit = learn(days, step.plan.meters[i].rated_kw, step.law);
  }
  if (!memory.learning) return;
  shift(memory.rest_today, memory.rest_days, step.law.learn_days);
  std::vector<DayLoad> days(memory.rest_days.begin(), memory.rest_days.end());
  memory.rest = learn(days, 0, step.law);
}

}  // namespace qs::power

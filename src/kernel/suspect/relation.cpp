// 关系破坏、突变、不可能的速度: what stands beside that which load, oxygen, flow, neighbours and
// the hour let expect, against how it stood in the week before.
#include <algorithm>

#include "kernel/suspect/sign.h"

namespace qs::suspect {
namespace {

constexpr size_t kLeastRows = 6, kWeek = 7, kLeastBefore = 24;
constexpr double kTiny = 0.02;  // of the usual step: keeps logarithms finite

std::vector<double> stretch(const std::vector<double>& values, size_t from, size_t until) {
  return known_of(std::span(values).subspan(from, until - from));
}

double spread_about(const std::vector<double>& values, double middle) {
  double sum = 0;
  for (auto v : values) sum += (v - middle) * (v - middle);
  return std::sqrt(sum / static_cast<double>(values.size()));
}

std::string relation_code(const View& view, const Series& s) {
  auto strongest = [&](Nature nature) {
    return std::ranges::any_of(s.witnesses, [&](size_t c) {
      return view.table.columns[c].nature == nature &&
             view.table.columns[c].outlet == s.column->outlet;
    });
  };
  if (s.column->nature == Nature::oxygen) return "O2";
  if (s.column->nature == Nature::flow) return "FLOW";
  if (s.column->factor == "a21002" && strongest(Nature::oxygen)) return "O2";
  if (strongest(Nature::load) || strongest(Nature::power)) return "POWER";
  return "CORR";
}

Sign apart(const View& view, const Series& s, size_t day) {
  const auto& w = view.windows[day];
  auto today = stretch(s.beside, w.begin, w.end);
  auto week = view.windows[day - std::min(day, kWeek)].begin;
  auto before = stretch(s.beside, week, w.begin);
  if (today.size() < kLeastRows || before.size() < kLeastBefore) return {};
  auto bias = median_of(before);
  auto rms = spread_about(today, bias);
  return {.value = std::log(rms + kTiny * s.usual_step),
          .from = w.begin,
          .until = w.end,
          .told = {rms, spread_about(before, bias), s.explained},
          .other = s.witnesses.empty() ? kNobody : s.witnesses.front()};
}

// The row after which something had happened to the outlet's device, of this day or the end of the
// day before; the day's begin where nothing had.
struct Split {
  size_t row;
  std::optional<Happening> what;
};

Split split_of(const View& view, const Series& s, const Window& w) {
  Split split{w.day, std::nullopt};
  auto last = w.end - std::min(w.end, kLeastRows);
  auto first = w.day - std::min(w.day, view.day_rows / 2);
  for (const auto& event : view.table.events)
    if (event.outlet == s.column->outlet && first <= event.row && event.row <= last)
      split = {event.row, event.what};
  const auto& marks = s.column->marks;
  for (auto t = first; t + 1 < std::min(w.end, marks.size()) && t <= last; ++t)
    if ((marks[t] == 'M' || marks[t] == 'C') && marks[t + 1] == 'N')
      split = {t + 1, marks[t] == 'M' ? Happening::maintenance : Happening::calibration};
  return split;
}

Sign stepped(const View& view, const Series& s, size_t day) {
  const auto& w = view.windows[day];
  auto split = split_of(view, s, w);
  auto before_from = split.row - std::min(split.row, 3 * view.window_rows);
  auto after = stretch(s.beside, split.row, w.end);
  auto before = stretch(s.beside, before_from, split.row);
  if (after.size() < kLeastRows || before.size() < kLeastBefore) return {};
  auto was = median_of(before), is = median_of(after);
  return {.value = std::log(std::abs(is - was) + kTiny * s.usual_step),
          .from = split.row,
          .until = w.end,
          .told = {is - was, s.back(was), s.back(is)},
          .at_event = split.what.has_value()};
}

Sign leapt(const Series& s, const Window& w) {
  Sign sign;
  for (auto t = std::max<size_t>(w.day, 1); t < w.end; ++t) {
    auto leap = std::abs(s.z[t] - s.z[t - 1]);
    auto beside = std::abs(s.beside[t] - s.beside[t - 1]);
    if (!known(leap)) continue;
    auto size = std::log((known(beside) ? std::min(leap, beside) : leap) + kTiny * s.usual_step);
    if (!known(sign.value) || size > sign.value)
      sign = {.value = size, .from = t, .until = t + 1, .told = {s.x[t - 1], s.x[t]}};
  }
  return sign;
}

bool parameter_changed(const View& view, const Series& s, const Sign& sign) {
  return std::ranges::any_of(view.table.events, [&](const Event& e) {
    return e.outlet == s.column->outlet && e.row == sign.from && e.what == Happening::parameter;
  });
}

}  // namespace

void find_relation(const View& view, Traces& traces) {
  for (size_t c = 0; c < view.series.size(); ++c) {
    const auto& s = view.series[c];
    if (!s.column->judged()) continue;
    Trace relation{relation_code(view, s), c, {}}, step{"STEP", c, {}}, range{"RANGE", c, {}},
        speed{"SPEED", c, {}};
    for (size_t day = 0; day < view.windows.size(); ++day) {
      relation.days.push_back(apart(view, s, day));
      auto sign = stepped(view, s, day);
      bool parameter = sign.at_event && parameter_changed(view, s, sign);
      range.days.push_back(sign);
      step.days.push_back(sign);
      // Each learns from all days, and speaks of its own.
      if (!parameter) range.days.back().at_event = false;
      if (parameter) step.days.back().value = kNone;
      speed.days.push_back(leapt(s, view.windows[day]));
    }
    for (auto* trace : {&relation, &step, &range, &speed}) traces.push_back(std::move(*trace));
  }
}

}  // namespace qs::suspect

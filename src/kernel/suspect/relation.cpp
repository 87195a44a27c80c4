// 关系破坏、突变、不可能的速度: what stands beside that which load, oxygen, flow, neighbours and
// the hour let expect, against how it stood in the week before.
#include <algorithm>

#include "kernel/suspect/sign.h"

namespace qs::suspect {
namespace {

constexpr size_t kWeek = 7, kLeastBefore = 24, kLeastRows = 6;
constexpr double kTiny = 0.02;  // usual steps: keeps the logarithm finite

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

struct Apart {
  double distance = kNone, roughness = kNone;  // in usual steps
};

// How far from what is expected, and how restlessly around it.
Apart apart(const Series& s, const Look& look, double bias) {
  double squares = 0, n = 0, moved = 0, m = 0;
  for (auto t = look.begin; t < look.end; ++t) {
    if (!known(s.beside[t])) continue;
    ++n;
    squares += (s.beside[t] - bias) * (s.beside[t] - bias);
    if (t == look.begin || !known(s.beside[t - 1])) continue;
    ++m;
    moved += std::abs(s.beside[t] - s.beside[t - 1]);
  }
  auto unit = s.usual_step;
  if (!(unit > 0) || n < kLeastRows || 2 * n < static_cast<double>(look.end - look.begin))
    return {};
  return {std::sqrt(squares / n) / unit, m > 0 ? moved / m / unit : kNone};
}

struct RelationDay {
  Sign far, restless;
};

RelationDay relation_day(const View& view, const Series& s, size_t day) {
  const auto& w = view.windows[day];
  auto week = view.windows[day - std::min(day, kWeek)].begin;
  auto before = stretch(s.beside, week, w.begin);
  if (before.size() < kLeastBefore) return {};
  auto bias = median_of(before);
  auto usual = spread_about(before, bias) / s.usual_step;
  RelationDay out;
  for (const auto& look : view.looks(w)) {
    auto now = apart(s, look, bias);
    Sign sign{.value = std::log(now.distance + kTiny),
              .from = look.begin,
              .until = look.end,
              .told = {now.distance, usual, s.explained, now.roughness},
              .other = s.witnesses.empty() ? kNobody : s.witnesses.front()};
    keep_stranger(out.far, sign);
    sign.value = now.roughness;
    keep_stranger(out.restless, sign);
  }
  return out;
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
  if (after.size() < kLeastRows || before.size() < kLeastBefore || !(s.usual_step > 0)) return {};
  auto was = median_of(before), is = median_of(after);
  return {.value = std::abs(is - was) / s.usual_step,
          .from = split.row,
          .until = w.end,
          .told = {is - was, s.back(was), s.back(is)},
          .at_event = split.what.has_value()};
}

// `z` and what is beside the expectation, or x where that is the larger scale.
Sign leapt(const Series& s, const Window& w, bool plain) {
  Sign sign;
  if (!(s.usual_step > 0)) return sign;
  for (auto t = std::max<size_t>(w.day, 1); t < w.end; ++t) {
    auto leap = std::abs(s.z[t] - s.z[t - 1]), beside = std::abs(s.beside[t] - s.beside[t - 1]);
    if (!known(leap)) continue;
    auto size = plain           ? std::abs(s.x[t] - s.x[t - 1])
                : known(beside) ? std::min(leap, beside)
                                : leap;
    keep_stranger(
        sign,
        {.value = size / s.usual_step, .from = t, .until = t + 1, .told = {s.x[t - 1], s.x[t]}});
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
    auto code = relation_code(view, s);
    Trace far{code, c, {}}, restless{"RESTLESS", c, {}}, step{"STEP", c, {}}, range{"RANGE", c, {}},
        speed{"SPEED", c, {}}, plain{"SPEED", c, {}};
    for (size_t day = 0; day < view.windows.size(); ++day) {
      auto relation = relation_day(view, s, day);
      far.days.push_back(relation.far);
      restless.days.push_back(relation.restless);
      auto sign = stepped(view, s, day);
      bool parameter = sign.at_event && parameter_changed(view, s, sign);
      range.days.push_back(sign);
      step.days.push_back(sign);
      // Each learns from all days, and speaks of its own.
      if (!parameter) range.days.back().at_event = false;
      if (parameter) step.days.back().value = kNone;
      speed.days.push_back(leapt(s, view.windows[day], false));
      if (s.pivot > 0) plain.days.push_back(leapt(s, view.windows[day], true));
    }
    for (auto* trace : {&far, &restless, &step, &range, &speed, &plain})
      if (!trace->days.empty()) traces.push_back(std::move(*trace));
  }
}

}  // namespace qs::suspect

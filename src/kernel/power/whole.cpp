// 全厂: what the total sees and no meter does; meters that read the same load.
#include <algorithm>
#include <cmath>
#include <optional>

#include "kernel/power/step.h"

namespace qs::power {
namespace {

// What the total shows beyond all other meters, in kW; nullopt: one of them says nothing.
std::optional<double> rest_of(const Step& step) {
  double rest = 0;
  bool total = false;
  for (size_t i = 0; i < step.row.size(); ++i) {
    if (!step.row[i].says(Reading::kPower)) return std::nullopt;
    bool is_total = step.plan.meters[i].role == Role::total;
    total |= is_total;
    rest += is_total ? step.row[i].kw : -step.row[i].kw;
  }
  return total ? std::optional(rest) : std::nullopt;
}

// The greatest device whose meter says "off" and that would explain the load; -1: none.
int explains(const Step& step, double beyond) {
  int best = -1;
  double greatest = 0;
  for (size_t i = 0; i < step.memory.meters.size(); ++i) {
    const auto& meter = step.memory.meters[i];
    auto typical = meter.habit.typical_kw;
    bool fits = step.plan.meters[i].role != Role::total && meter.state == State::off &&
                typical > greatest && beyond > step.law.p12_share * typical;
    if (!fits) continue;
    greatest = typical;
    best = static_cast<int>(i);
  }
  return best;
}

void judge_bypass(const Step& step) {
  auto& memory = step.memory;
  auto rest = rest_of(step);
  if (rest && memory.learning) memory.rest_today.add(*rest);
  bool learned = memory.rest.high_kw > 0;
  int meter = rest && learned ? explains(step, *rest - memory.rest.high_kw) : -1;
  if (memory.bypass.since < 0) memory.bypassed = meter;
  step.watch(memory.bypass, !rest || !learned ? Truth::unknown : truth(meter >= 0),
             step.law.p12_minutes, [&] {
               return Finding{.code = Code::p12,
                              .meter = memory.bypassed,
                              .measured = rest.value_or(0),
                              .bound = memory.rest.high_kw};
             });
}

void judge_twins(const Step& step, TwinMemory& twin) {
  const auto& law = step.law;
  const auto &one = step.memory.meters[static_cast<size_t>(twin.one)],
             &other = step.memory.meters[static_cast<size_t>(twin.other)];
  bool both = one.state == State::run && other.state == State::run && one.heard == step.minute &&
              other.heard == step.minute;
  if (!both) return;
  if (twin.seen++ == 0 && !twin.fired) twin.since = step.minute;
  if (std::abs(one.kw - other.kw) <= law.p14_same * std::max(one.kw, other.kw)) ++twin.same;
  if (twin.seen < law.p14_minutes) return;
  auto share = static_cast<double>(twin.same) / twin.seen;
  bool same = share >= law.p14_share;
  if (same != twin.fired) {
    const auto& plan = step.plan.meters[static_cast<size_t>(twin.one)];
    bool of_line = plan.role == Role::production;
    step.tell({.code = Code::p14,
               .line = of_line ? plan.place : -1,
               .device = of_line ? -1 : plan.place,
               .meter = twin.one,
               .other = twin.other,
               .measured = share,
               .bound = law.p14_share},
              {.since = twin.since, .seen = step.minute + 1}, !same, 0);
  }
  twin.fired = same;
  twin.seen = twin.same = 0;
}

}  // namespace

void judge_whole(const Step& step) {
  judge_bypass(step);
  for (auto& twin : step.memory.twins) judge_twins(step, twin);
}

}  // namespace qs::power

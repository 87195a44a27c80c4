// 先启后停: treatment on before production, off after it; its load; its idling.
#include "kernel/power/step.h"

namespace qs::power {
namespace {

bool is_on(State state) {
  return state >= State::standby;
}

class PairStep {
 public:
  PairStep(const Step& step, PairMemory& pair)
      : step_(step),
        law_(step.law),
        pair_(pair),
        line_(step.memory.lines[static_cast<size_t>(pair.line)].state),
        device_(step.memory.devices[static_cast<size_t>(pair.device)].state) {}

  void run() {
    if (line_ == State::run)
      running();
    else if (line_ == State::unknown)
      unknown();
    else
      resting();
    pair_.was_known = line_ != State::unknown;
    pair_.was_run = line_ == State::run;
  }

 private:
  Finding found(Code code) const {
    return {.code = code, .line = pair_.line, .device = pair_.device};
  }
  void tell(Code code, bool over) const {
    auto finding = found(code);
    auto length = static_cast<double>(pair_.gap.seen - pair_.gap.since);
    finding.measured = length;
    finding.bound = code == Code::p2 ? law_.p2_minutes : law_.p1_minutes;
    if (code == Code::p3) finding.bound = law_.p3_minutes;
    step_.tell(finding, pair_.gap, over, step_.state_lag());
  }
  double gap_minutes() const { return static_cast<double>(pair_.gap.seen - pair_.gap.since); }

  void running() {
    pair_.post_since = -1;
    if (pair_.run_since < 0) {
      pair_.run_since = step_.minute;
      pair_.covered = false;
      pair_.at_start = pair_.was_known;
    }
    if (device_ == State::off) return lacking();
    if (device_ == State::unknown) {
      if (!pair_.gap.fired) pair_.gap = {};
      return;
    }
    if (pair_.gap.fired)
      tell(begins_run() && gap_minutes() <= law_.p2_within ? Code::p2 : Code::p1, true);
    pair_.gap = {};
    pair_.covered = true;
  }

  // The gap stands at the beginning of a run whose beginning was seen.
  bool begins_run() const {
    return pair_.at_start && !pair_.covered && pair_.gap.since == pair_.run_since;
  }

  void lacking() {
    auto& gap = pair_.gap;
    if (gap.since < 0) gap = {.since = step_.minute};
    gap.seen = step_.minute + 1;
    auto code = begins_run() ? Code::p2 : Code::p1;
    auto hold = code == Code::p2 ? law_.p2_minutes : law_.p1_minutes;
    if (!gap.fired && gap_minutes() > hold) {
      gap.fired = true;
      tell(code, false);
    } else if (gap.fired && code == Code::p2 && gap_minutes() == law_.p2_within + 1) {
      tell(Code::p1, false);  // so late is not started at all
    }
  }

  void unknown() {
    if (!pair_.gap.fired) pair_.gap = {};
    pair_.post_since = -1;
  }

  void resting() {
    if (pair_.run_since >= 0) end_run();
    if (pair_.post_since < 0) return;
    auto needed = step_.plan.devices[static_cast<size_t>(pair_.device)].post_run.value_or(
        static_cast<int>(law_.p3_post_run));
    auto ran = step_.minute - pair_.post_since;
    if (device_ == State::unknown || ran >= needed) {
      pair_.post_since = -1;
    } else if (device_ == State::off) {
      auto finding = found(Code::p3);
      finding.aspect = "post_run";
      finding.measured = static_cast<double>(ran);
      finding.bound = needed;
      step_.tell(finding, {.since = pair_.post_since, .seen = pair_.post_since + needed}, true,
                 step_.state_lag());
      pair_.post_since = -1;
    }
  }

  void end_run() {
    bool stopped_first =
        pair_.gap.since >= 0 && !begins_run() && pair_.covered && gap_minutes() <= law_.p3_within;
    if (stopped_first && (pair_.gap.fired || gap_minutes() >= law_.p3_minutes))
      tell(Code::p3, true);
    else if (pair_.gap.fired)
      tell(Code::p1, true);
    pair_.gap = {};
    pair_.run_since = -1;
    pair_.post_since = is_on(device_) && pair_.was_run ? step_.minute : -1;
  }

  const Step& step_;
  const Law& law_;
  PairMemory& pair_;
  State line_, device_;
};

struct Load {
  double kw = 0, typical = 0;
  bool known = true;
};
Load load_of(const Step& step, const Device& device) {
  Load load;
  for (int index : device.meters) {
    const auto& meter = step.memory.meters[static_cast<size_t>(index)];
    load.known &= meter.state != State::unknown && meter.habit.typical_kw > 0;
    load.kw += meter.kw;
    load.typical += meter.habit.typical_kw;
  }
  return load;
}

void judge_device(const Step& step, size_t index) {
  const auto& law = step.law;
  const auto& device = step.plan.devices[index];
  auto& memory = step.memory.devices[index];
  bool any_runs = false, all_rest = !device.lines.empty(), all_known = true;
  int runs = -1;
  for (int line : device.lines) {
    auto state = step.memory.lines[static_cast<size_t>(line)].state;
    if (state == State::run && !any_runs) runs = line;
    any_runs |= state == State::run;
    all_known &= state != State::unknown;
    all_rest &= state != State::run;
  }
  Finding finding{.line = runs, .device = static_cast<int>(index)};
  auto low = memory.low.since >= 0 || (any_runs && is_on(memory.state)) ? load_of(step, device)
                                                                        : Load{.known = false};
  bool under = any_runs && is_on(memory.state) && low.known && low.kw < law.p4_share * low.typical;
  bool sure = memory.state != State::unknown && (any_runs || all_known);
  step.watch(
      memory.low, sure ? truth(under) : Truth::unknown, law.p4_minutes,
      [&] {
        auto out = finding;
        out.code = Code::p4;
        out.measured = low.typical > 0 ? low.kw / low.typical : 0;
        out.bound = law.p4_share;
        return out;
      },
      step.state_lag());
  bool idles = all_rest && memory.state == State::run;
  step.watch(
      memory.idle, sure && all_known ? truth(idles) : Truth::unknown, law.p11_minutes,
      [&] {
        auto out = finding;
        out.code = Code::p11;
        out.line = device.lines.size() == 1 ? device.lines.front() : -1;
        out.bound = law.p11_minutes;
        return out;
      },
      step.state_lag());
}

}  // namespace

void judge_pairs(const Step& step) {
  for (auto& pair : step.memory.pairs) PairStep(step, pair).run();
  for (size_t i = 0; i < step.plan.devices.size(); ++i) judge_device(step, i);
}

}  // namespace qs::power

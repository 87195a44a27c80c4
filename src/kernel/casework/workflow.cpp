#include "kernel/casework/workflow.h"

#include <fmt/format.h>

#include "base/duration.h"

namespace qs::casework {
namespace {

// To compare limits of unlike kinds: a working day is at least a day long.
Millis at_least(const TimeLimit& limit) {
  return limit.plain + std::chrono::hours(24) * limit.working_days;
}

bool is_word(std::string_view verb) {
  return !verb.empty() && verb.find_first_not_of("abcdefghijklmnopqrstuvwxyz_") == verb.npos;
}

// The checks of one workflow, all faults collected.
struct Check {
  const Workflow& workflow;
  const std::set<std::string>& roles;
  std::vector<Error> faults;

  void fault(std::string text) {
    faults.push_back({fmt::format("workflow '{}': {}", workflow.id, text), workflow.place});
  }
  void fault(const Step& step, std::string_view text) {
    fault(fmt::format("step '{}': {}", step.id, text));
  }

  void role(const Step& step, const std::string& role) {
    if (!roles.contains(role))
      fault(step, fmt::format("nobody can act: the role '{}' is not known", role));
  }

  void limits(const Step& step) {
    auto limit = at_least(step.limit);
    if (limit <= Millis{0}) fault(step, "has no time limit");
    if (limit > at_least(workflow.limit))
      fault(step, fmt::format("its limit is longer than the whole case's ({} > {})",
                              duration_text(limit), duration_text(at_least(workflow.limit))));
    for (size_t i = 0; i < step.remind.size(); ++i) {
      if (step.remind[i] >= limit)
        fault(step, fmt::format("would be reminded {} before due, before it begins",
                                duration_text(step.remind[i])));
      if (i > 0 && step.remind[i] >= step.remind[i - 1])
        fault(step, "reminders must come nearer to due one after the other");
    }
    for (size_t i = 0; i < step.escalate.size(); ++i) {
      role(step, step.escalate[i].role);
      if (i > 0 && step.escalate[i].after <= step.escalate[i - 1].after)
        fault(step, "escalations must come one after the other");
    }
  }

  void actions(const Step& step) {
    if (step.id.empty() || step.id == kClosed) fault(step, "may not be called so");
    std::set<std::string> verbs;
    bool leads_on = false;
    for (const auto& action : step.actions) {
      if (!is_word(action.verb)) fault(step, fmt::format("'{}' is no verb", action.verb));
      if (!verbs.insert(action.verb).second)
        fault(step, fmt::format("has '{}' twice", action.verb));
      if (action.label_zh.empty() || action.label_en.empty())
        fault(step, fmt::format("'{}' needs label_zh and label_en", action.verb));
      if (!action.role.empty()) role(step, action.role);
      if (!action.to.empty() && action.to != kClosed && !workflow.step(action.to))
        fault(step, fmt::format("'{}' leads to the unknown step '{}'", action.verb, action.to));
      leads_on |= !action.to.empty() && action.to != step.id;
    }
    if (!leads_on) fault(step, "is a dead end: no action leads on");
  }

  std::set<std::string> reached_from(const std::string& first) const {
    std::set<std::string> reached;
    std::vector<std::string> waiting{first};
    while (!waiting.empty()) {
      auto id = waiting.back();
      waiting.pop_back();
      if (!reached.insert(id).second) continue;
      if (const auto* step = workflow.step(id))
        for (const auto& action : step->actions)
          if (!action.to.empty()) waiting.push_back(action.to);
    }
    return reached;
  }

  void ways() {
    auto reached = reached_from(workflow.steps.front().id);
    for (const auto& step : workflow.steps) {
      if (!reached.contains(step.id)) fault(step, "nothing leads there");
      if (!reached_from(step.id).contains(std::string(kClosed)))
        fault(step, "is a dead end: no way from there closes the case");
    }
  }

  void proof() {
    Needs given;
    for (const auto& step : workflow.steps)
      for (const auto& action : step.actions) {
        given.text |= action.needs.text;
        given.photo |= action.needs.photo;
      }
    if (workflow.proof.text && !given.text) fault("closing needs a text that no action asks for");
    if (workflow.proof.photo && !given.photo)
      fault("closing needs a photo that no action asks for");
  }
};

}  // namespace

Result<Needs> needs_of(std::span<const std::string> words) {
  Needs needs;
  for (const auto& word : words) {
    if (word == kNeedText)
      needs.text = true;
    else if (word == kNeedPhoto)
      needs.photo = true;
    else
      return fail(fmt::format("unknown need '{}'; known are {}, {}", word, kNeedText, kNeedPhoto));
  }
  return needs;
}

const Action* Step::action(std::string_view verb) const {
  for (const auto& a : actions)
    if (a.verb == verb) return &a;
  return nullptr;
}

const Step* Workflow::step(std::string_view id) const {
  for (const auto& s : steps)
    if (s.id == id) return &s;
  return nullptr;
}

std::vector<Error> check_workflow(const Workflow& workflow, const std::set<std::string>& roles) {
  Check check{workflow, roles, {}};
  if (workflow.id.empty()) check.fault("has no id");
  if (workflow.name_zh.empty() || workflow.name_en.empty())
    check.fault("name_zh and name_en are needed");
  if (at_least(workflow.limit) <= Millis{0}) check.fault("has no time limit");
  if (workflow.steps.empty()) {
    check.fault("has no step");
    return check.faults;
  }
  std::set<std::string> ids;
  for (const auto& step : workflow.steps) {
    if (!ids.insert(step.id).second) check.fault(step, "is there twice");
    check.role(step, step.role);
    check.limits(step);
    check.actions(step);
  }
  check.ways();
  check.proof();
  return check.faults;
}

}  // namespace qs::casework

// Is this a workflow that people can work by? All faults of one at once.
#include <fmt/format.h>

#include "base/duration.h"
#include "kernel/casework/workflow.h"

namespace qs::casework {
namespace {

bool is_word(std::string_view verb) {
  return !verb.empty() && verb.find_first_not_of("abcdefghijklmnopqrstuvwxyz_") == verb.npos;
}

// The checks of one workflow, all faults collected.
struct Check {
  const Workflow& workflow;
  const Known& known;
  std::vector<Error> faults;

  void fault(std::string text) {
    faults.push_back({fmt::format("workflow '{}': {}", workflow.id, text), workflow.place});
  }
  void fault(const Step& step, std::string_view text) {
    fault(fmt::format("step '{}': {}", step.id, text));
  }

  void role(const Step& step, const std::string& role) {
    if (!known.roles.contains(role))
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

  static bool has(const Step& step, Effect effect) {
    return std::any_of(step.actions.begin(), step.actions.end(),
                       [&](const Action& a) { return a.effect == effect; });
  }

  void effect(const Step& step, const Action& action) {
    auto refuse = [&](std::string_view text) {
      fault(step, fmt::format("'{}' {}", action.verb, text));
    };
    bool stays = action.to.empty();
    switch (action.effect) {
      case Effect::assign:
        if (stays) refuse("assigns and must lead to a step");
        break;
      case Effect::merge:
        if (action.to != kClosed) refuse("merges and must lead to 'closed'");
        break;
      case Effect::pause:
        if (!has(step, Effect::resume)) refuse("pauses and nobody can resume");
        if (!action.needs.text) refuse("pauses and must need a text");
        [[fallthrough]];
      case Effect::resume:
      case Effect::invite:
      case Effect::answer:
      case Effect::split:
        if (!stays) refuse("must stay at its step");
        break;
      case Effect::extend:
        if (!stays) refuse("must stay at its step");
        if (at_least(action.extend) <= Millis{0}) refuse("extends by nothing: 'extend' is missing");
        break;
      case Effect::none:
        break;
    }
    if (action.effect == Effect::invite && !has(step, Effect::answer))
      refuse("asks units that cannot answer");
  }

  const ledger::Kind* subject_kind() const {
    if (!workflow.opener) return nullptr;
    for (const auto& kind : known.kinds)
      if (kind.name == workflow.opener->kind) return &kind;
    return nullptr;
  }

  void subject(const Step& step, const Action& action) {
    if (action.form.empty() && action.moves.empty()) return;
    const auto* kind = subject_kind();
    if (!kind)
      return fault(step, fmt::format("'{}' fills in or moves a record, but none opens the case",
                                     action.verb));
    for (const auto& name : action.form)
      if (!kind->field(name))
        fault(step, fmt::format("'{}': {} has no field '{}'", action.verb, kind->name, name));
    if (!action.moves.empty() && std::none_of(kind->transitions.begin(), kind->transitions.end(),
                                              [&](auto& t) { return t.verb == action.moves; }))
      fault(step,
            fmt::format("'{}': {} has no transition '{}'", action.verb, kind->name, action.moves));
  }

  void opener() {
    if (!workflow.opener) return;
    const auto* kind = subject_kind();
    if (!kind) return fault(fmt::format("no kind is called '{}'", workflow.opener->kind));
    const auto* state = kind->field(kind->state);
    for (const auto& word : workflow.opener->states)
      if (!state || !state->choice(word))
        fault(fmt::format("{} has no state '{}'", kind->name, word));
    const auto* due = kind->field(workflow.opener->due);
    if (!workflow.opener->due.empty() && (!due || due->type != ledger::FieldType::day))
      fault(fmt::format("{} has no day '{}'", kind->name, workflow.opener->due));
    if (workflow.opener->when && !kind->field(workflow.opener->when->field))
      fault(fmt::format("{} has no field '{}'", kind->name, workflow.opener->when->field));
  }

  void names() {
    for (const auto& role : workflow.by_hand)
      if (!known.roles.contains(role))
        fault(fmt::format("the role '{}' that may open one is not known", role));
    for (const auto& [from, to] : workflow.migrate)
      if (!workflow.step(to)) fault(fmt::format("migrates to the unknown step '{}'", to));
    if (!workflow.look_back) return;
    if (!workflow.step(workflow.look_back->step))
      fault(fmt::format("looks back at the unknown step '{}'", workflow.look_back->step));
    if (at_least(workflow.look_back->after) <= Millis{0}) fault("looks back at once");
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
      effect(step, action);
      subject(step, action);
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
    if (workflow.look_back) reached.merge(reached_from(workflow.look_back->step));
    for (const auto& step : workflow.steps) {
      if (!reached.contains(step.id)) fault(step, "nothing leads there");
      if (!reached_from(step.id).contains(std::string(kClosed)))
        fault(step, "is a dead end: no way from there closes the case");
    }
  }

  void proof() {
    std::set<std::string> given;
    for (const auto& step : workflow.steps)
      for (const auto& action : step.actions)
        for (auto& word : words_of(action.needs)) {
          if (word == kNeedLocated) given.emplace(kNeedPhoto);
          given.insert(std::move(word));
        }
    for (const auto& word : words_of(workflow.proof))
      if (!given.contains(word))
        fault(fmt::format("closing needs a {} that no action asks for", word));
  }
};

}  // namespace

std::vector<Error> check_workflow(const Workflow& workflow, const Known& known) {
  Check check{workflow, known, {}};
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
    if (step.roles.empty()) check.fault(step, "nobody can act: it names no role");
    for (const auto& role : step.roles) check.role(step, role);
    check.limits(step);
    check.actions(step);
  }
  check.ways();
  check.proof();
  check.opener();
  check.names();
  return check.faults;
}

}  // namespace qs::casework

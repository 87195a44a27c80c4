// What people do to a case.
#include <fmt/ranges.h>

#include "kernel/casework/draft.h"
#include "kernel/casework/given.h"

namespace qs::casework {
namespace {

bool may(const Step& step, const Action& action, const Case& file, const access::Actor& actor) {
  if (actor.user.empty() || actor.user == kSystem) return false;
  if (action.effect == Effect::answer)
    return !actor.unit.empty() && std::find(file.answering.begin(), file.answering.end(),
                                            actor.unit) != file.answering.end();
  return action.role.empty() ? serves(stand_of(actor), step, file)
                             : access::has_role(actor.roles, action.role);
}

// While the clocks stand there is nothing to do but to let them run again.
bool in_turn(const Action& action, const Case& file) {
  return (action.effect == Effect::resume) == file.paused_at.has_value() &&
         (action.effect != Effect::extend || file.extended == 0);
}

Result<const Action*> find_action(const Workflow& workflow, const Case& file,
                                  const access::Actor& actor, std::string_view verb) {
  if (file.closed) return fail("the case is closed", "state");
  const auto* step = workflow.step(file.step);
  if (!step) return fail(fmt::format("the workflow has no step '{}'", file.step), "verb");
  const auto* action = step->action(verb);
  if (!action) {
    std::vector<std::string> known;
    for (const auto& a : step->actions) known.push_back(a.verb);
    return fail(fmt::format("'{}' cannot be done at step '{}', only {}", verb, step->id,
                            fmt::join(known, ", ")),
                "verb");
  }
  if (!may(*step, *action, file, actor))
    return fail(fmt::format("'{}' may not '{}' this case", actor.user, verb), "actor");
  if (!in_turn(*action, file))
    return fail(file.paused_at ? "its clocks stand" : "that was done before", "paused");
  return action;
}

// By hand: the next level is told now instead of when it would be due.
void escalate_now(const Step& step, Draft& draft) {
  if (step.escalate.empty()) return;
  auto level =
      std::min<size_t>(static_cast<size_t>(draft.file.escalated), step.escalate.size() - 1);
  draft.file.escalated = static_cast<int64_t>(level) + 1;
  draft.file.escalated_to = step.escalate[level].role;
  draft.tell_role(step.escalate[level].role, "请求上级支持", "asks for support");
}

void keep_proof(const Action& action, const Deed& deed, Case& c) {
  if (action.returns) {
    ++c.returned;
    c.has_text = c.has_photo = c.has_located = c.has_document = false;
    return;
  }
  c.has_text |= action.needs.text && action.to != kClosed;
  for (const auto& e : deed.evidence) {
    c.has_photo |= e.is_photo();
    c.has_located |= e.is_located();
    c.has_document |= !e.is_photo();
  }
}

void resume(Draft& draft) {
  auto& c = draft.file;
  const auto& calendar = draft.setting.calendar;
  auto since = *c.paused_at;
  c.due_at = calendar.moved(c.due_at, draft.setting.workflow.step(c.step)->limit, since, draft.now);
  c.case_due_at = calendar.moved(c.case_due_at, draft.setting.workflow.limit, since, draft.now);
  c.paused += draft.now - since;
  c.paused_at.reset();
}

void extend(const TimeLimit& by, Draft& draft) {
  auto& c = draft.file;
  auto later = [&](Instant due) {
    return draft.setting.calendar.due(by.working_days > 0 ? due - Millis{1} : due, by);
  };
  c.due_at = later(c.due_at);
  c.case_due_at = later(c.case_due_at);
  ++c.extended;
  c.overdue = draft.now >= std::min(c.due_at, c.case_due_at);
  c.reminded = 0;
}

void split(const Deed& deed, Draft& draft) {
  const auto& c = draft.file;
  for (size_t i = 0; i < deed.parts.size(); ++i) {
    const auto& part = deed.parts[i];
    Opening opening{.origin = fmt::format("{}~p{}", c.id, c.events * 100 + static_cast<int64_t>(i)),
                    .topic = {},
                    .title_zh = part.title,
                    .title_en = part.title,
                    .street = part.street.empty() ? c.street : part.street,
                    .site = c.site,
                    .reason = {"由 " + c.title_zh + " 拆分", "part of " + c.title_en}};
    opening.about = c.about;
    if (!part.unit.empty()) opening.about.unit = part.unit;
    opening.parent = c.id;
    opening.due = c.case_due_at;
    draft.add(open_case(draft.setting, opening, nullptr, draft.now));
  }
}

// The other case learns of it and takes over what this one was about.
void merge(const Setting& setting, const Case& into, Draft& draft) {
  draft.file.merged_into = into.id;
  Draft other(setting, into, draft.now);
  other.note(kMerged, {"并入：" + draft.file.title_zh, "Merged: " + draft.file.title_en});
  if (other.file.about.subject.empty()) other.file.about.subject = draft.file.about.subject;
  draft.add(other.done());
}

void take_effect(const Action& action, const Around& around, const access::Actor& actor,
                 const Deed& deed, Draft& draft) {
  auto& c = draft.file;
  switch (action.effect) {
    case Effect::assign:
      if (!deed.street.empty()) c.street = deed.street;
      if (!deed.unit.empty()) c.about.unit = deed.unit;
      break;
    case Effect::invite:
      for (const auto& unit : deed.units) {
        if (std::find(c.answering.begin(), c.answering.end(), unit) != c.answering.end()) continue;
        c.answering.push_back(unit);
        draft.tell_unit(unit, "请会同办理并答复", "please take part and answer");
      }
      break;
    case Effect::answer:
      std::erase(c.answering, actor.unit);
      if (c.answering.empty()) draft.tell_assigned("会办单位均已答复", "all units have answered");
      break;
    case Effect::pause:
      c.paused_at = draft.now;
      break;
    case Effect::resume:
      resume(draft);
      break;
    case Effect::extend:
      extend(action.extend, draft);
      break;
    case Effect::split:
      split(deed, draft);
      break;
    case Effect::merge:
      merge(draft.setting, *around.into, draft);
      break;
    case Effect::none:
      break;
  }
}

Result<void> check_target(const Case& file, const Around& around, const Action& action) {
  if (action.effect != Effect::merge) return {};
  if (!around.into) return fail("there is no such case", "into");
  if (around.into->id == file.id) return fail("a case does not go on within itself", "into");
  if (around.into->closed) return fail("that case is closed", "into");
  if (around.into->workflow != file.workflow || around.into->version != file.version)
    return fail("that case goes by another workflow", "into");
  return {};
}

}  // namespace

Result<Outcome> act(const Setting& setting, const Case& file, const Around& around,
                    const access::Actor& actor, const Deed& deed, Instant now) {
  auto found = find_action(setting.workflow, file, actor, deed.verb);
  if (!found) return tl::unexpected(found.error());
  const Action& action = **found;
  if (auto fine = check_target(file, around, action); !fine) return tl::unexpected(fine.error());
  if (auto fine = check_given(setting, file, around, action, deed, now); !fine)
    return tl::unexpected(fine.error());
  auto subject = subject_write(around, action, deed);
  if (!subject) return tl::unexpected(subject.error());

  Draft draft(setting, file, now);
  draft.sends_back = action.returns;
  draft.made_at = deed.made_at;
  draft.note(actor, deed.verb,
             is_blank(deed.text) ? Said{action.label_zh, action.label_en} : Said{deed.text, {}},
             doubted(setting.workflow, file, deed.evidence, now), deed.form);
  keep_proof(action, deed, draft.file);
  take_effect(action, around, actor, deed, draft);
  if (action.to == kClosed)
    draft.close();
  else if (!action.to.empty())
    draft.enter(*setting.workflow.step(action.to), deed.user);
  else if (deed.verb == kEscalated)
    escalate_now(*setting.workflow.step(file.step), draft);
  if (*subject) draft.add(std::move(**subject));
  return draft.done();
}

std::vector<const Action*> allowed_actions(const Workflow& workflow, const Case& file,
                                           const access::Actor& actor) {
  std::vector<const Action*> allowed;
  const auto* step = file.closed ? nullptr : workflow.step(file.step);
  if (!step) return allowed;
  for (const auto& action : step->actions)
    if (may(*step, action, file, actor) && in_turn(action, file)) allowed.push_back(&action);
  return allowed;
}

}  // namespace qs::casework

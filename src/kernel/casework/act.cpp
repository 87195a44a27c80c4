// What people do to a case.
#include <fmt/ranges.h>

#include "kernel/casework/draft.h"

namespace qs::casework {
namespace {

bool may(const Step& step, const Action& action, const Case& file, const access::Actor& actor) {
  if (actor.user.empty() || actor.user == kSystem) return false;
  bool own_role = action.role.empty();
  return serves(actor.roles, actor.area, own_role ? step.role : action.role,
                own_role && step.own_area, file.street);
}

bool is_blank(std::string_view text) {
  return text.find_first_not_of(" \t\r\n") == text.npos;
}

bool has_photo(std::span<const Evidence> evidence) {
  return std::any_of(evidence.begin(), evidence.end(), [](auto& e) { return e.is_photo(); });
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
  return action;
}

Result<void> check_given(const Workflow& workflow, const Case& file, const Action& action,
                         std::string_view text, std::span<const Evidence> evidence) {
  if (text.size() > kLongestText)
    return fail(fmt::format("longer than {} bytes", kLongestText), "text");
  if (evidence.size() > kMostEvidence)
    return fail(fmt::format("more than {} pieces of evidence", kMostEvidence), "evidence");
  if (action.needs.text && is_blank(text)) return fail("a text is needed", "text");
  if (action.needs.photo && !has_photo(evidence)) return fail("a photo is needed", "photo");
  if (action.to != kClosed) return {};
  if (workflow.proof.text && !file.has_text)
    return fail("nobody has written yet what was done", "proof");
  if (workflow.proof.photo && !file.has_photo)
    return fail("there is no photo yet of what was done", "proof");
  return {};
}

// By hand: the next level is told now instead of when it would be due.
void escalate_now(const Step& step, Draft& draft) {
  if (step.escalate.empty()) return;
  auto level =
      std::min<size_t>(static_cast<size_t>(draft.file.escalated), step.escalate.size() - 1);
  draft.tell_role(step.escalate[level].role, "请求上级支持", "asks for support");
  draft.file.escalated = static_cast<int64_t>(level) + 1;
}

}  // namespace

Result<Outcome> act(const Setting& setting, const Case& file, const access::Actor& actor,
                    std::string_view verb, std::string_view text,
                    std::span<const Evidence> evidence, Instant now) {
  auto found = find_action(setting.workflow, file, actor, verb);
  if (!found) return tl::unexpected(found.error());
  const Action& action = **found;
  if (auto fine = check_given(setting.workflow, file, action, text, evidence); !fine)
    return tl::unexpected(fine.error());

  Draft draft(setting, file, now);
  auto& c = draft.file;
  draft.note(actor, verb,
             is_blank(text) ? Said{action.label_zh, action.label_en} : Said{std::string(text), {}},
             evidence);
  if (action.returns) {
    ++c.returned;
    c.has_text = c.has_photo = false;
  } else {
    c.has_text |= action.needs.text && action.to != kClosed;
    c.has_photo |= has_photo(evidence);
  }
  if (action.to == kClosed) {
    c.closed = true;
    c.closed_at = now;
  } else if (!action.to.empty()) {
    draft.enter(*setting.workflow.step(action.to));
  } else if (verb == kEscalated) {
    escalate_now(*setting.workflow.step(c.step), draft);
  }
  return draft.done();
}

std::vector<const Action*> allowed_actions(const Workflow& workflow, const Case& file,
                                           const access::Actor& actor) {
  std::vector<const Action*> allowed;
  const auto* step = file.closed ? nullptr : workflow.step(file.step);
  if (!step) return allowed;
  for (const auto& action : step->actions)
    if (may(*step, action, file, actor)) allowed.push_back(&action);
  return allowed;
}

}  // namespace qs::casework

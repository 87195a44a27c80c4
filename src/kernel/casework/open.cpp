// How a case begins, begins again, and learns that its cause has ended.
#include "kernel/casework/draft.h"

namespace qs::casework {
namespace {

Outcome begin(const Setting& setting, const Opening& opening, Instant now) {
  Case c;
  c.id = c.alert = opening.origin;
  c.workflow = setting.workflow.id;
  c.title_zh = opening.title_zh;
  c.title_en = opening.title_en;
  c.street = opening.street;
  c.site = opening.site;
  c.topic = opening.topic;
  c.opened_at = now;
  c.case_due_at = setting.calendar.due(now, setting.workflow.limit);
  c.step = setting.workflow.steps.front().id;
  Draft draft(setting, c, now);
  draft.note(kOpened, opening.reason);
  draft.enter(setting.workflow.steps.front());
  return draft.done();
}

Outcome join(const Setting& setting, const Opening& opening, const Case& file, Instant now) {
  Draft draft(setting, file, now);
  draft.file.alert = opening.origin;
  draft.file.condition_over = false;
  draft.note(kJoined, opening.reason);
  if (setting.workflow.step(file.step)) draft.tell_assigned("再次预警，并入本件", "warned again");
  return draft.done();
}

Outcome reopen(const Setting& setting, const Opening& opening, const Case& file, Instant now) {
  Draft draft(setting, file, now);
  auto& c = draft.file;
  c.alert = opening.origin;
  c.closed = c.condition_over = c.has_text = c.has_photo = false;
  c.closed_at.reset();
  ++c.reopened;
  c.case_due_at = setting.calendar.due(now, setting.workflow.limit);
  c.step = setting.workflow.steps.front().id;
  draft.note(kReopened, opening.reason);
  draft.enter(setting.workflow.steps.front());
  return draft.done();
}

}  // namespace

Outcome open_case(const Setting& setting, const Opening& opening, const Case* newest, Instant now) {
  check(!setting.workflow.steps.empty(), "a workflow in use has passed check_workflow");
  check(!opening.origin.empty() && !opening.reason.zh.empty(), "a case has an origin and a reason");
  if (!newest) return begin(setting, opening, now);
  if (newest->id == opening.origin || newest->alert == opening.origin) return {*newest, {}};
  if (!newest->closed) return join(setting, opening, *newest, now);
  bool soon = newest->closed_at && now - *newest->closed_at < setting.workflow.rejoin;
  return soon ? reopen(setting, opening, *newest, now) : begin(setting, opening, now);
}

Outcome note_over(const Setting& setting, const Case& file, std::string_view origin,
                  const Said& reason, Instant now) {
  if (file.closed || file.condition_over || file.alert != origin) return {file, {}};
  check(!reason.zh.empty(), "an entry of the time line has a reason");
  Draft draft(setting, file, now);
  draft.file.condition_over = true;
  draft.note(kOver, reason);
  if (setting.workflow.step(file.step)) draft.tell_assigned("预警已解除", "the alert is over");
  return draft.done();
}

}  // namespace qs::casework

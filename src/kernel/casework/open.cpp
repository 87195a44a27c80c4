// How a case begins, begins again, and learns that its cause has ended.
#include "kernel/casework/draft.h"

namespace qs::casework {
namespace {

Outcome begin(const Setting& setting, const Opening& opening, Instant now) {
  Case c;
  c.id = c.alert = opening.origin;
  c.workflow = setting.workflow.id;
  c.version = setting.workflow.version;
  c.title_zh = opening.title_zh;
  c.title_en = opening.title_en;
  c.street = opening.street;
  c.site = opening.site;
  c.topic = opening.topic;
  c.about = opening.about;
  c.parent = opening.parent;
  c.opened_by = opening.by ? opening.by->user : std::string(kSystem);
  c.opened_at = now;
  c.case_due_at = opening.due.value_or(setting.calendar.due(now, setting.workflow.limit));
  const auto& first = setting.workflow.steps.front();
  c.step = first.id;
  Draft draft(setting, c, now);
  if (opening.by)
    draft.note(*opening.by, kOpened, opening.reason);
  else
    draft.note(kOpened, opening.reason);
  draft.enter(first);
  return draft.done();
}

Outcome join(const Setting& setting, const Opening& opening, const Case& file, Instant now) {
  Draft draft(setting, file, now);
  draft.file.alert = opening.origin;
  draft.file.condition_over = false;
  draft.file.over_at.reset();
  draft.note(kJoined, opening.reason);
  if (setting.workflow.step(file.step)) draft.tell_assigned("再次预警，并入本件", "warned again");
  return draft.done();
}

Outcome reopen(const Setting& setting, const Opening& opening, const Case& file, Instant now) {
  Draft draft(setting, file, now);
  draft.file.alert = opening.origin;
  draft.begin_again();
  draft.file.looked_back = false;
  ++draft.file.reopened;
  draft.file.case_due_at = setting.calendar.due(now, setting.workflow.limit);
  draft.file.step = setting.workflow.steps.front().id;
  draft.note(kReopened, opening.reason);
  draft.enter(setting.workflow.steps.front());
  return draft.done();
}

}  // namespace

bool may_open(const Workflow& workflow, const access::Actor& actor) {
  return std::any_of(workflow.by_hand.begin(), workflow.by_hand.end(),
                     [&](const auto& role) { return access::has_role(actor.roles, role); });
}

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
  draft.file.over_at = now;
  draft.note(kOver, reason);
  if (setting.workflow.step(file.step)) draft.tell_assigned("预警已解除", "the alert is over");
  return draft.done();
}

Outcome note_part(const Setting& setting, const Case& file, const Case& part, Instant now) {
  if (file.closed || part.parent != file.id) return {file, {}};
  Draft draft(setting, file, now);
  draft.note(kPartClosed, {"拆分件已办结：" + part.title_zh, "Part closed: " + part.title_en});
  if (setting.workflow.step(file.step))
    draft.tell_assigned("拆分件已办结：" + part.title_zh, "a part is closed: " + part.title_en);
  return draft.done();
}

Outcome migrate(const Setting& setting, const Case& file, std::string_view step, Instant now) {
  const auto* there = file.closed ? nullptr : setting.workflow.step(step);
  if (!there || file.version == setting.workflow.version) return {file, {}};
  Draft draft(setting, file, now);
  draft.file.version = setting.workflow.version;
  draft.note(kMigrated,
             {"流程已修订，转入新流程", "The workflow was revised; goes on by the new one"});
  if (file.step != there->id) draft.enter(*there);
  return draft.done();
}

}  // namespace qs::casework

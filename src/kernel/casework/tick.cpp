// What time does to a case.
#include "kernel/casework/draft.h"

namespace qs::casework {
namespace {

Instant overdue_at(const Case& c) {
  return std::min(c.due_at, c.case_due_at);
}

void pass_to_next_shift(const Setting& setting, const Step& step, Draft& draft, Instant now) {
  if (!step.on_duty) return;
  const auto* duty = on_duty(setting.roster, draft.file.street, now);
  if (!duty || duty->user == draft.file.assignee) return;
  draft.file.assignee = duty->user;
  draft.note(kReassigned, {fmt::format("交接班：由 {} 接办", duty->name),
                           fmt::format("Change of shift: {} takes over", duty->name)});
  draft.tell_assigned(fmt::format("接班待办，请于 {} 前处理", local_text(draft.file.due_at)),
                      fmt::format("taken over, due {}", local_text(draft.file.due_at)));
}

void remind(const Step& step, Draft& draft, Instant now) {
  auto& c = draft.file;
  size_t passed = 0;
  while (passed < step.remind.size() && now >= c.due_at - step.remind[passed]) ++passed;
  bool is_new = static_cast<int64_t>(passed) > c.reminded;
  if (is_new) c.reminded = static_cast<int64_t>(passed);
  if (!is_new || now >= c.due_at) return;
  auto left = std::chrono::ceil<std::chrono::minutes>(c.due_at - now);
  draft.note(kReminded, {fmt::format("距办理时限还有 {} 分钟", left.count()),
                         fmt::format("{} minutes left", left.count())});
  draft.tell_assigned(fmt::format("距时限还有 {} 分钟", left.count()),
                      fmt::format("{} minutes left", left.count()));
}

void run_over(Draft& draft, Instant now) {
  auto& c = draft.file;
  if (c.overdue || now < overdue_at(c)) return;
  c.overdue = true;
  auto due = local_text(overdue_at(c));
  draft.note(kOverdue, {"已超过办理时限 " + due, "Overdue since " + due});
  draft.tell_assigned("已超时", "overdue");
}

Said role_name(const Setting& setting, const std::string& id) {
  for (const auto& role : setting.roles)
    if (role.id == id) return role.name;
  return {id, id};
}

void escalate(const Setting& setting, const Step& step, Draft& draft, Instant now) {
  auto& c = draft.file;
  for (auto i = static_cast<size_t>(c.escalated); i < step.escalate.size(); ++i) {
    const auto& level = step.escalate[i];
    if (now < c.due_at + level.after) return;
    c.escalated = static_cast<int64_t>(i) + 1;
    c.escalated_to = level.role;
    auto late = length_of(level.after), role = role_name(setting, level.role);
    draft.note(kEscalated, {fmt::format("超时 {}，升级至{}", late.zh, role.zh),
                            fmt::format("{} overdue, escalated to {}", late.en, role.en)});
    draft.tell_role(level.role, "超时升级，请督办", "escalated, please see to it");
  }
}

// 回头看: closed so long ago that somebody goes and looks once more.
Outcome look_back(const Setting& setting, const Case& file, Instant now) {
  const auto& again = setting.workflow.look_back;
  const auto* step = again ? setting.workflow.step(again->step) : nullptr;
  if (!step || !file.look_back_at || now < *file.look_back_at) return {file, {}};
  Draft draft(setting, file, now);
  draft.begin_again();
  draft.file.looked_back = true;
  draft.file.case_due_at = setting.calendar.due(now, step->limit);
  draft.file.step = step->id;
  draft.note(kLookedBack, {"到期回头看", "Time to look back"});
  draft.enter(*step);
  return draft.done();
}

// Nothing to say, but another moment to wake at, since the roster changed.
Outcome wake_again(const Setting& setting, const Case& file, Instant now) {
  auto next = next_tick(setting, file, now);
  if (next == file.wake_at) return {file, {}};
  auto later = file;
  later.wake_at = next;
  return {later, {write_of(later)}};
}

}  // namespace

Outcome tick(const Setting& setting, const Case& file, Instant now) {
  if (file.closed) return look_back(setting, file, now);
  const auto* step = setting.workflow.step(file.step);
  if (!step) return {file, {}};
  Draft draft(setting, file, now);
  pass_to_next_shift(setting, *step, draft, now);
  if (!file.paused_at) {
    remind(*step, draft, now);
    run_over(draft, now);
    escalate(setting, *step, draft, now);
  }
  auto said = draft.done();
  return said.writes.empty() ? wake_again(setting, file, now) : said;
}

std::optional<Instant> next_tick(const Setting& setting, const Case& file, Instant now) {
  std::optional<Instant> next;
  auto consider = [&](Instant t) {
    t = std::max(t, now);
    if (!next || t < *next) next = t;
  };
  if (file.closed) {
    if (file.look_back_at) consider(*file.look_back_at);
    return next;
  }
  const auto* step = setting.workflow.step(file.step);
  if (!step) return next;
  if (!file.paused_at) {
    auto reminded = static_cast<size_t>(file.reminded);
    if (reminded < step->remind.size()) consider(file.due_at - step->remind[reminded]);
    if (!file.overdue) consider(overdue_at(file));
    auto escalated = static_cast<size_t>(file.escalated);
    if (escalated < step->escalate.size()) consider(file.due_at + step->escalate[escalated].after);
  }
  if (!step->on_duty) return next;
  const auto* duty = on_duty(setting.roster, file.street, now);
  if (duty && duty->user != file.assignee) consider(now);
  for (const auto& d : setting.roster)
    if (d.street == file.street && d.span.from > now && d.user != file.assignee)
      consider(d.span.from);
  return next;
}

}  // namespace qs::casework

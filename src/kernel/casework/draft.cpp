#include "kernel/casework/draft.h"

namespace qs::casework {

bool serves(const Stand& stand, const Step& step, const Case& file) {
  if (std::none_of(step.roles.begin(), step.roles.end(),
                   [&](const auto& role) { return access::has_role(stand.roles, role); }))
    return false;
  // 企业账号: a firm's account serves its own firm's cases and no others.
  if (!stand.firm.empty() && stand.firm != file.about.firm) return false;
  if (step.own_unit && !file.about.unit.empty()) return stand.unit == file.about.unit;
  return !step.own_area || stand.area.empty() || stand.area == file.street;
}

std::string local_text(Instant t) {
  auto text = iso(t);
  return text.substr(0, 10) + ' ' + text.substr(11, 5);
}

Said length_of(Millis length) {
  auto minutes = std::chrono::ceil<std::chrono::minutes>(length).count();
  if (minutes % 60 != 0) return {fmt::format("{} 分钟", minutes), fmt::format("{} min", minutes)};
  return {fmt::format("{} 小时", minutes / 60), fmt::format("{} h", minutes / 60)};
}

Draft::Draft(const Setting& s, const Case& c, Instant t)
    : file(c), setting(s), now(t), at_step_(!c.closed && c.step_at > Instant{}) {}

void Draft::note(std::string_view verb, const Said& said) {
  access::Actor system;
  system.user = kSystem;
  note(system, verb, said);
}

void Draft::note(const access::Actor& who, std::string_view verb, const Said& said,
                 std::span<const Evidence> evidence, const ledger::Fields& form) {
  newest_by_ = who.user;
  told_ = {who.user};
  writes_.push_back(write_of(CaseEvent{file.id,
                                       ++file.events,
                                       now,
                                       who.user,
                                       who.name,
                                       std::string(verb),
                                       file.step,
                                       said.zh,
                                       {evidence.begin(), evidence.end()},
                                       said.en,
                                       form,
                                       who.user == kSystem ? std::nullopt : made_at}));
}

// What the stay at the present step came to.
void Draft::leave() {
  const auto* step = at_step_ ? setting.workflow.step(file.step) : nullptr;
  at_step_ = false;
  if (!step) return;
  auto paused = file.paused + (file.paused_at ? now - *file.paused_at : Millis{0});
  writes_.push_back(write_of(Stay{.case_id = file.id,
                                  .number = ++file.steps,
                                  .workflow = file.workflow,
                                  .step = step->id,
                                  .street = file.street,
                                  .unit = file.about.unit,
                                  .who = newest_by_,
                                  .entered = file.step_at,
                                  .left = now,
                                  .due = file.due_at,
                                  .worked = now - file.step_at - paused,
                                  .reviews = std::any_of(step->actions.begin(), step->actions.end(),
                                                         [](const Action& a) { return a.returns; }),
                                  .returned = sends_back}));
}

void Draft::enter(const Step& step, std::string assignee) {
  leave();
  at_step_ = true;
  file.step = step.id;
  file.step_at = now;
  file.due_at = setting.calendar.due(now, step.limit);
  file.overdue = now >= file.case_due_at;
  if (!file.overdue) file.due_at = std::min(file.due_at, file.case_due_at);
  file.reminded = file.escalated = 0;
  file.escalated_to.clear();
  file.paused = Millis{0};
  file.paused_at.reset();
  file.answering.clear();
  file.roles = step.roles;
  bool to_unit = step.own_unit && !file.about.unit.empty();
  file.for_unit = to_unit ? file.about.unit : kAnyone;
  file.for_area = step.own_area && !to_unit && !file.street.empty() ? file.street : kAnyone;
  file.assignee = std::move(assignee);
  if (file.assignee.empty() && step.on_duty)
    if (const auto* duty = on_duty(setting.roster, file.street, now)) file.assignee = duty->user;
  tell_assigned(fmt::format("请于 {} 前处理", local_text(file.due_at)),
                fmt::format("due {}", local_text(file.due_at)));
}

void Draft::begin_again() {
  file.closed = file.condition_over = false;
  file.has_text = file.has_photo = file.has_located = file.has_document = false;
  file.closed_at.reset();
  file.over_at.reset();
  file.look_back_at.reset();
}

void Draft::close() {
  leave();
  file.closed = true;
  file.closed_at = now;
  file.paused_at.reset();
  const auto& again = setting.workflow.look_back;
  if (again && !file.looked_back) file.look_back_at = setting.calendar.due(now, again->after);
}

void Draft::add(ledger::Write write) {
  writes_.push_back(std::move(write));
}

void Draft::add(Outcome other) {
  std::move(other.writes.begin(), other.writes.end(), std::back_inserter(writes_));
}

void Draft::tell_assigned(std::string_view text_zh, std::string_view text_en) {
  const auto* step = setting.workflow.step(file.step);
  bool found = false;
  for (const auto& person : setting.people) {
    bool told = file.assignee.empty() ? serves(stand_of(person), *step, file)
                                      : person.user == file.assignee;
    if (told) tell_one(person, text_zh, text_en);
    found |= told;
  }
  if (!found && !file.assignee.empty()) tell_one({file.assignee, {}, {}, {}, {}}, text_zh, text_en);
}

void Draft::tell_role(std::string_view role, std::string_view text_zh, std::string_view text_en) {
  for (const auto& person : setting.people)
    if (access::has_role(person.roles, role)) tell_one(person, text_zh, text_en);
}

void Draft::tell_unit(std::string_view unit, std::string_view text_zh, std::string_view text_en) {
  for (const auto& person : setting.people)
    if (person.unit == unit) tell_one(person, text_zh, text_en);
}

void Draft::tell_one(const Person& person, std::string_view text_zh, std::string_view text_en) {
  if (!told_.insert(person.user).second) return;
  const auto* step = setting.workflow.step(file.step);
  Notice notice{fmt::format("{}~{:04}", file.id, file.events),
                file.id,
                fmt::format("【{}】{}：{}", step->name_zh, file.title_zh, text_zh),
                fmt::format("[{}] {}: {}", step->name_en, file.title_en, text_en),
                now,
                file.closed ? std::nullopt : std::optional(file.due_at)};
  for (auto& write : tell(notice, person)) writes_.push_back(std::move(write));
}

Outcome Draft::done() {
  if (writes_.empty()) return {file, {}};
  file.wake_at = next_tick(setting, file, now);
  writes_.insert(writes_.begin(), write_of(file));
  return {file, std::move(writes_)};
}

}  // namespace qs::casework

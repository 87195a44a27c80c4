#include "kernel/casework/draft.h"

namespace qs::casework {

bool serves(std::span<const std::string> roles, std::string_view area, std::string_view role,
            bool own_area, std::string_view street) {
  bool has_role = std::find(roles.begin(), roles.end(), role) != roles.end();
  return has_role && (!own_area || area.empty() || area == street);
}

std::string local_text(Instant t) {
  auto text = iso(t);
  return text.substr(0, 10) + ' ' + text.substr(11, 5);
}

Draft::Draft(const Setting& setting, const Case& c, Instant now)
    : file(c), setting_(setting), now_(now) {}

Said length_of(Millis length) {
  auto minutes = std::chrono::ceil<std::chrono::minutes>(length).count();
  if (minutes % 60 != 0) return {fmt::format("{} 分钟", minutes), fmt::format("{} min", minutes)};
  return {fmt::format("{} 小时", minutes / 60), fmt::format("{} h", minutes / 60)};
}

void Draft::note(std::string_view verb, const Said& said) {
  access::Actor system;
  system.user = kSystem;
  note(system, verb, said, {});
}

void Draft::note(const access::Actor& who, std::string_view verb, const Said& said,
                 std::span<const Evidence> evidence) {
  newest_by_ = who.user;
  writes_.push_back(write_of(CaseEvent{file.id,
                                       ++file.events,
                                       now_,
                                       who.user,
                                       who.name,
                                       std::string(verb),
                                       file.step,
                                       said.zh,
                                       {evidence.begin(), evidence.end()},
                                       said.en}));
}

void Draft::enter(const Step& step) {
  file.step = step.id;
  file.step_at = now_;
  file.due_at = setting_.calendar.due(now_, step.limit);
  file.overdue = now_ >= file.case_due_at;
  file.reminded = file.escalated = 0;
  const auto* duty = step.on_duty ? on_duty(setting_.roster, file.street, now_) : nullptr;
  file.assignee = duty ? duty->user : std::string{};
  tell_assigned(fmt::format("请于 {} 前处理", local_text(file.due_at)),
                fmt::format("due {}", local_text(file.due_at)));
}

void Draft::tell_assigned(std::string_view text_zh, std::string_view text_en) {
  const auto* step = setting_.workflow.step(file.step);
  bool found = false;
  for (const auto& person : setting_.people) {
    bool told = file.assignee.empty()
                    ? serves(person.roles, person.area, step->role, step->own_area, file.street)
                    : person.user == file.assignee;
    if (told) tell_one(person, text_zh, text_en);
    found |= told;
  }
  if (!found && !file.assignee.empty()) tell_one({file.assignee, {}, {}, {}, {}}, text_zh, text_en);
}

void Draft::tell_role(std::string_view role, std::string_view text_zh, std::string_view text_en) {
  for (const auto& person : setting_.people)
    if (serves(person.roles, person.area, role, false, {})) tell_one(person, text_zh, text_en);
}

void Draft::tell_one(const Person& person, std::string_view text_zh, std::string_view text_en) {
  if (person.user == newest_by_) return;
  const auto* step = setting_.workflow.step(file.step);
  Notice notice{fmt::format("{}~{:04}", file.id, file.events), file.id,
                fmt::format("【{}】{}：{}", step->name_zh, file.title_zh, text_zh),
                fmt::format("[{}] {}: {}", step->name_en, file.title_en, text_en), now_};
  for (auto& write : tell(notice, person)) writes_.push_back(std::move(write));
}

Outcome Draft::done() {
  if (writes_.empty()) return {file, {}};
  writes_.insert(writes_.begin(), write_of(file));
  return {file, std::move(writes_)};
}

}  // namespace qs::casework

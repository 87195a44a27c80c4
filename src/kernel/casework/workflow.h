// 流程: the steps a case goes through, who acts, how long they may take and what must be proved.
#pragma once

#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "kernel/casework/calendar.h"

namespace qs::casework {

inline constexpr std::string_view kClosed = "closed";  // Action::to that closes the case

struct Needs {
  bool text = false, photo = false;
  bool operator==(const Needs&) const = default;
};
inline constexpr std::string_view kNeedText = "text", kNeedPhoto = "photo";
// An unknown word is an Error that lists the known ones.
Result<Needs> needs_of(std::span<const std::string> words);

struct Action {
  std::string verb;  // [a-z_]+, unique in its step
  std::string label_zh, label_en;
  std::string to;  // step, kClosed, or empty: stays, and the limit goes on
  Needs needs;
  std::string role;      // another role than the step's, over the whole district; empty: the step's
  bool returns = false;  // 退回: proof must be given anew
};

// 升级: so long after the step was due, everybody with `role` is told.
struct Escalation {
  Millis after{0};
  std::string role;
};

struct Step {
  std::string id, name_zh, name_en;
  std::string role;                  // who acts
  bool own_area = false;             // only people of the case's street
  bool on_duty = false;              // assigned to whom the roster names
  TimeLimit limit;                   // from entering the step
  std::vector<Millis> remind;        // so long before due, falling
  std::vector<Escalation> escalate;  // rising
  std::vector<Action> actions;

  const Action* action(std::string_view verb) const;
};

struct Workflow {
  std::string id, name_zh, name_en;
  TimeLimit limit;          // the whole case, from opening
  Millis rejoin{0};         // what fires again so soon after closing re-opens the case
  Needs proof;              // in the case before it may close
  std::vector<Step> steps;  // a case begins at the first
  std::string place;        // file, for faults

  const Step* step(std::string_view id) const;
};

// Every fault at once: dead ends, steps that nothing reaches, no way to close, unknown roles and
// steps, limits longer than the whole case's, reminders longer than the limit, proof that nobody
// can give.
std::vector<Error> check_workflow(const Workflow& workflow, const std::set<std::string>& roles);

}  // namespace qs::casework

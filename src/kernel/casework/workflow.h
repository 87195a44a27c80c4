// 流程: the steps a case goes through, who acts, how long they may take and what must be proved.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "kernel/casework/calendar.h"
#include "kernel/ledger/schema.h"

namespace qs::casework {

inline constexpr std::string_view kClosed = "closed";  // Action::to that closes the case

// 凭证. located: a photo that says itself when and where it was taken.
struct Needs {
  bool text = false, photo = false, located = false, document = false;
  bool operator==(const Needs&) const = default;
};
inline constexpr std::string_view kNeedText = "text", kNeedPhoto = "photo",
                                  kNeedLocated = "located_photo", kNeedDocument = "document";
// An unknown word is an Error that lists the known ones.
Result<Needs> needs_of(std::span<const std::string> words);
std::vector<std::string> words_of(const Needs& needs);

// What an action does besides leading to a step.
enum class Effect : uint8_t {
  none,
  assign,  // 交办: names the street, unit or person that the next step is for
  invite,  // 会办: asks other units to answer; the step waits for them
  answer,  // 会办答复: by a unit that was asked
  pause,   // 中止计时: the clocks stand, with a reason
  resume,  // 恢复计时
  extend,  // 延期: the step and the case get Action::extend more, once
  split,   // 拆分: parts with a life of their own; this one closes after them
  merge    // 并案: goes on within another case
};
std::string_view name(Effect effect);
Result<Effect> effect_of(std::string_view word);

struct Action {
  std::string verb;  // [a-z_]+, unique in its step
  std::string label_zh, label_en;
  std::string to;  // step, kClosed, or empty: stays, and the limit goes on
  Needs needs;
  std::string role;      // another role than the step's, over the whole district; empty: the step's
  bool returns = false;  // 退回: proof must be given anew
  Effect effect = Effect::none;
  TimeLimit extend = {};               // Effect::extend: by how much
  std::vector<std::string> form = {};  // what must be filled in: fields of the record it is about
  std::string moves = {};              // 流转 of the record that the case is about
};

// 升级: so long after the step was due, everybody with `role` is told.
struct Escalation {
  Millis after{0};
  std::string role;
};

struct Step {
  std::string id, name_zh, name_en;
  std::vector<std::string> roles;    // who acts: people of any of them
  bool own_area = false;             // only people of the case's street
  bool own_unit = false;             // only people of the case's unit, when it has one
  bool on_duty = false;              // assigned to whom the roster names
  TimeLimit limit;                   // from entering the step
  std::vector<Millis> remind;        // so long before due, falling
  std::vector<Escalation> escalate;  // rising
  std::vector<Action> actions;

  const Action* action(std::string_view verb) const;
};

// 立案: a record of that kind opens a case by itself when it comes into one of these states (or,
// without states, when it comes to be) and `when` holds.
struct Opener {
  std::string kind;
  std::vector<std::string> states;
  std::optional<ledger::When> when;
  std::string unit = "unit";  // its field that names the case's unit
  std::string due = {};       // its day by whose end the case is due; empty: the workflow's limit
};

// 回头看: so long after closing the case is taken up once more, at `step`.
struct LookBack {
  TimeLimit after;
  std::string step;
};

struct Workflow {
  std::string id, name_zh, name_en;
  TimeLimit limit;          // the whole case, from opening
  Millis rejoin{0};         // what fires again so soon after closing re-opens the case
  Needs proof;              // in the case before it may close
  std::vector<Step> steps;  // a case begins at the first
  std::string place;        // file, for faults
  Millis calm{0};           // what opened it must have been over for so long before closing
  std::vector<std::string> by_hand;  // roles that may open one
  std::optional<Opener> opener;
  std::optional<LookBack> look_back;
  double near_m = 500;  // 现场照片: farther away from the case's place is doubted
  // 版本: the digest of its text. Cases go on under the text that they began with, except those
  // at a step named in `migrate` (old step → step of this text).
  std::string version, text;
  std::map<std::string, std::string, std::less<>> migrate;

  const Step* step(std::string_view id) const;
};

// What a workflow may name, from the rest of the pack.
struct Known {
  const std::set<std::string>& roles;
  std::span<const ledger::Kind> kinds = {};
};
// Every fault at once: dead ends, steps that nothing reaches, no way to close, unknown roles,
// steps, kinds, fields and transitions, limits longer than the whole case's, reminders longer than
// the limit, proof that nobody can give, pauses that nobody can end.
std::vector<Error> check_workflow(const Workflow& workflow, const Known& known);

}  // namespace qs::casework

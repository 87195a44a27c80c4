// 办件: one matter from opening to closing, with its append-only time line. Knows no air and no
// water: what it is about is a topic, a place and a title.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kernel/ledger/record.h"
#include "kernel/ledger/record_log.h"

namespace qs::casework {

inline constexpr std::string_view kCaseKind = "case", kEventKind = "case_event";
inline constexpr std::string_view kSystem = "system";  // who, when no person acted

struct Case {
  std::string id;  // the id of what opened it: an alert has exactly one case
  uint64_t revision = 0;
  std::string workflow, title_zh, title_en, street, site;
  std::string alert;  // what opened it or joined it last
  std::string topic;  // what is the same when it happens again (rule, site, factor)
  bool closed = false;
  std::string step, assignee;
  Instant opened_at, step_at;  // step_at: when the present step was entered
  Instant due_at, case_due_at;
  bool overdue = false;
  int64_t reminded = 0, escalated = 0;  // in this step
  int64_t returned = 0, reopened = 0;
  int64_t events = 0;                        // on the time line so far
  bool has_text = false, has_photo = false;  // proof since the last return or re-opening
  bool condition_over = false;               // what opened it has ended
  std::optional<Instant> closed_at;
};

Case case_of(const ledger::Record& record);
ledger::Write write_of(const Case& c);  // guards with the revision it was read at

struct Evidence {
  std::string hash, name, type;  // type: MIME; image/* is a photo
  bool is_photo() const { return type.starts_with("image/"); }
};

// What the program says by itself, in both languages; people's own words have no English.
struct Said {
  std::string zh, en;
};

// One entry of the time line. Never without who, when and why (text).
struct CaseEvent {
  std::string case_id;
  int64_t seq = 0;  // from 1
  Instant at;
  std::string who, name, verb, step, text;
  std::vector<Evidence> evidence;
  std::string text_en;  // empty: somebody's own words
};
CaseEvent event_of(const ledger::Record& record);
ledger::Write write_of(const CaseEvent& event);  // must not exist yet

}  // namespace qs::casework

// 办件: one matter from opening to closing, with its append-only time line. Knows no air and no
// water: what it is about is a topic, a place and a title.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/geometry.h"
#include "kernel/ledger/record.h"
#include "kernel/ledger/record_log.h"

namespace qs::casework {

inline constexpr std::string_view kCaseKind = "case", kEventKind = "case_event",
                                  kStepKind = "case_step";
inline constexpr std::string_view kSystem = "system";  // who, when no person acted

// 事由: what a case is about, besides the alert that opened it.
struct About {
  std::string subject;     // "complaint/20260501-ab": the record; empty: none
  std::string firm, unit;  // ids of records; empty: none
  std::optional<LonLat> place;
};

struct Case {
  std::string id;  // the id of what opened it: an alert has exactly one case
  uint64_t revision = 0;
  std::string workflow, version;  // whose text it goes by
  std::string title_zh, title_en, street, site;
  std::string alert;  // what opened it or joined it last
  std::string topic;  // what is the same when it happens again (rule, site, factor)
  About about;
  std::string opened_by;            // who; kSystem when no person did
  std::string parent, merged_into;  // cases; empty: none
  bool closed = false;
  std::string step, assignee;
  std::vector<std::string> roles;  // who acts at the step,
  std::string for_area, for_unit;  // of which street and unit; kAnyone: not bound to one
  Instant opened_at, step_at;      // step_at: when the present step was entered
  Instant due_at, case_due_at;
  bool overdue = false;
  int64_t reminded = 0, escalated = 0;  // in this step
  std::string escalated_to;             // role that was told last in this step
  int64_t returned = 0, reopened = 0, extended = 0;
  int64_t events = 0;                        // on the time line so far
  int64_t steps = 0;                         // left so far
  bool has_text = false, has_photo = false;  // proof since the last return or re-opening
  bool has_located = false, has_document = false;
  bool condition_over = false;  // what opened it has ended
  std::optional<Instant> over_at;
  std::optional<Instant> paused_at;
  Millis paused{0};                    // in this step, without a pause that still goes on
  std::vector<std::string> answering;  // units that were invited and have not answered
  std::optional<Instant> look_back_at;
  bool looked_back = false;
  std::optional<Instant> wake_at;  // when time may have something to say next
  std::optional<Instant> closed_at;
};
inline constexpr std::string_view kAnyone = "*";

Case case_of(const ledger::Record& record);
ledger::Write write_of(const Case& c);  // guards with the revision it was read at

// A file that was handed in: what it says of itself, and what speaks against that.
struct Evidence {
  std::string hash, name, type;  // type: MIME; image/* is a photo
  std::optional<Instant> taken_at = {};
  std::optional<LonLat> place = {};
  std::vector<std::string> doubts = {};  // kFar, kEarly, kAhead
  bool told = false;    // the place is what the phone's page said, not the photo itself
  int64_t ahead_s = 0;  // of the phone's clock before ours, when it was handed in

  bool is_photo() const { return type.starts_with("image/"); }
  bool is_located() const { return is_photo() && taken_at && place; }
};
inline constexpr std::string_view kFar =
                                      "far",  // taken farther from the place than Workflow::near_m
    kEarly = "early",                         // taken before the case began
    kAhead = "ahead";                         // taken later than it was handed in

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
  std::string text_en;                  // empty: somebody's own words
  ledger::Fields form;                  // what was filled in
  std::optional<Instant> made_at = {};  // done off line, and told later
};
// 环节用时: one stay at one step, written when it is left; what the statistics count.
struct Stay {
  std::string case_id;
  int64_t number = 0;  // from 1
  std::string workflow, step, street, unit, who;
  Instant entered, left, due;
  Millis worked{0};       // without pauses
  bool reviews = false;   // the step could send the work back,
  bool returned = false;  // and did
};
ledger::Write write_of(const Stay& stay);

CaseEvent event_of(const ledger::Record& record);
ledger::Write write_of(const CaseEvent& event);  // must not exist yet

}  // namespace qs::casework

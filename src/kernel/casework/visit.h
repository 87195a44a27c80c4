// 现场检查: one visit by a check list: what was found, what it scores, and each fault with its day.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/geometry.h"
#include "kernel/casework/checklist.h"
#include "kernel/ledger/record.h"
#include "kernel/ledger/record_log.h"

namespace qs::casework {

struct Finding {
  enum class Result : uint8_t { good, bad, none };  // none: does not apply here

  std::string item;
  Result result = Result::none;
  std::string note;
  std::vector<std::string> photos;  // SHA-256 of evidence
};
std::optional<Finding::Result> finding_of(std::string_view word);  // good | bad | none
std::string_view name(Finding::Result result);

// 检查人员签字.
struct Hand {
  std::string name, signature;  // signature: SHA-256 of evidence
};
inline constexpr size_t kInspectorHands = 2;  // of an enforcement visit, by law

struct VisitScore {
  std::optional<double> score;  // 0..100, one decimal; absent: no item applies
  int good = 0, bad = 0, none = 0;
};
// 100 × weights of good items / weights of good and bad ones; 0 with a fault at an item with veto.
// Findings of unknown items do not count.
VisitScore score_of(const Checklist& list, const std::vector<Finding>& findings);

struct Visit {
  std::string id, about;  // about: the record that was visited
  std::string about_title, street, firm;
  std::string inspectors;
  Instant at;
  std::vector<Finding> findings;
  bool enforcement = false;          // 执法检查: two inspectors sign
  std::vector<Hand> hands;           // of the inspectors
  std::string signature, signed_by;  // of who was visited, and whose hand; empty: not signed
  std::optional<LonLat> place;       // where the phone was
  std::optional<double> accuracy_m;
  std::optional<int64_t> ahead_s;  // of the phone's clock
  std::string remark;
};
inline constexpr size_t kMostPhotosOfItem = 9, kLongestNote = 1'000;

// The record of the visit, and one of kVisitFaultKind for each fault: its id is <visit>~<item>, it
// is due on the day so many days after the visit as the item says. Faults, by place: "inspectors",
// "inspector_signatures" of an enforcement visit not two, of one person or incomplete,
// "items.<id>" not answered, unknown or answered twice, "items.<id>.photo" needed and missing,
// "items.<id>.note" a fault without a word or photo, or too long.
Result<std::vector<ledger::Write>> visit_writes(const Checklist& list, const Visit& visit);

// 街道排名: what the visits of a span come to, by street.
struct StreetScore {
  std::string street;
  int visits = 0, faults = 0;
  std::optional<double> mean;  // of the scores, one decimal
};
// Highest mean first; those without a score last.
std::vector<StreetScore> rank_streets(const std::vector<ledger::Record>& visits);

}  // namespace qs::casework

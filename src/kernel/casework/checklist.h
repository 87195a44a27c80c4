// 检查表: what is looked at on a visit, as a text of a pack: items with their clauses and weights.
// What is visited is a record of any register that the register of visits refers to.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "kernel/ledger/schema.h"

namespace qs::casework {

inline constexpr std::string_view kVisitKind = "visit", kVisitFaultKind = "visit_fault";
inline constexpr size_t kMostItems = 100;
inline constexpr int kLongestRectifyDays = 365;

struct CheckItem {
  enum class Photo : uint8_t { none, fault, always };  // never needed, of a fault, in any case

  std::string id;          // [a-z_0-9]+, unique in its list
  std::string zh, en;      // what must hold
  std::string clause;      // what asks for it
  std::string confidence;  // verified | memory | practice
  double weight = 1;       // in the score, > 0
  bool veto = false;       // 一票否决: a fault here makes the score 0
  Photo photo = Photo::fault;
  int rectify_days = 0;  // a fault is to be rectified within so many days, 1 to kLongestRectifyDays
};

struct Checklist {
  std::string id, name_zh, name_en;
  std::string through;     // field of kVisitKind that refers to what is visited
  std::string clause;      // of the list as a whole
  std::string confidence;  // of weights and days
  std::vector<CheckItem> items;
  std::string version;  // digest of its text
  std::string place;    // file, for faults

  const CheckItem* item(std::string_view id) const;
};

// Every fault at once: no items, doubled ids, no words in both languages, weights and days out of
// range, an unknown confidence, a `through` that is no reference of the register of visits.
std::vector<Error> check_checklist(const Checklist& list, std::span<const ledger::Kind> kinds);

}  // namespace qs::casework

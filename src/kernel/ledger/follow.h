// 后果: what one record brings about in another, by declaration. A record that comes to be as
// `kind`, `states`, `when` and the bounds of `amount` say makes a record of another kind, or
// changes one that it refers to; one that is so no longer takes back what it made.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "kernel/ledger/record.h"
#include "kernel/ledger/schema.h"

namespace qs::ledger {

struct FollowUp {
  std::string id;
  std::string kind;                 // of the record that brings it about
  std::vector<std::string> states;  // it comes into one of them; none: it comes to be
  std::vector<When> when;           // all hold
  std::vector<std::string> needs;   // fields that stand in it; otherwise nothing follows
  std::string amount;               // a figure of it, within [least, below)
  std::optional<double> least, below;
  std::string makes;    // a kind; the made record is called made_id()
  std::string changes;  // or a kind, whose record is called as the field `through` says
  std::string through;  // "id": as this record is
  std::map<std::string, std::string> copy;  // field there: field here, kRecord or kRecordId
  std::map<std::string, std::string> set;   // field there: what a person would type
  std::map<std::string, std::string> undo;  // of `makes`: set when it is so no longer
  std::string place;                        // file:line, for faults
};

// Of `copy`, instead of a field here: the record itself as "kind/id", and its id.
inline constexpr std::string_view kRecord = "record", kRecordId = "id";

bool meets(const FollowUp& follow, const Kind& kind, const Fields& fields);
std::string made_id(const FollowUp& follow, std::string_view record);

// Lays `copy` and `set` of the record over the fields of the other.
void lay_follow(const FollowUp& follow, const Kind& target, const Record& from, Fields& over);
void lay_copies(const FollowUp& follow, const Record& from, Fields& over);
void lay_typed(const Kind& target, const std::map<std::string, std::string>& typed, Fields& over);

// Kinds, fields and values that are not there; all at once.
std::vector<Error> check_follow(const FollowUp& follow, const std::vector<Kind>& kinds);

}  // namespace qs::ledger

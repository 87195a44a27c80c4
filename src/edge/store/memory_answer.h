// What a checked question means for records at hand: the memory twin's way to its answers.
#pragma once

#include <string>

#include "edge/store/query_rules.h"

namespace qs::store {

// A record and its number in the order of making.
struct Row {
  ledger::Record record;
  uint64_t number = 0;
};

// Null stands before everything; numbers compare as numbers.
int compare(const ledger::Value& a, const ledger::Value& b);
ledger::Value value_of(const ledger::Record& record, const std::string& field);
// What a value adds to a sum.
double number_of(const ledger::Value& value);
ledger::Value value_to_group(const ledger::Record& record, const Grouping& grouping);
bool is_asked(const ledger::Kind& kind, const ledger::Record& record, const Question& question);
// What the rows of an answer are sorted by, before the id.
ledger::Value rank_of(const ledger::Kind& kind, const Row& row, const Question& question);

}  // namespace qs::store

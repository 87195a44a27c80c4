// 考核、补偿、亩均章法: what the packs say of scoring a year, of money and of yield per mu
// (assessments/*.toml, compensation.toml, yield.toml).
#pragma once

#include <map>
#include <string>
#include <vector>

#include "kernel/ledger/schema.h"
#include "kernel/plan/compensation.h"
#include "kernel/plan/score.h"
#include "kernel/plan/yield.h"

namespace qs::app {

// Where the figure of an item comes from.
struct ScoreSource {
  enum class From : uint8_t {
    told,        // nowhere: the item is told
    measure,     // a measure of planning.toml over the year; its goal: that of the indicator which
                 // is measured so
    rank,        // mean rank in the published rankings `name` of the year
    interviews,  // how often these called to an interview
    tasks        // plan tasks that a unit leads with the light `name`, as they stand
  } from = From::told;
  std::string name;
};

struct AssessmentLaw {
  std::string id, name_zh, name_en;
  enum class Who : uint8_t { streets, units } who = Who::streets;
  std::vector<std::string> unit_kinds;  // units: kinds of unit that are assessed
  plan::Scheme scheme;
  std::map<std::string, ScoreSource, std::less<>> sources;  // by item
  int appeal_days = 5;                                      // working days after publication
  std::string clause, confidence;
  std::string quote, quote_place;  // the words of the district's document, and where they stand
  std::string version;             // digest of the files
  std::string place;
};

// 生态补偿: figure and target of each street come from a measure of the month.
struct MoneyLaw {
  plan::MoneyRule rule;
  std::string measure;
  std::optional<double> target;  // given; absent: the street's, else the district's indicator's
  std::string version, place;
};

// 一票否决: a record of `kind` about the firm in the year.
struct VetoLaw {
  std::string id, name_zh, name_en;
  std::string kind, through, on;  // `on`: a day of the year, or the year itself
  std::vector<ledger::When> where;
  std::string clause, confidence, place;
};

struct YieldLaw {
  plan::YieldRules rules;
  std::vector<VetoLaw> vetoes;
  std::string clause, confidence, version, place;
};

}  // namespace qs::app

// 年度考核: what the program does for the yearly assessment; implemented by app. What it gives is
// one commit's writes, decided while nobody else writes; who may ask is asked before.
#pragma once

#include "edge/service/service.h"
#include "kernel/plan/sheet.h"

namespace qs::service {

inline constexpr std::string_view kAssessmentKind = "assessment", kSheetKind = "assessment_sheet",
                                  kAppealKind = "assessment_appeal";

struct AssessmentOffer {
  std::string id, name_zh, name_en, clause, confidence, quote, quote_place;
  bool of_streets = true;
};

// A sheet as somebody saw it, and what they want of its items.
struct SheetAsk {
  std::string sheet;
  uint64_t revision = 0;
  std::vector<plan::Word> words;
  bool hand_in = false;  // telling: done
};
struct AppealAsk {
  std::string sheet, item, grounds;
  std::vector<std::string> evidence;
};
struct AppealAnswer {
  std::string appeal, answer;
  std::optional<double> points;  // present: granted
};
struct AssessmentMove {
  std::string assessment;
  plan::Stage to;
  std::optional<Day> told_until;  // back to telling: the new last day
};

// 复算: what stands beside what the memories would give today.
struct Recount {
  plan::Total frozen, now;  // of the kept facts under the kept scheme; of today's under the same
  bool same = false;        // every figure and score that the program computes
};

class Assessing {
 public:
  using Writes = Outcome<std::vector<ledger::Write>>;
  virtual ~Assessing() = default;
  virtual std::vector<AssessmentOffer> offers() const = 0;
  // A year of a scheme with a sheet for each who is assessed, their figures computed.
  virtual Writes open(const std::string& scheme, int year, Day told_until,
                      const Doing& doing) const = 0;
  // Computes the figures anew up to the review; publication freezes them.
  virtual Writes move(const AssessmentMove& move, const Doing& doing) const = 0;
  virtual Writes tell(const SheetAsk& ask, const Doing& doing) const = 0;
  virtual Writes review(const SheetAsk& ask, const Doing& doing) const = 0;
  virtual Writes appeal(const AppealAsk& ask, const Doing& doing) const = 0;
  virtual Writes answer(const AppealAnswer& answer, const Doing& doing) const = 0;
  // 认可: the assessed stands by the result; the sheet is final.
  virtual Writes accept(const std::string& sheet, const Doing& doing) const = 0;
  // A deadline that has passed is open again for one sheet.
  virtual Writes reopen(const std::string& sheet, Day until, const Doing& doing) const = 0;
  virtual Result<Recount> recount(const ledger::Record& sheet) const = 0;
};

}  // namespace qs::service

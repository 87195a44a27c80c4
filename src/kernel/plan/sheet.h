// 考核表: the loop of one who is assessed in one year, as verbs that say why they refuse: told by
// the assessed, reviewed by the office, published, appealed against, final.
#pragma once

#include "kernel/plan/score.h"

namespace qs::plan {

enum class Stage : uint8_t {
  draft,      // 起草: figures are computed, nobody else writes
  telling,    // 自评
  review,     // 复核
  published,  // 公布: appeals are open
  final       // 定案: nobody changes anything any more
};
std::optional<Stage> stage(std::string_view name);  // "draft", "telling", ...
std::string_view name(Stage stage);

inline constexpr size_t kMostSheetWords = 2'000, kMostSheetFiles = 20;

struct SheetRow {
  std::string item;
  Fact fact;
  ItemScore computed;
  std::optional<double> told, reviewed, granted;  // the last two by the office
  std::string told_words, review_words;
  std::vector<std::string> evidence;  // ids
};

struct Sheet {
  std::vector<SheetRow> rows;  // as the scheme's items
  SheetRow* row(std::string_view item);
};

// The facts laid in; what was told and reviewed stays. Items that the scheme no longer has go.
void compute(const Scheme& scheme, const Facts& facts, Sheet& sheet);

// One row as somebody wants it to be.
struct Word {
  std::string item;
  std::optional<double> points;
  std::string words;
  std::vector<std::string> evidence;  // telling only
};
// Faults name the item: unknown, out of bounds, a told item with points but no words.
Result<void> tell(const Scheme& scheme, Sheet& sheet, const Word& word);
// ... a review that differs from what was computed or told without saying why.
Result<void> review(const Scheme& scheme, Sheet& sheet, const Word& word);
// 申诉成立: the new points of one item, whatever stood there.
Result<void> grant(const Scheme& scheme, Sheet& sheet, const std::string& item, double points);

// What counts of a row: granted, else reviewed, else computed; told points alone count for nothing.
std::optional<double> counted(const SheetRow& row);
Total total_of(const Scheme& scheme, const Sheet& sheet);
// 可以公布: every told item was reviewed. A fault names the first that was not.
Result<void> whole(const Scheme& scheme, const Sheet& sheet);

// Whether a day is still within a term that may have been opened again; a fault names its last day.
Result<void> in_time(Day today, const std::string& until, const std::string& reopened_until);

// Faults: not the next stage; publishing a year before it is over (`year_over`); closing while
// appeals are undecided or can still be filed.
struct Moving {
  Stage from, to;
  bool year_over = false, appeals_open = false, appeals_undecided = false;
};
Result<void> may_move(const Moving& moving);

}  // namespace qs::plan

// 留存审计: a petrol station must keep its raw data and its video of unloading for so long. It is
// asked for days that nobody could choose, and what comes back is held against them.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "base/time.h"

namespace qs::oversight {

inline constexpr std::string_view kRetentionKind = "retention_audit";
inline constexpr size_t kMostRetentionDays = 60;  // of one audit

struct RetentionRules {
  int raw_months = 0, video_months = 0;  // that must be kept
  int raw_days = 0, video_days = 0;      // that are asked for
  int answer_days = 0;                   // to answer in
  int least_hours = 0;                   // of a day of a connected station, with a value
};

enum class RetentionState : uint8_t { waiting, came, missing };

// One day asked for.
struct RetentionDay {
  std::string what;  // "raw" or "video"
  Day day;
  RetentionState state = RetentionState::waiting;
  std::string file;          // evidence that was handed in
  std::optional<int> hours;  // a connected station: with a value in the platform's own series
  std::string note;
};

// Each day of the months kept, up to yesterday, is as likely as any other; none comes twice. Raw
// first, then video, each in order of time. The same seed and day give the same days for ever.
std::vector<RetentionDay> draw_retention(const std::string& seed, Day today,
                                         const RetentionRules& rules);

// A file that says that it covers these days answers for one. Fault: it is no day of the audit, or
// the period does not hold it.
Result<void> answer(std::vector<RetentionDay>& days, std::string_view what, Day day,
                    const std::string& file, Day from, Day until);
// What the platform itself has of a raw day.
void found_in_series(RetentionDay& day, int hours, const RetentionRules& rules);

// "waiting" while it may still be answered, "passed" when all came; after `due_on` every day that
// still waits is missing, and so is the audit.
std::string settle(std::vector<RetentionDay>& days, Day due_on, Day today);

// The rows as the register keeps them.
nlohmann::json rows_of(const std::vector<RetentionDay>& days);
std::vector<RetentionDay> retention_days(const std::string& rows);

}  // namespace qs::oversight

// 随手拍: what reports of citizens are held against, as packs/*/public_reports.toml gives it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace qs::report {

inline constexpr std::string_view kComplaintKind = "complaint";
inline constexpr std::string_view kSnapChannel = "snap";  // 随手拍
inline constexpr std::string_view kReceived = "received", kJoined = "joined", kRefused = "refused",
                                  kClosed = "closed";  // states of a complaint

// 进展: a stage of the work in a citizen's words.
struct Stage {
  std::string id, zh, en;
  std::vector<std::string> states;  // of the complaint that are this stage
  bool ends = false;                // the work ends here without having been done
};

struct Rules {
  double join_metres = 0;  // reports of one topic as near as this,
  int64_t join_hours = 0;  // and as close in time, are one event
  int64_t repeat_days = 0;
  int64_t longest_text = 0;       // characters
  int64_t photos = 0;             // of one report, with those sent later
  int64_t photo_mb = 0;           // MiB, of one photo
  int64_t satisfaction_days = 0;  // after closing
  int64_t proof_bits = 0;         // leading zero bits of the proof of work
  int64_t proof_minutes = 0;      // that a challenge lasts
  int64_t per_address_hour = 0, in_all_hour = 0;
  int64_t open_unaccepted = 0;
  std::string confidence;
  std::vector<Stage> stages;  // in the order of the work

  // nullptr: a state that citizens are not told of.
  const Stage* stage(std::string_view state) const;
};

}  // namespace qs::report

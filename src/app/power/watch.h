// 用电值守: hears what the meters say as it is kept, judges it minute by minute some minutes later,
// and makes clues of what it finds. What comes late is judged again from the store.
#pragma once

#include <filesystem>
#include <map>
#include <mutex>

#include "app/event_hub.h"
#include "app/pack.h"
#include "app/power/clue.h"
#include "app/rounds.h"
#include "edge/service/evidence_store.h"

namespace qs::app {

inline constexpr size_t kMostHeard = 500'000;                // values that wait to be judged
inline constexpr auto kPatience = std::chrono::minutes{3};   // a minute is judged so long after it
inline constexpr auto kJudgedAgain = std::chrono::days{31};  // what a restart looks back on

class PowerWatch {
 public:
  struct House {
    const Pack& pack;
    const observe::SeriesLog& series;
    const ledger::RecordLog& records;
    service::Desk& desk;
    EventHub& hub;
    std::filesystem::path evidence;
    std::function<Instant()> now;
  };
  explicit PowerWatch(House house);
  ~PowerWatch();

  // One round: takes what was heard, judges what is due, keeps what was found.
  Result<void> work(Instant now);

 private:
  using Minute = power::Minute;
  struct Watched;
  struct Heard {
    observe::SeriesId series = 0;
    int64_t time = 0;
    double value = 0;
  };

  void hear(const service::LiveNews& news);
  Result<void> refresh(Instant now);
  void adopt(std::vector<power::Firm> read, Instant now);
  void take(Instant now);
  Result<void> judge(Watched& watched, Instant now);
  Result<void> judge_again(Watched& watched, Instant now);
  static Minute due(const Watched& watched, Instant now);
  Result<void> read_on(Watched& watched, Minute from, Minute until);
  void judge_live(Watched& watched, Minute until);
  Result<void> keep(Watched& watched, Instant now);
  Result<void> keep_one(const Watched& watched, const power::Finding& finding,
                        std::vector<ledger::Record>& known, Instant now);
  Result<void> keep_habits(Watched& watched, Instant now);
  Result<void> disown(const Watched& watched, const std::vector<ledger::Record>& known,
                      Instant now);
  Result<std::vector<ledger::Write>> pictured(const Watched& watched, const power::Finding& finding,
                                              ledger::Fields& fields, Instant now) const;

  House house_;
  service::EvidenceStore evidence_;
  power::Law law_;
  Day law_of_{};
  std::map<std::string, std::unique_ptr<Watched>> firms_;
  std::map<observe::SeriesId, std::pair<Watched*, power::Channel>> wires_;
  Instant refresh_at_{};

  std::mutex mutex_;
  std::vector<bool> wanted_;  // by series: a meter's; guarded with heard_
  std::vector<Heard> heard_;
  bool overflowed_ = false;
  std::optional<Rounds> rounds_;  // ends first
};

}  // namespace qs::app

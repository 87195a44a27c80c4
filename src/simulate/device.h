// One virtual device: which frames it owes at a time, which of them were acknowledged, how it
// fails. No socket and no clock: the runner gives it time and carries its bytes. All that it names
// is in its own clock, which may be wrong, as in a real logger.
#pragma once

#include <deque>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "simulate/world.h"

namespace qs::simulate {

// Chances per frame, drawn from the seed; 0 = never.
struct FaultRates {
  double disconnect = 0;  // the line drops right after a frame was written
  double duplicate = 0;   // the same frame twice
  double reorder = 0;     // a frame overtakes the one before it
  double wrong_crc = 0;   // a damaged frame, right again when it is re-sent
  double halves = 0;      // a frame in two writes
  double stuck = 0;       // share of devices with one sensor stuck for half of each day
  double clock_off = 0;   // share of devices whose clock is wrong by up to ±20 minutes
};
std::optional<FaultRates> fault_rates(std::string_view name);  // none | light | heavy

struct Schedule {
  std::chrono::seconds realtime{60};
  std::chrono::minutes minute{5};
  bool hours = true;
  bool days = true;
  std::chrono::hours history{0};  // hours and days from before the start are sent first
};

// What of a table is sent as one frame; the texts are what the logger would print.
struct ReplayRow {
  Instant time;                                        // DataTime
  std::string_view cn;                                 // "2061"
  std::vector<std::pair<std::string, double>> values;  // "a34004-Avg", in the unit that is sent
};

// A value as it was sent; the journal of what was acknowledged is a list of these.
struct SentValue {
  std::string cn;
  Instant time;
  std::string key;   // "a34004-Avg"
  std::string text;  // as written
};

struct Outgoing {
  std::string qn;
  std::string bytes;
  std::vector<SentValue> values;
  bool was_sent = false;
};

class VirtualDevice {
 public:
  VirtualDevice(std::string mn, std::string password, Place place, const World& world,
                uint64_t seed, FaultRates faults, Schedule schedule, Instant from);

  const std::string& mn() const { return mn_; }
  // Makes the frames that are due until `now`, oldest first, and keeps them until acknowledged.
  void produce(Instant now);
  // Sends these rows, oldest first, as fast as they are acknowledged, and nothing of the world.
  void replay(std::vector<ReplayRow> rows);
  // Nothing will be due any more: a replay that is over.
  bool exhausted() const { return replays_ && next_row_ == rows_.size() && waiting_.empty(); }
  bool replays() const { return replays_; }
  std::deque<Outgoing>& waiting() { return waiting_; }
  // The frame with this QN is acknowledged; its values are handed out once, nullopt when unknown.
  std::optional<std::vector<SentValue>> acknowledge(std::string_view qn);
  // Bytes to answer a platform command with (9011, data, 9012, 9013); empty when it is none.
  std::vector<std::string> answer(std::string_view frame, Instant now);

  // Whether a fault of this kind strikes the nth frame.
  bool strikes(double rate, std::string_view kind, uint64_t n) const;
  const FaultRates& faults() const { return faults_; }

 private:
  struct Statistic {
    std::string_view cn;
    Millis step;
    int points;  // of the world that make one value
  };
  std::optional<Statistic> statistic(std::string_view cn) const;
  void upload(std::string_view cn, Span span, int points, Instant sent);
  double folded(std::string_view factor, std::span<const Instant> times) const;
  void upload_ended(std::string_view cn, Instant& from, Instant until);
  // One frame, composed at `sent`.
  void enqueue(std::string_view cn, Instant time,
               const std::vector<std::pair<std::string, std::string>>& items, Instant sent);
  void produce_replay(Instant own);
  std::string next_qn(Instant sent);
  double measured(std::string_view factor, Instant t) const;

  std::string mn_, password_;
  Place place_;
  const World& world_;
  uint64_t seed_;
  FaultRates faults_;
  Schedule schedule_;
  Instant realtime_from_, minute_from_, hour_from_, day_from_;
  Millis clock_error_{0};
  Instant present_{};
  int64_t last_qn_ms_ = 0;
  std::deque<Outgoing> waiting_;
  bool replays_ = false;
  std::vector<ReplayRow> rows_;
  size_t next_row_ = 0;
};

}  // namespace qs::simulate

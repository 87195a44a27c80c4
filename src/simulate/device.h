// One virtual device: which frames it owes at a time, which of them were acknowledged, how it
// fails. No socket and no clock: the runner gives it time and carries its bytes.
#pragma once

#include <deque>
#include <optional>
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
  int sent = 0;
};

class VirtualDevice {
 public:
  VirtualDevice(std::string mn, std::string password, Place place, const World& world,
                uint64_t seed, FaultRates faults, Schedule schedule, Instant from);

  const std::string& mn() const { return mn_; }
  // Makes the frames that are due until `now`, oldest first, and keeps them until acknowledged.
  void produce(Instant now);
  // Frames from a replayed file instead of the world.
  void produce(std::string_view cn, Instant time,
               const std::vector<std::pair<std::string, std::string>>& items);
  std::deque<Outgoing>& waiting() { return waiting_; }
  // The frame with this QN is acknowledged; its values are handed out once, nullopt when unknown.
  std::optional<std::vector<SentValue>> acknowledge(std::string_view qn);
  // Bytes to answer a platform command with (9011, data, 9012, 9013); empty when it is none.
  std::vector<std::string> answer(std::string_view frame, Instant now);

  // Whether a fault of this kind strikes the nth frame.
  bool strikes(double rate, std::string_view kind, uint64_t n) const;
  const FaultRates& faults() const { return faults_; }

 private:
  void upload(std::string_view cn, Instant time, Span span, int points);
  std::string next_qn(Instant now);
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
};

}  // namespace qs::simulate

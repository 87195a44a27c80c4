// One connection's side of the talk, without its socket: bytes in, answers and deliveries out.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>

#include "edge/gateway/hj212/commands.h"
#include "edge/gateway/hj212/counters.h"
#include "edge/gateway/hj212/device.h"

namespace qs::gateway::hj212 {

// What all connections share; outlives them.
struct Exchange {
  observe::DeviceBook& book;
  observe::Intake& intake;
  DeviceShelf& devices;
  CommandDesk& desk;
  std::shared_ptr<Counters> counters;  // deliveries may end after the gateway
  bool correct_clocks = true;
  std::optional<Millis> gap_patience;  // GatewayOptions
};

inline constexpr size_t kMaxInFlight = 4096;  // deliveries of one connection that are not durable
inline constexpr size_t kMaxStrangers = 16;   // unknown MNs before a connection is closed
inline constexpr size_t kMaxSpeakers = 256;   // devices behind one connection
inline constexpr std::chrono::milliseconds kBreather{500};   // pause after a flood or a full queue
inline constexpr std::chrono::minutes kClockCorrection{60};  // at most one 1012 in so long

class Dialogue {
 public:
  Dialogue(Exchange& exchange, std::string peer);

  void attach(std::shared_ptr<Line> line) { line_ = std::move(line); }
  void received(std::string_view bytes, Instant now);
  // The peer is quiet: what waits for more bytes is judged as it is.
  void quiet(Instant now);
  void closed(Instant now);
  void settled() { --in_flight_; }  // one delivery has ended

  bool hopeless() const { return strangers_ >= kMaxStrangers; }  // close it
  bool proved() const { return proved_; }  // a good frame of an admitted device came
  size_t pending() const { return cutter_.pending(); }
  size_t in_flight() const { return in_flight_; }
  // No more reading before this moment; or as long as too much is in flight.
  Instant paused_until() const { return paused_until_; }
  bool saturated() const { return in_flight_ >= kMaxInFlight; }

 private:
  void take(const Cut& cut, Instant now);
  void frame(const Cut& cut, Instant now);
  std::shared_ptr<Device> speaker(std::string_view mn, Instant now);
  void stranger(const Cut& cut, Instant now);
  bool unseal(const Cut& cut, Device& device);
  std::optional<Refusal> judge(const Cut& cut, Device& device);
  void dispatch(const Cut& cut, const std::shared_ptr<Device>& device, Instant now);
  void upload(const Cut& cut, const std::shared_ptr<Device>& device, Instant now);
  PacketVerdict shelve(Device& device, Instant now);
  std::optional<Refusal> read(const Segment& segment, std::optional<Instant> inherited,
                              const std::shared_ptr<Device>& device, Instant now);
  void deliver(std::string bytes, const std::shared_ptr<Device>& device, Instant now, bool answer);
  void look_after(const std::shared_ptr<Device>& device, Instant now);
  void refuse(Refusal refusal, Device* device);
  std::string answer(int command, Device& device) const;

  Exchange& exchange_;
  std::string peer_;
  std::shared_ptr<Line> line_;
  FrameCutter cutter_;
  Opened opened_;
  Interpretation found_;
  std::unordered_map<std::string, std::shared_ptr<Device>> speakers_;
  std::shared_ptr<Device> last_speaker_;
  size_t strangers_ = 0, in_flight_ = 0;
  bool proved_ = false;
  Instant paused_until_{}, clock_corrected_{};
};

}  // namespace qs::gateway::hj212

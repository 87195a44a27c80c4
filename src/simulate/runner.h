// Carries the virtual devices' bytes over real sockets and counts both ends.
#pragma once

#include <atomic>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "base/result.h"
#include "simulate/device.h"

namespace qs::simulate {

struct Settings {
  std::string host = "127.0.0.1";
  uint16_t port = 2012;
  double speed = 1;               // simulated seconds per second, until the present is reached
  bool until_drained = false;     // stop when nothing is due any more and all is acknowledged
  std::filesystem::path journal;  // every acknowledged value: mn,cn,time_ms,key,text; empty: none
};

struct Totals {
  uint64_t connections = 0;
  uint64_t frames_sent = 0, frames_resent = 0, frames_acknowledged = 0;
  uint64_t values_acknowledged = 0;
  uint64_t commands_answered = 0;
  uint64_t waiting = 0;  // frames not yet acknowledged
};

class Runner {
 public:
  // `from`: the simulated present at the start; not after `now`.
  Runner(Settings settings, std::vector<std::unique_ptr<VirtualDevice>> devices, Instant from);
  ~Runner();
  // Blocks until stopped or drained. Faults: the journal cannot be written.
  Result<Totals> run();
  // From any thread.
  void stop();
  Totals totals() const;

  class Wire;

 private:
  std::unique_ptr<Wire> wire_;
};

}  // namespace qs::simulate

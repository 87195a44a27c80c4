// The client's socket of a forwarder: blocking, with a time limit on every step.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"

namespace qs::gateway::hj212 {

class Wire {
 public:
  Wire() = default;
  ~Wire() { close(); }
  Wire(const Wire&) = delete;
  Wire& operator=(const Wire&) = delete;

  Result<void> connect(const std::string& host, uint16_t port, std::chrono::milliseconds limit);
  Result<void> send(std::string_view bytes, std::chrono::milliseconds limit);
  // What came within `limit`, possibly nothing. Error: the peer is gone.
  Result<std::string> receive(std::chrono::milliseconds limit);
  void close();
  bool open() const { return fd_ >= 0; }

 private:
  int fd_ = -1;
};

}  // namespace qs::gateway::hj212

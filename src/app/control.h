// The control socket in the data folder: how `status`, `backup` and `verify` reach a running
// server, since one process owns the store. One JSON request and one JSON answer per connection.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string>

#include "base/result.h"

namespace qs::app {

inline constexpr size_t kMaxControlBytes = 64 * 1024;

class ControlSocket {
 public:
  // `answer` is called from the socket's own thread with a JSON text and gives one back.
  using Answer = std::function<std::string(const std::string&)>;
  static Result<std::unique_ptr<ControlSocket>> listen(const std::filesystem::path& data,
                                                       Answer answer);
  ~ControlSocket();  // stops and removes the socket file

  class Loop;

 private:
  explicit ControlSocket(std::unique_ptr<Loop> loop);
  std::unique_ptr<Loop> loop_;
};

// Asks the server that runs on this data folder; an Error when none does.
Result<std::string> ask_server(const std::filesystem::path& data, const std::string& request);

}  // namespace qs::app

// HTTP/1.1 over sockets: keep-alive, bounds and time-outs, and nothing of what is said in it.
// Beast is named in http_connection.cpp only.
#pragma once

#include <chrono>
#include <memory>
#include <string>

#include "base/result.h"
#include "edge/service/exchange.h"

namespace qs::service {

inline constexpr size_t kMaxHeader = 16 * 1024;
inline constexpr size_t kMaxBodiesAtOnce = 256 * 1024 * 1024;  // bytes of bodies being received
inline constexpr size_t kMaxWaiting = 512;                     // requests before the workers
inline constexpr size_t kMaxUnsent = 1024 * 1024;              // bytes behind one live page
inline constexpr std::chrono::seconds kIdleTime{75}, kHeaderTime{10}, kBodyTime{60},
    kWriteTime{120}, kFileTime{1800}, kStallTime{30}, kStopGrace{2};

// Who answers. Called from many threads at once.
class Responder {
 public:
  struct Plan {
    bool quick = false;   // touches no memory but ours: answered on the socket's thread
    size_t max_body = 0;  // bytes; 0: none is expected
  };
  virtual ~Responder() = default;
  virtual Plan plan(const Request& head) const = 0;
  // Asked before a body is received: a refusal, when the head alone is reason enough.
  virtual std::optional<Response> refuse(const Request& head) = 0;
  virtual Response answer(const Request& request) = 0;
};

class HttpServer {
 public:
  struct Settings {
    std::string address;
    uint16_t port = 0;
    int threads = 2, workers = 4;
    size_t max_connections = 12'000;
    std::string trusted_proxy;
  };
  struct Counters {
    uint64_t connections = 0;  // open now
    uint64_t accepted = 0, turned_away = 0, requests = 0, overloaded = 0, malformed = 0;
  };
  // Listens when it returns, answers from run() on. `responder` outlives the server.
  static Result<std::unique_ptr<HttpServer>> listen(const Settings& settings, Responder& responder);
  void run();
  ~HttpServer();  // stops

  uint16_t port() const;
  Counters counters() const;
  void stop();  // idempotent, not from a handler

  class World;

 private:
  explicit HttpServer(std::unique_ptr<World> world);
  std::unique_ptr<World> world_;
};

// {"error":{"text","place"}}
Response fault_response(int status, std::string_view text, std::string_view place = {});

}  // namespace qs::service

// What the server's listener and its connections share. Included only where sockets are handled.
#pragma once

#include <atomic>
#include <boost/asio.hpp>
#include <thread>

#include "edge/service/http_server.h"

namespace qs::service {

class HttpServer::World {
 public:
  World(const Settings& s, Responder& r)
      : settings(s), responder(r), io(s.threads), acceptor(io), pause(io) {}

  Settings settings;
  Responder& responder;
  std::atomic<size_t> open{0}, busy{0}, waiting{0}, body_bytes{0};
  std::atomic<uint64_t> accepted{0}, turned_away{0}, requests{0}, overloaded{0}, malformed{0};
  boost::asio::io_context io;  // goes before the counters: what it still holds counts down
  boost::asio::ip::tcp::acceptor acceptor;
  boost::asio::steady_timer pause;  // after a failed accept (no file descriptors left)
  std::unique_ptr<boost::asio::thread_pool> workers;
  std::vector<std::thread> threads;

  Result<void> listen();
  void accept();
};

// Serves one client from now on; it keeps itself alive until the client is gone.
void serve_client(boost::asio::ip::tcp::socket socket, HttpServer::World& world);

}  // namespace qs::service

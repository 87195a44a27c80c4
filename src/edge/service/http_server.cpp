#include "edge/service/http_server.h"

#include <spdlog/spdlog.h>

#include "edge/service/http_world.h"

namespace qs::service {

namespace asio = boost::asio;
using tcp = asio::ip::tcp;
using Fail = boost::system::error_code;

Result<void> HttpServer::World::listen() {
  Fail fault;
  auto place = fmt::format("{}:{}", settings.address, settings.port);
  auto address = asio::ip::make_address(settings.address, fault);
  if (fault) return fail("not an address to listen at: " + fault.message(), place);
  tcp::endpoint endpoint{address, settings.port};
  acceptor.open(endpoint.protocol(), fault);
  if (!fault) acceptor.set_option(tcp::acceptor::reuse_address(true), fault);
  if (!fault) acceptor.bind(endpoint, fault);
  if (!fault) acceptor.listen(asio::socket_base::max_listen_connections, fault);
  if (fault) return fail("cannot listen: " + fault.message(), place);
  return {};
}

void HttpServer::World::accept() {
  acceptor.async_accept(asio::make_strand(io), [this](Fail fault, tcp::socket socket) {
    if (fault == asio::error::operation_aborted) return;
    if (fault) {
      spdlog::warn("http accept fault=\"{}\"", fault.message());
      pause.expires_after(std::chrono::milliseconds{100});
      return pause.async_wait([this](Fail stopped) {
        if (!stopped) accept();
      });
    }
    accepted++;
    if (open >= settings.max_connections) {
      turned_away++;  // the socket closes here
    } else {
      Fail ignored;
      socket.set_option(tcp::no_delay(true), ignored);
      serve_client(std::move(socket), *this);
    }
    accept();
  });
}

Result<std::unique_ptr<HttpServer>> HttpServer::listen(const Settings& settings,
                                                       Responder& responder) {
  auto world = std::make_unique<World>(settings, responder);
  if (auto listening = world->listen(); !listening) return tl::unexpected(listening.error());
  return std::unique_ptr<HttpServer>(new HttpServer(std::move(world)));
}

void HttpServer::run() {
  world_->workers = std::make_unique<asio::thread_pool>(world_->settings.workers);
  world_->accept();
  for (int i = 0; i < world_->settings.threads; ++i)
    world_->threads.emplace_back([w = world_.get()] { w->io.run(); });
}

HttpServer::HttpServer(std::unique_ptr<World> world) : world_(std::move(world)) {}

HttpServer::~HttpServer() {
  stop();
}

uint16_t HttpServer::port() const {
  Fail ignored;
  return world_->acceptor.local_endpoint(ignored).port();
}

HttpServer::Counters HttpServer::counters() const {
  const auto& w = *world_;
  return {w.open, w.accepted, w.turned_away, w.requests, w.overloaded, w.malformed};
}

void HttpServer::stop() {
  if (world_->threads.empty()) return;
  asio::post(world_->io, [w = world_.get()] {
    Fail ignored;
    w->acceptor.close(ignored);
    w->pause.cancel();
  });
  auto last = std::chrono::steady_clock::now() + kStopGrace;
  while (world_->busy > 0 && std::chrono::steady_clock::now() < last)
    std::this_thread::sleep_for(std::chrono::milliseconds{5});
  world_->io.stop();
  for (auto& thread : world_->threads) thread.join();
  world_->threads.clear();
  world_->workers->stop();
  world_->workers->join();
}

}  // namespace qs::service

#include "edge/gateway/hj212/gateway.h"

#include <boost/asio.hpp>
#include <set>
#include <thread>

#include "edge/gateway/hj212/dialogue.h"
#include "edge/gateway/hj212/key_rotation.h"

namespace qs::gateway::hj212 {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;

namespace {

constexpr size_t kReadSize = 16 * 1024;
constexpr int kReadsInTurn = 8;              // before others get theirs
constexpr size_t kMaxOutgoing = 256 * 1024;  // a peer that does not read is closed
constexpr std::chrono::milliseconds kSweep{250};

Instant now() {
  return std::chrono::floor<Millis>(std::chrono::system_clock::now());
}

// One connection. All members but the atomics are touched on its strand only.
class Session : public Line, public std::enable_shared_from_this<Session> {
 public:
  using Gone = std::function<void(const std::shared_ptr<Session>&)>;

  Session(tcp::socket socket, Exchange& exchange, std::string peer, Gone gone)
      : socket_(std::move(socket)),
        dialogue_(exchange, std::move(peer)),
        gone_(std::move(gone)),
        opened_(now()),
        last_byte_(to_ms(opened_)) {}

  void begin() {
    asio::dispatch(socket_.get_executor(), [self = shared_from_this()] {
      self->dialogue_.attach(self);
      self->wait();
    });
  }

  void send(std::string frame) override {
    asio::post(socket_.get_executor(),
               [self = shared_from_this(), frame = std::move(frame)] { self->write(frame); });
  }

  void settle(std::string answer) override {
    asio::post(socket_.get_executor(), [self = shared_from_this(), answer = std::move(answer)] {
      self->dialogue_.settled();
      if (!answer.empty()) self->write(answer);
      self->resume();
      self->close_if_over();
    });
  }

  // Called by the sweep: time-outs, and reading on after a pause.
  void sweep(Instant at, const GatewayOptions& options) {
    auto silent = at - from_ms(last_byte_.load());
    bool late = !proved_.load() && at - opened_ > options.first_frame;
    if (late || silent > options.idle)
      return asio::post(socket_.get_executor(), [self = shared_from_this()] {
        self->idle_ = true;
        self->close();
      });
    if (paused_.load() || (waiting_bytes_.load() && silent > options.half_frame))
      asio::post(socket_.get_executor(), [self = shared_from_this(), at] {
        if (self->dialogue_.pending() > 0) self->dialogue_.quiet(at);
        self->note();
        self->resume();
      });
  }

  // Reads no more; what is in flight is still answered.
  void stop_reading() {
    asio::post(socket_.get_executor(), [self = shared_from_this()] { self->stopping_ = true; });
  }
  void shut() {
    asio::post(socket_.get_executor(), [self = shared_from_this()] { self->close(); });
  }
  bool was_idle() const { return idle_; }

 private:
  void wait() {
    if (closed_ || stopping_ || waiting_) return;
    waiting_ = true;
    socket_.async_wait(tcp::socket::wait_read, [self = shared_from_this()](error_code fault) {
      self->waiting_ = false;
      if (fault) return self->close();
      self->read();
    });
  }

  void read() {
    thread_local std::array<char, kReadSize> room;
    for (int turn = 0; turn < kReadsInTurn && !closed_ && !stopping_; ++turn) {
      error_code fault;
      size_t size = socket_.read_some(asio::buffer(room), fault);
      if (fault == asio::error::would_block || fault == asio::error::try_again) break;
      if (fault == asio::error::eof) return end();
      if (fault) return close();
      auto at = now();
      last_byte_ = to_ms(at);
      dialogue_.received({room.data(), size}, at);
      if (dialogue_.hopeless()) return close();
      if (dialogue_.saturated() || dialogue_.paused_until() > at) break;
    }
    note();
    resume();
  }

  // The peer sends no more, but may still read what becomes durable.
  void end() {
    ended_ = stopping_ = true;
    dialogue_.quiet(now());
    close_if_over();
  }

  void close_if_over() {
    if (ended_ && dialogue_.in_flight() == 0 && writing_.empty() && outgoing_.empty()) close();
  }

  void note() {
    waiting_bytes_ = dialogue_.pending() > 0;
    proved_ = dialogue_.proved();
  }

  void resume() {
    bool hold = dialogue_.saturated() || dialogue_.paused_until() > now();
    paused_ = hold;
    if (!hold) wait();
  }

  void write(const std::string& frame) {
    if (closed_) return;
    if (outgoing_.size() + frame.size() > kMaxOutgoing) return close();
    outgoing_ += frame;
    if (writing_.empty()) flush();
  }

  void flush() {
    writing_.swap(outgoing_);
    asio::async_write(socket_, asio::buffer(writing_),
                      [self = shared_from_this()](error_code fault, size_t) {
                        self->writing_.clear();
                        if (fault) return self->close();
                        if (!self->outgoing_.empty()) self->flush();
                        self->close_if_over();
                      });
  }

  void close() {
    if (closed_) return;
    closed_ = true;
    error_code ignored;
    socket_.shutdown(tcp::socket::shutdown_both, ignored);
    socket_.close(ignored);
    dialogue_.closed(now());
    gone_(shared_from_this());
  }

  tcp::socket socket_;
  Dialogue dialogue_;
  Gone gone_;
  const Instant opened_;
  std::atomic<int64_t> last_byte_;
  std::atomic<bool> paused_{false}, waiting_bytes_{false}, proved_{false};
  bool closed_ = false, stopping_ = false, waiting_ = false, idle_ = false, ended_ = false;
  std::string outgoing_, writing_;
};

}  // namespace

class Gateway::Server : public std::enable_shared_from_this<Gateway::Server> {
 public:
  Server(GatewayOptions options, observe::DeviceBook& book, observe::Intake& intake,
         CommandDesk::Report report)
      : options_(std::move(options)),
        devices_(options_.frames_per_second, options_.frame_burst),
        desk_(std::move(report),
              [this](const std::string& mn, Composition request) {
                return send(mn, std::move(request));
              }),
        exchange_{book,
                  intake,
                  devices_,
                  desk_,
                  std::make_shared<Counters>(),
                  options_.correct_clocks,
                  options_.gap_patience},
        home_(asio::make_strand(io_)),
        acceptor_(home_),
        timer_(home_) {}

  Result<uint16_t> start() {
    error_code fault;
    auto address = asio::ip::make_address(options_.address, fault);
    if (fault) return fail(fault.message(), "address " + options_.address);
    tcp::endpoint endpoint(address, options_.port);
    acceptor_.open(endpoint.protocol(), fault);
    if (!fault) acceptor_.set_option(tcp::acceptor::reuse_address(true), fault);
    if (!fault) acceptor_.bind(endpoint, fault);
    if (!fault) acceptor_.listen(asio::socket_base::max_listen_connections, fault);
    if (fault) return fail(fault.message(), fmt::format("{}:{}", options_.address, options_.port));
    auto port = acceptor_.local_endpoint().port();
    asio::post(home_, [this] {
      accept();
      sweep();
    });
    for (unsigned i = 0; i < std::max(1u, options_.threads); ++i)
      threads_.emplace_back([this] { io_.run(); });
    return port;
  }

  void stop() {
    if (threads_.empty()) return;
    asio::post(home_, [this] {
      error_code ignored;
      acceptor_.close(ignored);
      each([](Session& session) { session.stop_reading(); });
    });
    auto end = std::chrono::steady_clock::now() + options_.drain;
    const auto& c = *exchange_.counters;
    while (std::chrono::steady_clock::now() < end && c.connections_open > 0 && settled() < sent())
      std::this_thread::sleep_for(std::chrono::milliseconds{10});
    stopped_ = true;
    asio::post(home_, [this] {
      timer_.cancel();
      each([](Session& session) { session.shut(); });
    });
    for (auto& thread : threads_) thread.join();
    threads_.clear();
  }

  CommandDesk& desk() { return desk_; }
  Result<std::string> rotate(std::string_view mn, std::string_view who, Instant at) {
    return hj212::rotate_key(exchange_.book, desk_, mn, who, at);
  }
  DeviceShelf& devices() { return devices_; }
  const Counters& counters() const { return *exchange_.counters; }

 private:
  uint64_t sent() const { return exchange_.counters->deliveries; }
  uint64_t settled() const { return exchange_.counters->settled; }

  void accept() {
    acceptor_.async_accept(asio::make_strand(io_), [this](error_code fault, tcp::socket socket) {
      if (!acceptor_.is_open()) return;
      if (!fault) welcome(std::move(socket));
      // Out of descriptors: the sweep's turn frees some, an endless loop would not.
      if (fault == asio::error::no_descriptors)
        return asio::post(home_, [this] { retry_accept_ = true; });
      accept();
    });
  }

  void welcome(tcp::socket socket) {
    auto& counters = *exchange_.counters;
    if (counters.connections_open >= options_.max_connections)
      return counters.add(Refusal::too_many_connections);
    error_code fault;
    auto peer = socket.remote_endpoint(fault);
    if (fault) return;
    socket.non_blocking(true, fault);
    socket.set_option(tcp::no_delay(true), fault);
    socket.set_option(asio::socket_base::keep_alive(true), fault);
    ++counters.connections;
    ++counters.connections_open;
    auto text = fmt::format("{}:{}", peer.address().to_string(), peer.port());
    auto session =
        std::make_shared<Session>(std::move(socket), exchange_, std::move(text),
                                  [this](const std::shared_ptr<Session>& gone) { forget(gone); });
    {
      std::lock_guard lock(mutex_);
      sessions_.insert(session);
    }
    session->begin();
  }

  void forget(const std::shared_ptr<Session>& session) {
    --exchange_.counters->connections_open;
    if (session->was_idle()) exchange_.counters->add(Refusal::idle);
    std::lock_guard lock(mutex_);
    sessions_.erase(session);
  }

  template <class Visit>
  void each(Visit&& visit) {
    std::lock_guard lock(mutex_);
    for (const auto& session : sessions_) visit(*session);
  }

  void sweep() {
    timer_.expires_after(kSweep);
    timer_.async_wait([this](error_code fault) {
      if (fault || stopped_) return;
      auto at = now();
      each([&](Session& session) { session.sweep(at, options_); });
      desk_.tick(at);
      if (std::exchange(retry_accept_, false) && acceptor_.is_open()) accept();
      sweep();
    });
  }

  bool send(const std::string& mn, Composition request) {
    auto device = devices_.find(mn);
    if (!device) return false;
    std::shared_ptr<Line> line;
    std::string frame;
    {
      std::lock_guard lock(device->mutex);
      line = device->line.lock();
      request.st = device->system;
      request.pw = device->profile.password;
      request.dialect = device->dialect;
      request.crc = device->detector.switches().crc;
      bool sealed = request.cn == kNewKeyCommand;
      if (sealed && !device->key) return false;
      frame = compose(request, sealed ? &*device->key : nullptr);
    }
    if (!line) return false;
    ++exchange_.counters->commands_sent;
    line->send(std::move(frame));
    return true;
  }

  GatewayOptions options_;
  DeviceShelf devices_;
  CommandDesk desk_;
  Exchange exchange_;
  asio::io_context io_;
  asio::strand<asio::io_context::executor_type> home_;  // of acceptor and timer
  tcp::acceptor acceptor_;
  asio::steady_timer timer_;
  std::atomic<bool> stopped_{false};
  bool retry_accept_ = false;
  std::mutex mutex_;
  std::set<std::shared_ptr<Session>> sessions_;
  std::vector<std::thread> threads_;
};

Gateway::Gateway(GatewayOptions options, observe::DeviceBook& book, observe::Intake& intake,
                 CommandDesk::Report report)
    : server_(std::make_shared<Server>(std::move(options), book, intake, std::move(report))) {}

Gateway::~Gateway() {
  stop();
}

Result<uint16_t> Gateway::start() {
  return server_->start();
}

void Gateway::stop() {
  server_->stop();
}

CommandDesk& Gateway::commands() {
  return server_->desk();
}

Result<std::string> Gateway::rotate_key(std::string_view mn, std::string_view who, Instant now) {
  return server_->rotate(mn, who, now);
}

void Gateway::prime(std::string_view mn, int command, Instant last) {
  auto device = server_->devices().open(mn, now());
  std::lock_guard lock(device->mutex);
  device->gaps.prime(command, last);
}

void Gateway::metrics(std::string& prometheus) const {
  server_->counters().metrics(prometheus);
}

std::string Gateway::status_json() const {
  return server_->counters().json();
}

std::string Gateway::health_json(std::string_view mn) const {
  auto device = server_->devices().find(mn);
  if (!device) return "{}";
  std::lock_guard lock(device->mutex);
  return device->health_json(now());
}

}  // namespace qs::gateway::hj212

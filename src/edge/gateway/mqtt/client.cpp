#include "edge/gateway/mqtt/client.h"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/experimental/awaitable_operators.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/ssl.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/ssl.hpp>
#include <deque>
#include <thread>

#include "edge/gateway/mqtt/packet.h"

namespace qs::gateway::mqtt {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
using asio::use_awaitable;
using std::chrono::steady_clock;

constexpr Millis kBetweenOffers{200};  // while the queue before the flow is full
constexpr uint16_t kSubscription = 1;  // the number of our only request

Instant now() {
  return std::chrono::floor<Millis>(std::chrono::system_clock::now());
}

// Within one connection a fault ends it; live() catches.
template <class T>
T or_throw(Result<T> result) {
  if (!result) throw std::runtime_error(result.error().message());
  if constexpr (!std::is_void_v<T>) return std::move(*result);
}

}  // namespace

// The thread's own: one connection after the other. What the flow tells comes through io_.
class Client::Line : public std::enable_shared_from_this<Line> {
 public:
  Line(Broker broker, std::string password, House house)
      : broker_(std::move(broker)),
        password_(std::move(password)),
        house_(house),
        from_(fmt::format("{}:{}", broker_.host, broker_.port)) {
    status_.id = broker_.id;
  }

  void start() {
    asio::co_spawn(io_, live(), asio::detached);
    thread_ = std::thread([this] { io_.run(); });
  }

  void stop() {
    io_.stop();
    if (thread_.joinable()) thread_.join();
  }

  ClientStatus status() const {
    std::lock_guard lock(mutex_);
    return status_;
  }

 private:
  // A message of this connection. They are acknowledged in the order of coming (MQTT 3.1.1, 4.6).
  struct Arrived {
    uint16_t id = 0;
    bool settled = false;
  };

  asio::awaitable<void> live() {
    Millis retry = kFirstRetry;
    for (;;) {
      auto connects = status().connects;
      std::string why;
      try {
        co_await connect();
      } catch (const std::exception& e) {
        why = e.what();
      }
      note([&](ClientStatus& s) {
        s.connected = false;
        s.waiting = 0;
        s.last_error = why;
      });
      spdlog::warn("mqtt={} fault=\"{}\"", broker_.id, why);
      if (status().connects > connects) retry = kFirstRetry;
      asio::steady_timer pause(io_, retry);
      co_await pause.async_wait(use_awaitable);
      retry = std::min<Millis>(retry * 2, kLastRetry);
    }
  }

  // Ends by an exception that says why the line is lost.
  asio::awaitable<void> connect() {
    ++epoch_;
    first_ += arrived_.size();
    arrived_.clear();
    out_.clear();
    broken_.clear();
    holding_ = false;
    reader_ = {};
    asio::ip::tcp::resolver resolver(io_);
    auto found =
        co_await resolver.async_resolve(broker_.host, std::to_string(broker_.port), use_awaitable);
    asio::ssl::context context(asio::ssl::context::tls_client);
    context.set_verify_mode(asio::ssl::verify_peer);
    if (broker_.ca_file.empty())
      context.set_default_verify_paths();
    else
      context.load_verify_file(broker_.ca_file);
    beast::ssl_stream<beast::tcp_stream> stream(io_, context);
    auto& tcp = stream.next_layer();
    tcp.expires_after(kPatience);
    co_await tcp.async_connect(found, use_awaitable);
    if (broker_.tls) {
      if (!SSL_set_tlsext_host_name(stream.native_handle(), broker_.host.c_str()))
        throw std::runtime_error("the host name does not fit TLS");
      stream.set_verify_callback(asio::ssl::host_name_verification(broker_.host));
      co_await stream.async_handshake(asio::ssl::stream_base::client, use_awaitable);
    }
    tcp.expires_never();
    tcp.socket().set_option(asio::ip::tcp::no_delay(true));
    if (broker_.tls) co_return co_await converse(stream);
    co_await converse(tcp);
  }

  template <class Stream>
  asio::awaitable<void> converse(Stream& stream) {
    using namespace asio::experimental::awaitable_operators;
    heard_at_ = steady_clock::now();
    send(compose_connect({.client_id = broker_.client_id,
                          .user = broker_.user,
                          .password = password_,
                          .keep_alive_s = static_cast<uint16_t>(kKeepAlive.count())}));
    auto why = co_await (ended(read(stream)) || ended(write(stream)) || ended(watch()));
    throw std::runtime_error(std::visit([](const std::string& text) { return text; }, why));
  }

  // || waits for the first that returns, so that an exception becomes what it returns.
  static asio::awaitable<std::string> ended(asio::awaitable<void> step) {
    try {
      co_await std::move(step);
    } catch (const std::exception& e) {
      co_return e.what();
    }
    co_return "the line was closed";
  }

  template <class Stream>
  asio::awaitable<void> read(Stream& stream) {
    std::array<char, 16384> bytes{};
    for (;;) {
      auto n = co_await stream.async_read_some(asio::buffer(bytes), use_awaitable);
      heard_at_ = steady_clock::now();
      reader_.feed({bytes.data(), n});
      while (auto packet = or_throw(reader_.next())) co_await take(*packet);
    }
  }

  template <class Stream>
  asio::awaitable<void> write(Stream& stream) {
    for (;;) {
      while (out_.empty()) co_await wake(changed_, steady_clock::time_point::max());
      auto going = std::exchange(out_, {});
      co_await asio::async_write(stream, asio::buffer(going), use_awaitable);
    }
  }

  // Pings, ends a line that fell silent, and one whose readings could not be kept.
  asio::awaitable<void> watch() {
    for (;;) {
      co_await wake(pace_, steady_clock::now() + kKeepAlive / 2);
      if (!broken_.empty()) throw std::runtime_error(broken_);
      if (steady_clock::now() - heard_at_ > kKeepAlive * 2 && !holding_)
        throw std::runtime_error("the broker fell silent");
      send(compose_pingreq());
    }
  }

  // Until then, or until the timer is cancelled.
  static asio::awaitable<void> wake(asio::steady_timer& timer, steady_clock::time_point until) {
    timer.expires_at(until);
    boost::system::error_code cancelled;
    co_await timer.async_wait(asio::redirect_error(use_awaitable, cancelled));
  }

  asio::awaitable<void> take(const Packet& packet) {
    switch (packet.type) {
      case PacketType::connack:
        or_throw(parse_connack(packet));
        co_return subscribe();
      case PacketType::suback:
        co_return subscribed(or_throw(parse_suback(packet)));
      case PacketType::publish:
        co_return co_await receive(packet);
      case PacketType::pingresp:
        co_return;
      default:
        throw std::runtime_error("a packet that no subscriber is sent");
    }
  }

  void subscribe() {
    std::vector<std::string> filters;
    for (const auto& c : house_.law.contracts) filters.push_back(subscription(c));
    send(compose_subscribe(kSubscription, filters));
  }

  void subscribed(const std::vector<uint8_t>& granted) {
    if (std::ranges::any_of(granted, [](uint8_t qos) { return qos != 1; }))
      throw std::runtime_error("the broker does not grant QoS 1 for every topic");
    note([](ClientStatus& s) {
      s.connected = true;
      ++s.connects;
      s.last_error.clear();
    });
    spdlog::info("mqtt={} connected={}", broker_.id, from_);
  }

  asio::awaitable<void> receive(const Packet& packet) {
    auto publish = or_throw(parse_publish(packet));
    auto at = now();
    Message message;
    if (packet.cut)
      ++message.faults[static_cast<size_t>(Fault::too_large)];
    else
      message = read_message(house_.law, house_.library, house_.devices, publish.topic,
                             publish.payload, from_, at);
    if (!house_.hearing.heard(message, at)) message.delivery.notes.clear();
    bool confirmed = publish.id != 0;
    if (!confirmed) ++house_.hearing.unconfirmed;
    auto number = first_ + arrived_.size();
    if (confirmed) arrived_.push_back({publish.id});
    bool nothing = !message.anything();
    if (nothing && confirmed) settle(number);
    if (nothing) co_return;
    message.delivery.done = [weak = weak_from_this(), epoch = epoch_, number,
                             confirmed](const Result<observe::Receipt>& receipt) {
      if (auto self = weak.lock()) self->told(epoch, number, confirmed, receipt);
    };
    co_await hand_on(message.delivery);
  }

  // While too much is on its way nothing more is read, and the broker keeps the rest.
  asio::awaitable<void> hand_on(observe::Delivery& delivery) {
    asio::steady_timer pause(io_);
    while (arrived_.size() > kMostUnacknowledged || !house_.intake.offer(std::move(delivery))) {
      if (!std::exchange(holding_, true)) ++house_.hearing.held;
      pause.expires_after(kBetweenOffers);
      co_await pause.async_wait(use_awaitable);
    }
    holding_ = false;
    note([&](ClientStatus& s) { s.waiting = arrived_.size(); });
  }

  // On the flow's thread.
  void told(uint64_t epoch, uint64_t number, bool confirmed,
            const Result<observe::Receipt>& receipt) {
    auto& hearing = house_.hearing;
    if (receipt) {
      hearing.kept += receipt->kept;
      hearing.repeated += receipt->repeated;
      hearing.revised += receipt->revised;
    } else {
      ++hearing.failed;
    }
    if (!confirmed) return;
    auto fault = receipt ? std::string() : receipt.error().message();
    asio::post(io_, [self = shared_from_this(), epoch, number, fault = std::move(fault)] {
      if (epoch != self->epoch_) return;  // it comes again on the present connection
      if (fault.empty()) return self->settle(number);
      self->broken_ = fault;
      self->pace_.cancel();
    });
  }

  void settle(uint64_t number) {
    arrived_[number - first_].settled = true;
    while (!arrived_.empty() && arrived_.front().settled) {
      send(compose_puback(arrived_.front().id));
      ++house_.hearing.acknowledged;
      arrived_.pop_front();
      ++first_;
    }
    note([&](ClientStatus& s) { s.waiting = arrived_.size(); });
  }

  void send(std::string bytes) {
    out_ += bytes;
    changed_.cancel();
  }

  template <class Change>
  void note(Change&& change) {
    std::lock_guard lock(mutex_);
    change(status_);
  }

  const Broker broker_;
  const std::string password_;
  const House house_;
  const std::string from_;
  asio::io_context io_{1};
  asio::steady_timer changed_{io_}, pace_{io_};  // there is something to send; watch() looks now
  PacketReader reader_;
  std::string out_, broken_;
  std::deque<Arrived> arrived_;
  uint64_t first_ = 0;  // number of arrived_.front(), counted over all connections
  uint64_t epoch_ = 0;  // of the connection
  bool holding_ = false;
  steady_clock::time_point heard_at_{};
  mutable std::mutex mutex_;
  ClientStatus status_;
  std::thread thread_;
};

Client::Client(Broker broker, std::string password, House house)
    : line_(std::make_shared<Line>(std::move(broker), std::move(password), house)) {}

Client::~Client() {
  stop();
}

void Client::start() {
  line_->start();
}

void Client::stop() {
  line_->stop();
}

ClientStatus Client::status() const {
  return line_->status();
}

}  // namespace qs::gateway::mqtt

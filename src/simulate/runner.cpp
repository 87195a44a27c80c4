#include "simulate/runner.h"

#include <boost/asio.hpp>
#include <boost/asio/experimental/awaitable_operators.hpp>
#include <fstream>

namespace qs::simulate {
namespace {

namespace asio = boost::asio;
using asio::awaitable;
using asio::use_awaitable;
using asio::ip::tcp;
using std::chrono::steady_clock;

constexpr size_t kWindow = 64;  // frames in flight per device
constexpr auto kTick = std::chrono::milliseconds{200};
constexpr auto kAnswerTimeout = std::chrono::seconds{10};  // HJ 212 table of time-outs
constexpr int kMaxSends = 4;  // once and three re-sends, then the line counts as bad
constexpr auto kReconnect = std::chrono::milliseconds{500};
constexpr size_t kMaxInput = 64 * 1024;
constexpr size_t kEnvelope = 12;  // ##, length, CRC, CR LF

std::string_view field(std::string_view segment, std::string_view name) {
  auto at = segment.find(name);
  if (at == std::string_view::npos) return {};
  auto rest = segment.substr(at + name.size());
  return rest.substr(0, rest.find_first_of(";&"));
}

std::string damaged(std::string bytes) {
  bytes[bytes.size() - 4] = bytes[bytes.size() - 4] == '0' ? '1' : '0';
  return bytes;
}

struct Line {
  Line(std::unique_ptr<VirtualDevice> owned, asio::io_context& io)
      : device(std::move(owned)), pause(io) {}
  std::unique_ptr<VirtualDevice> device;
  struct Sent {
    steady_clock::time_point last;
    int times = 0;
  };
  std::map<std::string, Sent> in_flight;  // on this connection, by QN
  asio::steady_timer pause;               // of the writing side; cancelled when there is room again
  uint64_t frames = 0;
};

}  // namespace

class Runner::Wire {
 public:
  Wire(Settings settings, std::vector<std::unique_ptr<VirtualDevice>> devices, Instant from)
      : settings_(std::move(settings)), from_(from), started_(steady_clock::now()) {
    for (auto& device : devices) lines_.push_back(std::make_unique<Line>(std::move(device), io_));
  }

  Result<Totals> run() {
    if (!settings_.journal.empty()) {
      journal_.open(settings_.journal, std::ios::app);
      if (!journal_) return fail("cannot be written", settings_.journal.string());
    }
    for (auto& line : lines_) asio::co_spawn(io_, live(*line), asio::detached);
    asio::co_spawn(io_, watch(), asio::detached);
    io_.run();
    return totals_;
  }

  void stop() { stopped_ = true; }
  Totals totals() const { return totals_; }

 private:
  Instant now() const {
    auto real = std::chrono::floor<Millis>(std::chrono::system_clock::now());
    auto passed = std::chrono::duration<double>(steady_clock::now() - started_).count();
    auto simulated = from_ + Millis{static_cast<int64_t>(passed * 1000 * settings_.speed)};
    return std::min(real, simulated);
  }

  bool caught_up() const {
    return now() + std::chrono::seconds{5} > std::chrono::system_clock::now();
  }

  // Ends the run when asked to or when everything due is acknowledged.
  awaitable<void> watch() {
    asio::steady_timer timer(io_);
    for (int idle = 0; !stopped_;) {
      timer.expires_after(kTick);
      co_await timer.async_wait(use_awaitable);
      uint64_t waiting = 0;
      bool due = false;
      for (auto& line : lines_) {
        waiting += line->device->waiting().size();
        due |= line->device->replays() ? !line->device->exhausted() : !caught_up();
      }
      totals_.waiting = waiting;
      idle = waiting == 0 && !due ? idle + 1 : 0;
      if (settings_.until_drained && idle > 5) break;
    }
    journal_.flush();
    io_.stop();
  }

  // Whichever side of a line ends first ends the other, be it by a fault: "||" alone would wait for
  // a success.
  static awaitable<void> until_fault(awaitable<void> side) {
    try {
      co_await std::move(side);
    } catch (const boost::system::system_error&) {
      // What waits is sent again on the next line.
    }
  }

  awaitable<void> live(Line& line) {
    asio::steady_timer pause(io_);
    // Devices of a real district do not all dial in the same millisecond.
    pause.expires_after(std::chrono::milliseconds{chance(0, "dial", line.device->mn(), 0) % 1000});
    co_await pause.async_wait(use_awaitable);
    while (!stopped_) {
      try {
        tcp::socket socket(io_);
        co_await socket.async_connect({asio::ip::make_address(settings_.host), settings_.port},
                                      use_awaitable);
        ++totals_.connections;
        line.in_flight.clear();
        using namespace asio::experimental::awaitable_operators;
        co_await (until_fault(write(line, socket)) || until_fault(read(line, socket)));
      } catch (const boost::system::system_error&) {
        // The server is away.
      }
      pause.expires_after(kReconnect);
      co_await pause.async_wait(use_awaitable);
    }
  }

  awaitable<void> write(Line& line, tcp::socket& socket) {
    auto& timer = line.pause;
    auto& device = *line.device;
    for (;;) {
      device.produce(now());
      for (size_t i = 0; i < std::min(kWindow, device.waiting().size()); ++i) {
        auto sent = line.in_flight.find(device.waiting()[i].qn);
        if (sent != line.in_flight.end()) {
          if (steady_clock::now() - sent->second.last < kAnswerTimeout) continue;
          if (sent->second.times >= kMaxSends) co_return;
        }
        if (!co_await send(line, socket, i)) co_return;
      }
      timer.expires_after(device.waiting().empty() ? kTick * 5 : kTick);
      boost::system::error_code woken;
      co_await timer.async_wait(asio::redirect_error(use_awaitable, woken));
    }
  }

  // False: a fault of the device dropped the line.
  awaitable<bool> send(Line& line, tcp::socket& socket, size_t index) {
    auto& device = *line.device;
    const auto& faults = device.faults();
    auto n = ++line.frames;
    if (device.strikes(faults.reorder, "reorder", n) && index + 1 < device.waiting().size())
      std::swap(device.waiting()[index], device.waiting()[index + 1]);
    auto& frame = device.waiting()[index];
    auto& sent = line.in_flight[frame.qn];
    sent = {steady_clock::now(), sent.times + 1};
    ++totals_.frames_sent;
    if (std::exchange(frame.was_sent, true)) ++totals_.frames_resent;
    auto bytes = device.strikes(faults.wrong_crc, "crc", n) ? damaged(frame.bytes) : frame.bytes;
    if (device.strikes(faults.duplicate, "duplicate", n)) bytes += frame.bytes;
    size_t half = device.strikes(faults.halves, "halves", n) ? bytes.size() / 2 : 0;
    if (half > 0)
      co_await asio::async_write(socket, asio::buffer(bytes.data(), half), use_awaitable);
    co_await asio::async_write(socket, asio::buffer(bytes) + half, use_awaitable);
    co_return !device.strikes(faults.disconnect, "disconnect", n);
  }

  awaitable<void> read(Line& line, tcp::socket& socket) {
    std::string input;
    for (;;) {
      char chunk[4096];
      auto n = co_await socket.async_read_some(asio::buffer(chunk), use_awaitable);
      input.append(chunk, n);
      if (input.size() > kMaxInput) co_return;
      while (auto segment = take_segment(input)) co_await hear(line, socket, *segment);
    }
  }

  static std::optional<std::string> take_segment(std::string& input) {
    if (input.size() < kEnvelope || !input.starts_with("##")) return std::nullopt;
    size_t length = 0;
    for (size_t i = 2; i < 6; ++i) length = length * 10 + static_cast<size_t>(input[i] - '0');
    if (length > kMaxInput || input.size() < length + kEnvelope) return std::nullopt;
    auto segment = input.substr(6, length);
    input.erase(0, length + kEnvelope);
    return segment;
  }

  awaitable<void> hear(Line& line, tcp::socket& socket, const std::string& segment) {
    auto& device = *line.device;
    if (field(segment, "CN=") == "9014") {
      std::string qn(field(segment, "QN="));
      line.in_flight.erase(qn);
      if (auto values = device.acknowledge(qn)) note(device.mn(), *values);
      if (line.in_flight.size() < kWindow / 2) line.pause.cancel();
      co_return;
    }
    for (const auto& answer : device.answer(segment, now())) {
      co_await asio::async_write(socket, asio::buffer(answer), use_awaitable);
      ++totals_.commands_answered;
    }
  }

  void note(const std::string& mn, const std::vector<SentValue>& values) {
    ++totals_.frames_acknowledged;
    totals_.values_acknowledged += values.size();
    if (!journal_.is_open()) return;
    for (const auto& v : values)
      journal_ << fmt::format("{},{},{},{},{}\n", mn, v.cn, to_ms(v.time), v.key, v.text);
    journal_.flush();
  }

  Settings settings_;
  Instant from_;
  steady_clock::time_point started_;
  asio::io_context io_{1};
  std::vector<std::unique_ptr<Line>> lines_;
  std::ofstream journal_;
  Totals totals_;
  std::atomic<bool> stopped_ = false;
};

Runner::Runner(Settings settings, std::vector<std::unique_ptr<VirtualDevice>> devices, Instant from)
    : wire_(std::make_unique<Wire>(std::move(settings), std::move(devices), from)) {}
Runner::~Runner() = default;
Result<Totals> Runner::run() {
  return wire_->run();
}
void Runner::stop() {
  wire_->stop();
}
Totals Runner::totals() const {
  return wire_->totals();
}

}  // namespace qs::simulate

#include "simulate/load.h"

#include <boost/asio.hpp>

#include "edge/gateway/hj212/compose.h"
#include "simulate/world.h"

namespace qs::simulate {
namespace {

namespace asio = boost::asio;
using asio::awaitable;
using asio::use_awaitable;
using asio::ip::tcp;
using std::chrono::steady_clock;

constexpr std::string_view kAcknowledged = "CN=9014";
constexpr size_t kReadSize = 16 * 1024;

struct Tally {
  uint64_t frames = 0, bytes = 0;
  size_t open = 0;
};

class Caller {
 public:
  Caller(asio::io_context& io, std::string mn, const Load& load, Tally& tally)
      : socket_(io),
        turn_(io, steady_clock::now()),
        mn_(std::move(mn)),
        load_(load),
        tally_(tally),
        at_(load.from) {}

  awaitable<void> call() {
    try {
      tcp::endpoint server{asio::ip::make_address(load_.host), load_.port};
      co_await socket_.async_connect(server, use_awaitable);
      ++tally_.open;
      socket_.set_option(tcp::no_delay(true));
      for (size_t due = std::max<size_t>(load_.window, 1);;) {
        std::string bytes;
        for (; load_.window > 0 && due > 0; --due) bytes += frame();
        tally_.bytes += bytes.size();
        if (!bytes.empty()) co_await asio::async_write(socket_, asio::buffer(bytes), use_awaitable);
        due = co_await acknowledged();
        tally_.frames += due;
        if (load_.rate > 0) co_await my_turn(due);
      }
    } catch (const boost::system::system_error&) {
      // The connection has ended; the result says how many are open.
    }
    if (socket_.is_open()) --tally_.open;
  }

 private:
  // Waits until so many frames more do not exceed this connection's share of the rate.
  awaitable<void> my_turn(size_t frames) {
    double share = load_.rate / static_cast<double>(load_.devices.size());
    std::chrono::duration<double> length{static_cast<double>(frames) / share};
    turn_.expires_at(std::max(turn_.expiry(), steady_clock::now()) +
                     std::chrono::duration_cast<steady_clock::duration>(length));
    co_await turn_.async_wait(use_awaitable);
  }

  std::string frame() {
    auto time = compact(at_), qn = compact_ms(called_ + Millis{static_cast<int64_t>(n_)});
    auto cp = "DataTime=" + time;
    for (const auto& factor : factors_of("air_standard"))
      cp += fmt::format(";{0}-Rtd={1}.{2},{0}-Flag=N", factor, 20 + n_ % 37, n_ % 10);
    at_ += std::chrono::seconds{1};
    ++n_;
    return gateway::hj212::build_frame(
        fmt::format("QN={};ST=22;CN=2011;PW=123456;MN={};Flag=5;CP=&&{}&&", qn, mn_, cp));
  }

  // Waits for at least one; what is cut between two reads is counted with the second.
  awaitable<size_t> acknowledged() {
    char room[kReadSize];
    size_t count = 0;
    while (count == 0) {
      auto size = co_await socket_.async_read_some(asio::buffer(room), use_awaitable);
      heard_.append(room, size);
      size_t at = 0, end = 0;
      while ((at = heard_.find(kAcknowledged, end)) != heard_.npos) {
        ++count;
        end = at + kAcknowledged.size();
      }
      heard_.erase(0, std::max(end, heard_.size() - std::min(heard_.size(), kAcknowledged.size())));
    }
    co_return count;
  }

  tcp::socket socket_;
  asio::steady_timer turn_;
  std::string mn_;
  const Load& load_;
  Tally& tally_;
  Instant at_;
  const Instant called_ = std::chrono::floor<Millis>(std::chrono::system_clock::now());
  uint64_t n_ = 0;
  std::string heard_;
};

}  // namespace

Result<LoadResult> run_load(const Load& load) {
  asio::io_context io{1};
  Tally tally;
  std::vector<std::unique_ptr<Caller>> callers;
  for (const auto& mn : load.devices) {
    callers.push_back(std::make_unique<Caller>(io, mn, load, tally));
    asio::co_spawn(io, callers.back()->call(), asio::detached);
  }
  io.run_for(load.warm_up);
  if (tally.open < load.devices.size())
    return fail(fmt::format("{} of {} connections are open", tally.open, load.devices.size()));
  auto before = tally;
  auto cpu = load.cpu ? load.cpu() : 0;
  auto begin = steady_clock::now();
  io.run_for(load.length);
  LoadResult result;
  result.seconds = std::chrono::duration<double>(steady_clock::now() - begin).count();
  result.cpu_seconds = load.cpu ? load.cpu() - cpu : 0;
  result.connections = tally.open;
  result.frames = tally.frames - before.frames;
  result.values = result.frames * factors_of("air_standard").size();
  result.bytes = tally.bytes - before.bytes;
  return result;
}

}  // namespace qs::simulate

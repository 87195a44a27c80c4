// The HJ 212 server over real sockets, with a flow that is durable at once: what the gateway itself
// costs. Tells the memory that each of many open connections takes, and frames per CPU-second from
// socket to acknowledgement.
#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <thread>

#include "bench/figure.h"
#include "edge/gateway/hj212/compose.h"
#include "edge/gateway/hj212/gateway.h"

namespace {

using namespace qs;
using namespace qs::gateway::hj212;

// Admits everybody; every key is a series.
class OpenBook : public observe::DeviceBook {
 public:
  std::optional<observe::DeviceProfile> device(std::string_view mn) const override {
    observe::DeviceProfile profile;
    profile.id = mn;
    profile.admitted = true;
    return profile;
  }
  uint64_t version() const override { return 1; }
  Result<observe::Channel> channel(const observe::DeviceProfile&, std::string_view,
                                   observe::Cadence, observe::Measure) override {
    return observe::Channel{++series_, 1, 0};
  }
  void quarantine(std::string_view, std::string_view, std::string_view, std::string_view) override {
  }
  Result<void> offer_key(std::string_view, std::string_view) override { return {}; }
  void key_spoken(std::string_view) override {}
  void remember_switches(std::string_view, std::string_view) override {}

 private:
  std::atomic<observe::SeriesId> series_{0};
};

class InstantIntake : public observe::Intake {
 public:
  bool offer(observe::Delivery&& delivery) override {
    values += delivery.samples.size();
    delivery.done(observe::Receipt{1, 1, delivery.samples.size(), 0, 0});
    return true;
  }
  std::atomic<uint64_t> values{0};
};

int connect_to(uint16_t port) {
  int fd = ::socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in to{};
  to.sin_family = AF_INET;
  to.sin_port = htons(port);
  to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (::connect(fd, reinterpret_cast<sockaddr*>(&to), sizeof to) == 0) return fd;
  std::perror("connect");
  std::_Exit(1);
}

std::string typical_frame(int device, int number) {
  auto at = std::chrono::floor<Millis>(std::chrono::system_clock::now()) -
            std::chrono::seconds{number % 600};
  Composition c;
  c.qn = compact_ms(at);
  c.st = "22";
  c.cn = "2011";
  c.pw = "123456";
  c.mn = fmt::format("STREET_AIR_{:06}", device);
  c.answer = true;
  CpWriter cp;
  cp.add("DataTime", compact(at));
  for (int factor = 0; factor < 10; ++factor) {
    auto code = fmt::format("a34{:03}", factor);
    cp.add(code + "-Rtd", fmt::format("{}.{}", 10 + factor, number % 10));
    cp.add(code + "-Flag", "N");
  }
  c.cp = cp.take();
  return compose(c);
}

double resident_megabytes() {
  std::ifstream file("/proc/self/statm");
  double total = 0, resident = 0;
  file >> total >> resident;
  return resident * static_cast<double>(::sysconf(_SC_PAGESIZE)) / 1e6;
}

double cpu_seconds() {
  rusage usage{};
  ::getrusage(RUSAGE_SELF, &usage);
  auto seconds = [](const timeval& t) {
    return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) / 1e6;
  };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

// Runs `client` in a process of its own, so that its cost is not ours.
template <class Client, class Meanwhile>
void with_client(Client&& client, Meanwhile&& meanwhile) {
  pid_t child = ::fork();
  if (child == 0) {
    client();
    std::_Exit(0);
  }
  meanwhile();
  ::waitpid(child, nullptr, 0);
}

void wait_until(const std::function<bool()>& condition) {
  while (!condition()) std::this_thread::sleep_for(std::chrono::milliseconds{5});
}

void hold_connections(int count) {
  int port_pipe[2], done_pipe[2];
  if (::pipe(port_pipe) != 0 || ::pipe(done_pipe) != 0) return;
  with_client(
      [&] {
        uint16_t port = 0;
        if (::read(port_pipe[0], &port, sizeof port) != sizeof port) return;
        std::vector<int> sockets;
        for (int i = 0; i < count; ++i) {
          sockets.push_back(connect_to(port));
          auto frame = typical_frame(i, 0);
          if (::send(sockets.back(), frame.data(), frame.size(), 0) < 0) return;
        }
        char end = 0;
        if (::read(done_pipe[0], &end, 1) != 1) return;
      },
      [&] {
        OpenBook book;
        InstantIntake intake;
        GatewayOptions options;
        options.address = "127.0.0.1";
        options.port = 0;
        Gateway gateway(options, book, intake, [](const Command&) {});
        auto port = gateway.start();
        double before = resident_megabytes();
        if (!port || ::write(port_pipe[1], &*port, sizeof *port) < 0) return;
        wait_until([&] { return intake.values == static_cast<uint64_t>(count) * 10; });
        bench::figure(fmt::format("{} connections held, memory for them", count),
                      resident_megabytes() - before, "MB", bench::at_most(300));
        if (::write(done_pipe[1], "x", 1) < 0) return;
      });
}

void push_frames(int connections, int frames) {
  int port_pipe[2];
  if (::pipe(port_pipe) != 0) return;
  with_client(
      [&] {
        uint16_t port = 0;
        if (::read(port_pipe[0], &port, sizeof port) != sizeof port) return;
        std::vector<int> sockets;
        std::vector<std::string> texts;
        for (int i = 0; i < connections; ++i) {
          sockets.push_back(connect_to(port));
          texts.emplace_back();
          for (int k = 0; k < 20; ++k) texts.back() += typical_frame(i, k);
        }
        char room[65536];
        for (int sent = 0; sent < frames; sent += 20) {
          auto i = static_cast<size_t>(sent / 20 % connections);
          std::string_view text = texts[i];
          while (!text.empty()) {
            auto size = ::send(sockets[i], text.data(), text.size(), 0);
            if (size < 0) return;
            text.remove_prefix(static_cast<size_t>(size));
          }
          while (::recv(sockets[i], room, sizeof room, MSG_DONTWAIT) > 0) {
          }
        }
        for (int fd : sockets) ::shutdown(fd, SHUT_WR);
        for (int fd : sockets)  // to the last answer
          while (::recv(fd, room, sizeof room, 0) > 0) {
          }
      },
      [&] {
        OpenBook book;
        InstantIntake intake;
        GatewayOptions options;
        options.address = "127.0.0.1";
        options.port = 0;
        options.frames_per_second = options.frame_burst = 1e9;
        options.correct_clocks = false;
        Gateway gateway(options, book, intake, [](const Command&) {});
        auto port = gateway.start();
        double before = cpu_seconds();
        auto began = std::chrono::steady_clock::now();
        if (!port || ::write(port_pipe[1], &*port, sizeof *port) < 0) return;
        wait_until([&] { return intake.values >= static_cast<uint64_t>(frames) * 10; });
        double wall =
            std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
        double cpu = cpu_seconds() - before;
        bench::figure(fmt::format("socket to 9014, {} connections, instant flow", connections),
                      frames / cpu, "frames/CPU-s");
        bench::figure("  with the client on the same cores", frames / wall, "frames/s");
      });
}

}  // namespace

int main(int argc, char** argv) {
  rlimit files{};
  ::getrlimit(RLIMIT_NOFILE, &files);
  files.rlim_cur = files.rlim_max;
  ::setrlimit(RLIMIT_NOFILE, &files);
  hold_connections(argc > 1 ? std::atoi(argv[1]) : 10'000);
  push_frames(1000, argc > 2 ? std::atoi(argv[2]) : 1'000'000);
  return 0;
}

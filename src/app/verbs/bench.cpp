#include <unistd.h>

#include <fstream>
#include <sstream>

#include "app/cast.h"
#include "app/open_files.h"
#include "app/verbs/verbs.h"
#include "base/json.h"
#include "simulate/load.h"

namespace qs::app {
namespace {

// Recent enough that no station counts as silent, and long enough for a second each frame.
constexpr std::chrono::hours kAgo{2};

// Resident memory of a process in MB, 0 when it cannot be seen.
double resident_mb(int pid) {
  std::ifstream status(fmt::format("/proc/{}/status", pid));
  for (std::string line; std::getline(status, line);)
    if (line.starts_with("VmRSS:")) return std::stod(line.substr(6)) / 1024;
  return 0;
}

// Processor time of a process and its threads so far in seconds, 0 when it cannot be seen.
double cpu_seconds(int pid) {
  std::ifstream file(fmt::format("/proc/{}/stat", pid));
  std::string line;
  if (!std::getline(file, line)) return 0;
  std::istringstream fields(line.substr(line.rfind(')') + 1));
  constexpr int kBeforeTimes = 11;  // fields from the state to the faults
  std::string skipped;
  for (int i = 0; i < kBeforeTimes; ++i) fields >> skipped;
  double user = 0, system = 0;
  fields >> user >> system;
  return (user + system) / static_cast<double>(::sysconf(_SC_CLK_TCK));
}

}  // namespace

int bench(const BenchOptions& o) {
  auto pack = open_pack(o.pack);
  if (!pack) return say_failed(pack.error().message());
  auto cast = cast_of({.devices = o.connections}, *pack);
  if (!cast) return say_failed(cast.error().message());
  raise_open_files();
  simulate::Load load{
      .port = o.port,
      .devices = {},
      .window = o.window,
      .rate = o.rate,
      .from = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now()) - kAgo,
      .warm_up = std::chrono::seconds{o.warm_up},
      .length = std::chrono::seconds{o.seconds},
      .cpu = [&] { return cpu_seconds(o.server); }};
  for (const auto& member : cast->members) load.devices.push_back(member.site.device);
  auto before = resident_mb(o.server);
  auto result = simulate::run_load(load);
  if (!result) return say_failed(result.error().message());
  fmt::print("{}\n",
             Json{{"connections", result->connections},
                  {"seconds", result->seconds},
                  {"frames_per_second", static_cast<double>(result->frames) / result->seconds},
                  {"values_per_second", static_cast<double>(result->values) / result->seconds},
                  {"server_cpu_seconds_per_million_values",
                   result->values == 0
                       ? Json()
                       : Json(result->cpu_seconds * 1e6 / static_cast<double>(result->values))},
                  {"server_mb_before", before},
                  {"server_mb_after", resident_mb(o.server)}}
                 .dump());
  return 0;
}

}  // namespace qs::app

#include <csignal>

#include "app/cast.h"
#include "app/open_files.h"
#include "app/verbs/verbs.h"
#include "base/json.h"
#include "simulate/runner.h"

namespace qs::app {
namespace {

using simulate::Incident;

constexpr int kHabitDays = 7;     // around the start
constexpr size_t kOwnFiles = 64;  // besides the devices' connections

simulate::Runner* running = nullptr;  // for the signal handler only

std::vector<std::string_view> split(std::string_view text, char by) {
  std::vector<std::string_view> parts;
  for (;;) {
    auto at = text.find(by);
    parts.push_back(text.substr(0, at));
    if (at == std::string_view::npos) return parts;
    text.remove_prefix(at + 1);
  }
}

// kind:site:from_s:for_s:strength, from counted from the start.
Result<Incident> incident_of(const std::string& text, Instant start) {
  auto parts = split(text, ':');
  if (parts.size() != 5) return fail("wants kind:site:from_s:for_s:strength", text);
  try {
    auto from = start + std::chrono::seconds{std::stoll(std::string(parts[2]))};
    auto length = std::chrono::seconds{std::stoll(std::string(parts[3]))};
    return Incident{.site = parts[1] == "*" ? "" : std::string(parts[1]),
                    .kind = std::string(parts[0]),
                    .span = {from, from + length},
                    .strength = std::stod(std::string(parts[4]))};
  } catch (const std::exception&) {
    return fail("from, for and strength are numbers", text);
  }
}

// What power loggers show without being asked to: of three, the first keeps every rule, the second
// starts its treatment late, the third stops it in the middle of the morning.
void add_habits(const Cast& cast, Instant from, std::vector<Incident>& incidents) {
  size_t logger = 0;
  for (const auto& member : cast.members) {
    if (member.place.kind != "power") continue;
    auto turn = logger++ % 3;
    for (int day = -kHabitDays; turn > 0 && day <= kHabitDays; ++day) {
      auto midnight = start_of(day_of(from)) + std::chrono::days{day};
      if (turn == 1)
        incidents.push_back(
            {member.place.site, "late", {midnight, midnight + std::chrono::days{1}}});
      else
        incidents.push_back(
            {member.place.site,
             "untreated",
             {midnight + std::chrono::minutes{630}, midnight + std::chrono::minutes{670}}});
    }
  }
}

std::vector<std::unique_ptr<simulate::VirtualDevice>> devices_of(Cast& cast,
                                                                 const SimulateOptions& o,
                                                                 const simulate::World& world,
                                                                 Instant from) {
  simulate::Schedule schedule{.realtime = std::chrono::seconds{o.realtime_seconds},
                              .minute = std::chrono::minutes{o.minute_minutes},
                              .history = std::chrono::hours{o.history_hours}};
  std::vector<std::unique_ptr<simulate::VirtualDevice>> devices;
  for (auto& member : cast.members) {
    devices.push_back(std::make_unique<simulate::VirtualDevice>(
        member.site.device, "123456", member.place, world, o.seed, *simulate::fault_rates(o.faults),
        schedule, from));
    if (!o.replay.empty() && !member.stranger) devices.back()->replay(std::move(member.rows));
  }
  return devices;
}

void tell(const simulate::Totals& t, bool json) {
  Json totals{{"connections", t.connections},
              {"frames_sent", t.frames_sent},
              {"frames_resent", t.frames_resent},
              {"frames_acknowledged", t.frames_acknowledged},
              {"values_acknowledged", t.values_acknowledged},
              {"commands_answered", t.commands_answered},
              {"frames_waiting", t.waiting}};
  if (json) {
    fmt::print("{}\n", totals.dump());
    return;
  }
  for (const auto& [name, value] : totals.items()) fmt::print("{:<24} {}\n", name, value.dump());
}

}  // namespace

int simulate(const SimulateOptions& o) {
  auto pack = open_pack(o.pack);
  if (!pack) return say_failed(pack.error().message());
  auto cast = cast_of(o, *pack);
  if (!cast) return say_failed(cast.error().message());
  if (!o.write_pack.empty()) {
    auto written = write_pack(o.write_pack, *pack, *cast);
    return written ? 0 : say_failed(written.error().message());
  }
  auto now = std::chrono::floor<Millis>(std::chrono::system_clock::now());
  auto from = o.from.empty() ? Result<Instant>(now) : parse_instant(o.from);
  if (!from) return say_failed(from.error().message());
  std::vector<Incident> incidents;
  for (const auto& text : o.incidents) {
    auto incident = incident_of(text, *from);
    if (!incident) return say_failed(incident.error().message());
    incidents.push_back(std::move(*incident));
  }
  if (auto most = raise_open_files(); most < cast->members.size() + kOwnFiles)
    return say_failed(fmt::format("{} devices need more open files than {} (ulimit -n)",
                                  cast->members.size(), most));
  add_habits(*cast, *from, incidents);
  simulate::World world(o.seed, std::move(incidents));
  auto devices = devices_of(*cast, o, world, *from);
  fmt::print(stderr, "{} devices to {}:{}\n", devices.size(), o.host, o.port);
  simulate::Runner runner({.host = o.host,
                           .port = o.port,
                           .speed = o.speed,
                           .until_drained = o.drain,
                           .journal = o.journal},
                          std::move(devices), *from);
  running = &runner;
  auto stop = [](int) { running->stop(); };
  std::signal(SIGINT, stop);
  std::signal(SIGTERM, stop);
  auto totals = runner.run();
  if (!totals) return say_failed(totals.error().message());
  tell(*totals, o.json);
  return 0;
}

}  // namespace qs::app

#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <csignal>

#include "app/founding.h"
#include "app/house.h"
#include "app/open_files.h"
#include "app/verbs/verbs.h"

namespace qs::app {
namespace {

std::atomic<bool> stopped = false;

}  // namespace

int serve(const ServeOptions& options) {
  spdlog::set_default_logger(spdlog::stderr_logger_mt("qingshan"));
  spdlog::set_pattern("at=%Y-%m-%dT%H:%M:%S.%e%z level=%l %v");
  std::signal(SIGINT, [](int) { stopped = true; });
  std::signal(SIGTERM, [](int) { stopped = true; });
  std::signal(SIGPIPE, SIG_IGN);
  raise_open_files();
  auto house = House::open(options);
  if (!house) return say_failed(house.error().message());
  fmt::print("ready http={} hj212={}\n", (*house)->port(), (*house)->hj212_port());
  if (const auto& password = (*house)->first_password(); !password.empty())
    fmt::print("first start: log in as {} with {} and choose a password of your own\n", kFirstUser,
               password);
  std::fflush(stdout);
  (*house)->run(stopped);
  return 0;
}

}  // namespace qs::app

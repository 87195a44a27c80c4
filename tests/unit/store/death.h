// A child process that works until it is killed, and what it acknowledged before.
#pragma once

#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <functional>
#include <thread>

#include "unit/store/scratch.h"

namespace qs::store {

// Says to the parent that a number is durable; the child calls it after each step.
using Acknowledge = std::function<void(int number)>;

// Forks a child that runs `work` (which never returns) and kills it some time after so many
// acknowledgements; the greatest number it acknowledged, or `otherwise`.
inline int run_until_killed(const std::function<void(const Acknowledge&)>& work, int otherwise,
                            size_t acknowledgements, std::chrono::milliseconds longer) {
  int ends[2];
  check(::pipe(ends) == 0, "pipe");
  auto child = ::fork();
  check(child >= 0, "fork");
  if (child == 0) {
    ::close(ends[0]);
    work([&](int number) {
      if (::write(ends[1], &number, sizeof number) != sizeof number) ::_exit(1);
    });
    ::_exit(2);
  }
  ::close(ends[1]);
  int number = 0, last = otherwise;
  auto heard = [&] {
    bool any = ::read(ends[0], &number, sizeof number) == sizeof number;
    if (any) last = std::max(last, number);
    return any;
  };
  for (size_t i = 0; i < acknowledgements && heard(); ++i) {
  }
  std::this_thread::sleep_for(longer);
  ::kill(child, SIGKILL);
  int status = 0;
  ::waitpid(child, &status, 0);
  EXPECT_TRUE(WIFSIGNALED(status));
  while (heard()) {
  }
  ::close(ends[0]);
  return last;
}

}  // namespace qs::store

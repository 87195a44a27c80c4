#include "app/pack/power.h"

#include <fmt/format.h>

#include <algorithm>

#include "kernel/power/law.h"

namespace qs::app {

void check_power(const Pack& pack, standard::Faults& faults) {
  auto kind = pack.kind("power_clue");
  if (!kind) return;
  Day newest = std::chrono::year{2000} / 1 / 1;
  for (const auto& rule : pack.library.tables().rules)
    if (rule.name.starts_with("power.")) newest = std::max(newest, rule.source.from);
  power::law_of(pack.library, newest, faults);
  auto code = kind->field("code");
  for (size_t i = 0; i < power::kCodes; ++i) {
    auto name = power::name(static_cast<power::Code>(i));
    if (!code || !code->choice(name))
      faults.add(fmt::format("'{}' has no code '{}'", kind->name, name), kind->name);
  }
}

}  // namespace qs::app

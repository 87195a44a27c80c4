#include "app/frozen.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace qs::app {
namespace {

// Frozen once its state is one of these.
struct Frozen {
  std::string_view kind;
  std::array<std::string_view, 2> states;
};
constexpr Frozen kFrozen[]{{"assessment", {"final", "final"}},
                           {"assessment_sheet", {"final", "final"}},
                           {"assessment_appeal", {"granted", "refused"}},
                           {"yield_score", {"published", "published"}}};

}  // namespace

Result<void> check_frozen(const ledger::RecordLog& records, std::span<const ledger::Write> writes) {
  for (const auto& write : writes) {
    auto frozen = std::ranges::find(kFrozen, write.kind, &Frozen::kind);
    if (frozen == std::end(kFrozen)) continue;
    auto stands = records.get(write.kind, write.id);
    if (!stands) return tl::unexpected(stands.error());
    if (!*stands ||
        std::ranges::find(frozen->states, (*stands)->text("state")) == frozen->states.end())
      continue;
    return fail(fmt::format("conflict: {}/{} is final, nobody changes it", write.kind, write.id));
  }
  return {};
}

}  // namespace qs::app

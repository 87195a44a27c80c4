#include "kernel/evaluate/outlet.h"

#include <algorithm>
#include <array>

#include "kernel/evaluate/law.h"

namespace qs::evaluate {
namespace {

bool listed(const std::vector<std::string>& letters, observe::Mark mark) {
  return std::ranges::find(letters, observe::letter(mark)) != letters.end();
}

}  // namespace

std::string_view name(OutletLevel level) {
  static constexpr std::array<std::string_view, 5> kNames{"none", "near", "exceeds", "severe",
                                                          "lasting"};
  return kNames[static_cast<size_t>(level)];
}

Result<OutletVerdict> judge_outlet(const standard::Library& library,
                                   const observe::Statistic& statistic, const Basis& basis,
                                   std::span<const standard::Limit* const> also) {
  auto law = law_day(statistic.period);
  auto excluded = words(library, "outlet.excluded_marks", law);
  if (!excluded) return tl::unexpected(excluded.error());
  auto suspicious = words(library, "outlet.suspicious_marks", law);
  if (!suspicious) return tl::unexpected(suspicious.error());
  auto near = number(library, "outlet.near_share", law);
  if (!near) return tl::unexpected(near.error());
  auto severe = number(library, "outlet.severe_multiple", law);
  if (!severe) return tl::unexpected(severe.error());

  auto rows = library.limits(basis.standard, statistic.factor, law);
  std::vector<const standard::Limit*> binding_rows(also.begin(), also.end());
  if (auto own = binding(rows, statistic.statistic, basis.scope, basis.known))
    binding_rows.insert(binding_rows.begin(), own);
  auto limit = strictest(library, statistic.factor, binding_rows);
  OutletVerdict out{limit ? judge(library, statistic, *limit) : judge(library, statistic, basis)};
  out.excluded = listed(*excluded, statistic.mark);
  out.suspicious = listed(*suspicious, statistic.mark);
  if (out.verdict.outcome == Outcome::exceeds) {
    out.level = out.verdict.multiple >= *severe ? OutletLevel::severe : OutletLevel::exceeds;
  } else if (out.verdict.outcome == Outcome::meets && out.verdict.value) {
    bool at_most = limit && limit->comparison == standard::Comparison::at_most;
    if (at_most && *out.verdict.value >= *near * out.verdict.limit_value)
      out.level = OutletLevel::near;
  }
  return out;
}

const standard::Limit* strictest(const standard::Library& library, std::string_view factor,
                                 std::span<const standard::Limit* const> rows) {
  auto declared = library.factor(factor);
  const standard::Limit* found = nullptr;
  double least = 0;
  for (auto row : rows) {
    if (!row || !row->upper) continue;
    auto unit = declared ? declared->unit : row->unit;
    auto upper = row->unit == unit ? row->upper : library.convert(*row->upper, row->unit, unit);
    if (!upper || (found && *upper >= least)) continue;
    found = row;
    least = *upper;
  }
  return found;
}

Result<OutletLevel> level_of_run(const standard::Library& library,
                                 std::span<const OutletVerdict> run, Day law) {
  auto severe = number(library, "outlet.severe_periods", law);
  if (!severe) return tl::unexpected(severe.error());
  auto lasting = number(library, "outlet.lasting_periods", law);
  if (!lasting) return tl::unexpected(lasting.error());
  size_t length = 0;
  auto level = OutletLevel::none;
  for (auto v = run.rbegin(); v != run.rend(); ++v) {
    if (v->excluded) continue;
    if (length == 0) level = v->level;
    if (v->verdict.outcome != Outcome::exceeds) break;
    ++length;
    level = std::max(level, v->level);
  }
  auto count = static_cast<double>(length);
  if (count >= *lasting) return OutletLevel::lasting;
  return count >= *severe ? std::max(level, OutletLevel::severe) : level;
}

}  // namespace qs::evaluate

#include "kernel/ledger/board.h"

#include "base/result.h"
#include "kernel/ledger/check.h"

namespace qs::ledger {

std::vector<Filter> filters_of(const Kind& kind, const std::vector<When>& where,
                               const std::string& past, Day today) {
  std::vector<Filter> out;
  for (const auto& when : where) {
    auto field = kind.field(when.field);
    check(field != nullptr, "a board asks for fields of its kind");
    Filter filter{when.field, Op::in, {}, {}};
    for (const auto& text : when.is) filter.values.push_back(typed(*field, text).value);
    out.push_back(std::move(filter));
  }
  if (!past.empty()) out.push_back({past, Op::less, iso(today), {}});
  return out;
}

}  // namespace qs::ledger

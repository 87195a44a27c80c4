#include "kernel/ledger/owner.h"

#include <set>

namespace qs::ledger {
namespace {

// The other of `by` and `wanted` in the records in which `by` is `value`.
Result<std::set<std::string>> named(const RecordLog& records, std::string_view kind,
                                    std::string_view by, std::string_view value,
                                    std::string_view wanted) {
  std::set<std::string> out;
  auto found = records.query({.kind = std::string(kind),
                              .where = {{std::string(by), Op::equal, std::string(value), {}}},
                              .limit = kMaxPage});
  if (!found) return tl::unexpected(found.error());
  for (const auto& record : *found)
    if (auto text = record.text(wanted); !text.empty()) out.insert(std::move(text));
  return out;
}

}  // namespace

Result<std::string> owner_of(const RecordLog& records, const OwnedThrough& way,
                             std::string_view id) {
  for (auto name : way.kinds) {
    auto kind = records.kind(name);
    if (!kind) continue;
    auto owners = named(records, name, way.field, id, kind->owner);
    if (!owners) return tl::unexpected(owners.error());
    if (!owners->empty()) return *owners->begin();
  }
  return std::string();
}

Result<std::vector<std::string>> owned_by(const RecordLog& records, const OwnedThrough& way,
                                          std::string_view owner) {
  std::set<std::string> ids;
  for (auto name : way.kinds) {
    auto kind = records.kind(name);
    if (!kind) continue;
    auto some = named(records, name, kind->owner, owner, way.field);
    if (!some) return tl::unexpected(some.error());
    ids.merge(*some);
  }
  return std::vector<std::string>(ids.begin(), ids.end());
}

}  // namespace qs::ledger

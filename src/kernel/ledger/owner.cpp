#include "kernel/ledger/owner.h"

#include <set>

namespace qs::ledger {
namespace {

constexpr std::string_view kItself = "id";  // the owner of a kind whose records own

struct Way {
  std::string kind, owner, field;  // owner, field: of that kind
};

std::vector<Way> ways_to(const RecordLog& records, std::string_view target) {
  std::vector<Way> out;
  for (auto kind : records.kinds()) {
    if (kind->owner.empty() || kind->owner == kItself) continue;
    for (const auto& field : kind->fields)
      if (field.type == FieldType::reference && field.target == target)
        out.push_back({kind->name, kind->owner, field.name});
  }
  return out;
}

// The values of `wanted` in the records whose `field` is `value`.
Result<void> gather(const RecordLog& records, const std::string& kind, const std::string& field,
                    std::string_view value, const std::string& wanted, std::set<std::string>& out) {
  auto found = records.query(
      {.kind = kind, .where = {{field, Op::equal, std::string(value), {}}}, .limit = kMaxPage});
  if (!found) return tl::unexpected(found.error());
  for (const auto& record : *found)
    if (auto text = record.text(wanted); !text.empty()) out.insert(std::move(text));
  return {};
}

}  // namespace

Result<std::string> owner_through(const RecordLog& records, std::string_view kind,
                                  std::string_view id) {
  std::set<std::string> owners;
  for (const auto& way : ways_to(records, kind))
    if (auto done = gather(records, way.kind, way.field, id, way.owner, owners); !done)
      return tl::unexpected(done.error());
  return owners.empty() ? std::string() : *owners.begin();
}

Result<std::vector<std::string>> owned_through(const RecordLog& records, std::string_view kind,
                                               std::string_view owner) {
  std::set<std::string> ids;
  for (const auto& way : ways_to(records, kind))
    if (auto done = gather(records, way.kind, way.owner, owner, way.field, ids); !done)
      return tl::unexpected(done.error());
  return std::vector<std::string>(ids.begin(), ids.end());
}

}  // namespace qs::ledger

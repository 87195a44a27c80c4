#include "edge/service/registers/soundness.h"

#include "edge/service/ask.h"
#include "edge/service/room.h"

namespace qs::service {

using ledger::Field;
using ledger::FieldFault;
using ledger::FieldType;
using ledger::Kind;

namespace {

Maybe<bool> is_taken(const Service::Room& room, const Kind& kind, std::string_view id,
                     const std::string& field, const ledger::Value& value) {
  return query(room, {.kind = kind.name,
                      .where = {{field, ledger::Op::equal, value, {}},
                                {"id", ledger::Op::not_equal, std::string(id), {}}},
                      .limit = 1})
      .map([](const auto& found) { return !found.empty(); });
}

Maybe<bool> leads_nowhere(const Service::Room& room, const Field& field,
                          const ledger::Value& value) {
  auto target = std::get_if<std::string>(&value);
  if (!target || !room.seams.records.kind(field.target)) return false;
  return lift(room.seams.records.get(field.target, *target)).map([](const auto& record) {
    return !record;
  });
}

}  // namespace

Maybe<std::vector<FieldFault>> settled(const Service::Room& room, const Kind& kind,
                                       std::string_view id, ledger::Fields& fields) {
  auto faults = ledger::settle(kind, fields);
  std::set<std::string, std::less<>> wrong;
  for (const auto& fault : faults) wrong.insert(fault.field);
  for (const auto& [name, value] : fields) {
    auto field = kind.field(name);
    if (!field || wrong.contains(name)) continue;
    if (field->unique) {
      auto taken = is_taken(room, kind, id, name, value);
      if (!taken) return tl::unexpected(taken.error());
      if (*taken) faults.push_back({name, "已有记录使用这个值", "another record has this value"});
    }
    if (field->type == FieldType::reference) {
      auto nowhere = leads_nowhere(room, *field, value);
      if (!nowhere) return tl::unexpected(nowhere.error());
      if (*nowhere)
        faults.push_back({name, "所引用的记录不存在", "refers to a record that is not"});
    }
  }
  return faults;
}

std::vector<FieldFault> faults_of(const Error& refusal) {
  auto slash = refusal.place.find('/');
  auto dot = refusal.place.rfind('.');
  bool named = slash != std::string::npos && dot != std::string::npos && dot > slash;
  return {{named ? refusal.place.substr(dot + 1) : refusal.place, refusal.text, refusal.text}};
}

}  // namespace qs::service

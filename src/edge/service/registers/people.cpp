#include "edge/service/registers/people.h"

#include "edge/service/room.h"

namespace qs::service {

const std::string& People::name(const std::string& user) {
  auto [entry, fresh] = names_.try_emplace(user);
  if (fresh) {
    auto record = room_.seams.records.get("user", user);
    auto name = record && *record ? (*record)->text("name") : std::string{};
    entry->second = name.empty() ? user : name;
  }
  return entry->second;
}

}  // namespace qs::service

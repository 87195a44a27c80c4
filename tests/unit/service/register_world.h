// Registers in the small world: firms, outfalls, patrols, and people of every scope.
#pragma once

#include "unit/service/world.h"

namespace qs::service::testing {

class RegisterWorld : public World {
 protected:
  RegisterWorld();

  uint64_t revision(std::string_view kind, std::string_view id) const;  // 1: there is none
  Response post_fields(const std::string& kind, Json fields, const Login& who);
  Response put_fields(const std::string& kind, const std::string& id, Json fields,
                      uint64_t revision, const Login& who, std::string why = "改");
};

}  // namespace qs::service::testing

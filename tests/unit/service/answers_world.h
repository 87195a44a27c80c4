// The small world with a river, its mouths, works, the people in charge and stores.
#pragma once

#include "unit/service/register_world.h"

namespace qs::service::testing {

class AnswersWorld : public RegisterWorld {
 protected:
  AnswersWorld();
  Json ok(const std::string& path, const Login& who);  // the body of a 200
};

// Ids of a list of objects; hidden ones as "?".
std::vector<std::string> ids_of(const Json& list);

}  // namespace qs::service::testing

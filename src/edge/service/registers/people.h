// Names of those who did something, read once per answer.
#pragma once

#include <map>
#include <string>

#include "edge/service/route.h"

namespace qs::service {

class People {
 public:
  explicit People(const Service::Room& room) : room_(room) {}
  // The id itself when there is no such user: the program's own parts.
  const std::string& name(const std::string& user);

 private:
  const Service::Room& room_;
  std::map<std::string, std::string> names_;
};

}  // namespace qs::service

#include <iostream>

#include "app/verbs/verbs.h"
#include "edge/gateway/hj212/decode_verb.h"

namespace qs::app {

int decode() {
  std::ios::sync_with_stdio(false);
  return gateway::hj212::decode_stream(std::cin, std::cout);
}

}  // namespace qs::app

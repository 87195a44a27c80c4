// The request target, the cookie header and what a file begins with, as a stranger may send them.
#include <cstddef>
#include <cstdint>

#include "edge/service/exchange.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace qs::service;
  std::string_view text(reinterpret_cast<const char*>(data), size);
  if (auto target = parse_target(text); target && target->query.size() > kMaxQueryFields)
    __builtin_trap();
  Request request;
  request.headers["cookie"] = text;
  (void)request.cookie("qingshan");
  return 0;
}

// The JSON body of a write to the service, as a stranger with a session may send it.
#include <cstddef>
#include <cstdint>

#include "edge/service/body.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace qs::service;
  auto body = Body::of({reinterpret_cast<const char*>(data), size});
  if (!body) return 0;
  if (body->text("text").size() > Body::kLongestField) __builtin_trap();
  (void)body->optional_text("reason", kLongestReason);
  (void)body->instant("until");
  (void)body->number("value");
  (void)body->flag("paused");
  (void)body->object("args");
  if (auto port = body->integer("port", 1, 65'535); port < 1 || port > 65'535) __builtin_trap();
  if (body->texts("evidence", 30).size() > 30) __builtin_trap();
  (void)body->whole();
  return 0;
}

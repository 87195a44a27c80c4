// A mapping file of outside bytes: a mapping, or at least one fault.
#include "edge/gateway/file/mapping.h"

using namespace qs;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  standard::Faults faults;
  auto mapping =
      gateway::parse_mapping({reinterpret_cast<const char*>(data), size}, "fuzz.toml", faults);
  check(mapping.has_value() != faults.any(), "either a mapping or faults");
  return 0;
}

// A package that somebody says came from here.
#include "exhibit/parcel.h"

using namespace qs;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  auto flaws = exhibit::check_parcel(std::string_view(reinterpret_cast<const char*>(data), size));
  if (!flaws) return 0;
  for (const auto& flaw : *flaws) check(!flaw.text.empty(), "every flaw is told in words");
  return 0;
}

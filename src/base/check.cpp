#include <cstdio>
#include <cstdlib>

#include "base/result.h"

namespace qs {

void check(bool condition, const char* what) {
  if (condition) return;
  std::fprintf(stderr, "internal fault: %s\n", what);
  std::abort();
}

}  // namespace qs

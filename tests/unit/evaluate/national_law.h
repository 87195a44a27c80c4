// The law that the national pack holds, read once for all tests of judgement.
#pragma once

#include <gtest/gtest.h>

#include <filesystem>

#include "app/pack.h"

namespace qs::evaluate {

inline const standard::Library& national() {
  static const auto pack =
      app::open_pack(std::filesystem::path(QS_SOURCE_DIR) / "packs" / "national");
  if (!pack) ADD_FAILURE() << pack.error().message();
  static const standard::Library kNone;
  return pack ? pack->library : kNone;
}

inline Day day(int y, unsigned m, unsigned d) {
  return Day{std::chrono::year{y}, std::chrono::month{m}, std::chrono::day{d}};
}

inline std::filesystem::path shared(std::string_view name) {
  return std::filesystem::path(QS_SHARED_DIR) / name;
}

}  // namespace qs::evaluate

// A test on real data skips with a clear line where the data are not at hand.
#define QS_NEEDS(file)                                   \
  if (!std::filesystem::exists(file)) {                  \
    GTEST_SKIP() << "real data are missing: " << (file); \
  }

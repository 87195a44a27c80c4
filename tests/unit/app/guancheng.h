// The pack of Guancheng, opened once for all tests.
#pragma once

#include "app/pack.h"

namespace qs::app {

inline const Pack& guancheng() {
  static const Pack pack = [] {
    auto opened = open_pack(std::filesystem::path(QS_SOURCE_DIR) / "packs" / "guancheng");
    check(opened.has_value(), opened ? "" : opened.error().message().c_str());
    return std::move(*opened);
  }();
  return pack;
}

}  // namespace qs::app

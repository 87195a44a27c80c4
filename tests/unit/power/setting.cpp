#include "unit/power/setting.h"

#include <gtest/gtest.h>

#include "app/pack.h"

namespace qs::power {

const Law& setting_law() {
  static const Law kLaw = [] {
    standard::Faults faults;
    auto pack = app::load_pack(std::string(QS_SOURCE_DIR) + "/packs/national", faults);
    auto law = law_of(pack.library, std::chrono::year{2026} / 6 / 1, faults);
    for (const auto& fault : faults.list) ADD_FAILURE() << fault.message();
    return law;
  }();
  return kLaw;
}

}  // namespace qs::power

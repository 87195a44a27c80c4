// 数据种类: what retention can retire separately.
#pragma once

#include <cstdint>
#include <string_view>

#include "kernel/observe/series.h"

namespace qs::store {

enum class DataKind : uint8_t { frames, realtime, minute, hour_and_longer, notes };
inline constexpr size_t kDataKinds = 5;
std::string_view name(DataKind kind);
DataKind kind_of(observe::Cadence cadence);

}  // namespace qs::store

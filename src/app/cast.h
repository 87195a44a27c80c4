// 角色表: which virtual devices `simulate` runs, and a pack by which a server admits them.
#pragma once

#include <set>

#include "app/pack.h"
#include "app/verbs/verbs.h"
#include "simulate/device.h"

namespace qs::app {

inline constexpr size_t kMostVirtualDevices = 50'000;

struct CastMember {
  Site site;  // where it stands; Site::device is its MN
  simulate::Place place;
  bool stranger = false;                  // nobody admitted it
  std::vector<simulate::ReplayRow> rows;  // of a table; empty: it measures the world
};

struct Cast {
  std::vector<CastMember> members;
  std::set<std::string, std::less<>> keys;  // that the rows of the members name
};

// The pack's devices, so many made-up ones, or one for each site of the table to replay. Faults:
// the table or its mapping cannot be read, too many devices.
Result<Cast> cast_of(const SimulateOptions& options, const Pack& pack);

// A pack in `directory` that inherits `pack` and declares the members that it does not know. What
// it inherits is linked beside it where it is not there.
Result<void> write_pack(const Path& directory, const Pack& pack, const Cast& cast);

}  // namespace qs::app

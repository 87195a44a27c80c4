// What answers about places share: a point that is asked for, where a record lies, the street that
// holds a point.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "base/geometry.h"
#include "edge/service/route.h"
#include "kernel/ledger/record.h"
#include "kernel/ledger/schema.h"

namespace qs::service {

// ?lon= and ?lat= in degrees; 422: absent, no figures, outside China.
Maybe<LonLat> place_param(const Call& call);

// The geometry of a record; nullopt: the kind has none, or it is empty.
std::optional<Geometry> geometry_of(const ledger::Kind& kind, const ledger::Record& record);
// [lon, lat] of its middle, or null.
nlohmann::json point_json(const ledger::Kind& kind, const ledger::Record& record);

// Empty: outside all streets.
std::string street_at(const District& district, LonLat place);

}  // namespace qs::service

// 火点: fires of the ledger as the bulletin counts them.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "edge/service/route.h"
#include "kernel/burning/bulletin.h"
#include "kernel/burning/fire_point.h"
#include "kernel/ledger/record.h"

namespace qs::service {

// One fire with what the bulletin tells of it besides the counting.
struct Fire {
  ledger::Record record;
  burning::SpotFact fact;
  std::string case_id;  // empty: none
};
inline constexpr size_t kMostFires = 5'000;  // of one period

// The fires found within the span, newest first, each with its time of arrival and the people in
// charge of its ground, of all levels. 422: more than kMostFires.
Maybe<std::vector<Fire>> fires_within(const Service::Room& room, Span span, Instant now);

// What one sighting in a street brings about: its record, and the fire that it opens or is of. To
// be decided while nobody else writes; empty: it is kept already.
Outcome<std::vector<ledger::Write>> sighting_writes(const Service::Room& room,
                                                    burning::FirePoint point, std::string street,
                                                    Instant now);

// The finest grid that holds a place; nullopt: none does.
Maybe<std::optional<ledger::Record>> grid_at(const Service::Room& room, LonLat place);

}  // namespace qs::service

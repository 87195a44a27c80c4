// OGC API – Features, Part 1 (17-069r4): what a client asks of the items of a collection.
#pragma once

#include "edge/service/registers/asked.h"

namespace qs::service {

inline constexpr size_t kOgcListed = 100, kOgcMost = 1'000;

// A page of a bbox that holds the features without a place: they meet every box, and come last.
inline constexpr std::string_view kPlaceless = "placeless";

// limit, bbox, datetime, after and the fields that the asker sees by name. 400: a parameter that is
// unknown or wrong (req/core/query-param-unknown, query-param-invalid).
Maybe<ledger::Query> ogc_query(const ledger::Kind& kind, const Params& params, const Sees& sees);
// The same question to the features without a place; nullopt: it has no box, or all have places.
std::optional<ledger::Query> placeless(const ledger::Kind& kind, const ledger::Query& asked);
// Only these parameters, and `f` that may say json.
Maybe<void> ogc_params(const Params& params, std::initializer_list<std::string_view> known);

// The field that says when a feature was: the first day or instant that every record has and the
// asker sees. nullptr: the features have no temporal geometry, any time meets them.
const ledger::Field* temporal(const ledger::Kind& kind, const Sees& sees);
// A field by which a client may ask as ?name=value.
bool is_queryable(const ledger::Field& field);

// An RFC 3339 instant or interval ("../2026-05-01T00:00:00Z", open ends ".." or blank).
struct Interval {
  std::optional<Instant> from, until;  // both within
};
Maybe<Interval> ogc_interval(std::string_view text);

}  // namespace qs::service

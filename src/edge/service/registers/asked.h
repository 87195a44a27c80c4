// What a stranger asks of a list, read from the query of a request: filters, words, places, order
// and page. Everything is checked against the kind here, so that the store refuses nothing.
#pragma once

#include <functional>
#include <map>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>

#include "edge/service/route.h"
#include "kernel/ledger/query.h"
#include "kernel/ledger/schema.h"

namespace qs::service {

using Params = std::map<std::string, std::string, std::less<>>;
// Whether the asker may filter and order by a field.
using Sees = std::function<bool(const ledger::Field&)>;

inline constexpr size_t kMostFilters = 20, kMostValues = 1'000, kMostListed = 1'000, kListed = 50;
inline constexpr double kFarthest = 200'000;  // metres

// `where`, `search`, `box`, `near`, `inside`, `order`, `limit` and `after` as docs/api.md says;
// absent or blank: not asked. 422 with the name of the wrong one; 403: not a field for this asker.
Maybe<ledger::Query> asked_query(const ledger::Kind& kind, const Params& params, const Sees& sees);
// One filter of `where`: [field, op, value].
Maybe<ledger::Filter> asked_filter(const ledger::Kind& kind, const nlohmann::json& filter,
                                   const Sees& sees);
// "w,s,e,n" in degrees.
Maybe<Box> asked_box(std::string_view text, std::string_view place);

// What `after` takes to go on behind this record.
std::string next_page(const ledger::Query& asked, const ledger::Record& last);

}  // namespace qs::service

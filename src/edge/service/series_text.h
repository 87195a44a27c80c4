// A chart's values as JSON text, written without a tree between: they are many.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "edge/service/route.h"

namespace qs::service {

inline constexpr size_t kMaxPoints = 100'000, kMaxFactors = 32;

// "a,b" as codes of the library, by any spelling; an index series ("AQI") stays as it is. Empty:
// all that the site has. 422: more than kMaxFactors.
Maybe<std::vector<std::string>> factors_of(const Service::Room& room, std::string_view list);

// [{"factor","unit","measure","points":[[t,value,mark,origin,revised],...],"limits":[...]}]
// 422: more than kMaxPoints.
enum class Shown : uint8_t { standing, measured };  // SeriesLog::scan or SeriesLog::measured
Maybe<std::string> series_text(const Service::Room& room, const ledger::Record& site,
                               const std::vector<std::string>& factors, observe::Cadence cadence,
                               Span span, Shown shown);

}  // namespace qs::service

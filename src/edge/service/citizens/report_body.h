// What a stranger may write in a report, read within bounds.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/datum.h"
#include "edge/service/route.h"
#include "kernel/report/rules.h"

namespace qs::service {

struct ReportBody {
  std::string challenge, answer;
  std::string kind, text, address;
  LonLat place;
  std::string name, phone;  // empty: the reporter stays unknown
};
// 400: no JSON; 422: a field is missing, too long or of another shape. Texts come back cleaned.
Maybe<ReportBody> report_body(std::string_view body, const report::Rules& rules);

inline constexpr size_t kLongestName = 60, kLongestPhone = 24, kLongestAddress = 200;  // bytes

}  // namespace qs::service

// How findings are told: as JSON, as a picture each, and as one page that needs nothing else.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "kernel/suspect/finding.h"

namespace qs::app {

nlohmann::json json_of(const suspect::Finding& finding, const suspect::Law& law, Millis step);
// Inline SVG: measured, expected or copied, the limit, the suspected span shaded.
std::string picture_of(const suspect::Finding& finding, Millis step);
std::string suspicion_page(const std::vector<suspect::Finding>& findings, const suspect::Law& law,
                           const suspect::Table& table, std::string_view title);

}  // namespace qs::app

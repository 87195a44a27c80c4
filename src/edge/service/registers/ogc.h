// OGC API – Features: the addresses, links and answers that all its resources share.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "edge/service/registers/view.h"

namespace qs::service {

inline constexpr std::string_view kGeoJson = "application/geo+json", kJsonType = "application/json",
                                  kOpenApi = "application/vnd.oai.openapi+json;version=3.0",
                                  kCrs84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84";

// "https://host/ogc" as this client reached it; the path alone when the Host header is no host.
std::string ogc_base(const Call& call);
nlohmann::json ogc_link(std::string href, std::string_view rel, std::string_view type,
                        std::string_view title);
// Open to the pages of other sites: nothing of a session goes with their requests.
Response ogc_answer(const nlohmann::json& body, std::string_view type);

// What this visitor may see, in order of name.
std::vector<View> ogc_collections(const Service::Room& room, const Call& call);
// The OpenAPI 3.0 document of these collections.
nlohmann::json ogc_api(const std::vector<View>& collections, const std::string& base,
                       std::string_view title, std::string_view version);

}  // namespace qs::service

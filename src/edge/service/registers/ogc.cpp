// OGC API – Features, Part 1 (17-069r4), clauses 7.2–7.14: landing page, conformance, collections.
#include "edge/service/registers/ogc.h"

#include "base/json.h"
#include "edge/service/ask.h"
#include "edge/service/handlers.h"
#include "edge/service/registers/ogc_query.h"
#include "edge/service/room.h"

namespace qs::service {
namespace {

bool is_host(std::string_view text) {
  return !text.empty() && text.size() <= 255 && std::all_of(text.begin(), text.end(), [](char c) {
    return std::isalnum(static_cast<unsigned char>(c)) || c == '.' || c == '-' || c == ':' ||
           c == '[' || c == ']';
  });
}

std::string title_of(const ledger::Kind& kind) {
  return fmt::format("{} {}", kind.label_zh, kind.label_en);
}

Json collection_json(const View& view, const std::string& base) {
  const auto& kind = view.kind();
  auto place = fmt::format("{}/collections/{}", base, kind.name);
  return {{"id", kind.name},
          {"title", title_of(kind)},
          {"description", title_of(kind)},
          {"itemType", "feature"},
          {"crs", {kCrs84}},
          {"links",
           {ogc_link(place, "self", kJsonType, "this collection"),
            ogc_link(place + "/items", "items", kGeoJson, title_of(kind))}}};
}

}  // namespace

std::string ogc_base(const Call& call) {
  auto host = call.request.header("host");
  if (!is_host(host)) return "/ogc";
  return fmt::format("{}://{}/ogc", call.request.secure ? "https" : "http", host);
}

Json ogc_link(std::string href, std::string_view rel, std::string_view type,
              std::string_view title) {
  return {{"href", std::move(href)}, {"rel", rel}, {"type", type}, {"title", title}};
}

Response ogc_answer(const Json& body, std::string_view type) {
  auto out = json_response(body);
  out.headers = {{"Content-Type", std::string(type)}, {"Access-Control-Allow-Origin", "*"}};
  return out;
}

std::vector<View> ogc_collections(const Service::Room& room, const Call& call) {
  std::vector<View> out;
  for (auto kind : shelved_kinds(room))
    if (auto view = View::widest(room, call.actor, kind->name)) out.push_back(std::move(*view));
  return out;
}

Reply get_ogc(Service::Room& room, const Call& call) {
  if (auto fine = ogc_params(call.request.query, {}); !fine) return tl::unexpected(fine.error());
  auto base = ogc_base(call);
  const auto& district = room.seams.district;
  return ogc_answer(
      {{"title", district.name_zh + " " + district.name_en},
       {"description", "生态环境台账 Registers of the ecological environment"},
       {"links",
        {ogc_link(base, "self", kJsonType, "this document"),
         ogc_link(base + "/api", "service-desc", kOpenApi, "the API definition"),
         ogc_link(base + "/conformance", "conformance", kJsonType, "conformance classes"),
         ogc_link(base + "/collections", "data", kJsonType, "the collections")}}},
      kJsonType);
}

Reply get_ogc_conformance(Service::Room&, const Call& call) {
  if (auto fine = ogc_params(call.request.query, {}); !fine) return tl::unexpected(fine.error());
  constexpr std::string_view kClass = "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/";
  auto classes = Json::array();
  for (auto name : {"core", "oas30", "geojson"})
    classes.push_back(fmt::format("{}{}", kClass, name));
  return ogc_answer({{"conformsTo", classes}}, kJsonType);
}

Reply get_ogc_api(Service::Room& room, const Call& call) {
  if (auto fine = ogc_params(call.request.query, {}); !fine) return tl::unexpected(fine.error());
  return ogc_answer(ogc_api(ogc_collections(room, call), ogc_base(call),
                            room.seams.district.name_zh, room.settings.version),
                    kOpenApi);
}

Reply get_ogc_collections(Service::Room& room, const Call& call) {
  if (auto fine = ogc_params(call.request.query, {}); !fine) return tl::unexpected(fine.error());
  auto base = ogc_base(call);
  auto list = Json::array();
  for (const auto& view : ogc_collections(room, call)) list.push_back(collection_json(view, base));
  return ogc_answer(
      {{"links", {ogc_link(base + "/collections", "self", kJsonType, "this document")}},
       {"collections", std::move(list)}},
      kJsonType);
}

Reply get_ogc_collection(Service::Room& room, const Call& call) {
  if (auto fine = ogc_params(call.request.query, {}); !fine) return tl::unexpected(fine.error());
  return View::widest(room, call.actor, call.id()).map([&](const View& view) {
    return ogc_answer(collection_json(view, ogc_base(call)), kJsonType);
  });
}

}  // namespace qs::service

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

constexpr std::string_view kGregorian = "http://www.opengis.net/def/uom/ISO-8601/0/Gregorian";
constexpr Box kChina{73, 3, 136, 54};  // where places may lie at all

// The district with half of its width and height around it.
std::optional<Box> vicinity(const District& district) {
  auto outline = Geometry::of(district.outline);
  if (!outline) return std::nullopt;
  auto box = outline->bounds();
  auto wide = (box.east - box.west) / 2, high = (box.north - box.south) / 2;
  return Box{box.west - wide, box.south - high, box.east + wide, box.north + high};
}

// No place of the kind reaches out of the box: nothing lies in the four strips around it.
Maybe<bool> holds_all(const Service::Room& room, const std::string& kind, const Box& box) {
  for (const Box& strip : {Box{kChina.west, kChina.south, box.west, kChina.north},
                           Box{box.east, kChina.south, kChina.east, kChina.north},
                           Box{kChina.west, kChina.south, kChina.east, box.south},
                           Box{kChina.west, box.north, kChina.east, kChina.north}}) {
    auto found = query(room, {.kind = kind, .where = {}, .box = strip, .limit = 1});
    if (!found) return tl::unexpected(found.error());
    if (!found->empty()) return false;
  }
  return true;
}

// The least or greatest time of a field, RFC 3339, of a day its beginning or end; null: no record.
Maybe<Json> time_at_end(const Service::Room& room, const View& view, const ledger::Field& field,
                        bool last) {
  constexpr std::chrono::seconds kDay{24 * 3600 - 1};
  ledger::Query asked{.kind = view.kind().name,
                      .where = {},
                      .order_by = field.name,
                      .descending = last,
                      .limit = 1};
  auto found = query(room, asked);
  if (!found) return tl::unexpected(found.error());
  if (found->empty()) return Json();
  if (auto instant = found->front().instant(field.name)) return Json(iso(*instant));
  auto day = parse_day(found->front().text(field.name));
  if (!day) return Json();
  return Json(iso(start_of(*day) + (last ? kDay : std::chrono::seconds{0})));
}

// fc-md-extent: it holds every feature, so where that is not known there is none: when something
// lies far from the district, and for times that no index finds.
Maybe<Json> extent_of(const Service::Room& room, const View& view) {
  auto extent = Json::object();
  auto sees = [&](const ledger::Field& field) { return view.sees(field); };
  auto place = view.kind().geometry();
  if (auto box = vicinity(room.seams.district); box && place && view.sees(*place)) {
    auto all = holds_all(room, view.kind().name, *box);
    if (!all) return tl::unexpected(all.error());
    if (*all)
      extent["spatial"] = {
          {"bbox", Json::array({Json::array({box->west, box->south, box->east, box->north})})},
          {"crs", kCrs84}};
  }
  if (auto field = temporal(view.kind(), sees); field && field->indexed) {
    auto first = time_at_end(room, view, *field, false);
    if (!first) return first;
    auto last = time_at_end(room, view, *field, true);
    if (!last) return last;
    if (!first->is_null() && !last->is_null())
      extent["temporal"] = {{"interval", Json::array({Json::array({*first, *last})})},
                            {"trs", kGregorian}};
  }
  return extent;
}

Maybe<Json> collection_json(const Service::Room& room, const View& view, const std::string& base) {
  const auto& kind = view.kind();
  auto extent = extent_of(room, view);
  if (!extent) return extent;
  auto place = fmt::format("{}/collections/{}", base, kind.name);
  Json out{{"id", kind.name},
           {"title", title_of(kind)},
           {"description", title_of(kind)},
           {"itemType", "feature"},
           {"crs", {kCrs84}},
           {"links",
            {ogc_link(place, "self", kJsonType, "this collection"),
             ogc_link(place + "/items", "items", kGeoJson, title_of(kind))}}};
  if (!extent->empty()) out["extent"] = std::move(*extent);
  return out;
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
  for (const auto& view : ogc_collections(room, call)) {
    auto one = collection_json(room, view, base);
    if (!one) return tl::unexpected(one.error());
    list.push_back(std::move(*one));
  }
  return ogc_answer(
      {{"links", {ogc_link(base + "/collections", "self", kJsonType, "this document")}},
       {"collections", std::move(list)}},
      kJsonType);
}

Reply get_ogc_collection(Service::Room& room, const Call& call) {
  if (auto fine = ogc_params(call.request.query, {}); !fine) return tl::unexpected(fine.error());
  return View::widest(room, call.actor, call.id())
      .and_then([&](const View& view) { return collection_json(room, view, ogc_base(call)); })
      .map([](const Json& collection) { return ogc_answer(collection, kJsonType); });
}

}  // namespace qs::service

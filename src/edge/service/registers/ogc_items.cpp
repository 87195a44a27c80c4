// OGC API – Features, clauses 7.15 and 7.16: features of a collection, and one of them.
#include "base/json.h"
#include "edge/service/ask.h"
#include "edge/service/handlers.h"
#include "edge/service/registers/fields_json.h"
#include "edge/service/registers/ogc.h"
#include "edge/service/registers/ogc_query.h"
#include "edge/service/registers/personal.h"
#include "edge/service/registers/standing.h"
#include "edge/service/room.h"

namespace qs::service {
namespace {

using ledger::Record;

// As it stands in a path or a query.
std::string escaped(std::string_view text) {
  std::string out;
  for (unsigned char c : text)
    out += std::isalnum(c) || c == '-' || c == '_' || c == '.' || c == '~'
               ? std::string(1, static_cast<char>(c))
               : fmt::format("%{:02X}", c);
  return out;
}

// `record` as the view shows it.
Json feature_json(const View& view, const Record& record, const std::string& items) {
  auto properties = fields_json(view.kind(), record.fields);
  Json geometry;
  if (auto place = view.kind().geometry(); place && properties.contains(place->name)) {
    geometry = std::move(properties[place->name]);
    properties.erase(place->name);
  }
  auto collection = items.substr(0, items.rfind('/'));
  return {{"type", "Feature"},
          {"id", record.id},
          {"geometry", std::move(geometry)},
          {"properties", std::move(properties)},
          {"links",
           {ogc_link(items + "/" + escaped(record.id), "self", kGeoJson, "this feature"),
            ogc_link(collection, "collection", kJsonType, "its collection")}}};
}

std::string items_of(const Call& call, const View& view) {
  return fmt::format("{}/collections/{}/items", ogc_base(call), view.kind().name);
}

// The address of this page with some of its parameters changed.
std::string page_of(const Call& call, const std::string& items, const Params& changed = {}) {
  auto params = changed;
  for (const auto& [name, text] : call.request.query) params.try_emplace(name, text);
  std::erase_if(params, [](const auto& param) { return param.second.empty(); });
  std::string out = items;
  for (char mark = '?'; const auto& [name, text] : params)
    out += fmt::format("{}{}={}", std::exchange(mark, '&'), escaped(name), escaped(text));
  return out;
}

// One page of features, how many there are on all pages, and how to go on.
struct Page {
  std::vector<Record> records;
  size_t matched = 0;
  std::optional<Params> next;
};

Maybe<Page> page_of(const Service::Room& room, const Call& call, ledger::Query asked,
                    const std::optional<ledger::Query>& bare) {
  auto matched = lift(room.seams.records.count(asked));
  if (!matched) return tl::unexpected(matched.error());
  Maybe<size_t> without = 0;
  if (bare) without = lift(room.seams.records.count(*bare));
  if (!without) return tl::unexpected(without.error());
  bool last_part = !bare || call.request.query.contains(kPlaceless);
  if (bare && last_part) asked = *bare;
  auto limit = asked.limit++;
  auto records = query(room, asked);
  if (!records) return tl::unexpected(records.error());
  Page out{std::move(*records), *matched + *without, {}};
  if (out.records.size() > limit) {
    out.records.pop_back();
    out.next = Params{{"after", next_page(asked, out.records.back())}};
  } else if (!last_part && *without > 0) {
    out.next = Params{{"after", ""}, {std::string(kPlaceless), "true"}};
  }
  return out;
}

Maybe<void> show(Service::Room& room, const Call& call, const View& view,
                 std::vector<Record>& records) {
  for (auto& record : records) record = view.shown(std::move(record));
  PersonalReads reads(call);
  reads.see(view.kind(), records);
  return reads.write(room);
}

}  // namespace

Reply get_ogc_items(Service::Room& room, const Call& call) {
  auto view = View::widest(room, call.actor, call.id());
  if (!view) return tl::unexpected(view.error());
  auto asked = ogc_query(view->kind(), call.request.query,
                         [&](const ledger::Field& f) { return view->sees(f); });
  if (!asked) return tl::unexpected(asked.error());
  view->keep_within(*asked);
  auto page = page_of(room, call, *asked, placeless(view->kind(), *asked));
  if (!page) return tl::unexpected(page.error());
  if (auto shown = show(room, call, *view, page->records); !shown)
    return tl::unexpected(shown.error());
  auto items = items_of(call, *view);
  auto links = Json::array({ogc_link(page_of(call, items), "self", kGeoJson, "this page")});
  if (page->next)
    links.push_back(ogc_link(page_of(call, items, *page->next), "next", kGeoJson, "the next page"));
  auto features = Json::array();
  for (const auto& record : page->records) features.push_back(feature_json(*view, record, items));
  return ogc_answer({{"type", "FeatureCollection"},
                     {"timeStamp", iso(call.now)},
                     {"numberMatched", page->matched},
                     {"numberReturned", features.size()},
                     {"links", std::move(links)},
                     {"features", std::move(features)}},
                    kGeoJson);
}

Reply get_ogc_item(Service::Room& room, const Call& call) {
  if (auto fine = ogc_params(call.request.query, {}); !fine) return tl::unexpected(fine.error());
  auto view = View::widest(room, call.actor, call.id());
  if (!view) return tl::unexpected(view.error());
  auto record = find_reached(room, *view, call.caught[1]);
  if (!record) return tl::unexpected(record.error());
  std::vector<Record> one{std::move(*record)};
  if (auto shown = show(room, call, *view, one); !shown) return tl::unexpected(shown.error());
  return ogc_answer(feature_json(*view, one[0], items_of(call, *view)), kGeoJson);
}

}  // namespace qs::service

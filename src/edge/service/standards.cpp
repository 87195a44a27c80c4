#include "base/json.h"
#include "edge/service/ask.h"
#include "edge/service/handlers.h"
#include "edge/service/render.h"
#include "edge/service/room.h"

namespace qs::service {
namespace {

std::string_view name(standard::Comparison comparison) {
  static constexpr std::array<std::string_view, 3> kNames{"at_most", "at_least", "within"};
  return kNames[static_cast<size_t>(comparison)];
}

Json until_json(const standard::Source& source) {
  return source.until ? Json(iso(*source.until)) : Json();
}

Json limit_json(const standard::Library& library, const standard::Limit& limit) {
  auto out = limit_brief(limit);
  auto factor = library.factor(limit.factor);
  out["id"] = limit.id;
  out["factor"] = limit.factor;
  out["factor_zh"] = factor ? factor->name_zh : limit.factor;
  out["factor_en"] = factor ? factor->name_en : limit.factor;
  out["comparison"] = name(limit.comparison);
  out["condition"] = limit.condition;
  out["from"] = iso(limit.source.from);
  out["until"] = until_json(limit.source);
  return out;
}

// One standard as it is listed: where its rows begin and end, and the least sure of them.
struct Listed {
  Day from;
  std::optional<Day> until;
  std::string confidence;
  size_t count = 0;
};

void add(std::map<std::string, Listed>& list, const standard::Source& source) {
  auto [it, is_new] =
      list.try_emplace(source.standard, Listed{source.from, source.until, source.confidence});
  auto& entry = it->second;
  entry.count++;
  entry.from = std::min(entry.from, source.from);
  if (entry.until && (!source.until || *source.until > *entry.until)) entry.until = source.until;
  if (source.confidence != "verified") entry.confidence = source.confidence;
}

}  // namespace

Reply get_standards(Service::Room& room, const Call&) {
  const auto& tables = room.seams.library.tables();
  std::map<std::string, Listed> list;
  for (const auto& row : tables.limits) add(list, row.source);
  for (const auto& row : tables.indices) add(list, row.source);
  for (const auto& row : tables.categories) add(list, row.source);
  for (const auto& row : tables.rules) add(list, row.source);
  auto out = Json::array();
  for (const auto& [standard, entry] : list)
    out.push_back({{"standard", standard},
                   {"name", standard},
                   {"from", iso(entry.from)},
                   {"until", entry.until ? Json(iso(*entry.until)) : Json()},
                   {"confidence", entry.confidence},
                   {"count", entry.count}});
  return json_response(out);
}

Reply get_limits(Service::Room& room, const Call& call) {
  auto day = day_param(call, "day");
  if (!day) return tl::unexpected(day.error());
  auto standard = param(call, "standard"), asked = param(call, "factor");
  const auto& library = room.seams.library;
  auto factor = asked ? library.factor(*asked) : nullptr;
  if (asked && !factor) return refuse(404, "there is no such factor", *asked);
  auto out = Json::array();
  for (const auto& limit : library.tables().limits) {
    bool wanted = (!standard || limit.source.standard.starts_with(*standard)) &&
                  (!factor || limit.factor == factor->code) &&
                  (!param(call, "day") || limit.source.in_force(*day));
    if (wanted && out.size() < ledger::kMaxPage) out.push_back(limit_json(library, limit));
  }
  return json_response(out);
}

Reply get_factors(Service::Room& room, const Call&) {
  auto out = Json::array();
  for (const auto& factor : room.seams.library.tables().factors) {
    auto row = factor_brief(factor);
    row["old_code"] = factor.old_code;
    out.push_back(std::move(row));
  }
  return json_response(out);
}

}  // namespace qs::service

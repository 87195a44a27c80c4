#include "edge/service/series_text.h"

#include "base/json.h"
#include "edge/service/ask.h"
#include "edge/service/render.h"
#include "edge/service/room.h"

namespace qs::service {
namespace {

using observe::Sample;

// A person's decision stands in place of what came; SeriesLog::scan tells no more than that.
bool is_revised(const Sample& sample) {
  return sample.origin == observe::Origin::audit;
}

void write_points(std::string& out, std::span<const Sample> samples) {
  auto to = std::back_inserter(out);
  bool first = true;
  for (const auto& s : samples) {
    if (!first) out += ',';
    first = false;
    fmt::format_to(to, "[{},", s.time);
    std::isfinite(s.value) ? fmt::format_to(to, "{}", s.value) : fmt::format_to(to, "null");
    fmt::format_to(to, ",\"{}\",\"{}\",{}]", observe::letter(s.mark), observe::name(s.origin),
                   is_revised(s));
  }
}

// A limit as it is drawn beside values: in their unit. nullopt: it does not convert.
std::optional<standard::Limit> in_unit(const standard::Library& library,
                                       const standard::Limit& limit, const std::string& unit) {
  auto shown = limit;
  for (auto bound : {&shown.lower, &shown.upper}) {
    if (!*bound || limit.unit == unit) continue;
    *bound = library.convert(**bound, limit.unit, unit);
    if (!*bound) return std::nullopt;
  }
  shown.unit = unit;
  return shown;
}

Json head_json(const Service::Room& room, const ledger::Record& site, const observe::SeriesKey& key,
               Day day) {
  auto factor = room.seams.library.factor(key.factor);
  auto limits = Json::array();
  for (const auto* limit : room.seams.limits(site, key.factor, key.cadence, day))
    if (auto shown = in_unit(room.seams.library, *limit, factor ? factor->unit : limit->unit))
      limits.push_back(limit_brief(*shown));
  return {{"factor", key.factor},
          {"unit", factor ? factor->unit : ""},
          {"measure", observe::name(key.measure)},
          {"limits", limits}};
}

}  // namespace

Maybe<std::vector<std::string>> factors_of(const Service::Room& room, std::string_view list) {
  std::vector<std::string> out;
  while (!list.empty()) {
    auto part = list.substr(0, list.find(','));
    list.remove_prefix(std::min(part.size() + 1, list.size()));
    if (part.empty()) continue;
    auto factor = room.seams.library.factor(part);
    out.emplace_back(factor ? std::string_view(factor->code) : part);
    if (out.size() > kMaxFactors)
      return refuse(422, fmt::format("at most {} factors at once", kMaxFactors), "factors");
  }
  return out;
}

Maybe<std::string> series_text(const Service::Room& room, const ledger::Record& site,
                               const std::vector<std::string>& factors, observe::Cadence cadence,
                               Span span, Shown shown) {
  std::vector<std::pair<observe::SeriesId, observe::SeriesKey>> chosen;
  for (auto& [id, key] : room.seams.series.catalogue(site.id)) {
    bool asked =
        factors.empty() || std::find(factors.begin(), factors.end(), key.factor) != factors.end();
    if (asked && key.cadence == cadence) chosen.emplace_back(id, key);
  }
  std::string out = "[";
  size_t points = 0;
  for (const auto& [id, key] : chosen) {
    const auto& log = room.seams.series;
    auto samples = lift(shown == Shown::measured ? log.measured(std::span(&id, 1), span)
                                                 : log.scan(std::span(&id, 1), span));
    if (!samples) return tl::unexpected(samples.error());
    points += samples->size();
    if (points > kMaxPoints)
      return refuse(422, fmt::format("more than {} points, ask for less", kMaxPoints), "from");
    auto head = head_json(room, site, key, last_day(span)).dump();
    head.pop_back();  // its closing brace
    out += (out.size() > 1 ? "," : "") + head + ",\"points\":[";
    write_points(out, *samples);
    out += "]}";
  }
  return out + "]";
}

}  // namespace qs::service

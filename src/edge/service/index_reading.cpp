#include "edge/service/index_reading.h"

#include <array>
#include <map>

namespace qs::service {
namespace {

using observe::Cadence;
using observe::Measure;
using observe::Sample;
using observe::SeriesId;

// How the index of one kind of station is kept, beyond which category something is to blame for it
// and how many factors are named, ties besides (HJ 633: primary pollutants from AQI > 50 on, the
// greatest; 环办〔2011〕22号: what is worse than class III, the three worst).
struct Scheme {
  std::string_view site_kind, index, factor, prefix, categories, last_clean;
  size_t named;
};
constexpr std::array<Scheme, 5> kSchemes{{
    {"air_standard", "AQI", "AQI", "IAQI:", "AQI", "1", 1},
    {"air_micro", "AQI", "AQI", "IAQI:", "AQI", "1", 1},
    {"river", "water_class", "water_class", "water_class:", "water", "III", 3},
    {"noise", "noise", "noise_class", "noise_class:", "noise", "1", 1},
    {"outlet", "outlet", "outlet_class", "outlet_class:", "outlet", "2", 3},
}};
constexpr std::string_view kToday = "@today", kMultiple = "water_multiple:";

const Scheme* scheme_of(const ledger::Record& site) {
  auto kind = site.text("kind");
  for (const auto& scheme : kSchemes)
    if (scheme.site_kind == kind) return &scheme;
  return nullptr;
}

// The series of one site and cadence that together are its index.
struct Parts {
  const Scheme* scheme = nullptr;
  SeriesId head = 0, today = 0;
  std::vector<std::pair<std::string, SeriesId>> items, multiples;

  std::vector<SeriesId> ids() const {
    std::vector<SeriesId> all{head};
    if (today) all.push_back(today);
    for (const auto& [factor, id] : items) all.push_back(id);
    for (const auto& [factor, id] : multiples) all.push_back(id);
    return all;
  }
};
using Catalogue = std::vector<std::pair<SeriesId, observe::SeriesKey>>;

void add(Parts& parts, SeriesId id, const std::string& factor) {
  const auto& s = *parts.scheme;
  if (factor == s.factor) {
    parts.head = id;
  } else if (factor.starts_with(s.factor) && factor.ends_with(kToday)) {
    parts.today = id;
  } else if (factor.starts_with(s.prefix)) {
    parts.items.emplace_back(factor.substr(s.prefix.size()), id);
  } else if (factor.starts_with(kMultiple)) {
    parts.multiples.emplace_back(factor.substr(kMultiple.size()), id);
  }
}

// By site and cadence; sites without an index are absent.
std::map<std::pair<std::string, Cadence>, Parts> parts_of(
    const Catalogue& catalogue, const std::vector<ledger::Record>& sites) {
  std::map<std::string, const Scheme*, std::less<>> schemes;
  for (const auto& site : sites)
    if (auto scheme = scheme_of(site)) schemes[site.id] = scheme;
  std::map<std::pair<std::string, Cadence>, Parts> out;
  for (const auto& [id, key] : catalogue) {
    auto scheme = key.measure == Measure::index ? schemes.find(key.site) : schemes.end();
    if (scheme == schemes.end()) continue;
    auto& parts = out[{key.site, key.cadence}];
    parts.scheme = scheme->second;
    add(parts, id, key.factor);
  }
  std::erase_if(out, [](const auto& entry) { return entry.second.head == 0; });
  return out;
}

Catalogue catalogue_of(const observe::SeriesLog& series, const std::vector<ledger::Record>& sites) {
  return series.catalogue(sites.size() == 1 ? std::string_view{sites[0].id} : std::string_view{});
}

// The values of one moment, found by series.
using Values = std::map<SeriesId, Sample>;

std::optional<double> value_at(const Values& values, SeriesId id, int64_t time) {
  auto it = values.find(id);
  if (it == values.end() || it->second.time != time || !counts(it->second.mark))
    return std::nullopt;
  return it->second.value;
}

std::vector<std::string> worst(const IndexValue& index, const standard::Category* last_clean,
                               size_t named) {
  std::vector<std::string> out;
  if (!index.value || !last_clean || *index.value <= last_clean->high) return out;
  auto items = index.items;
  auto multiple = [&](const std::string& factor) {
    auto it = index.multiples.find(factor);
    return it == index.multiples.end() ? 0 : it->second;
  };
  std::stable_sort(items.begin(), items.end(), [&](const auto& a, const auto& b) {
    return std::pair(a.second, multiple(a.first)) > std::pair(b.second, multiple(b.first));
  });
  double last = 0;
  for (const auto& [factor, value] : items) {
    if (value <= last_clean->high || (out.size() >= named && value < last)) break;
    out.push_back(factor);
    last = value;
  }
  return out;
}

std::optional<IndexValue> assemble(const standard::Library& library, const Parts& parts,
                                   const Values& values, Instant now) {
  auto head = values.find(parts.head);
  if (head == values.end()) return std::nullopt;
  const auto& scheme = *parts.scheme;
  auto time = head->second.time;
  auto day = day_of(from_ms(time));
  IndexValue out{.index = scheme.index,
                 .at = from_ms(time),
                 .value = value_at(values, parts.head, time),
                 .primary = {},
                 .items = {},
                 .multiples = {},
                 .today = value_at(values, parts.today, time)};
  if (out.value) out.category = library.category(scheme.categories, *out.value, day);
  if (out.today) out.today_category = library.category(scheme.categories, *out.today, day_of(now));
  for (const auto& [factor, id] : parts.items)
    if (auto value = value_at(values, id, time)) out.items.emplace_back(factor, *value);
  for (const auto& [factor, id] : parts.multiples)
    if (auto value = value_at(values, id, time); value && *value > 0)
      out.multiples[factor] = *value;
  out.primary =
      worst(out, library.category(scheme.categories, scheme.last_clean, day), scheme.named);
  return out;
}

// Of the cadences a station has, the one whose newest value is the newest.
std::vector<std::optional<IndexValue>> newest_of(
    const standard::Library& library, const std::vector<ledger::Record>& sites,
    const std::map<std::pair<std::string, Cadence>, Parts>& parts, const Values& values,
    Instant now) {
  std::vector<std::optional<IndexValue>> out;
  for (const auto& site : sites) {
    std::optional<IndexValue> best;
    for (auto cadence : {Cadence::hour, Cadence::day}) {
      auto it = parts.find({site.id, cadence});
      if (it == parts.end()) continue;
      auto found = assemble(library, it->second, values, now);
      if (found && (!best || found->at > best->at)) best = std::move(found);
    }
    out.push_back(std::move(best));
  }
  return out;
}

std::vector<SeriesId> all_ids(const std::map<std::pair<std::string, Cadence>, Parts>& parts) {
  std::vector<SeriesId> ids;
  for (const auto& [key, part] : parts) {
    auto own = part.ids();
    ids.insert(ids.end(), own.begin(), own.end());
  }
  return ids;
}

}  // namespace

IndexReading::IndexReading(const observe::SeriesLog& series, const standard::Library& library,
                           Instant now)
    : series_(series), library_(library), now_(now) {}

std::vector<std::optional<IndexValue>> IndexReading::newest(
    const std::vector<ledger::Record>& sites) const {
  auto parts = parts_of(catalogue_of(series_, sites), sites);
  auto ids = all_ids(parts);
  auto samples = series_.latest(ids);
  Values values;
  for (size_t i = 0; i < ids.size(); ++i)
    if (samples[i]) values[ids[i]] = *samples[i];
  return newest_of(library_, sites, parts, values, now_);
}

Result<std::vector<std::optional<IndexValue>>> IndexReading::at(
    const std::vector<ledger::Record>& sites, Instant moment) const {
  auto parts = parts_of(catalogue_of(series_, sites), sites);
  std::erase_if(parts, [](const auto& entry) { return entry.first.second != Cadence::hour; });
  auto ids = all_ids(parts);
  auto samples = series_.scan(ids, {moment - kMapReach, moment + Millis{1}});
  if (!samples) return tl::unexpected(samples.error());
  Values values;
  for (const auto& sample : *samples) values[sample.series] = sample;  // the last of each
  return newest_of(library_, sites, parts, values, now_);
}

Result<std::vector<IndexValue>> IndexReading::history(const ledger::Record& site, Cadence cadence,
                                                      Span span) const {
  std::vector<ledger::Record> sites{site};
  auto parts = parts_of(catalogue_of(series_, sites), sites);
  auto it = parts.find({site.id, cadence});
  std::vector<IndexValue> out;
  if (it == parts.end()) return out;
  auto samples = series_.scan(it->second.ids(), span);
  if (!samples) return tl::unexpected(samples.error());
  std::map<int64_t, Values> by_time;
  for (const auto& sample : *samples) by_time[sample.time][sample.series] = sample;
  for (const auto& [time, values] : by_time)
    if (auto index = assemble(library_, it->second, values, now_)) out.push_back(std::move(*index));
  return out;
}

}  // namespace qs::service

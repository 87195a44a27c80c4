#include "app/outlet_marker.h"

#include <algorithm>

#include "app/outlet_limits.h"

namespace qs::app {

using ledger::Record;
using observe::Cadence;
using observe::Measure;
using observe::Sample;
using std::chrono::hours;
using std::chrono::minutes;

namespace {

constexpr std::array kMovers{kOutletMarkKind, kOutletCheckKind, kOutletLimitKind};
constexpr size_t kMostMoved = 10'000;  // records that are looked at when the program starts

// A series of what the device says of an outlet's minute or hour.
bool is_said(const observe::SeriesKey& key) {
  bool mean = key.measure == Measure::avg || key.measure == Measure::zs_avg;
  return mean && (key.cadence == Cadence::minute || key.cadence == Cadence::hour);
}

Instant hour_at(int64_t time) {
  return Period::of(PeriodKind::hour, from_ms(time)).begin;
}

// What a revision of a record speaks of.
Span span_said(std::string_view kind, const ledger::Fields& fields, Instant until) {
  Record r{{}, {}, 0, fields};
  if (kind == kOutletMarkKind)
    return {r.instant("from_at").value_or(until), r.instant("until_at").value_or(until)};
  auto from = r.instant(kind == kOutletCheckKind ? "checked_at" : "from_at");
  return {from.value_or(until), r.instant("until_at").value_or(until)};
}

}  // namespace

bool OutletMarker::moves(std::string_view kind) {
  return std::ranges::find(kMovers, kind) != kMovers.end();
}

Millis OutletMarker::least_of(std::string_view factor, Instant at) const {
  auto declared = library_.factor(factor);
  auto rule = library_.rule("gas.valid.hour_minutes", day_of(at));
  bool water = declared && declared->medium == "water";
  return water || !rule ? Millis(minutes{60}) : Millis(minutes{static_cast<int>(rule->number())});
}

Result<bool> OutletMarker::ever_marked(const std::string& site) const {
  for (auto kind : {kOutletMarkKind, kOutletCheckKind}) {
    if (!records_.kind(kind)) continue;
    auto count =
        records_.count({.kind = std::string(kind), .where = {{.field = "station", .value = site}}});
    if (!count) return tl::unexpected(count.error());
    if (*count > 0) return true;
  }
  return false;
}

// A value that was marked here before, as it was; nullopt: it was not.
Result<std::optional<Sample>> OutletMarker::restored(const Sample& sample) const {
  if (sample.origin != observe::Origin::audit) return std::nullopt;
  auto versions = series_.versions(sample.series, sample.time);
  if (!versions) return tl::unexpected(versions.error());
  if (versions->empty() || versions->back().by != kImposer) return std::nullopt;
  for (auto v = versions->rbegin(); v != versions->rend(); ++v)
    if (v->by != kImposer) return v->sample;
  return std::nullopt;
}

Result<void> OutletMarker::impose(const std::string& site, const std::set<Instant>& at, Instant now,
                                  observe::Batch& batch) const {
  Span span{*at.begin(), *at.rbegin() + hours{1}};
  auto imposed = imposed_at(records_, library_, site, span, now);
  if (!imposed) return tl::unexpected(imposed.error());
  std::map<observe::SeriesId, observe::SeriesKey> said;
  std::vector<observe::SeriesId> ids;
  for (auto& [id, key] : series_.catalogue(site))
    if (is_said(key)) ids.push_back(id), said.emplace(id, std::move(key));
  if (ids.empty()) return {};
  auto samples = series_.scan(ids, span);
  if (!samples) return tl::unexpected(samples.error());
  for (auto sample : *samples) {
    bool ours = sample.origin == observe::Origin::derived ||
                sample.origin == observe::Origin::calibrated || !at.contains(hour_at(sample.time));
    if (ours) continue;
    const auto& key = said.at(sample.series);
    auto begin = from_ms(sample.time);
    bool hour = key.cadence == Cadence::hour;
    auto wanted =
        mark_imposed(*imposed, key.factor, {begin, begin + (hour ? hours{1} : minutes{1})},
                     hour ? least_of(key.factor, begin) : Millis{1});
    auto before = restored(sample);
    if (!before) return tl::unexpected(before.error());
    if (sample.origin == observe::Origin::audit && !*before) continue;  // a person's decision
    auto as_said = before->value_or(sample);
    auto mark = wanted.value_or(as_said.mark);
    if (mark == sample.mark && as_said.value == sample.value) continue;
    sample.value = as_said.value;
    sample.mark = mark;
    sample.origin = observe::Origin::audit;
    sample.frame = 0;
    batch.samples.push_back(sample);
  }
  return {};
}

Result<void> OutletMarker::impose(std::span<const Due> dues, Instant now) {
  std::map<std::string, std::set<Instant>> by_site;
  for (const auto& due : dues) {
    auto site = sites_.find(due.site);
    if (site && site->kind == "outlet" && due.what.period.kind == PeriodKind::hour)
      by_site[due.site].insert(due.what.period.begin);
  }
  observe::Batch batch;
  batch.received = now;
  batch.by = kImposer;
  batch.reason = "accepted marks and calibrations of the outlet";
  for (const auto& [site, at] : by_site) {
    auto marked = ever_marked(site);
    if (!marked) return tl::unexpected(marked.error());
    if (!*marked) continue;
    if (auto done = impose(site, at, now, batch); !done) return done;
  }
  if (batch.samples.empty()) return {};
  return series_.append(batch).map([](const auto&) {});
}

Result<OutletMarker::Hours> OutletMarker::moved(std::string_view kind, const std::string& id,
                                                Instant until) const {
  auto history = records_.history(kind, id);
  if (!history) return tl::unexpected(history.error());
  auto longest = library_.rule("outlet.rejudge_days", day_of(until));
  auto most = std::chrono::days{longest ? static_cast<int>(longest->number()) : 31};
  Hours out;
  auto begin = history->size() > 2 ? history->size() - 2 : 0;  // as it was and as it is
  for (auto i = begin; i < history->size(); ++i) {
    const auto& fields = (*history)[i].fields;
    auto station = Record{{}, {}, 0, fields}.text("station");
    auto span = span_said(kind, fields, until);
    // A calibration speaks of the time since the one before it, and until the next.
    if (kind == kOutletCheckKind) span = {until - most, until};
    span.until = std::min(span.until, until);
    span.from = std::max(Period::of(PeriodKind::hour, span.from).begin, span.until - most);
    for (const auto& [series, key] : series_.catalogue(station))
      if (is_said(key))
        for (auto hour = span.from; hour < span.until; hour += hours{1})
          out.emplace(series, to_ms(Period::of(PeriodKind::hour, hour).begin));
  }
  return out;
}

Result<OutletMarker::Hours> OutletMarker::moved_after(uint64_t commit, Instant until) const {
  Hours out;
  for (auto kind : kMovers) {
    if (!records_.kind(kind)) continue;
    auto journal = records_.journal({.kind = std::string(kind), .limit = kMostMoved});
    if (!journal) return tl::unexpected(journal.error());
    for (const auto& entry : *journal) {
      if (entry.revision.commit <= commit) break;
      auto hours_of = moved(kind, entry.id, until);
      if (!hours_of) return hours_of;
      out.merge(*hours_of);
    }
  }
  return out;
}

}  // namespace qs::app

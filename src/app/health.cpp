#include "app/health.h"

#include "app/outlet_marks.h"
#include "base/json.h"
#include "kernel/observe/completeness.h"

namespace qs::app {

using observe::Cadence;
using observe::Measure;

namespace {

constexpr auto kRateOver = std::chrono::hours{24};
constexpr auto kFreshFor = std::chrono::minutes{1};

// The series of one factor that are sent in regular steps.
struct Regular {
  std::optional<observe::SeriesId> minutes, hours;
};
std::map<std::string, Regular> regular(const observe::SeriesLog& series, std::string_view site) {
  std::map<std::string, Regular> out;
  for (const auto& [id, key] : series.catalogue(site)) {
    if (key.measure != Measure::avg) continue;
    if (key.cadence == Cadence::minute) out[key.factor].minutes = id;
    if (key.cadence == Cadence::hour) out[key.factor].hours = id;
  }
  return out;
}

std::map<std::string, uint64_t> counts_of(const Json& json) {
  std::map<std::string, uint64_t> out;
  for (const auto& [kind, n] : json.items()) out[kind] = n.get<uint64_t>();
  return out;
}

}  // namespace

std::optional<service::DeviceHealth> Health::by_mqtt(std::string_view id) const {
  auto heard = gateways_.mqtt().device(id);
  if (!heard) return std::nullopt;
  service::DeviceHealth health{.online = heard->online(now_()),
                               .last_seen = heard->last_seen,
                               .online_rate = heard->online_rate(now_())};
  for (size_t i = 0; i < heard->faults.size(); ++i)
    if (heard->faults[i] > 0)
      health.refusals[std::string(name(static_cast<gateway::mqtt::Fault>(i)))] = heard->faults[i];
  return health;
}

std::optional<service::DeviceHealth> Health::device(std::string_view id) const {
  auto json = Json::parse(gateways_.hj212().health_json(id), nullptr, false);
  if (!json.is_object() || json.empty()) {
    if (auto health = by_mqtt(id)) return with_capture_rate(std::move(*health), id);
    auto seen = devices_.stranger_seen(id);
    return seen ? std::optional(service::DeviceHealth{.last_seen = seen}) : std::nullopt;
  }
  service::DeviceHealth health{.online = json["online"].get<bool>(),
                               .last_seen = from_ms(json["last_seen"].get<int64_t>()),
                               .online_rate = json["online_rate"].get<double>(),
                               .refusals = counts_of(json["refusals"]),
                               .deviations = counts_of(json["deviations"])};
  if (!json["clock_offset_s"].is_null())
    health.clock_offset_s = json["clock_offset_s"].get<double>();
  return with_capture_rate(std::move(health), id);
}

service::DeviceHealth Health::with_capture_rate(service::DeviceHealth health,
                                                std::string_view id) const {
  auto record = records_.get("device", id);
  if (record && *record) health.capture_rate = capture_rate((*record)->text("site"));
  return health;
}

std::optional<double> Health::capture_rate(std::string_view site) const {
  if (site.empty()) return std::nullopt;
  auto now = now_();
  {
    std::lock_guard lock(mutex_);
    auto known = captured_.find(site);
    if (known != captured_.end() && now - known->second.computed < kFreshFor)
      return known->second.rate;
  }
  auto hour = Period::of(PeriodKind::hour, now).begin;
  auto by_factor = hours(site, {hour - kRateOver, hour});
  if (!by_factor) return std::nullopt;
  std::vector<observe::HourCount> all;
  for (const auto& [factor, counts] : *by_factor)
    all.insert(all.end(), counts.begin(), counts.end());
  auto rate = observe::capture_rate(all);
  std::lock_guard lock(mutex_);
  captured_[std::string(site)] = {now, rate};
  return rate;
}

Result<std::map<std::string, std::vector<observe::HourCount>>> Health::hours(std::string_view site,
                                                                             Span span) const {
  std::map<std::string, std::vector<observe::HourCount>> out;
  auto read = [&](const std::optional<observe::SeriesId>& id) {
    return id ? series_.scan(std::span(&*id, 1), span)
              : Result<std::vector<observe::Sample>>(std::vector<observe::Sample>{});
  };
  for (const auto& [factor, series] : regular(series_, site)) {
    auto minutes = read(series.minutes), hours = read(series.hours);
    if (!minutes || !hours) return tl::unexpected((!minutes ? minutes : hours).error());
    out[factor] = observe::completeness(*minutes, *hours, span);
  }
  return out;
}

Result<std::vector<service::Completeness>> Health::completeness(std::string_view site,
                                                                Span span) const {
  auto by_factor = hours(site, span);
  if (!by_factor) return tl::unexpected(by_factor.error());
  std::vector<service::Completeness> out;
  for (const auto& [factor, counts] : *by_factor)
    for (const auto& h : counts) out.push_back({factor, h.hour, h.due, h.received, h.valid});
  return out;
}

// A factor that is silent owes an hour's value each hour, but not while a stop is accepted.
Result<service::MonthTransmission> Health::transmission(const ledger::Record& site,
                                                        Period month) const {
  Span span{month.begin, std::min(month.end(), Period::of(PeriodKind::hour, now_()).begin)};
  auto history = records_.history(site.kind, site.id);
  if (!history) return tl::unexpected(history.error());
  service::MonthTransmission out{.counted = span, .factors = {}};
  if (span.from >= span.until) return out;
  auto by_factor = hours(site.id, span);
  if (!by_factor) return tl::unexpected(by_factor.error());
  if (!history->empty() && history->front().when >= span.from) {
    out.counted.from = span.until;
    for (const auto& [factor, counts] : *by_factor)
      for (const auto& h : counts)
        if (h.received > 0) out.counted.from = std::min(out.counted.from, h.hour);
  }
  auto imposed = imposed_at(records_, library_, site.id, out.counted, now_());
  if (!imposed) return tl::unexpected(imposed.error());
  for (auto& [factor, counts] : *by_factor) {
    if (counts.empty()) counts = observe::completeness({}, out.counted, std::chrono::hours{1});
    std::erase_if(counts, [&](const auto& h) { return h.hour < out.counted.from; });
    for (auto& h : counts) {
      Span hour{h.hour, h.hour + std::chrono::hours{1}};
      auto mark = mark_imposed(*imposed, factor, hour, Millis{1});
      if (h.received == 0 && mark == observe::Mark::stopped) h.stopped = h.due;
    }
    auto& of = out.factors.emplace_back(service::MonthTransmission::OfFactor{factor, {}});
    of.counts.add(counts);
  }
  return out;
}

std::optional<double> Health::online_rate() const {
  auto devices = records_.query({.kind = "device",
                                 .where = {{.field = "state", .value = std::string("admitted")}},
                                 .limit = ledger::kMaxPage});
  if (!devices || devices->empty()) return std::nullopt;
  double sum = 0;
  for (const auto& d : *devices) {
    auto json = Json::parse(gateways_.hj212().health_json(d.id), nullptr, false);
    if (json.is_object() && !json.empty())
      sum += json.value("online_rate", 0.0);
    else if (auto heard = gateways_.mqtt().device(d.id))
      sum += heard->online_rate(now_());
  }
  return sum / static_cast<double>(devices->size());
}

std::vector<service::Forward> Health::forwards() const {
  return gateways_.forwards().status();
}

std::string Health::metrics() const {
  std::string out;
  gateways_.metrics(out);
  auto gauge = [&](std::string_view name, std::string_view help, uint64_t value) {
    out += fmt::format("# HELP {0} {1}\n# TYPE {0} gauge\n{0} {2}\n", name, help, value);
  };
  gauge("qingshan_strangers_turned_away", "Unknown devices not quarantined: no room, no name.",
        devices_.strangers_turned_away());
  gauge("qingshan_intake_waiting", "Frames waiting before the flow.", queue_.waiting());
  gauge("qingshan_intake_refused", "Frames refused because the queue was full.", queue_.refused());
  gauge("qingshan_series_seq", "Number of the newest kept value.", series_.last_seq());
  gauge("qingshan_ledger_commit", "Number of the newest ledger commit.", records_.last_commit());
  return out;
}

}  // namespace qs::app

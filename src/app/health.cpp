#include "app/health.h"

#include "base/json.h"
#include "kernel/observe/completeness.h"
#include "kernel/observe/method.h"

namespace qs::app {

using observe::Cadence;
using observe::Measure;

namespace {

constexpr auto kRateOver = std::chrono::hours{24};

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

Millis step_of(std::span<const observe::Sample> samples, Cadence cadence) {
  if (cadence == Cadence::minute)
    return std::chrono::minutes{observe::seen_step_minutes(samples).value_or(1)};
  std::optional<Millis> step;
  for (size_t i = 1; i < samples.size(); ++i) {
    Millis gap{samples[i].time - samples[i - 1].time};
    step = step ? std::min(*step, gap) : gap;
  }
  return step.value_or(std::chrono::hours{1});
}

// Per hour of the span; a series with steps of several hours is due only in the hours of its grid.
std::vector<observe::HourCount> counted(std::span<const observe::Sample> samples, Span span,
                                        Cadence cadence) {
  auto step = step_of(samples, cadence);
  auto hours = observe::completeness(samples, span, std::min<Millis>(step, std::chrono::hours{1}));
  if (step > std::chrono::hours{1} && !samples.empty())
    std::erase_if(hours, [&](const observe::HourCount& h) {
      return (to_ms(h.hour) - samples.front().time) % step.count() != 0;
    });
  return hours;
}

std::map<std::string, uint64_t> counts_of(const Json& json) {
  std::map<std::string, uint64_t> out;
  for (const auto& [kind, n] : json.items()) out[kind] = n.get<uint64_t>();
  return out;
}

}  // namespace

std::optional<service::DeviceHealth> Health::device(std::string_view id) const {
  auto json = Json::parse(gateways_.hj212().health_json(id), nullptr, false);
  if (!json.is_object() || json.empty()) {
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
  auto record = records_.get("device", id);
  if (record && *record) health.capture_rate = capture_rate((*record)->text("site"));
  return health;
}

std::optional<double> Health::capture_rate(std::string_view site) const {
  if (site.empty()) return std::nullopt;
  auto hour = Period::of(PeriodKind::hour, now_()).begin;
  auto counts = completeness(site, {hour - kRateOver, hour});
  if (!counts) return std::nullopt;
  std::vector<observe::HourCount> hours;
  for (const auto& c : *counts) hours.push_back({c.at, c.due, c.received, c.valid});
  return observe::capture_rate(hours);
}

Result<std::vector<service::Completeness>> Health::completeness(std::string_view site,
                                                                Span span) const {
  std::vector<service::Completeness> out;
  auto read = [&](const std::optional<observe::SeriesId>& id) {
    return id ? series_.scan(std::span(&*id, 1), span)
              : Result<std::vector<observe::Sample>>(std::vector<observe::Sample>{});
  };
  for (const auto& [factor, series] : regular(series_, site)) {
    auto minutes = read(series.minutes), hours = read(series.hours);
    if (!minutes || !hours) return tl::unexpected((!minutes ? minutes : hours).error());
    // An hour that was sent in minutes is counted in minutes, any other as an hour.
    std::map<Instant, observe::HourCount> by_hour;
    if (!hours->empty())
      for (const auto& h : counted(*hours, span, Cadence::hour)) by_hour[h.hour] = h;
    if (!minutes->empty())
      for (const auto& h : counted(*minutes, span, Cadence::minute))
        if (h.received > 0 || !by_hour.contains(h.hour)) by_hour[h.hour] = h;
    for (const auto& [hour, h] : by_hour) out.push_back({factor, hour, h.due, h.received, h.valid});
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
    if (json.is_object()) sum += json.value("online_rate", 0.0);
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

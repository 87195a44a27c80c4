#include "app/health.h"

#include "base/json.h"
#include "kernel/observe/completeness.h"
#include "kernel/observe/method.h"

namespace qs::app {

using observe::Cadence;
using observe::Measure;

namespace {

constexpr auto kRateOver = std::chrono::hours{24};

// The finest series of each factor that is sent in regular steps: minutes, else hours.
std::map<std::string, std::pair<observe::SeriesId, Cadence>> regular(
    const observe::SeriesLog& series, std::string_view site) {
  std::map<std::string, std::pair<observe::SeriesId, Cadence>> out;
  for (const auto& [id, key] : series.catalogue(site)) {
    if (key.measure != Measure::avg) continue;
    if (key.cadence != Cadence::minute && key.cadence != Cadence::hour) continue;
    auto [at, first] = out.try_emplace(key.factor, id, key.cadence);
    if (!first && key.cadence == Cadence::minute) at->second = {id, key.cadence};
  }
  return out;
}

Millis step_of(std::span<const observe::Sample> samples, Cadence cadence) {
  if (cadence == Cadence::minute)
    return std::chrono::minutes{observe::seen_step_minutes(samples).value_or(1)};
  Millis step = std::chrono::hours{1};
  for (size_t i = 1; i < samples.size(); ++i) {
    auto gap = Millis{samples[i].time - samples[i - 1].time};
    step = i == 1 ? gap : std::min(step, gap);
  }
  return step;
}

std::map<std::string, uint64_t> counts_of(const Json& json) {
  std::map<std::string, uint64_t> out;
  for (const auto& [kind, n] : json.items()) out[kind] = n.get<uint64_t>();
  return out;
}

}  // namespace

std::optional<service::DeviceHealth> Health::device(std::string_view id) const {
  auto json = Json::parse(gateways_.hj212().health_json(id), nullptr, false);
  if (!json.is_object() || json.empty()) return std::nullopt;
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
  for (const auto& [factor, series] : regular(series_, site)) {
    auto samples = series_.scan(std::span(&series.first, 1), span);
    if (!samples) return tl::unexpected(samples.error());
    auto step = step_of(*samples, series.second);
    for (const auto& h : observe::completeness(*samples, span, step))
      out.push_back({factor, h.hour, h.due, h.received, h.valid});
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
  return gateways_.forwards();
}

std::string Health::metrics() const {
  std::string out;
  gateways_.metrics(out);
  auto gauge = [&](std::string_view name, std::string_view help, uint64_t value) {
    out += fmt::format("# HELP {0} {1}\n# TYPE {0} gauge\n{0} {2}\n", name, help, value);
  };
  gauge("qingshan_intake_waiting", "Frames waiting before the flow.", queue_.waiting());
  gauge("qingshan_intake_refused", "Frames refused because the queue was full.", queue_.refused());
  gauge("qingshan_series_seq", "Number of the newest kept value.", series_.last_seq());
  gauge("qingshan_ledger_commit", "Number of the newest ledger commit.", records_.last_commit());
  return out;
}

}  // namespace qs::app

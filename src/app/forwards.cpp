#include "app/forwards.h"

#include <spdlog/spdlog.h>

#include "app/all_records.h"
#include "base/json.h"

namespace qs::app {

namespace hj212 = gateway::hj212;

namespace {

std::string secret_name(std::string_view id, std::string_view what) {
  return fmt::format("forward-{}.{}", id, what);
}

// What the superior platform expects of a device of this system, as a factor over what we keep.
std::map<std::string, double> scales_of(const standard::Library& library, std::string_view system,
                                        Day day) {
  std::map<std::string, double> scales;
  for (const auto& factor : library.tables().factors) {
    auto to = library.conversion(factor.unit, library.sent_unit(factor.code, system, day));
    if (to && to->offset == 0 && to->scale != to->divisor)
      scales[factor.code] = to->scale / to->divisor;
  }
  return scales;
}

}  // namespace

ledger::Fields fields_of(const service::ForwardPlan& plan) {
  return {{"name_zh", plan.name_zh},
          {"name_en", ledger::kept(plan.name_en)},
          {"dialect", plan.dialect},
          {"host", plan.host},
          {"port", static_cast<int64_t>(plan.port)},
          {"media", Json(plan.media).dump()},
          {"cadences", Json(plan.cadences).dump()},
          {"sites", plan.sites},
          {"history", plan.history},
          {"enabled", !plan.paused}};
}

Result<hj212::ForwardTarget> Forwards::target_of(const ledger::Record& r) const {
  auto dialect = hj212::dialect_of(r.text("dialect"));
  if (!dialect) return fail("unknown dialect", r.id);
  hj212::ForwardTarget target{.id = r.id,
                              .name = r.text("name_zh"),
                              .host = r.text("host"),
                              .port = static_cast<uint16_t>(r.integer("port").value_or(0)),
                              .dialect = *dialect,
                              .paused = !r.flag("enabled")};
  if (auto password = house_.secrets.get(secret_name(r.id, "password")); !password.empty())
    target.password = password;
  if (auto key = house_.secrets.get(secret_name(r.id, "sm4")); !key.empty()) {
    auto bytes = hj212::parse_key(key);
    if (!bytes) return tl::unexpected(bytes.error());
    target.sm4_key = *bytes;
  }
  if (auto words = r.words("cadences"); !words.empty()) {
    target.cadences.clear();
    for (const auto& word : words) {
      auto cadence = observe::cadence_of(word);
      if (!cadence) return fail(fmt::format("unknown cadence '{}'", word), r.id);
      target.cadences.insert(*cadence);
    }
  }
  if (*dialect == hj212::Dialect::hjt2005)
    for (const auto& factor : house_.library.tables().factors)
      if (!factor.old_code.empty()) target.codes[factor.code] = factor.old_code;

  auto stations = all_records(house_.records, "station"),
       devices = all_records(house_.records, "device");
  if (!stations) return tl::unexpected(stations.error());
  if (!devices) return tl::unexpected(devices.error());
  std::map<std::string, std::string> mn_of;
  for (const auto& device : *devices)
    if (device.text("state") == "admitted") mn_of[device.text("site")] = device.id;
  auto media = r.words("media");
  auto named = Json::parse(r.text("sites"), nullptr, false);
  if (!named.is_object()) named = Json::object();
  auto today = day_of(house_.now());
  std::map<std::string, std::map<std::string, double>> by_system;  // scales
  for (const auto& station : *stations) {
    bool meant = media.empty() && named.empty();
    meant = meant || std::ranges::find(media, station.text("kind")) != media.end();
    meant = meant || named.contains(station.id);
    if (!meant) continue;
    hj212::ForwardSite site{mn_of[station.id], station.text("system"), {}};
    if (named.contains(station.id)) {
      const auto& as = named[station.id];
      if (auto mn = as.value("mn", ""); !mn.empty()) site.mn = mn;
      if (auto st = as.value("st", ""); !st.empty()) site.st = st;
    }
    if (site.mn.empty()) continue;  // no device yet
    auto [scales, fresh] = by_system.try_emplace(site.st);
    if (fresh) scales->second = scales_of(house_.library, site.st, today);
    site.scales = scales->second;
    target.sites[station.id] = std::move(site);
  }
  return target;
}

Result<ledger::Write> Forwards::declare(const service::ForwardPlan& plan) {
  if (!hj212::dialect_of(plan.dialect)) return fail("is none of 2005, 2017, 2025", "dialect");
  for (const auto& word : plan.cadences)
    if (!observe::cadence_of(word)) return fail(fmt::format("unknown cadence '{}'", word));
  auto named = Json::parse(plan.sites, nullptr, false);
  if (!named.is_object()) return fail("is no object", "sites");
  for (const auto& [id, as] : named.items()) {
    auto station = house_.records.get("station", id);
    if (!station || !*station) return fail("no such station", id);
    bool texts = as.is_object();
    if (texts)
      for (const auto& [key, value] : as.items())
        texts = texts && (key == "mn" || key == "st") && value.is_string() &&
                value.get_ref<const std::string&>().find_first_of(";,&#=\r\n") == std::string::npos;
    if (!texts) return fail(R"(must be {"mn": text, "st": text})", id);
  }
  if (plan.password)
    if (auto kept = house_.secrets.put(secret_name(plan.id, "password"), *plan.password); !kept)
      return tl::unexpected(kept.error());
  if (plan.sm4_key) {
    if (!plan.sm4_key->empty())
      if (auto bytes = hj212::parse_key(*plan.sm4_key); !bytes)
        return tl::unexpected(bytes.error());
    if (auto kept = house_.secrets.put(secret_name(plan.id, "sm4"), *plan.sm4_key); !kept)
      return tl::unexpected(kept.error());
  }
  return ledger::Write{.kind = "forward", .id = plan.id, .fields = fields_of(plan)};
}

Result<void> Forwards::begin(hj212::ForwardTarget target, bool with_history) {
  auto file = house_.data / fmt::format("forward-{}.progress", target.id);
  // A new platform gets what comes from now on, unless all that is kept was asked for.
  if (!with_history && !std::filesystem::exists(file))
    if (auto saved = hj212::save_progress(file, {.seq = house_.series.last_seq()}); !saved)
      return saved;
  auto id = target.id;
  auto forwarder = std::make_unique<hj212::Forwarder>(std::move(target),
                                                      hj212::forward_source(house_.series), file);
  if (auto done = forwarder->start(); !done) return done;
  forwarders_[id] = std::move(forwarder);
  return {};
}

Result<void> Forwards::refresh() {
  auto records = house_.records.query({.kind = "forward", .limit = ledger::kMaxPage});
  if (!records) return tl::unexpected(records.error());
  std::lock_guard lock(mutex_);
  for (const auto& record : *records) {
    auto target = target_of(record);
    if (!target) {
      spdlog::error("forward={} fault=\"{}\"", record.id, target.error().message());
      continue;
    }
    records_[record.id] = record;
    auto running = forwarders_.find(record.id);
    if (running != forwarders_.end())
      running->second->retarget(std::move(*target));
    else if (auto done = begin(std::move(*target), record.flag("history")); !done)
      return done;
  }
  return {};
}

void Forwards::stop() {
  std::lock_guard lock(mutex_);
  for (auto& [id, forwarder] : forwarders_) forwarder->stop();
}

void Forwards::wake() {
  std::lock_guard lock(mutex_);
  for (auto& [id, forwarder] : forwarders_) forwarder->wake();
}

std::vector<service::Forward> Forwards::status() const {
  std::vector<service::Forward> out;
  auto last = house_.series.last_seq();
  std::lock_guard lock(mutex_);
  for (const auto& [id, forwarder] : forwarders_) {
    auto s = forwarder->status();
    const auto& r = records_.at(id);
    out.push_back({.plan = {.id = id,
                            .name_zh = s.name,
                            .name_en = r.text("name_en"),
                            .host = r.text("host"),
                            .port = static_cast<uint16_t>(r.integer("port").value_or(0)),
                            .dialect = std::string(s.dialect),
                            .media = r.words("media"),
                            .cadences = r.words("cadences"),
                            .sites = r.text("sites"),
                            .paused = s.paused,
                            .history = r.flag("history"),
                            .password = {},
                            .sm4_key = {}},
                   .has_password = !house_.secrets.get(secret_name(id, "password")).empty(),
                   .encrypted = !house_.secrets.get(secret_name(id, "sm4")).empty(),
                   .connected = s.connected,
                   .queued = s.queued,
                   .behind = last - std::min(last, s.progress.seq),
                   .sent = s.sent,
                   .resent = s.resent,
                   .acked = s.progress.frames,
                   .acked_values = s.progress.values,
                   .refused = s.refused,
                   .set_aside = s.progress.set_aside,
                   .last_error = s.last_error,
                   .oldest = s.oldest,
                   .delivered_qn = s.progress.last_qn,
                   .delivered_at = s.progress.last_delivered});
  }
  return out;
}

void Forwards::metrics(std::string& prometheus) const {
  std::lock_guard lock(mutex_);
  for (const auto& [id, forwarder] : forwarders_) forwarder->metrics(prometheus);
}

}  // namespace qs::app

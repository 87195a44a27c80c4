#include "app/casefile/collecting.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "app/basis.h"
#include "app/casefile/read_json.h"
#include "app/sites.h"
#include "base/digest.h"
#include "kernel/observe/statistic.h"

namespace qs::app {
namespace {

using observe::Cadence;
using observe::Measure;

constexpr std::string_view kOutlet = "outlet";   // kind of station
constexpr auto kBefore = std::chrono::days(30);  // a device's own log before the span
constexpr size_t kMostNotes = 2'000, kMostHeard = 5'000, kMostDevices = 20;

// Rules that statistics and verdicts of a source's outlets are made by.
bool bears_on(std::string_view rule) {
  return rule.starts_with("gas.") || rule.starts_with("water.") || rule.starts_with("outlet.");
}

Span span_of(const alert::Alert& alert, std::string_view statistic) {
  auto last = alert.resolved_at.value_or(alert.seen_at);
  if (statistic == observe::kDay)
    return {Period::of(PeriodKind::day, alert.began_at).begin,
            Period::of(PeriodKind::day, last).end()};
  return {Period::of(PeriodKind::hour, alert.began_at).begin - std::chrono::hours{1},
          Period::of(PeriodKind::hour, last).end() + std::chrono::hours{1}};
}

// The row that bound, as the alert tells it: a limit that no table has, such as a permit's own.
standard::Limit told_limit(const alert::Alert& alert, std::string_view statistic, Day day) {
  standard::Limit out;
  out.id = alert.limit_id;
  out.factor = alert.factor;
  out.statistic = statistic;
  out.scope = alert.site;
  out.upper = alert.threshold;
  out.unit = alert.unit;
  out.source = {alert.standard.empty() ? "—" : alert.standard,
                alert.clause.empty() ? "—" : alert.clause,
                day,
                {},
                alert.confidence.empty() ? "practice" : alert.confidence,
                {},
                "alert"};
  return out;
}

std::string unit_sent(const standard::Library& library, const ledger::Record& device,
                      const standard::Factor& factor, Day day) {
  auto declared = text_at(bounded_json(device.text("units")), factor.code.c_str());
  return declared.empty() ? std::string(library.sent_unit(factor.code, device.text("system"), day))
                          : declared;
}

}  // namespace

Result<std::vector<ledger::Record>> Collector::devices_at(const std::string& site) const {
  return records_.query(
      {.kind = "device", .where = {{"site", ledger::Op::equal, site, {}}}, .limit = kMostDevices});
}

Result<std::optional<alert::Alert>> Collector::alert(const std::string& id) const {
  if (id.empty()) return std::optional<alert::Alert>{};
  return records_.get(alert::kRecordKind, id).map([](const auto& record) {
    return record ? std::optional(alert::alert_of(*record)) : std::nullopt;
  });
}

Result<std::optional<Matter>> Collector::matter(const std::string& case_id,
                                                const alert::Alert& alert) const {
  auto station = records_.get("station", alert.site);
  if (!station) return tl::unexpected(station.error());
  auto factor = pack_.library.factor(alert.factor);
  if (!*station || (*station)->text("kind") != kOutlet || !factor) return std::optional<Matter>{};
  auto site = site_of(**station);
  auto rule = std::ranges::find(pack_.rules, alert.rule, &alert::Rule::id);
  Matter m{.case_id = case_id,
           .alert = alert.id,
           .rule_zh = alert.rule,
           .rule_en = alert.rule,
           .site = site.id,
           .site_zh = site.name_zh,
           .site_en = site.name_en,
           .factor = factor->code,
           .statistic = std::string(observe::kHour),
           .peak = alert.peak,
           .threshold = alert.threshold};
  if (rule != pack_.rules.end()) {
    m.rule_zh = rule->name_zh;
    m.rule_en = rule->name_en;
    if (!rule->parameters.statistic.empty()) m.statistic = rule->parameters.statistic;
  }
  auto day = day_of(alert.began_at);
  m.setting.outlet = true;
  m.setting.reference_oxygen = reference_oxygen(pack_.library, site, day);
  m.setting.flow =
      series_.find({site.id, std::string(observe::kFlow), Cadence::hour, Measure::avg}).has_value();
  auto method = observe::method_of(pack_.library, *factor, day, m.setting);
  if (!method) return tl::unexpected(method.error());
  if (method->reference_oxygen && m.statistic == observe::kHour) m.statistic = observe::kZsHour;
  m.span = span_of(alert, m.statistic);
  m.cut = m.span.until - m.span.from > kLongestMatter;
  if (m.cut) m.span.until = m.span.from + kLongestMatter;
  auto devices = devices_at(site.id);
  if (!devices) return tl::unexpected(devices.error());
  for (const auto& device : *devices) m.switches[device.id] = device.text("switches");
  add_series(m, method->beside, *devices);
  add_law(m, alert, day);
  if (auto done = add_values(m); !done) return tl::unexpected(done.error());
  if (auto done = add_frames(m); !done) return tl::unexpected(done.error());
  return std::optional(std::move(m));
}

void Collector::add_series(Matter& m, std::string_view beside,
                           std::span<const ledger::Record> devices) const {
  for (const auto& [id, key] : series_.catalogue(m.site)) {
    if (key.factor != m.factor && key.factor != beside) continue;
    if (key.measure != Measure::avg && key.measure != Measure::zs_avg) continue;
    if (key.cadence > Cadence::day || (key.cadence == Cadence::day && m.statistic != observe::kDay))
      continue;
    auto factor = pack_.library.factor(key.factor);
    MatterSeries s{id, key, 1, 0, factor->unit, factor->unit};
    if (!devices.empty())
      s.sent_unit = unit_sent(pack_.library, devices.front(), *factor, day_of(m.span.from));
    if (auto conversion = pack_.library.conversion(s.sent_unit, factor->unit)) {
      s.scale = conversion->scale / conversion->divisor;
      s.offset = conversion->offset;
    }
    m.series.push_back(std::move(s));
  }
  std::ranges::sort(m.series, {}, &MatterSeries::key);
}

void Collector::add_law(Matter& m, const alert::Alert& alert, Day day) const {
  const auto& tables = pack_.library.tables();
  std::set<std::string, std::less<>> factors;
  for (const auto& s : m.series) factors.insert(s.key.factor);
  m.law.units = tables.units;
  for (const auto& factor : tables.factors)
    if (factors.contains(factor.code)) m.law.factors.push_back(factor);
  for (const auto& [alias, code] : tables.aliases)
    if (factors.contains(code)) m.law.aliases.emplace(alias, code);
  for (const auto& rule : tables.rules)
    if (bears_on(rule.name) && rule.source.in_force(day)) m.law.rules.push_back(rule);
  auto limit = std::ranges::find(tables.limits, alert.limit_id, &standard::Limit::id);
  if (limit != tables.limits.end())
    m.law.limits = {*limit};
  else if (!alert.limit_id.empty() && alert.threshold)
    m.law.limits = {told_limit(alert, m.statistic, day)};
  if (!m.law.limits.empty()) m.limit = m.law.limits.front().id;
}

Result<void> Collector::add_values(Matter& m) const {
  size_t count = 0;
  for (const auto& s : m.series) {
    auto standing = series_.scan({{s.id}}, m.span);
    if (!standing) return tl::unexpected(standing.error());
    for (const auto& sample : *standing) {
      auto versions = series_.versions(s.id, sample.time);
      if (!versions) return tl::unexpected(versions.error());
      count += versions->size();
      if (count > kMostMatterValues)
        return fail(fmt::format("more than {} values", kMostMatterValues), s.key.factor);
      std::ranges::move(*versions, std::back_inserter(m.values[s.id]));
    }
  }
  return {};
}

Result<void> Collector::add_frames(Matter& m) const {
  std::set<observe::Seq> seqs;
  for (const auto& [id, versions] : m.values)
    for (const auto& v : versions)
      if (v.sample.frame != 0) seqs.insert(v.sample.frame);
  if (seqs.size() > kMostMatterFrames)
    return fail(fmt::format("more than {} frames", kMostMatterFrames), m.site);
  for (auto seq : seqs) {
    auto frame = series_.frame(seq);
    if (!frame) return tl::unexpected(frame.error());
    if (!*frame) continue;  // kept no longer: retention; the package then says what is missing
    auto sha256 = sha256_hex((*frame)->bytes), sm3 = sm3_hex((*frame)->bytes);
    m.frames.push_back({seq, std::move(**frame), std::move(sha256), std::move(sm3)});
  }
  return {};
}

Result<std::string> Collector::device_json(const Matter& m) const {
  auto devices = devices_at(m.site);
  if (!devices) return tl::unexpected(devices.error());
  auto kind = records_.kind("device");
  auto list = Json::array();
  for (const auto& device : *devices) {
    Json told{{"mn", device.id}, {"record", Json::object()}, {"notes", Json::array()}};
    for (const auto& field : kind->fields)
      if (!field.secret && field.name != "first_frame")
        if (auto text =
                ledger::text_of(device.fields.contains(field.name) ? device.fields.at(field.name)
                                                                   : ledger::Value{});
            !text.empty())
          told["record"][field.name] = text;
    auto notes = series_.notes(device.id, {m.span.from - kBefore, m.span.until}, kMostNotes);
    if (!notes) return tl::unexpected(notes.error());
    for (const auto& note : *notes)
      told["notes"].push_back({{"at", iso(from_ms(note.time))},
                               {"kind", note.kind},
                               {"code", note.code},
                               {"text", note.text}});
    auto heard = series_.frames(device.id, m.span, kMostHeard);
    if (!heard) return tl::unexpected(heard.error());
    std::map<std::string, size_t> hours;
    for (const auto& [seq, frame] : *heard)
      ++hours[iso(Period::of(PeriodKind::hour, frame.received).begin)];
    told["frames_received_by_hour"] = hours;
    list.push_back(std::move(told));
  }
  std::map<std::string, std::map<std::string, size_t>> marks;
  for (const auto& s : m.series)
    for (const auto& sample : m.standing(s.id))
      ++marks[fmt::format("{} {}", s.key.factor, name(s.key.cadence))]
             [std::string(letter(sample.mark))];
  return Json{{"devices", list}, {"marks", marks}}.dump(1, ' ', false,
                                                        Json::error_handler_t::replace) +
         "\n";
}

Result<Json> Collector::chains(Instant since) const {
  auto series = series_.proof();
  if (!series) return tl::unexpected(series.error());
  auto ledger = records_.proof();
  if (!ledger) return tl::unexpected(ledger.error());
  auto first = day_of(since);
  Json out{{"series", Json::array()}, {"ledger", Json::array()}};
  for (const auto& day : *series)
    if (day.day >= first)
      out["series"].push_back({{"day", iso(day.day)},
                               {"digest", day.digest},
                               {"frames", day.frames},
                               {"samples", day.samples}});
  for (const auto& day : *ledger)
    if (day.day >= first)
      out["ledger"].push_back(
          {{"day", iso(day.day)}, {"digest", day.digest}, {"revisions", day.revisions}});
  return out;
}

}  // namespace qs::app

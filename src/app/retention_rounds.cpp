#include "app/retention_rounds.h"

#include <spdlog/spdlog.h>

#include "app/all_records.h"
#include "base/json.h"
#include "kernel/oversight/retention.h"

namespace qs::app {
namespace {

using oversight::kRetentionKind;
using oversight::RetentionState;

constexpr auto kFirst = std::chrono::seconds{5};  // after the start
constexpr auto kEvery = std::chrono::minutes{10};

// Hours of the day in which any series of the site has a value of its own device.
Result<int> hours_with_values(const observe::SeriesLog& series, std::string_view site, Day day) {
  std::vector<observe::SeriesId> ids;
  for (const auto& [id, key] : series.catalogue(site))
    if (key.cadence == observe::Cadence::minute || key.cadence == observe::Cadence::hour ||
        key.cadence == observe::Cadence::realtime)
      ids.push_back(id);
  auto begin = start_of(day);
  auto found = series.scan(ids, {begin, begin + std::chrono::hours{24}});
  if (!found) return tl::unexpected(found.error());
  std::set<int> hours;
  for (const auto& sample : *found)
    if (sample.origin != observe::Origin::derived) hours.insert(hour_of(from_ms(sample.time)));
  return static_cast<int>(hours.size());
}

Result<std::optional<ledger::Write>> moved(const ledger::Record& audit,
                                           const ledger::RecordLog& records,
                                           const observe::SeriesLog& series,
                                           const oversight::RetentionRules& rules, Day today) {
  auto station = records.get("petrol_station", audit.text("station"));
  if (!station) return tl::unexpected(station.error());
  bool connected = *station && (*station)->flag("connected") && !(*station)->text("site").empty();
  auto days = oversight::retention_days(audit.text("days"));
  const auto before = oversight::rows_of(days);
  for (auto& day : days) {
    if (!connected || day.what != "raw" || day.state != RetentionState::waiting) continue;
    auto hours = hours_with_values(series, (*station)->text("site"), day.day);
    if (!hours) return tl::unexpected(hours.error());
    oversight::found_in_series(day, *hours, rules);
  }
  auto due = parse_day(audit.text("due_on"));
  auto state = oversight::settle(days, due.value_or(today), today);
  auto after = oversight::rows_of(days);
  if (after == before && state == audit.text("state")) return std::nullopt;
  auto fields = audit.fields;
  fields["state"] = std::move(state);
  fields["days"] = after.dump();
  return ledger::Write{.kind = audit.kind,
                       .id = audit.id,
                       .fields = std::move(fields),
                       .expected_revision = audit.revision};
}

}  // namespace

Result<std::vector<ledger::Write>> moved_audits(const ledger::RecordLog& records,
                                                const observe::SeriesLog& series,
                                                const standard::Library& library, Instant now) {
  std::vector<ledger::Write> out;
  auto kind = records.kind(kRetentionKind);
  auto least = library.rule("petrol.retention.least_hours", day_of(now));
  if (!kind || !least) return out;
  oversight::RetentionRules rules{.least_hours = static_cast<int>(least->number())};
  auto waiting = all_records(records, std::string(kRetentionKind),
                             {{.field = "state", .value = std::string("waiting")}});
  if (!waiting) return tl::unexpected(waiting.error());
  for (const auto& audit : *waiting) {
    auto write = moved(audit, records, series, rules, day_of(now));
    if (!write) return tl::unexpected(write.error());
    if (*write) out.push_back(std::move(**write));
  }
  return out;
}

RetentionRounds::RetentionRounds(const ledger::RecordLog& records, const observe::SeriesLog& series,
                                 const standard::Library& library, service::Desk& desk,
                                 std::function<Instant()> now)
    : rounds_(kFirst, kEvery, [&records, &series, &library, &desk, now = std::move(now)] {
        auto writes = moved_audits(records, series, library, now());
        if (!writes) return spdlog::error("retention fault=\"{}\"", writes.error().message());
        if (writes->empty()) return;
        // Who answered in between is faster; the next round looks again.
        auto done = desk.write(std::move(*writes), {{.user = "flow"}, now(), "留存审计核对"});
        if (!done) spdlog::warn("retention fault=\"{}\"", done.error().error.message());
      }) {}

}  // namespace qs::app

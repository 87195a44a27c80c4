#include "app/flow.h"

#include <spdlog/spdlog.h>

namespace qs::app {

using observe::Sample;

namespace {

constexpr std::string_view kMark = "flow";  // id of the period_mark record
constexpr auto kWatchEvery = std::chrono::seconds{30};
constexpr auto kLongestGap = std::chrono::hours{72};  // periods before are closed only when touched
constexpr size_t kRecoverPage = 100'000;

int64_t hour_of_ms(int64_t time) {
  return to_ms(Period::of(PeriodKind::hour, from_ms(time)).begin);
}

}  // namespace

Flow::Flow(House house, std::vector<alert::Rule> rules, Dispatcher::Law law)
    : house_(house),
      closer_(house.series, house.library),
      assessor_(house.series, house.library, house.sites),
      warner_(house.series, house.records, house.library, house.sites, std::move(rules)),
      dispatcher_(house.records, house.sites, std::move(law)) {}

Result<void> Flow::recover(Instant now) {
  auto mark = house_.records.get("period_mark", kMark);
  if (!mark) return tl::unexpected(mark.error());
  closed_until_ = now - kLongestGap;
  if (*mark) {
    marked_seq_ = static_cast<observe::Seq>((*mark)->integer("seq").value_or(0));
    closed_until_ = std::max(closed_until_, (*mark)->instant("closed_until").value_or(Instant{}));
  }
  for (seen_seq_ = marked_seq_;;) {
    auto changes = house_.series.changes(seen_seq_, kRecoverPage);
    if (!changes) return tl::unexpected(changes.error());
    if (changes->empty()) break;
    for (const auto& c : *changes) touched_.emplace(c.series, hour_of_ms(c.time));
    seen_seq_ = changes->back().seq;
  }
  if (auto done = warner_.load(now); !done) return done;
  return dispatcher_.refresh(now);
}

void Flow::take(std::vector<observe::Delivery>& deliveries, Instant now) {
  if (deliveries.empty()) return;
  observe::Batch batch;
  batch.received = now;
  batch.frames.reserve(deliveries.size());
  for (auto& d : deliveries) {
    batch.frames.push_back(std::move(d.frame));
    for (auto& s : d.samples) {
      s.frame = batch.frames.size();
      batch.samples.push_back(s);
    }
    std::ranges::move(d.notes, std::back_inserter(batch.notes));
  }
  auto receipt = keep(batch);
  if (!receipt)
    spdlog::error("kept=no frames={} fault={}", batch.frames.size(), receipt.error().message());
  for (size_t i = 0; i < deliveries.size(); ++i) {
    if (!deliveries[i].done) continue;
    if (!receipt) {
      deliveries[i].done(receipt);
      continue;
    }
    const auto& share = receipt->frames[i];
    deliveries[i].done(observe::Receipt{.first = receipt->first,
                                        .last = receipt->last,
                                        .kept = share.kept,
                                        .repeated = share.repeated,
                                        .revised = share.revised});
  }
  if (receipt) tell(batch.samples);
}

Result<observe::Receipt> Flow::keep(observe::Batch& batch) {
  auto receipt = house_.series.append(batch);
  if (!receipt) return receipt;
  // A frame that came again and brought nothing new moves nothing.
  std::erase_if(batch.samples, [&](const Sample& sample) {
    if (sample.frame == 0) return false;
    const auto& share = receipt->frames[sample.frame - 1];
    return share.kept == 0 && share.revised == 0;
  });
  remember(batch.samples);
  seen_seq_ = std::max(seen_seq_, receipt->last);
  return receipt;
}

void Flow::remember(std::span<const Sample> samples) {
  for (const auto& s : samples) {
    auto hour = hour_of_ms(s.time);
    if (last_hour_.size() <= s.series) last_hour_.resize(s.series + 1, -1);
    if (last_hour_[s.series] != hour) touched_.emplace(s.series, last_hour_[s.series] = hour);
  }
}

void Flow::tell(std::span<const Sample> samples) {
  for (const auto& s : samples) {
    auto key = house_.series.key(s.series);
    if (!key) continue;
    if (key->cadence < observe::Cadence::hour) {
      auto at = from_ms(s.time);
      auto hour = Period::of(PeriodKind::hour, at).begin;
      live_[{hour, key->cadence}][at].insert(key->site);
    }
    house_.hub.tell(
        service::LiveValue{key->site, key->factor, key->cadence, s.time, s.value, s.mark});
  }
}

Result<bool> Flow::judge(Instant now, std::chrono::steady_clock::time_point enough) {
  auto until = now - kGrace;
  // What has not ended yet is closed by the clock; here only what came late.
  for (const auto& [series, hour] : std::exchange(touched_, {}))
    for (auto& due : closer_.touched(series, hour))
      if (due.end() <= closed_until_) due_[due.end()].insert(std::move(due));
  std::ranges::fill(last_hour_, -1);
  auto hour_end = Period::of(PeriodKind::hour, until).begin;
  if (hour_end > closed_until_) {
    for (auto& due : closer_.ended(closed_until_, hour_end)) due_[due.end()].insert(std::move(due));
    closed_until_ = hour_end;
  }
  auto found = house_.devices.take_findings();
  if (auto done = commit("gateway", "found by the gateways", now, std::move(found)); !done)
    return tl::unexpected(done.error());
  if (auto done = look_live(now, enough); !done) return tl::unexpected(done.error());
  while (!due_.empty() && due_.begin()->first <= until) {
    auto [end, dues] = std::move(*due_.begin());
    due_.erase(due_.begin());
    if (auto done = close(end, {dues.begin(), dues.end()}, now); !done) {
      due_[end] = std::move(dues);
      return tl::unexpected(done.error());
    }
    if (std::chrono::steady_clock::now() > enough) return false;
  }
  if (now >= next_watch_) {
    next_watch_ = now + kWatchEvery;
    if (auto done = watch(now); !done) return tl::unexpected(done.error());
  }
  return live_.empty();
}

// One due instant: statistics → limits that bind → verdicts → alerts → cases, in one ledger commit.
Result<void> Flow::close(Instant end, const std::vector<Due>& dues, Instant now) {
  auto statistics = closer_.close(dues, now);
  if (!statistics) return tl::unexpected(statistics.error());
  auto assessment = assessor_.assess(*statistics, now);
  if (!assessment) return tl::unexpected(assessment.error());
  std::map<Period, std::set<std::string>> periods;
  for (const auto& s : *statistics) periods[s.period].insert(s.site);
  std::vector<Warning> warnings;
  for (const auto& [period, sites] : periods) {
    if (period.kind != PeriodKind::hour && period.kind != PeriodKind::day) continue;
    auto cadence = period.kind == PeriodKind::hour ? observe::Cadence::hour : observe::Cadence::day;
    auto values = warner_.gather(cadence, {period.begin, period.begin + Millis{1}}, sites);
    if (!values) return tl::unexpected(values.error());
    auto found = warner_.look(cadence, period.begin, sites, *assessment, *values, now);
    if (!found) return tl::unexpected(found.error());
    std::ranges::move(*found, std::back_inserter(warnings));
  }
  auto done = act_on(std::move(warnings), "period closed " + iso(end), now);
  if (done) house_.hub.tell(service::LiveSummary{});
  return done;
}

// The rules below the hour; the newest hour first, so that a backlog does not hold up what is now.
Result<void> Flow::look_live(Instant now, std::chrono::steady_clock::time_point enough) {
  const Assessment none;
  while (!live_.empty()) {
    auto newest = live_.extract(std::prev(live_.end()));
    auto cadence = newest.key().second;
    const Moments& moments = newest.mapped();
    std::set<std::string> everywhere;
    for (const auto& [at, sites] : moments) everywhere.insert(sites.begin(), sites.end());
    Span span{moments.begin()->first, moments.rbegin()->first + Millis{1}};
    auto values = warner_.gather(cadence, span, everywhere);
    if (!values) return tl::unexpected(values.error());
    for (const auto& [at, sites] : moments) {
      auto found = warner_.look(cadence, at, sites, none, *values, now);
      if (!found) return tl::unexpected(found.error());
      if (auto done = act_on(std::move(*found), "live values", now); !done) return done;
    }
    if (std::chrono::steady_clock::now() > enough) break;
  }
  return {};
}

// What time alone brings: silence, reminders, escalation, duty that passes on, and the mark up to
// which everything is done.
Result<void> Flow::watch(Instant now) {
  // Two commits: both may touch the same case, and each reads what the other left.
  auto ticks = dispatcher_.tick(now);
  if (!ticks) return tl::unexpected(ticks.error());
  if (auto done = commit("flow", "time passed", now, std::move(*ticks)); !done) return done;
  if (auto done = warner_.refresh(now); !done) return done;
  auto warnings = warner_.watch(now);
  if (!warnings) return tl::unexpected(warnings.error());
  if (auto done = act_on(std::move(*warnings), "watch", now); !done) return done;
  return save_mark(now);
}

Result<void> Flow::act_on(std::vector<Warning>&& warnings, std::string_view why, Instant now) {
  auto writes = dispatcher_.act_on(warnings, now);
  if (!writes) return tl::unexpected(writes.error());
  return commit("flow", why, now, std::move(*writes));
}

Result<void> Flow::commit(std::string_view who, std::string_view why, Instant now,
                          std::vector<ledger::Write> writes) {
  if (writes.empty()) return {};
  std::set<std::pair<std::string, std::string>> changed;
  for (const auto& w : writes) changed.emplace(w.kind, w.id);
  auto kept = house_.records.commit(
      {.who = std::string(who), .why = std::string(why), .when = now, .writes = std::move(writes)});
  if (!kept) return tl::unexpected(kept.error());
  for (const auto& [kind, id] : changed) {
    if (kind == alert::kRecordKind)
      if (auto done = warner_.learn(id); !done) return done;
    if (kind == alert::kRecordKind || kind == "case" || kind == "device")
      house_.hub.tell(service::LiveRecord{kind, id});
  }
  return {};
}

Result<void> Flow::save_mark(Instant now) {
  if (!touched_.empty() || !due_.empty()) return {};
  if (marked_seq_ == seen_seq_ && marked_until_ == closed_until_) return {};
  marked_seq_ = seen_seq_;
  marked_until_ = closed_until_;
  return commit("flow", "everything up to here is judged", now,
                {{.verb = ledger::Write::Verb::put,
                  .kind = "period_mark",
                  .id = std::string(kMark),
                  .fields = {{"seq", static_cast<int64_t>(marked_seq_)},
                             {"closed_until", to_ms(closed_until_)}},
                  .expected_revision = std::nullopt}});
}

}  // namespace qs::app

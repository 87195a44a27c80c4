#include "app/flow.h"

#include <spdlog/spdlog.h>

namespace qs::app {

using observe::Sample;

namespace {

constexpr std::string_view kMark = "flow";  // id of the period_mark record
constexpr auto kWatchEvery = std::chrono::seconds{30};
constexpr size_t kRecoverPage = 100'000;

int64_t hour_of_ms(int64_t time) {
  return to_ms(Period::of(PeriodKind::hour, from_ms(time)).begin);
}

}  // namespace

Flow::Flow(House house, std::vector<alert::Rule> rules, Dispatcher::Law law)
    : house_(house),
      outlet_limits_(house.records, house.library),
      outlet_marker_(house.series, house.records, house.library, house.sites),
      outlet_doubts_(house.series, house.records, house.library, house.sites),
      closer_(house.series, house.library, house.sites),
      calibrator_(house.series, house.records, house.library, house.sites),
      assessor_(house.series, house.library, house.sites, outlet_limits_),
      warner_(house.series, house.records, house.library, house.sites, std::move(rules)),
      consequences_(house.records, law.oversight, law.calendar),
      dispatcher_(house.records, house.sites, std::move(law)) {}

Result<void> Flow::recover(Instant now) {
  auto mark = house_.records.get("period_mark", kMark);
  if (!mark) return tl::unexpected(mark.error());
  closed_until_ = now - kLongestGap;
  if (auto done = calibrator_.refresh(); !done) return done;
  if (auto done = outlet_limits_.refresh(); !done) return done;
  if (*mark)
    if (auto done = recall(**mark); !done) return done;
  for (seen_seq_ = marked_seq_;;) {
    auto changes = house_.series.changes(seen_seq_, kRecoverPage);
    if (!changes) return tl::unexpected(changes.error());
    if (changes->empty()) break;
    for (const auto& c : *changes) {
      touched_.emplace(c.series, hour_of_ms(c.time));
      look_at(c.series, c.time);
    }
    seen_seq_ = changes->back().seq;
  }
  if (auto done = warner_.load(now); !done) return done;
  auto writes = dispatcher_.recover(now);
  if (!writes) return tl::unexpected(writes.error());
  return commit("flow", "taken up again", now, std::move(*writes));
}

// What the mark says is done; fits that came after it have still to correct their hours.
Result<void> Flow::recall(const ledger::Record& mark) {
  marked_seq_ = static_cast<observe::Seq>(mark.integer("seq").value_or(0));
  closed_until_ = std::max(closed_until_, mark.instant("closed_until").value_or(Instant{}));
  auto commit = static_cast<uint64_t>(mark.integer("commit").value_or(0));
  auto fits = calibrator_.applied_after(commit, closed_until_ - kLongestGap);
  if (!fits) return tl::unexpected(fits.error());
  for (const auto& fit : *fits) {
    auto hours = calibrator_.hours_of(fit, closed_until_);
    if (!hours) return tl::unexpected(hours.error());
    touched_.insert(hours->begin(), hours->end());
  }
  auto moved = outlet_marker_.moved_after(commit, closed_until_);
  if (!moved) return tl::unexpected(moved.error());
  touched_.merge(*moved);
  return {};
}

// A mark, a calibration or a limit of an outlet changes how its hours were to be judged.
Result<void> Flow::look_again_after(std::string_view kind, const std::string& id) {
  if (!OutletMarker::moves(kind)) return {};
  if (kind == kOutletLimitKind)
    if (auto done = outlet_limits_.refresh(); !done) return done;
  auto hours = outlet_marker_.moved(kind, id, closed_until_);
  if (!hours) return tl::unexpected(hours.error());
  touched_.merge(*hours);
  return {};
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
  service::LiveNews news;
  news.values.reserve(samples.size());
  for (const auto& s : samples) news.values.push_back({s.series, s.time, s.value, s.mark});
  house_.hub.tell(news);
  // A frame's values share their moment: the site is looked up once for all of them.
  for (size_t i = 0; i < samples.size(); ++i) {
    const auto& s = samples[i];
    if (i > 0 && s.frame > 0 && s.frame == samples[i - 1].frame && s.time == samples[i - 1].time)
      continue;
    look_at(s.series, s.time);
  }
}

void Flow::look_at(observe::SeriesId series, int64_t time) {
  auto key = house_.series.key(series);
  if (!key || key->cadence >= observe::Cadence::hour) return;
  auto at = from_ms(time);
  auto hour = Period::of(PeriodKind::hour, at).begin;
  live_[{hour, key->cadence}][at].insert(key->site);
}

// What has not ended yet is closed by the clock; here only what came late.
void Flow::make_due() {
  auto make = [&](observe::SeriesId series, int64_t hour) {
    for (auto& due : closer_.touched(series, hour))
      if (due.end() <= closed_until_) due_[due.end()].insert(std::move(due));
  };
  for (const auto& [series, hour] : std::exchange(touched_, {})) {
    make(series, hour);
    for (auto other : calibrator_.dependents(series)) make(other, hour);
  }
  std::ranges::fill(last_hour_, -1);
}

Result<bool> Flow::judge(Instant now, std::chrono::steady_clock::time_point enough) {
  auto until = now - kGrace;
  make_due();
  auto hour_end = Period::of(PeriodKind::hour, until).begin;
  if (hour_end > closed_until_) {
    for (auto& due : closer_.ended(closed_until_, hour_end)) due_[due.end()].insert(std::move(due));
    closed_until_ = hour_end;
  }
  auto found = house_.devices.take_findings();
  if (auto done = commit("gateway", "found by the gateways", now, std::move(found)); !done)
    return tl::unexpected(done.error());
  if (auto done = look_live(now); !done) return tl::unexpected(done.error());
  while (!due_.empty() && due_.begin()->first <= until) {
    auto [end, dues] = std::move(*due_.begin());
    due_.erase(due_.begin());
    if (auto done = close(end, {dues.begin(), dues.end()}, now); !done) {
      due_[end] = std::move(dues);
      return tl::unexpected(done.error());
    }
    if (std::chrono::steady_clock::now() > enough) return false;
  }
  if (auto done = calibrate(now, enough); !done) return tl::unexpected(done.error());
  if (calibrator_.waits()) return false;
  if (!touched_.empty()) return judge(now, enough);  // hours that new fits correct
  if (now >= next_watch_) {
    next_watch_ = now + kWatchEvery;
    if (auto done = watch(now); !done) return tl::unexpected(done.error());
  }
  return true;
}

// One due instant: marks of outlets → statistics → corrected hours → limits that bind → verdicts →
// alerts → cases, in one ledger commit. Hours are corrected before anything is made of them.
Result<void> Flow::close(Instant end, const std::vector<Due>& dues, Instant now) {
  auto rest = dues;
  auto after_hours = std::ranges::stable_partition(
      rest, [](const Due& due) { return due.what.statistic == observe::kHour; });
  std::vector<Due> hours(rest.begin(), after_hours.begin());
  rest.erase(rest.begin(), after_hours.begin());
  if (auto done = outlet_marker_.impose(dues, now); !done) return done;
  auto statistics = closer_.close(hours, now);
  if (!statistics) return tl::unexpected(statistics.error());
  if (auto done = calibrator_.correct(*statistics, now); !done) return done;
  auto made_of_hours = closer_.close(rest, now);
  if (!made_of_hours) return tl::unexpected(made_of_hours.error());
  std::ranges::move(*made_of_hours, std::back_inserter(*statistics));
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
  auto questions = outlet_doubts_.look(*statistics);
  if (!questions) return tl::unexpected(questions.error());
  auto done = act_on(std::move(warnings), "period closed " + iso(end), now, std::move(*questions));
  if (done) house_.hub.tell({.summary = true});
  return done;
}

// The fits of micro stations that have become due, one station and one commit at a time; when all
// are made, what they correct is touched and closed again.
Result<void> Flow::calibrate(Instant now, std::chrono::steady_clock::time_point enough) {
  while (calibrator_.waits() && std::chrono::steady_clock::now() <= enough) {
    auto fits = calibrator_.fit_next(closed_until_);
    if (!fits) return tl::unexpected(fits.error());
    std::vector<ledger::Write> writes;
    for (const auto& fit : *fits) writes.push_back(write_of(fit));
    if (auto done = commit("flow", "micro station calibrated", now, std::move(writes)); !done)
      return done;
    for (const auto& fit : *fits) {
      calibrator_.adopt(fit);
      auto hours = calibrator_.hours_of(fit, closed_until_);
      if (!hours) return tl::unexpected(hours.error());
      refitted_.insert(hours->begin(), hours->end());
    }
  }
  if (!calibrator_.waits()) touched_.merge(refitted_);
  return {};
}

// The rules below the hour, in the order of the data.
Result<void> Flow::look_live(Instant now) {
  const Assessment none;
  for (; !live_.empty(); live_.erase(live_.begin())) {
    const auto& [what, moments] = *live_.begin();
    auto cadence = what.second;
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

Result<void> Flow::act_on(std::vector<Warning>&& warnings, std::string_view why, Instant now,
                          std::vector<ledger::Write> besides) {
  auto writes = dispatcher_.act_on(warnings, now);
  if (!writes) return tl::unexpected(writes.error());
  std::ranges::move(besides, std::back_inserter(*writes));
  return commit("flow", why, now, std::move(*writes));
}

Result<void> Flow::write(std::string_view who, std::string_view why, Instant now,
                         std::vector<ledger::Write> writes) {
  if (auto done = consequences_.add_to(writes, now); !done) return done;
  auto opened = dispatcher_.opened_by(writes, now);
  if (!opened) return tl::unexpected(opened.error());
  std::ranges::move(*opened, std::back_inserter(writes));
  return commit(who, why, now, std::move(writes));
}

Result<void> Flow::commit(std::string_view who, std::string_view why, Instant now,
                          std::vector<ledger::Write> writes) {
  if (writes.empty()) return {};
  std::set<std::pair<std::string, std::string>> changed;
  for (const auto& w : writes) changed.emplace(w.kind, w.id);
  auto kept = house_.records.commit(
      {.who = std::string(who), .why = std::string(why), .when = now, .writes = std::move(writes)});
  if (!kept) return tl::unexpected(kept.error());
  service::LiveNews news;
  for (const auto& [kind, id] : changed) {
    if (kind == alert::kRecordKind)
      if (auto done = warner_.learn(id); !done) return done;
    if (auto done = look_again_after(kind, id); !done) return done;
    if (kind == alert::kRecordKind || kind == "case" || kind == "device")
      news.records.push_back({kind, id});
  }
  house_.hub.tell(news);
  return {};
}

Result<void> Flow::save_mark(Instant now) {
  if (!touched_.empty() || !due_.empty()) return {};
  if (marked_seq_ == seen_seq_ && marked_until_ == closed_until_) return {};
  marked_seq_ = seen_seq_;
  marked_until_ = closed_until_;
  return commit("flow", "everything up to here is judged", now,
                {judged_up_to(marked_seq_, closed_until_, house_.records.last_commit())});
}

ledger::Write judged_up_to(observe::Seq seq, Instant closed_until, uint64_t commit) {
  return {.kind = "period_mark",
          .id = std::string(kMark),
          .fields = {{"seq", static_cast<int64_t>(seq)},
                     {"closed_until", to_ms(closed_until)},
                     {"commit", static_cast<int64_t>(commit)}},
          .expected_revision = std::nullopt};
}

}  // namespace qs::app

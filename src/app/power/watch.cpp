#include "app/power/watch.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "app/all_records.h"

namespace qs::app {
namespace {

using power::Finding;

constexpr auto kFirst = std::chrono::seconds{4};  // after the start
constexpr auto kEvery = std::chrono::seconds{5};
constexpr int kRefreshShare = 100;  // the registers are read for at most one part of it of the time
constexpr auto kQuiet = std::chrono::seconds{10};  // without late values, before judging again
constexpr auto kLongestWait = std::chrono::minutes{10};  // for that
constexpr auto kAgainEvery = std::chrono::seconds{30};   // at most
constexpr auto kCatchesUp = std::chrono::minutes{2};     // after a late value: more may come
constexpr auto kFollows = std::chrono::minutes{20};      // how far behind the clock a logger may be
constexpr double kClearly = 0.05;                        // of a threshold that has changed
constexpr std::string_view kWhy = "用电研判";

std::string place_of(const Finding& f) {
  return fmt::format("{}~{}~{}~{}~{}", f.line, f.device, f.meter, f.from,
                     f.code >= power::Code::p5 ? power::name(f.code) : "pair");
}

bool same_shape(const power::Plan& a, const power::Plan& b) {
  auto meter = [](const power::Meter& x, const power::Meter& y) {
    return x.id == y.id && x.role == y.role && x.rated_kw == y.rated_kw && x.place == y.place;
  };
  auto line = [](const power::Line& x, const power::Line& y) {
    return x.id == y.id && x.devices == y.devices && x.meters == y.meters;
  };
  return std::ranges::equal(a.meters, b.meters, meter) &&
         std::ranges::equal(a.lines, b.lines, line);
}

}  // namespace

struct PowerWatch::Watched {
  power::Firm firm;
  std::optional<power::Memory> memory;                 // absent: to be judged again from the store
  std::map<Minute, std::vector<power::Reading>> rows;  // heard and not judged yet
  std::optional<Instant> late_since, late_at;          // values came for minutes that were judged
  int64_t kept_day = 0;              // of the memory, when what it learned was kept
  std::optional<Instant> late_last;  // as late_at, of all times
  Minute newest = 0;                 // that any of its meters has spoken of
  Instant judged_again{};
  std::map<std::string, Finding> found;  // not kept yet, the last word on each
  bool again = false;                    // `found` is all that there is to find
};

PowerWatch::PowerWatch(House house) : house_(std::move(house)), evidence_(house_.evidence) {
  house_.hub.also([this](const service::LiveNews& news) { hear(news); });
  rounds_.emplace(kFirst, kEvery, [this] {
    if (auto done = work(house_.now()); !done)
      spdlog::error("power fault=\"{}\"", done.error().message());
  });
}

PowerWatch::~PowerWatch() {
  rounds_.reset();
  house_.hub.also({});
}

void PowerWatch::hear(const service::LiveNews& news) {
  std::lock_guard lock(mutex_);
  for (const auto& value : news.values) {
    if (value.series >= wanted_.size() || !wanted_[value.series] || !observe::counts(value.mark))
      continue;
    if (heard_.size() < kMostHeard)
      heard_.push_back({value.series, value.t, value.value});
    else
      overflowed_ = true;
  }
}

Result<void> PowerWatch::work(Instant now) {
  if (now >= refresh_at_) {
    auto begin = std::chrono::steady_clock::now();
    if (auto done = refresh(now); !done) return done;
    auto took = std::chrono::steady_clock::now() - begin;
    refresh_at_ = now + std::chrono::duration_cast<Millis>(took * kRefreshShare);
  }
  take(now);
  for (auto& [id, watched] : firms_) {
    if (auto done = judge(*watched, now); !done) return done;
    if (auto done = keep(*watched, now); !done) return done;
  }
  return {};
}

// The registers as they are now: firms, orders, wires and the law of the day.
Result<void> PowerWatch::refresh(Instant now) {
  if (law_of_ != day_of(now)) {
    standard::Faults faults;
    law_ = power::law_of(house_.pack.library, day_of(now), faults);
    law_of_ = day_of(now);
  }
  auto ids = power::firms_with_meters(house_.records);
  if (!ids) return tl::unexpected(ids.error());
  std::vector<power::Firm> read;
  for (const auto& id : *ids) {
    auto firm = power::firm_of(house_.records, id, now - kJudgedAgain);
    if (!firm) return tl::unexpected(firm.error());
    for (const auto& day : house_.pack.calendar) firm->plan.worked[day.day] = day.works;
    if (!firm->plan.meters.empty()) read.push_back(std::move(*firm));
  }
  adopt(std::move(read), now);
  return {};
}

void PowerWatch::adopt(std::vector<power::Firm> read, Instant now) {
  std::map<std::string, std::unique_ptr<Watched>> firms;
  wires_.clear();
  std::vector<bool> wanted;
  for (auto& firm : read) {
    auto known = firms_.find(firm.plan.firm);
    auto& watched = firms[firm.plan.firm] =
        known == firms_.end() ? std::make_unique<Watched>() : std::move(known->second);
    if (watched->memory && !same_shape(watched->firm.plan, firm.plan)) watched->memory.reset();
    watched->firm = std::move(firm);
    if (watched->memory) watched->memory->orders_read = false;
    std::vector<observe::SeriesId> series;
    for (const auto& channel : power::channels_of(house_.series, watched->firm)) {
      wires_[channel.series] = {watched.get(), channel};
      if (wanted.size() <= channel.series) wanted.resize(channel.series + 1);
      wanted[channel.series] = true;
      series.push_back(channel.series);
    }
    for (const auto& sample : house_.series.latest(series))
      if (sample)
        watched->newest = std::max(watched->newest, power::minute_of(from_ms(sample->time)));
  }
  firms_ = std::move(firms);
  {
    // A series that nobody listened to so far has already said something.
    std::lock_guard lock(mutex_);
    for (const auto& [series, wire] : wires_)
      if (series >= wanted_.size() || !wanted_[series])
        wire.first->late_at = wire.first->late_last = now;
    wanted_ = std::move(wanted);
  }
  for (auto& [id, watched] : firms_)
    if (watched->late_at && !watched->late_since) watched->late_since = now;
}

void PowerWatch::take(Instant now) {
  std::vector<Heard> heard;
  bool overflowed = false;
  {
    std::lock_guard lock(mutex_);
    heard.swap(heard_);
    overflowed = std::exchange(overflowed_, false);
  }
  if (overflowed)
    for (auto& [id, watched] : firms_) watched->memory.reset();
  for (const auto& value : heard) {
    auto wire = wires_.find(value.series);
    if (wire == wires_.end()) continue;
    auto& [watched, channel] = wire->second;
    auto minute = power::minute_of(from_ms(value.time));
    watched->newest = std::max(watched->newest, minute);
    if (now - from_ms(value.time) > kFollows) watched->late_last = now;
    if (!watched->memory || minute < watched->memory->next) {
      watched->late_at = now;
      if (!watched->late_since) watched->late_since = now;
      watched->late_last = now;
      continue;
    }
    auto& row = watched->rows[minute];
    row.resize(watched->firm.plan.meters.size());
    power::put(row[static_cast<size_t>(channel.meter)], channel.item, value.value);
  }
}

Result<void> PowerWatch::judge(Watched& watched, Instant now) {
  bool settled = watched.late_at &&
                 (now - *watched.late_at >= kQuiet || now - *watched.late_since >= kLongestWait);
  settled &= now - watched.judged_again >= kAgainEvery;
  if (!watched.memory || settled) return judge_again(watched, now);
  judge_live(watched, due(watched, now));
  return watched.kept_day == watched.memory->day ? Result<void>{} : keep_habits(watched, now);
}

// Up to where it is time to judge: some minutes behind the clock; a logger that was late before, or
// that sends what it kept while its line was down, only up to what it has said.
PowerWatch::Minute PowerWatch::due(const Watched& watched, Instant now) {
  auto until = power::minute_of(now - kPatience);
  if (!watched.late_last) return until;
  bool catches_up = now - *watched.late_last < kCatchesUp;
  bool follows = now - power::instant_of(watched.newest) < kFollows;
  return catches_up || follows ? std::min(until, watched.newest) : until;
}

// What the store keeps of the minutes that are not judged yet.
Result<void> PowerWatch::read_on(Watched& watched, Minute from, Minute until) {
  watched.rows.clear();
  auto rows = power::rows_of(house_.series, watched.firm, from, until + 1);
  if (!rows) return tl::unexpected(rows.error());
  auto meters = static_cast<std::ptrdiff_t>(watched.firm.plan.meters.size());
  for (auto row = rows->begin(); row != rows->end(); row += meters, ++from)
    if (std::any_of(row, row + meters, [](const power::Reading& r) { return r.has != 0; }))
      watched.rows[from] = {row, row + meters};
  return {};
}

Result<void> PowerWatch::judge_again(Watched& watched, Instant now) {
  watched.late_at.reset();
  watched.late_since.reset();
  power::Memory memory(watched.firm.plan, law_, power::minute_of(now - kJudgedAgain));
  power::Told told;
  auto until = due(watched, now);
  watched.judged_again = now;
  if (auto done = power::replay(house_.series, watched.firm, law_, memory, until, told); !done)
    return done;
  watched.memory.emplace(std::move(memory));
  if (auto done = read_on(watched, until, power::minute_of(now)); !done) return done;
  watched.found.clear();
  for (auto& finding : told.findings) watched.found[place_of(finding)] = finding;
  watched.again = true;
  return keep_habits(watched, now);
}

void PowerWatch::judge_live(Watched& watched, Minute until) {
  auto& memory = *watched.memory;
  power::Told told;
  std::vector<power::Reading> silent(watched.firm.plan.meters.size());
  while (memory.next < until) {
    auto row = watched.rows.find(memory.next);
    bool said = row != watched.rows.end();
    power::judge(watched.firm.plan, law_, memory, memory.next, said ? row->second : silent, told);
    if (said) watched.rows.erase(row);
  }
  for (auto& finding : told.findings) watched.found[place_of(finding)] = finding;
}

Result<void> PowerWatch::keep(Watched& watched, Instant now) {
  if (watched.found.empty() && !watched.again) return {};
  auto since = now - kJudgedAgain;
  auto known =
      all_records(house_.records, std::string(kClueKind),
                  {{.field = "firm", .value = watched.firm.plan.firm},
                   {.field = "until", .op = ledger::Op::greater_equal, .value = to_ms(since)}});
  if (!known) return tl::unexpected(known.error());
  for (size_t i = 0; i < watched.firm.habits.size(); ++i)  // the pictures show what was judged
    watched.firm.habits[i] = watched.memory->meters[i].habit;
  auto unmatched = *known;
  for (const auto& [place, finding] : watched.found)
    if (auto done = keep_one(watched, finding, unmatched, now); !done) return done;
  if (watched.again)
    if (auto done = disown(watched, unmatched, now); !done) return done;
  watched.found.clear();
  watched.again = false;
  return {};
}

// `known`: the clues that no finding was found to be yet.
Result<void> PowerWatch::keep_one(const Watched& watched, const Finding& finding,
                                  std::vector<ledger::Record>& known, Instant now) {
  auto same = std::ranges::find_if(
      known, [&](const ledger::Record& clue) { return is_same(watched.firm, finding, clue); });
  ledger::Record before;
  if (same != known.end()) {
    before = *same;
    known.erase(same);
  }
  auto fields = clue_fields(watched.firm, law_, finding, before.fields);
  bool news = before.id.empty() || before.text("code") != power::name(finding.code) ||
              before.flag("over") != finding.over ||
              (finding.over && before.instant("until") != power::instant_of(finding.until));
  if (!news) return {};
  auto writes = pictured(watched, finding, fields, now);
  if (!writes) return tl::unexpected(writes.error());
  auto id = before.id.empty() ? clue_id(watched.firm, finding) : before.id;
  writes->push_back({.kind = std::string(kClueKind),
                     .id = std::move(id),
                     .fields = std::move(fields),
                     .expected_revision = before.revision});
  auto kept = house_.desk.write(std::move(*writes), {{.user = "flow"}, now, std::string(kWhy)});
  if (!kept) return tl::unexpected(kept.error().error);
  return {};
}

// Adds the Gantt to what the clue shows; the write is that of the picture's own record.
Result<std::vector<ledger::Write>> PowerWatch::pictured(const Watched& watched,
                                                        const Finding& finding,
                                                        ledger::Fields& fields, Instant now) const {
  auto picture = gantt_of(house_.series, house_.pack.library, watched.firm, law_, finding, now);
  if (!picture) return tl::unexpected(picture.error());
  auto stored = evidence_.put((*picture)->bytes);
  if (!stored) return tl::unexpected(stored.error());
  ledger::Record clue{std::string(kClueKind), {}, 0, fields};
  auto photos = clue.words("photos");
  if (std::ranges::find(photos, stored->hash) == photos.end()) photos.push_back(stored->hash);
  fields["photos"] = "[\"" + fmt::format("{}", fmt::join(photos, "\",\"")) + "\"]";
  auto known = house_.records.get("evidence", stored->hash);
  if (!known) return tl::unexpected(known.error());
  std::vector<ledger::Write> writes;
  if (*known) return writes;
  writes.push_back({.kind = "evidence",
                    .id = stored->hash,
                    .fields = {{"name", std::string("用电甘特图.png")},
                               {"type", std::string("image/png")},
                               {"size", static_cast<int64_t>((*picture)->bytes.size())},
                               {"sm3", stored->sm3},
                               {"street", watched.firm.street},
                               {"width", int64_t{(*picture)->width}},
                               {"height", int64_t{(*picture)->height}}},
                    .expected_revision = 0});
  return writes;
}

// Clues that still last by the ledger and that the values, as they are now, do not bear out.
Result<void> PowerWatch::disown(const Watched& watched, const std::vector<ledger::Record>& known,
                                Instant now) {
  std::vector<ledger::Write> writes;
  for (const auto& clue : known) {
    if (clue.flag("over") || clue.instant("from") < now - kJudgedAgain) continue;
    auto fields = clue.fields;
    fields["over"] = true;
    fields["remark"] = std::string("补传数据到齐后重新研判，该情形不再成立");
    writes.push_back({.kind = clue.kind,
                      .id = clue.id,
                      .fields = std::move(fields),
                      .expected_revision = clue.revision});
  }
  if (writes.empty()) return {};
  auto kept = house_.desk.write(std::move(writes), {{.user = "flow"}, now, std::string(kWhy)});
  if (!kept) return tl::unexpected(kept.error().error);
  spdlog::info("power firm={} clues disowned", watched.firm.plan.firm);
  return {};
}

// What was learned goes to the meters' records where it has clearly changed.
Result<void> PowerWatch::keep_habits(Watched& watched, Instant now) {
  watched.kept_day = watched.memory->day;
  std::vector<ledger::Write> writes;
  for (size_t i = 0; i < watched.firm.plan.meters.size(); ++i) {
    const auto& habit = watched.memory->meters[i].habit;
    auto record = house_.records.get(power::kMeterKind, watched.firm.plan.meters[i].id);
    if (!record) return tl::unexpected(record.error());
    if (!*record || habit.how == power::Habit::How::none) continue;
    auto before = power::habit_of(**record);
    auto moved = [](double was, double is) { return std::abs(is - was) > kClearly * was; };
    if (!moved(before.run_above, habit.run_above) && !moved(before.typical_kw, habit.typical_kw))
      continue;
    auto fields = (*record)->fields;
    power::keep_habit(habit, day_of(now), fields);
    writes.push_back({.kind = std::string(power::kMeterKind),
                      .id = (*record)->id,
                      .fields = std::move(fields),
                      .expected_revision = (*record)->revision});
  }
  if (writes.empty()) return {};
  auto kept = house_.desk.write(std::move(writes), {{.user = "flow"}, now, "用电阈值学习"});
  if (!kept) return tl::unexpected(kept.error().error);
  return {};
}

}  // namespace qs::app

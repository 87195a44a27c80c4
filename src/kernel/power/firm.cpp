#include "kernel/power/firm.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace qs::power {
namespace {

using ledger::Record;

constexpr Minute kRunUp = 30;  // judged before what is shown, so that states have settled

Result<std::vector<Record>> of_firm(const ledger::RecordLog& records, std::string_view kind,
                                    const std::string& firm) {
  if (!records.kind(kind)) return std::vector<Record>{};
  return records.query({.kind = std::string(kind),
                        .where = {{.field = "firm", .value = firm}},
                        .order_by = "id",
                        .limit = ledger::kMaxPage});
}

// "06:30" as minutes of the day.
std::optional<int> clock(const std::string& text) {
  if (text.size() != 5 || text[2] != ':') return std::nullopt;
  int hour = 0, minute = 0;
  for (size_t i : {0U, 1U, 3U, 4U})
    if (text[i] < '0' || text[i] > '9') return std::nullopt;
  hour = (text[0] - '0') * 10 + (text[1] - '0');
  minute = (text[3] - '0') * 10 + (text[4] - '0');
  if (hour > 24 || minute > 59 || hour * 60 + minute > kDayMinutes) return std::nullopt;
  return hour * 60 + minute;
}

std::optional<std::pair<int, int>> clocks(const Record& r, std::string_view from,
                                          std::string_view until) {
  auto a = clock(r.text(from)), b = clock(r.text(until));
  return a && b ? std::optional(std::pair(*a, *b)) : std::nullopt;
}

template <class Things>
int index_of(const Things& things, const std::string& id) {
  for (size_t i = 0; i < things.size(); ++i)
    if (things[i].id == id) return static_cast<int>(i);
  return -1;
}

class Reader {
 public:
  Reader(const ledger::RecordLog& records, Firm& firm) : records_(records), firm_(firm) {}

  Result<void> read(Instant since) {
    auto steps = {&Reader::lines, &Reader::devices, &Reader::meters, &Reader::outlets};
    for (auto step : steps)
      if (auto done = (this->*step)(); !done) return done;
    return orders(since);
  }

 private:
  Result<void> lines() {
    auto found = of_firm(records_, kLineKind, firm_.plan.firm);
    if (!found) return tl::unexpected(found.error());
    for (const auto& r : *found)
      firm_.plan.lines.push_back({.id = r.id,
                                  .name = r.text("name"),
                                  .meters = {},
                                  .devices = {},
                                  .permitted = clocks(r, "run_from", "run_until")});
    return {};
  }

  // A device of no line treats what all of them give off.
  Result<void> devices() {
    auto found = of_firm(records_, kDeviceKind, firm_.plan.firm);
    if (!found) return tl::unexpected(found.error());
    for (const auto& r : *found) {
      if (r.text("state") == "stopped") continue;
      Device device{.id = r.id, .name = r.text("name"), .meters = {}, .lines = {}, .post_run = {}};
      if (auto minutes = r.integer("post_run_min")) device.post_run = static_cast<int>(*minutes);
      auto index = static_cast<int>(firm_.plan.devices.size());
      auto own = index_of(firm_.plan.lines, r.text("line"));
      for (size_t i = 0; i < firm_.plan.lines.size(); ++i) {
        if (own >= 0 && own != static_cast<int>(i)) continue;
        device.lines.push_back(static_cast<int>(i));
        firm_.plan.lines[i].devices.push_back(index);
      }
      firm_.plan.devices.push_back(std::move(device));
    }
    return {};
  }

  Result<void> meters() {
    auto found = of_firm(records_, kMeterKind, firm_.plan.firm);
    if (!found) return tl::unexpected(found.error());
    std::set<std::pair<std::string, int>> taken;
    for (const auto& r : *found) {
      if (r.text("state") == "stopped") continue;
      auto site = site_of(r.text("data_device"));
      if (!site) return tl::unexpected(site.error());
      auto channel = static_cast<int>(r.integer("channel").value_or(0));
      bool wired = !site->empty() && channel >= 1 && channel <= static_cast<int>(kMostMeters) &&
                   firm_.plan.meters.size() < kMostMeters && taken.emplace(*site, channel).second;
      if (!wired) {
        firm_.unwired.push_back(r.id);
        continue;
      }
      add(r);
      firm_.wires.push_back({*site, channel});
    }
    return {};
  }

  void add(const Record& r) {
    auto& plan = firm_.plan;
    Meter meter{.id = r.id,
                .name = r.text("name"),
                .role = Role::total,
                .rated_kw = r.number("rated_kw").value_or(0)};
    auto index = static_cast<int>(plan.meters.size());
    if (r.text("measures") == "line") {
      meter.role = Role::production;
      meter.place = index_of(plan.lines, r.text("line"));
      if (meter.place >= 0) plan.lines[static_cast<size_t>(meter.place)].meters.push_back(index);
    } else if (r.text("measures") == "treatment") {
      meter.role = Role::treatment;
      meter.place = index_of(plan.devices, r.text("device"));
      if (meter.place >= 0) plan.devices[static_cast<size_t>(meter.place)].meters.push_back(index);
    }
    plan.meters.push_back(std::move(meter));
    firm_.habits.push_back(habit_of(r));
  }

  Result<std::string> site_of(const std::string& device) {
    if (device.empty()) return std::string{};
    auto known = sites_.find(device);
    if (known != sites_.end()) return known->second;
    auto record = records_.get("device", device);
    if (!record) return tl::unexpected(record.error());
    return sites_[device] = *record ? (*record)->text("site") : std::string{};
  }

  Result<void> outlets() {
    auto found = of_firm(records_, "outlet", firm_.plan.firm);
    if (!found) return tl::unexpected(found.error());
    for (const auto& r : *found)
      if (auto station = r.text("station"); !station.empty()) firm_.outlets.push_back(station);
    return {};
  }

  Result<void> orders(Instant since) {
    auto found = of_firm(records_, kOrderKind, firm_.plan.firm);
    if (!found) return tl::unexpected(found.error());
    for (const auto& r : *found) {
      auto from = r.instant("from"), until = r.instant("until");
      if (!from || !until || *until <= since || r.text("state") == "withdrawn") continue;
      Order order{.id = r.id,
                  .name = r.text("name"),
                  .kind = kind_of(r.text("order")),
                  .line = index_of(firm_.plan.lines, r.text("line")),
                  .span = {*from, *until},
                  .reduction = r.number("reduction").value_or(0) / 100};
      if (auto minutes = clocks(r, "hour_from", "hour_until")) order.minutes = *minutes;
      firm_.plan.orders.push_back(std::move(order));
    }
    return {};
  }

  static Order::Kind kind_of(std::string_view order) {
    if (order == "reduce") return Order::Kind::reduce;
    if (order == "peak") return Order::Kind::peak;
    return order == "night" ? Order::Kind::night : Order::Kind::stop;
  }

  const ledger::RecordLog& records_;
  Firm& firm_;
  std::map<std::string, std::string> sites_;  // by device
};

}  // namespace

std::string factor_of(Item item, int channel) {
  return fmt::format("d20{}{:02}", static_cast<int>(item) + 1, channel);
}

Result<std::vector<std::string>> firms_with_meters(const ledger::RecordLog& records) {
  std::vector<std::string> out;
  if (!records.kind(kMeterKind)) return out;
  auto firms = records.tally({.kind = std::string(kMeterKind), .where = {}}, "firm");
  if (!firms) return tl::unexpected(firms.error());
  for (const auto& one : *firms)
    if (auto id = ledger::text_of(one.value); !id.empty()) out.push_back(id);
  std::sort(out.begin(), out.end());
  return out;
}

Result<Firm> firm_of(const ledger::RecordLog& records, const std::string& id, Instant since) {
  Firm firm;
  firm.plan.firm = id;
  auto record = records.get("firm", id);
  if (!record) return tl::unexpected(record.error());
  if (*record) {
    firm.plan.name = (*record)->text("name");
    firm.street = (*record)->text("street");
    firm.simulated = (*record)->flag("simulated");
  }
  if (auto done = Reader(records, firm).read(since); !done) return tl::unexpected(done.error());
  return firm;
}

std::vector<Channel> channels_of(const observe::SeriesLog& log, const Firm& firm) {
  using observe::Cadence;
  using observe::Measure;
  std::vector<Channel> out;
  for (size_t i = 0; i < firm.wires.size(); ++i)
    for (size_t item = 0; item < kItems; ++item) {
      auto factor = factor_of(static_cast<Item>(item), firm.wires[i].channel);
      const auto& site = firm.wires[i].site;
      auto series = log.find({site, factor, Cadence::realtime, Measure::rtd});
      if (!series) series = log.find({site, factor, Cadence::minute, Measure::avg});
      if (series) out.push_back({*series, static_cast<int>(i), static_cast<Item>(item)});
    }
  return out;
}

void put(Reading& reading, Item item, double value) {
  auto place = static_cast<size_t>(item);
  if (item == Item::power) {
    reading.kw = value;
    reading.has |= Reading::kPower;
  } else if (item == Item::energy) {
    reading.kwh = value;
    reading.has |= Reading::kEnergy;
  } else if (item < Item::volts_a) {
    reading.amps[place - static_cast<size_t>(Item::amps_a)] = static_cast<float>(value);
    reading.has |= Reading::kAmps;
  } else {
    reading.volts[place - static_cast<size_t>(Item::volts_a)] = static_cast<float>(value);
    reading.has |= Reading::kVolts;
  }
}

void keep_habit(const Habit& habit, Day day, ledger::Fields& fields) {
  fields["learned_how"] = std::string(name(habit.how));
  fields["learned_run_kw"] = habit.run_above;
  fields["learned_off_kw"] = habit.off_below;
  fields["learned_typical_kw"] = habit.typical_kw;
  fields["learned_on"] = iso(day);
}

Habit habit_of(const ledger::Record& meter) {
  Habit habit;
  auto run = meter.number("learned_run_kw");
  if (!run) return habit;
  habit.how = Habit::How::given;
  habit.run_above = *run;
  habit.off_below = meter.number("learned_off_kw").value_or(0);
  habit.typical_kw = meter.number("learned_typical_kw").value_or(0);
  return habit;
}

Result<std::vector<Bar>> bars_of(const observe::SeriesLog& log, const Firm& firm, const Law& law,
                                 Span span) {
  auto from = minute_of(span.from), until = minute_of(span.until);
  Memory memory(firm.plan, law, from - kRunUp);
  memory.learning = false;
  for (size_t i = 0; i < firm.habits.size(); ++i)
    if (firm.habits[i].how != Habit::How::none) memory.meters[i].habit = firm.habits[i];
  Told told;
  if (auto done = replay(log, firm, law, memory, until, told); !done)
    return tl::unexpected(done.error());
  std::vector<Bar> bars;
  std::vector<Change> last(firm.plan.meters.size());
  auto end = [&](const Change& change, Minute at) {
    auto begin = std::max(change.from, from);
    if (at > begin) bars.push_back({change.meter, change.state, begin, at});
  };
  for (size_t i = 0; i < last.size(); ++i) last[i] = {static_cast<int>(i), State::unknown, from};
  for (const auto& change : told.changes) {
    auto& before = last[static_cast<size_t>(change.meter)];
    end(before, change.from);
    before = change;
  }
  for (const auto& change : last) end(change, until);
  return bars;
}

Result<std::vector<Reading>> rows_of(const observe::SeriesLog& log, const Firm& firm, Minute from,
                                     Minute until) {
  auto meters = firm.plan.meters.size();
  std::vector<Reading> rows(static_cast<size_t>(std::max<Minute>(until - from, 0)) * meters);
  std::map<observe::SeriesId, Channel> by_series;
  std::vector<observe::SeriesId> series;
  for (const auto& channel : channels_of(log, firm)) {
    by_series[channel.series] = channel;
    series.push_back(channel.series);
  }
  auto samples = log.scan(series, {instant_of(from), instant_of(until)});
  if (!samples) return tl::unexpected(samples.error());
  for (const auto& sample : *samples) {
    if (!observe::counts(sample.mark)) continue;
    const auto& channel = by_series.at(sample.series);
    auto row = static_cast<size_t>(minute_of(from_ms(sample.time)) - from);
    put(rows[row * meters + static_cast<size_t>(channel.meter)], channel.item, sample.value);
  }
  return rows;
}

Result<void> replay(const observe::SeriesLog& log, const Firm& firm, const Law& law, Memory& memory,
                    Minute until, Told& told) {
  auto meters = firm.plan.meters.size();
  while (memory.next < until) {
    auto from = memory.next, end = std::min(until, from + kDayMinutes);
    auto rows = rows_of(log, firm, from, end);
    if (!rows) return tl::unexpected(rows.error());
    for (Minute m = from; m < end; ++m) {
      auto row = static_cast<size_t>(m - from) * meters;
      judge(firm.plan, law, memory, m, std::span(*rows).subspan(row, meters), told);
    }
  }
  return {};
}

}  // namespace qs::power

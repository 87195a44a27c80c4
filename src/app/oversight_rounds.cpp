#include "app/oversight_rounds.h"

#include <spdlog/spdlog.h>

#include <set>

#include "app/all_records.h"
#include "kernel/ledger/due_list.h"
#include "kernel/oversight/rite.h"

namespace qs::app {

namespace {

using ledger::Fields;
using ledger::Record;
using ledger::Write;

constexpr auto kFirst = std::chrono::seconds{3};  // after the start
constexpr auto kEvery = std::chrono::seconds{30};
constexpr size_t kPerCommit = 500;
constexpr auto kLongestAlert = std::chrono::days{92};  // what began before is a device out of order
constexpr auto kOldest = std::chrono::days{3 * 366};   // nothing before that counts any more

class Finder {
 public:
  Finder(const Consequences& consequences, const ledger::RecordLog& records, Instant now)
      : consequences_(consequences), records_(records), law_(consequences.law()), now_(now) {}

  Result<std::vector<Write>> run() {
    if (auto done = incomplete(); !done) return tl::unexpected(done.error());
    for (const auto& source : law_.credit_sources)
      if (auto done = of_records(source); !done) return tl::unexpected(done.error());
    for (const auto& missed : law_.missed)
      if (auto done = of_duty(missed); !done) return tl::unexpected(done.error());
    for (const auto& over : law_.over)
      if (auto done = of_hours(over); !done) return tl::unexpected(done.error());
    return std::move(out_);
  }

 private:
  // Events that came in by another way than a person's write: points and last day as the law says.
  Result<void> incomplete() {
    if (!records_.kind(oversight::kEventKind)) return {};
    auto found = all_records(records_, std::string(oversight::kEventKind),
                             {{.field = "until", .op = ledger::Op::is_null, .value = {}}});
    if (!found) return tl::unexpected(found.error());
    for (auto& event : *found) {
      law_.complete(event.fields);
      if (event.fields.contains("until"))
        out_.push_back({.kind = event.kind,
                        .id = event.id,
                        .fields = std::move(event.fields),
                        .expected_revision = event.revision});
    }
    return {};
  }

  // What was there before the law was, or came by another way than a person's write.
  Result<void> of_records(const ledger::FollowUp& source) {
    auto kind = records_.kind(source.kind);
    if (!kind) return {};
    Day since{std::chrono::sys_days(day_of(now_)) - kOldest};
    std::vector<ledger::Filter> where{
        {.field = source.copy.at("day"), .op = ledger::Op::greater_equal, .value = iso(since)}};
    auto found = all_records(records_, source.kind, where);
    if (!found) return tl::unexpected(found.error());
    for (const auto& record : *found) {
      auto event = consequences_.event_of(source, record);
      if (!event) return tl::unexpected(event.error());
      if (*event) out_.push_back(std::move(**event));
    }
    return {};
  }

  Result<void> of_duty(const MissedDuty& missed) {
    if (!records_.kind(missed.kind)) return {};
    auto dues = ledger::dues_among(records_, {.kind = missed.kind, .where = {}}, day_of(now_));
    if (!dues) return tl::unexpected(dues.error());
    for (const auto& item : *dues) {
      if (item.duty != missed.duty || item.due.state != ledger::DueState::overdue) continue;
      auto until = iso(item.due.period.until);
      auto done = add(missed.event, item.record.text("firm"), item.record,
                      fmt::format("{}~{}~{}", missed.event, item.record.id, until),
                      std::chrono::sys_days(item.due.period.until) + std::chrono::days{1},
                      fmt::format("{}至{}", iso(item.due.period.from), until));
      if (!done) return done;
    }
    return {};
  }

  // Hours of this month and the last one, each firm's together.
  Result<void> of_hours(const HoursOver& over) {
    auto firms = firms_by_station(over);
    if (!firms) return tl::unexpected(firms.error());
    if (firms->empty()) return {};
    auto month = Period::of(PeriodKind::month, now_);
    for (auto period : {month.previous(), month}) {
      auto hours = hours_in(over, period, *firms);
      if (!hours) return tl::unexpected(hours.error());
      for (const auto& [firm, sum] : *hours) {
        if (sum < over.hours) continue;
        auto name = iso_month(day_of(period.begin));
        auto done = add(over.event, firm, {}, fmt::format("{}~{}~{}", over.event, firm, name),
                        std::min(last_day(period.span()), day_of(now_)),
                        fmt::format("{} 超标 {:.0f} 小时以上", name, std::floor(sum)));
        if (!done) return done;
      }
    }
    return {};
  }

  using FirmByStation = std::map<std::string, std::string>;
  Result<FirmByStation> firms_by_station(const HoursOver& over) const {
    FirmByStation out;
    for (const auto& kind : over.outlets) {
      if (!records_.kind(kind)) continue;
      auto outlets = all_records(records_, kind);
      if (!outlets) return tl::unexpected(outlets.error());
      for (const auto& outlet : *outlets)
        if (!outlet.text("station").empty()) out[outlet.text("station")] = outlet.text("firm");
    }
    return out;
  }

  Result<std::map<std::string, double>> hours_in(const HoursOver& over, Period period,
                                                 const FirmByStation& firms) const {
    ledger::Filter rules{.field = "rule", .op = ledger::Op::in, .value = {}, .values = {}};
    for (const auto& rule : over.rules) rules.values.emplace_back(rule);
    auto alerts =
        all_records(records_, "alert",
                    {rules,
                     {.field = "began_at", .op = ledger::Op::less, .value = to_ms(period.end())},
                     {.field = "began_at",
                      .op = ledger::Op::greater,
                      .value = to_ms(period.begin - kLongestAlert)}});
    if (!alerts) return tl::unexpected(alerts.error());
    std::map<std::string, double> out;
    for (const auto& alert : *alerts) {
      auto firm = firms.find(alert.text("site"));
      if (firm == firms.end() || firm->second.empty() || !alert.instant("fired_at")) continue;
      auto from = std::max(alert.instant("began_at").value_or(now_), period.begin);
      auto until = std::min(alert.instant("resolved_at").value_or(now_), period.end());
      if (until > from)
        out[firm->second] += std::chrono::duration<double, std::ratio<3600>>(until - from).count();
    }
    return out;
  }

  Result<void> add(const std::string& event, const std::string& firm,
                   const std::optional<Record>& origin, std::string id, Day day, std::string what) {
    auto owner = records_.get("firm", firm);
    if (!owner) return tl::unexpected(owner.error());
    auto known = records_.get(oversight::kEventKind, id);
    if (!known) return tl::unexpected(known.error());
    if (!*owner || *known) return {};
    Fields fields{{"firm", firm},
                  {"event", event},
                  {"day", iso(day)},
                  {"what", std::move(what)},
                  {"state", std::string(oversight::kConfirmed)}};
    if (origin) fields["origin"] = origin->kind + "/" + origin->id;
    if (auto street = (*owner)->text("street"); !street.empty()) fields["street"] = street;
    if ((*owner)->flag("simulated")) fields["simulated"] = true;
    out_.push_back({.kind = std::string(oversight::kEventKind),
                    .id = std::move(id),
                    .fields = std::move(fields),
                    .expected_revision = 0});
    return {};
  }

  const Consequences& consequences_;
  const ledger::RecordLog& records_;
  const OversightLaw& law_;
  Instant now_;
  std::vector<Write> out_;
};

Result<void> keep(service::Desk& desk, std::vector<Write> writes, const char* why, Instant now) {
  service::Doing doing{{.user = "flow"}, now, why};
  for (size_t from = 0; from < writes.size(); from += kPerCommit) {
    auto until = std::min(writes.size(), from + kPerCommit);
    std::vector<Write> part(
        std::make_move_iterator(writes.begin() + static_cast<std::ptrdiff_t>(from)),
        std::make_move_iterator(writes.begin() + static_cast<std::ptrdiff_t>(until)));
    if (auto done = desk.write(std::move(part), doing); !done)
      return tl::unexpected(done.error().error);
  }
  return {};
}

}  // namespace

Result<std::vector<Write>> voided_draws(const ledger::RecordLog& records, Instant now) {
  std::vector<Write> out;
  if (!records.kind(oversight::kDrawKind)) return out;
  auto late = records.query(
      {.kind = std::string(oversight::kDrawKind),
       .where = {{.field = "due_at", .op = ledger::Op::less_equal, .value = to_ms(now)},
                 {.field = "ended_at", .op = ledger::Op::is_null, .value = {}}},
       .limit = ledger::kMaxPage});
  if (!late) return tl::unexpected(late.error());
  for (const auto& record : *late)
    if (auto rite = oversight::expire(oversight::rite_of(record), now))
      out.push_back(oversight::write_of(*rite));
  return out;
}

Result<std::vector<Write>> fresh_events(const Consequences& consequences,
                                        const ledger::RecordLog& records, Instant now) {
  return Finder(consequences, records, now).run();
}

Result<std::vector<Write>> moved_credit(const Consequences& consequences,
                                        const ledger::RecordLog& records, Instant now) {
  std::vector<Write> out;
  if (!records.kind(oversight::kEventKind)) return out;
  auto events = all_records(records, std::string(oversight::kEventKind));
  if (!events) return tl::unexpected(events.error());
  std::set<std::string> firms;
  for (const auto& event : *events) firms.insert(event.text("firm"));
  for (const auto& firm : firms) {
    auto credit = consequences.credit_write(firm, now);
    if (!credit) return tl::unexpected(credit.error());
    if (*credit) out.push_back(std::move(**credit));
  }
  return out;
}

OversightRounds::OversightRounds(const Consequences& consequences, const ledger::RecordLog& records,
                                 service::Desk& desk, std::function<Instant()> now)
    : consequences_(consequences),
      records_(records),
      desk_(desk),
      now_(std::move(now)),
      rounds_(kFirst, kEvery, [this] { work(); }) {}

void OversightRounds::work() {
  auto now = now_();
  auto round = [&]() -> Result<void> {
    auto voided = voided_draws(records_, now);
    if (!voided) return tl::unexpected(voided.error());
    if (auto done = keep(desk_, std::move(*voided), "抽取逾期作废", now); !done) return done;
    if (done_on_ == day_of(now)) return {};
    auto events = fresh_events(consequences_, records_, now);
    if (!events) return tl::unexpected(events.error());
    if (auto done = keep(desk_, std::move(*events), "信用事项自动产生", now); !done) return done;
    auto credit = moved_credit(consequences_, records_, now);
    if (!credit) return tl::unexpected(credit.error());
    if (auto done = keep(desk_, std::move(*credit), "信用随有效期变动", now); !done) return done;
    done_on_ = day_of(now);
    return {};
  };
  if (auto done = round(); !done) spdlog::error("oversight fault=\"{}\"", done.error().message());
}

}  // namespace qs::app

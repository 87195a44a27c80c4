#include "edge/service/outlets/grading.h"

#include "base/json.h"
#include "edge/service/ask.h"
#include "edge/service/oversight.h"
#include "edge/service/own_firm.h"
#include "edge/service/room.h"

namespace qs::service {

namespace {
constexpr std::string_view kPass = "transmission.pass";
constexpr int kFirstYear = 2000;
}  // namespace

Maybe<const Outlets*> outlets_of(const Service::Room& room) {
  if (!room.seams.oversight) return refuse(404, "nothing is computed of outlets here");
  return &room.seams.oversight->outlets();
}

Maybe<ledger::Record> find_outlet(const Service::Room& room, const Call& call) {
  auto site = find_within(room, call, "station", call.id());
  if (site && site->text("kind") != "outlet") return refuse(404, "is no outlet", site->id);
  return site;
}

Maybe<int> past_year(const Call& call) {
  auto now = static_cast<int>(day_of(call.now).year());
  return integer_param(call, "year", now, kFirstYear, now).map([](int64_t year) {
    return static_cast<int>(year);
  });
}

Maybe<Period> month_asked(const Call& call) {
  auto asked = param(call, "month").value_or(iso_month(day_of(call.now)));
  auto day = parse_day(asked + "-01");
  if (!day || *day > day_of(call.now)) return refuse(422, "a month such as 2026-05", "month");
  return Period::of(PeriodKind::month, start_of(*day));
}

Maybe<GradedMonth> graded_month(const Service::Room& room, const ledger::Record& site,
                                Period month) {
  GradedMonth out{.month = month, .law = room.seams.library.rule(kPass, day_of(month.begin))};
  if (!out.law) return refuse(422, "no rule of that month says what is to be reached", "month");
  auto found = lift(room.seams.health.transmission(site, month));
  if (!found) return tl::unexpected(found.error());
  out.counts = std::move(*found);
  for (const auto& of : out.counts.factors) out.whole.add(of.counts);
  auto left =
      std::chrono::duration_cast<std::chrono::hours>(month.end() - out.counts.counted.until);
  out.rest = static_cast<double>(left.count()) * static_cast<double>(out.counts.factors.size());
  return out;
}

Json outlook_json(const observe::TransmissionOutlook& seen) {
  return {{"end", observe::name(seen.end)},
          {"best", seen.best},
          {"worst", seen.worst},
          {"expected", or_null(seen.expected)}};
}

Json law_of(const standard::Rule* rule) {
  if (!rule) return {};
  return {{"standard", rule->source.standard},
          {"clause", rule->source.clause},
          {"confidence", rule->source.confidence}};
}

Maybe<std::optional<ledger::Record>> firm_of_station(const Service::Room& room,
                                                     const std::string& station) {
  auto firm = lift(ledger::owner_of(room.seams.records, kByOutlet, station));
  if (!firm) return tl::unexpected(firm.error());
  if (firm->empty()) return std::optional<ledger::Record>{};
  return lift(room.seams.records.get("firm", *firm));
}

}  // namespace qs::service

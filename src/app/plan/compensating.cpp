#include "app/plan/compensating.h"

#include <fmt/format.h>

#include "app/all_records.h"
#include "app/plan/targets.h"
#include "base/json.h"

namespace qs::app {

using ledger::Record;
using ledger::Write;
using service::Outcome;
using service::Reason;

namespace {

constexpr std::string_view kReplaced = "replaced";

tl::unexpected<service::Refusal> refuse(Reason reason, Error error) {
  return tl::unexpected(service::Refusal{reason, std::move(error)});
}

}  // namespace

std::vector<plan::MoneyRule> Compensating::rules() const {
  std::vector<plan::MoneyRule> out;
  for (const auto& law : pack_.planning.money) out.push_back(law.rule);
  return out;
}

std::string Compensating::made_of(const MoneyLaw& law) const {
  auto out = gatherer_.made_of();
  out["rule"] = service::rule_json(law.rule);
  out["rule"]["measure"] = law.measure;
  out["version"] = law.version;
  return out.dump();
}

Result<std::vector<plan::MoneyPlace>> Compensating::places(const MoneyLaw& law, Span span) const {
  auto measure = pack_.planning.measure(law.measure);
  if (!measure) return fail("its measure is gone", law.measure);
  std::vector<plan::MoneyPlace> out;
  auto year = static_cast<int>(day_of(span.from).year());
  for (const auto& street : pack_.streets) {
    auto gathered = gatherer_.gather(*measure, street.id, span, false);
    if (!gathered) return tl::unexpected(gathered.error());
    plan::MoneyPlace place{.id = street.id, .figure = {}, .target = law.target};
    // As fine as the rule counts, not as the measure is told.
    auto finer = measure->measure;
    finer.places = std::max(finer.places, law.rule.places);
    place.figure = plan::figure_of(finer, gathered->items);
    if (!place.target && law.rule.against == plan::MoneyRule::Against::target) {
      auto goal = goal_of_measure(records_, law.measure, year, street.id);
      if (!goal) return tl::unexpected(goal.error());
      if (*goal) place.target = (*goal)->value;
    }
    out.push_back(std::move(place));
  }
  return out;
}

Result<std::vector<Record>> Compensating::before(const std::string& rule,
                                                 const std::string& month) const {
  return all_records(records_, std::string(service::kCompensationKind),
                     {{.field = "rule", .value = rule}, {.field = "month", .value = month}});
}

Outcome<std::vector<Write>> Compensating::compute(const std::string& rule, Day month,
                                                  const service::Doing& doing) const {
  auto law = std::ranges::find(pack_.planning.money, rule,
                               [](const MoneyLaw& one) { return one.rule.id; });
  if (law == pack_.planning.money.end())
    return refuse(Reason::not_found, {"there is no such rule", rule});
  auto period = Period::of(PeriodKind::month, start_of(month));
  if (period.end() > doing.at) return refuse(Reason::invalid, {"the month is not over", "month"});
  auto found = places(*law, period.span());
  if (!found) return refuse(Reason::failed, found.error());
  auto first = iso(day_of(period.begin));
  auto issued = before(rule, first);
  if (!issued) return refuse(Reason::failed, issued.error());
  int64_t issue = 1;
  std::vector<Write> out;
  for (auto& one : *issued) {
    issue = std::max(issue, one.integer("issue").value_or(0) + 1);
    if (one.text("state") == kReplaced) continue;
    one.fields["state"] = std::string(kReplaced);
    out.push_back({.kind = one.kind,
                   .id = one.id,
                   .fields = std::move(one.fields),
                   .expected_revision = one.revision});
  }
  for (const auto& money : plan::money_of(law->rule, *found)) {
    ledger::Fields fields{
        {"name",
         fmt::format("{} {} {}{}", pack_.street_zh(money.id), first.substr(0, 7), law->rule.name_zh,
                     issue > 1 ? fmt::format("（更正第 {} 期）", issue) : "")},
        {"rule", rule},
        {"street", money.id},
        {"month", first},
        {"issue", issue},
        {"figure", ledger::kept(money.figure)},
        {"against", ledger::kept(money.against)},
        {"fault", ledger::kept(std::string(plan::name(money.fault)))},
        {"reason", doing.why},
        {"made_of", made_of(*law)},
        {"state", std::string("computed")}};
    if (money.fen) fields["amount"] = static_cast<double>(*money.fen) / 100;
    out.push_back({.kind = std::string(service::kCompensationKind),
                   .id = fmt::format("{}-{}-{}-{}", rule, first.substr(0, 7), money.id, issue),
                   .fields = std::move(fields),
                   .expected_revision = 0});
  }
  return out;
}

}  // namespace qs::app

#include "kernel/oversight/plan.h"

#include <algorithm>

namespace qs::oversight {

namespace {

constexpr int64_t kTenth = 10, kPermille = 1000;
constexpr int kMonthsOfQuarter = 3, kMonthsOfYear = 12;

bool holds(const std::vector<std::string>& list, const std::string& one) {
  return std::find(list.begin(), list.end(), one) != list.end();
}

bool is_inspected(const DrawLaw& law, const FirmStanding& firm) {
  return holds(law.states, firm.state);
}

bool may_be_drawn(const DrawLaw& law, const FirmStanding& firm) {
  return is_inspected(law, firm) && !firm.spared && !firm.drawn_this_quarter &&
         firm.drawn_this_year < visits_a_year(law, firm);
}

int64_t months_between(Day from, Day until) {
  auto months = (static_cast<int>(until.year()) - static_cast<int>(from.year())) * kMonthsOfYear +
                static_cast<int>(static_cast<unsigned>(until.month())) -
                static_cast<int>(static_cast<unsigned>(from.month()));
  return until.day() < from.day() ? months - 1 : months;
}

// Rounded up: a part of a visit is a visit.
int64_t part_of(int64_t whole, int64_t part, int64_t of) {
  return std::min(whole, (whole * part + of - 1) / of);
}

std::vector<int64_t> due_by_quarter(const GroupLaw& law, int64_t visits, int64_t inspectors) {
  std::vector<int64_t> due;
  auto yearly = std::min(visits, law.per_inspector * inspectors);
  for (int64_t quarter = 1; quarter <= kQuarters; ++quarter) {
    auto share = law.per_inspector > 0 ? part_of(yearly, quarter, kQuarters)
                                       : part_of(visits, law.share_permille * quarter, kPermille);
    due.push_back(law.every_year && quarter == kQuarters ? visits : share);
  }
  return due;
}

GroupPlan plan_group(const DrawLaw& law, const GroupLaw& group, std::span<const FirmStanding> firms,
                     int64_t inspectors, int64_t quarter) {
  GroupPlan plan{.group = group.id};
  int64_t before = 0, open = 0;
  for (const auto& firm : firms) {
    if (firm.group != group.id || !is_inspected(law, firm)) continue;
    plan.drawn += firm.drawn_this_year;
    before += firm.drawn_this_year - (firm.drawn_this_quarter ? 1 : 0);
    if (firm.spared) {
      ++plan.spared;
      continue;
    }
    ++plan.firms;
    auto visits = visits_a_year(law, firm);
    plan.visits += visits;
    if (visits > law.visits) ++plan.doubled;
    if (may_be_drawn(law, firm)) ++open;
  }
  plan.due = due_by_quarter(group, plan.visits, inspectors);
  auto at = static_cast<size_t>(quarter - 1);
  if (at > 0) plan.left_over = std::max<int64_t>(0, plan.due[at - 1] - before);
  plan.quota = std::clamp<int64_t>(plan.due[at] - plan.drawn, 0, open);
  return plan;
}

}  // namespace

int64_t visits_a_year(const DrawLaw& law, const FirmStanding& firm) {
  return firm.high_risk || holds(law.double_grades, firm.grade) ? law.more_visits : law.visits;
}

std::vector<int64_t> weight_parts(const DrawLaw& law, const FirmStanding& firm, Day today) {
  auto known = law.grade_tenths.find(firm.grade);
  auto credit = known == law.grade_tenths.end() ? kTenth : known->second;
  auto complaints = kTenth + law.complaint_tenths * std::min(firm.complaints, law.most_complaints);
  auto months = firm.inspected_on ? months_between(*firm.inspected_on, today) : law.months_unknown;
  return {credit, complaints, std::clamp<int64_t>(months, 1, law.most_months),
          firm.high_risk ? law.risk_times : 1};
}

std::vector<GroupPlan> plan(const DrawLaw& law, std::span<const FirmStanding> firms,
                            int64_t inspectors, int64_t quarter) {
  std::vector<GroupPlan> out;
  for (const auto& group : law.groups)
    out.push_back(plan_group(law, group, firms, inspectors, quarter));
  return out;
}

Pool pool_for(const DrawLaw& law, std::span<const FirmStanding> firms,
              std::span<const InspectorStanding> inspectors, int64_t year, int64_t quarter,
              std::string draw, Day today) {
  Pool pool{.draw = std::move(draw),
            .until = iso(last_day(year, quarter)),
            .most_visits = law.most_visits,
            .parties = {},
            .quotas = {},
            .firms = {},
            .inspectors = {}};
  int64_t active = 0;
  for (const auto& one : inspectors) {
    if (!one.active) continue;
    ++active;
    pool.inspectors.push_back(one.who);
  }
  for (const auto& group : plan(law, firms, active, quarter))
    pool.quotas.push_back({group.group, group.quota});
  for (const auto& firm : firms)
    if (may_be_drawn(law, firm))
      pool.firms.push_back(
          {firm.id, firm.name, firm.group, firm.area, weight_parts(law, firm, today), firm.before});
  auto by_id = [](const auto& a, const auto& b) { return a.id < b.id; };
  std::sort(pool.firms.begin(), pool.firms.end(), by_id);
  std::sort(pool.inspectors.begin(), pool.inspectors.end(), by_id);
  return pool;
}

Day last_day(int64_t year, int64_t quarter) {
  auto month = static_cast<unsigned>(quarter) * kMonthsOfQuarter;
  return Day{std::chrono::year{static_cast<int>(year)} / std::chrono::month{month} /
             std::chrono::last};
}

int64_t quarter_of(Day day) {
  return (static_cast<unsigned>(day.month()) + kMonthsOfQuarter - 1) / kMonthsOfQuarter;
}

}  // namespace qs::oversight

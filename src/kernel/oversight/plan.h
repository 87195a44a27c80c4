// 抽查计划: how many firms of each class are due in a quarter, how heavy each lies in the draw, and
// the pool that follows from it.
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.h"
#include "kernel/oversight/draw.h"

namespace qs::oversight {

inline constexpr std::string_view kInspectorKind = "inspector", kTaskKind = "inspection_task",
                                  kPlanKind = "inspection_plan";
inline constexpr int kQuarters = 4;

// 一类监管对象. Either a share of its visits falls due each quarter, or so many a year for each
// inspector of the district.
struct GroupLaw {
  std::string id;              // "key", as the firm's control_class
  int64_t share_permille = 0;  // of the year's visits, each quarter
  int64_t per_inspector = 0;   // a year
  bool every_year = false;     // every one at least once a year
};

// 抽查章法, inspection_draw.toml.
struct DrawLaw {
  std::vector<GroupLaw> groups;                              // drawn in this order
  std::vector<std::string> states;                           // of firms that are inspected at all
  std::map<std::string, int64_t, std::less<>> grade_tenths;  // by credit grade; "": not graded
  int64_t complaint_tenths = 0;                              // more for each found true in a year
  int64_t most_complaints = 0;
  int64_t risk_times = 1;                       // weight of a high risk
  std::vector<std::string> risk_grades;         // of the register of risk sources
  std::vector<std::string> double_grades;       // credit grades that are inspected more often
  int64_t visits = 1, more_visits = 2;          // a year
  int64_t months_unknown = 0, most_months = 0;  // since the last check
  int64_t most_visits = 0;                      // of one inspector in a quarter
  int64_t publish_days = 0;                     // working days after the check
  int64_t commit_hours = 0, reveal_hours = 0;
  std::string clause, confidence;  // practice: never shown as law
  std::string version;             // digest of the file
};

// 监管对象, as the registers know it on the day.
struct FirmStanding {
  std::string id, name, group, area, state;
  bool spared = false;  // 正面清单: off site only
  bool high_risk = false;
  std::string grade;                // credit; empty: not graded
  int64_t complaints = 0;           // found true within twelve months
  std::optional<Day> inspected_on;  // last time
  std::vector<std::string> before;  // its inspectors then
  int64_t drawn_this_year = 0;
  bool drawn_this_quarter = false;
};
struct InspectorStanding {
  PoolInspector who;
  bool active = true;
};

int64_t visits_a_year(const DrawLaw& law, const FirmStanding& firm);

// 权重 = credit × complaints × months since the last check × risk, the first two in tenths.
std::vector<int64_t> weight_parts(const DrawLaw& law, const FirmStanding& firm, Day today);

struct GroupPlan {
  std::string group;
  int64_t firms = 0;         // that may be drawn
  int64_t doubled = 0;       // of them, inspected more often
  int64_t spared = 0;        // 正面清单, off site only
  int64_t visits = 0;        // of the year, all firms together
  std::vector<int64_t> due;  // by the end of each quarter
  int64_t drawn = 0;         // this year so far
  int64_t left_over = 0;     // due before this quarter and not drawn
  int64_t quota = 0;         // to be drawn in this quarter
};
// `quarter` 1..4. What earlier quarters left over is due with this one's.
std::vector<GroupPlan> plan(const DrawLaw& law, std::span<const FirmStanding> firms,
                            int64_t inspectors, int64_t quarter);

// The firms that may be drawn in the quarter, by id, with the plan's quotas.
Pool pool_for(const DrawLaw& law, std::span<const FirmStanding> firms,
              std::span<const InspectorStanding> inspectors, int64_t year, int64_t quarter,
              std::string draw, Day today);

Day last_day(int64_t year, int64_t quarter);
int64_t quarter_of(Day day);

}  // namespace qs::oversight

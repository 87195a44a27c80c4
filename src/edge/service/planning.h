// 规划考核: how a plan stands, as the program computes it; implemented by app.
#pragma once

#include "edge/service/service.h"
#include "kernel/plan/change.h"
#include "kernel/plan/decomposition.h"
#include "kernel/plan/light.h"
#include "kernel/plan/need.h"
#include "kernel/plan/outlook.h"
#include "kernel/plan/ranking.h"
#include "kernel/plan/trajectory.h"

namespace qs::service {

// 指标读数: one indicator in one year and area.
struct IndicatorReading {
  enum class Source : uint8_t { none, computed, reported };
  // How the figure is made, for people.
  struct Method {
    std::string id, name_zh, name_en, clause, confidence;
    plan::Measure measure;
  };

  ledger::Record indicator;
  std::optional<ledger::Record> target;  // of the year; else the latest before it, else the next
  std::optional<plan::Goal> goal;        // absent: the target is words only
  Source source = Source::none;
  bool simulated = false;  // some of what it is made of was invented for show
  std::optional<Method> method;
  std::optional<double> value;
  std::optional<bool> met;
  Day as_of;  // the last day that counts
  std::optional<ledger::Record> report;
  std::optional<ledger::Record> latest;  // the report of an earlier year, where this has none
  std::vector<plan::TrajectoryPoint> points, points_before;  // this year, the year before
  std::optional<double> same_period;                         // of the year before, to the same day
  std::optional<plan::Need> need;
  std::optional<plan::Outlook> outlook;
  std::string no_outlook;  // why there is none
  double outlook_spread = 0;
  std::vector<plan::Contribution> by_month, by_part;
  std::vector<plan::Item> items;  // what the figure is made of
  // The figure by the standard that was in force before the one of the last day, where it differs.
  std::optional<double> by_earlier_standard;
  std::string standard, earlier_standard;
};

// 分解: targets of one indicator and year that contradict the one above them.
struct Decomposition {
  struct Row {
    ledger::Record target;
    std::vector<plan::Contradiction> areas = {}, units = {}, months = {};  // of the parts below it
  };
  ledger::Record indicator;
  std::vector<Row> rows;
};

struct TaskReading {
  ledger::Record task;
  plan::Lit lit;
  std::optional<ledger::Record> report;  // the newest not returned
  std::vector<ledger::Record> milestones;
};

// 排名: of one month, or of the months that end with it.
struct Ranking {
  struct Name {
    std::string zh, en;
  };
  using Names = std::map<std::string, Name, std::less<>>;  // of streets or stations, by id

  plan::RankingRules rules;
  Day month;  // its first
  std::vector<plan::Standing> standings;
  std::vector<std::string> to_interview;
  Names names;
  std::string made_of;  // what it stands on, as JSON: versions of rules, standards and data
};

// 变化: what is otherwise than it was when a day began; by what was known then.
struct Changes {
  struct Figure {
    ledger::Record indicator;
    plan::Look before, now;
    std::vector<plan::Shift> shifts;
  };
  struct Light {
    ledger::Record task;
    plan::Lit before, now;
  };
  struct Milestone {
    ledger::Record of;  // a task or a project
    std::string name;
    Day due;
    plan::Passing passing;
  };
  std::string plan;
  Day since;
  std::vector<Figure> figures;
  std::vector<Light> lights;  // tasks that are new have none before and are not among them
  std::vector<Milestone> milestones;
  std::vector<ledger::Record> reports;    // of indicators, tasks and projects, that are new
  std::vector<ledger::Record> published;  // bulletins and rankings
  std::string ranking;                    // id; empty: there is none
  Day month;                              // that is ranked, up to yesterday
  std::vector<plan::RankMove> ranks;
};
class Assessing;     // assessing.h
class Compensating;  // compensating.h
class YieldRating;   // yield_rating.h

// 通报: of a period that is over, or of how a plan went up to a day.
struct BulletinAsked {
  std::string period;     // a choice of plan_bulletin's field of that name
  Span span;              // of whole days
  std::string plan = {};  // of an evaluation: the plan; otherwise empty: all of them
};

class Planning {
 public:
  virtual ~Planning() = default;
  // `area`: a street, empty: the district. Faults: a memory's.
  virtual Result<std::vector<IndicatorReading>> indicators(const std::string& plan, int year,
                                                           const std::string& area) const = 0;
  virtual Result<IndicatorReading> indicator(const ledger::Record& indicator, int year,
                                             const std::string& area) const = 0;
  virtual Result<Decomposition> decomposition(const ledger::Record& indicator, int year) const = 0;
  virtual std::vector<plan::RankingRules> rankings() const = 0;
  // nullopt: there is no such ranking. `month`: any day of it; the running one up to yesterday.
  // `as_of`: from the series as they stood when that was the last seq.
  virtual Result<std::optional<Ranking>> ranking(const std::string& id, Day month,
                                                 std::optional<observe::Seq> as_of) const = 0;
  // A record of the kind plan_bulletin, a new issue where the period has one; only a month has a
  // ranking. Indicators stand as at the end of the span, whenever they are asked for.
  virtual Result<ledger::Write> bulletin(const BulletinAsked& asked, std::string_view who,
                                         Instant at) const = 0;
  // 一街一表: how a street stands at this moment, as a record that nobody keeps; nullopt: there is
  // no such street.
  virtual Result<std::optional<ledger::Record>> street_sheet(const std::string& street,
                                                             Instant at) const = 0;
  virtual Result<std::vector<TaskReading>> tasks(const std::string& plan) const = 0;
  virtual Result<Changes> changes(const std::string& plan, Day since) const = 0;
  virtual const Assessing& assessing() const = 0;
  virtual const Compensating& compensating() const = 0;
  virtual const YieldRating& yield() const = 0;
};

}  // namespace qs::service

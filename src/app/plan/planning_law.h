// 规划考核章法: what the packs say of making figures, of chances and of lights (planning.toml).
#pragma once

#include <string>
#include <vector>

#include "app/plan/assessment_law.h"
#include "kernel/ledger/schema.h"
#include "kernel/plan/light.h"
#include "kernel/plan/measure.h"
#include "kernel/plan/outlook.h"
#include "kernel/plan/ranking.h"

namespace qs::app {

// Where the items of a measure come from.
enum class Gather : uint8_t {
  air_day,        // the district's value of a factor, each day (HJ 663: mean of standard stations)
  air_index,      // its AQI, each day
  air_composite,  // what each factor brings into the composite index of the whole time
  water_class,    // each day of each section: class minus target class
  ledger          // records
};

// Whether each record had one in each period, in the words of a duty (ledger::Duty).
struct Had {
  std::string by, through, on, every;
};

struct MeasureLaw {
  std::string id, name_zh, name_en;
  plan::Measure measure;
  Gather gather = Gather::ledger;
  std::string factor, statistic;  // air_day: "a34004", "day" or "mda8"
  // ledger: records of `kind` for which all of `where` holds, with `on` in the year if named. What
  // counts is `value`, or 1 where all of `of` holds and 0 where not; with `had`, 1 for each period
  // of a record that had one and 0 for each that had none.
  std::string kind, on, value;
  std::vector<ledger::When> where, of;
  std::optional<Had> had;
  std::string clause, confidence, place;

  bool daily() const { return gather == Gather::air_day || gather == Gather::air_index; }
  bool of_air() const { return daily() || gather == Gather::air_composite; }
};

struct PlanningLaw {
  std::string version;  // digest of the files, the most general first
  std::vector<MeasureLaw> measures;
  plan::OutlookRules outlook;
  std::string outlook_confidence;
  std::vector<plan::RankingRules> rankings;
  plan::LightRules light;
  std::string light_confidence;
  double chance_step = 0.1;  // the least change of a probability that is told, 0..1
  std::vector<AssessmentLaw> assessments;
  std::vector<MoneyLaw> money;
  YieldLaw yield;

  const MeasureLaw* measure(std::string_view id) const {
    for (const auto& law : measures)
      if (law.id == id) return &law;
    return nullptr;
  }

  const AssessmentLaw* assessment(std::string_view id) const {
    for (const auto& law : assessments)
      if (law.id == id) return &law;
    return nullptr;
  }

  const plan::RankingRules* ranking(std::string_view id) const {
    for (const auto& rules : rankings)
      if (rules.id == id) return &rules;
    return nullptr;
  }
};

}  // namespace qs::app

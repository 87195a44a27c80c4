// 规划考核: how indicators, targets and tasks stand, from the two memories and the packs' rules.
#pragma once

#include <mutex>
#include <nlohmann/json_fwd.hpp>

#include "app/pack.h"
#include "app/plan/assessing.h"
#include "app/plan/compensating.h"
#include "app/plan/gather.h"
#include "app/plan/yield_rating.h"
#include "edge/service/planning.h"

namespace qs::app {

struct Telling;

// The year of a day, from its first day to the end of this one.
Span year_until(Day last);

class Planner : public service::Planning {
 public:
  Planner(const Pack& pack, const ledger::RecordLog& records, const Gatherer& gatherer,
          std::function<Instant()> now)
      : pack_(pack),
        records_(records),
        gatherer_(gatherer),
        now_(std::move(now)),
        assessing_(pack, records, gatherer, *this),
        compensating_(pack, records, gatherer),
        yield_(pack, records) {}
  Planner(const Planner&) = delete;
  Planner& operator=(const Planner&) = delete;

  // Readings of a minute ago stand for now: a page asks for twenty of them.
  Result<std::vector<service::IndicatorReading>> indicators(const std::string& plan, int year,
                                                            const std::string& area) const override;
  Result<service::IndicatorReading> indicator(const ledger::Record& indicator, int year,
                                              const std::string& area) const override;
  Result<service::Decomposition> decomposition(const ledger::Record& indicator,
                                               int year) const override;
  std::vector<plan::RankingRules> rankings() const override { return pack_.planning.rankings; }
  Result<std::optional<service::Ranking>> ranking(const std::string& id, Day month,
                                                  std::optional<observe::Seq> as_of) const override;
  Result<ledger::Write> bulletin(const service::BulletinAsked& asked, std::string_view who,
                                 Instant at) const override;
  Result<std::optional<ledger::Record>> street_sheet(const std::string& street,
                                                     Instant at) const override;
  Result<std::vector<service::TaskReading>> tasks(const std::string& plan) const override;
  Result<service::Changes> changes(const std::string& plan, Day since) const override;
  const Assessing& assessing() const override { return assessing_; }
  const Compensating& compensating() const override { return compensating_; }
  const YieldRating& yield() const override { return yield_; }

 private:
  // What one reading is made of, so that each step sees the same.
  struct Asked {
    const ledger::Record& indicator;
    int year;
    std::string area;
    Span span;  // of the year, up to yesterday
  };
  Result<service::IndicatorReading> read(const Asked& asked) const;
  Result<void> aim(const Asked& asked, service::IndicatorReading& out) const;
  Result<void> compute(const Asked& asked, const MeasureLaw& law,
                       service::IndicatorReading& out) const;
  Result<void> compare(const Asked& asked, const MeasureLaw& law,
                       service::IndicatorReading& out) const;
  Result<void> look_up(const Asked& asked, service::IndicatorReading& out) const;

  Result<service::Ranking::Names> ranked_by(const plan::RankingRules& rules) const;
  // What is ranked, who, and from what.
  struct Ranked {
    const plan::RankingRules& rules;
    const service::Ranking::Names& names;
    const Gatherer& from;
  };
  Result<std::optional<double>> figure_of(const Ranked& ranked, const plan::Criterion& criterion,
                                          const std::string& who, Span span) const;
  // Of the days before `until`.
  Result<std::vector<plan::Standing>> standings(const Ranked& ranked, Day month,
                                                Instant until) const;

  // Parts of what changed.
  Result<void> changed_figures(service::Changes& out) const;
  Result<void> changed_tasks(service::Changes& out) const;
  Result<void> changed_projects(service::Changes& out) const;
  Result<void> changed_ranks(service::Changes& out) const;

  Result<std::vector<ledger::Record>> indicators_of(const std::string& plan) const;  // by number
  Result<std::vector<service::IndicatorReading>> readings_until(const std::string& plan,
                                                                Day last) const;

  // Parts of a bulletin.
  Result<void> tell(Telling& told) const;
  Result<void> tell_air(Telling& told) const;
  Result<void> tell_indicators(Telling& told) const;
  // Adds the years to the rows of the indicators, which are as `latest`.
  Result<void> tell_years(Telling& told, const ledger::Record& plan,
                          const std::vector<service::IndicatorReading>& latest,
                          nlohmann::json& rows) const;
  Result<void> tell_ranking(Telling& told) const;
  Result<void> tell_tasks(Telling& told, nlohmann::json& problems) const;
  Result<void> tell_projects(Telling& told, nlohmann::json& problems) const;
  Result<void> tell_cases(Telling& told) const;
  Result<std::vector<ledger::Record>> plans_of(const Telling& told) const;
  Result<void> tell_street_indicators(const std::string& street, Telling& told) const;
  Result<void> tell_street_ranking(const std::string& street, Telling& told) const;
  Result<std::string> bulletin_name(const Telling& told, int64_t issue) const;

  struct Kept {
    Instant at;
    service::IndicatorReading reading;
  };

  const Pack& pack_;
  const ledger::RecordLog& records_;
  const Gatherer& gatherer_;
  std::function<Instant()> now_;
  Assessing assessing_;
  Compensating compensating_;
  YieldRating yield_;
  mutable std::mutex mutex_;
  mutable std::map<std::tuple<std::string, int, std::string>, Kept> kept_;
};

}  // namespace qs::app

// 考核取数: what an assessment's items are scored from, for each who is assessed in one year.
#pragma once

#include <map>

#include "app/plan/gather.h"
#include "edge/service/planning.h"

namespace qs::app {

// 被考核方: a street or a unit; exactly one of the ids is set.
struct Assessed {
  std::string street, unit, name;
  const std::string& id() const { return street.empty() ? unit : street; }
};

class ScoreFacts {
 public:
  // Reads what all who are assessed share: published rankings of the year, lights of the tasks.
  // `today`: days from it on do not count.
  static Result<ScoreFacts> of(const Pack& pack, const ledger::RecordLog& records,
                               const Gatherer& gatherer, const service::Planning& planning,
                               const AssessmentLaw& law, int year, Day today);

  Result<std::vector<Assessed>> assessed() const;
  Result<plan::Facts> facts(const Assessed& who) const;

 private:
  ScoreFacts(const Pack& pack, const ledger::RecordLog& records, const Gatherer& gatherer,
             const AssessmentLaw& law, int year, Span span)
      : pack_(&pack),
        records_(&records),
        gatherer_(&gatherer),
        law_(&law),
        year_(year),
        span_(span) {}

  Result<void> read_rankings(const std::string& ranking);
  Result<void> read_tasks(const service::Planning& planning);
  Result<plan::Fact> fact(const ScoreSource& source, const Assessed& who) const;
  Result<plan::Fact> measured(const std::string& measure, const Assessed& who) const;

  struct Ranked {
    size_t months = 0;  // that have a published ranking
    std::map<std::string, std::vector<double>> ranks;
    std::map<std::string, size_t> interviews;
  };

  const Pack* pack_;
  const ledger::RecordLog* records_;
  const Gatherer* gatherer_;
  const AssessmentLaw* law_;
  int year_;
  Span span_;
  std::map<std::string, Ranked, std::less<>> rankings_;
  std::map<std::pair<std::string, plan::Light>, size_t> tasks_;  // unit, light
};

}  // namespace qs::app

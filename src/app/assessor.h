// 评价: finds which limits bind at a site and asks evaluate for verdicts and indices.
#pragma once

#include <set>
#include <span>
#include <vector>

#include "app/outlet_limits.h"
#include "app/sites.h"
#include "kernel/evaluate/air_index.h"
#include "kernel/evaluate/compliance.h"
#include "kernel/observe/series_log.h"
#include "kernel/observe/statistic.h"

namespace qs::app {

struct Assessment {
  std::vector<evaluate::Verdict> verdicts;
  std::vector<evaluate::IndexResult> indices;

  const evaluate::Verdict* verdict(std::string_view site, std::string_view factor,
                                   std::string_view statistic) const;
  const evaluate::IndexResult* index(std::string_view site, std::string_view index) const;
};

class Assessor {
 public:
  Assessor(observe::SeriesLog& series, const standard::Library& library, const Sites& sites,
           const OutletLimits& limits);

  // Verdicts and indices of what was closed at one instant. The indices are kept as series of
  // measure `index`: factor "AQI", "IAQI:<factor>", "water_class", "water_class:<factor>",
  // "water_multiple:<factor>" (超标倍数 over class III), "noise_class", "outlet_class",
  // "outlet_class:<factor>", "outlet_run:<factor>" (the class with the hours before it over the
  // limit), and "AQI@today" by the law of `now` where that is another one.
  Result<Assessment> assess(const std::vector<observe::Statistic>& statistics, Instant now);

 private:
  struct Pass;
  Result<void> read(Period period, const std::set<std::string>& sites, Pass& pass) const;
  Result<void> judge(std::span<const observe::Statistic* const> statistics, Pass& pass) const;
  Result<void> index(const Site& site, Period period, Instant now, Pass& pass);
  Result<void> withdraw(Period period, Pass& pass) const;
  Result<void> air(const Site& site, Period period, Instant now, Pass& pass);
  Result<void> water(const Site& site, Period period, Pass& pass);
  Result<void> noise(const Site& site, Period period, Pass& pass);
  Result<void> outlet(const Site& site, Period period, Pass& pass);
  // The classes of its factors at the end of an hour, with the run of hours over the limit.
  Result<std::map<std::string, double>> outlet_runs(const Site& site, Period period,
                                                    const std::map<std::string, double>& now,
                                                    Pass& pass);
  Result<std::map<std::string, std::map<Instant, double>>> outlet_items(
      const Site& site, Period period, Millis reach,
      const std::map<std::string, double>& now) const;
  // The index under `name` and, with a prefix, its items under prefix + factor.
  Result<void> keep(const evaluate::IndexResult& result, std::string_view name,
                    std::string_view item_prefix, Pass& pass);
  Result<void> put(const std::string& site, std::string factor, Period period, double value,
                   Pass& pass);

  observe::SeriesLog& series_;
  const standard::Library& library_;
  const Sites& sites_;
  const OutletLimits& limits_;
  evaluate::AirJudges hours_, days_;
};

}  // namespace qs::app

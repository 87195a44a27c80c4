// 微站校准: fits each micro station against its nearest standard stations, once when enough pairs
// are there and every week thereafter, and corrects its hours with the fit in force. Figures are
// the pack's (rules "air.calibration.*"); a pack without them calibrates nothing.
#pragma once

#include <map>
#include <set>
#include <vector>

#include "app/calibration_fit.h"
#include "app/sites.h"
#include "kernel/observe/series_log.h"
#include "kernel/observe/statistic.h"
#include "kernel/standard/library.h"

namespace qs::app {

// The series of a factor's hour means at a site.
inline observe::SeriesKey hour_mean_of(std::string site, std::string factor) {
  return {std::move(site), std::move(factor), observe::Cadence::hour, observe::Measure::avg};
}

inline constexpr std::string_view kMicroStation = "air_micro", kStandardStation = "air_standard";

class Calibrator {
 public:
  Calibrator(observe::SeriesLog& series, const ledger::RecordLog& records,
             const standard::Library& library, const Sites& sites);

  // Reads the ledger's fits.
  Result<void> refresh();
  // Applied fits that correct hours after `since` and were committed after `commit`.
  Result<std::vector<Fit>> applied_after(uint64_t commit, Instant since) const;

  // Gives each hour mean for which a fit is in force its corrected value: kept as a version of
  // Origin::calibrated over the raw one, and put into the statistic. The raw value stands where a
  // signal is missing or beyond what the fit knows, and where a person decided.
  Result<void> correct(std::vector<observe::Statistic>& hours, Instant now);
  // The hour series whose corrected values are made with this one too (humidity,
  // cross-sensitivity).
  std::vector<observe::SeriesId> dependents(observe::SeriesId series) const;

  // Micro stations of which hours were closed since their fits were looked at.
  bool waits() const { return !waiting_.empty(); }
  // The fits of one such station that have become due by `until`, the end of the last closed hour;
  // good or not, in order of time. They count once they are adopted, after their commit.
  Result<std::vector<Fit>> fit_next(Instant until);
  void adopt(const Fit& fit);
  // What a fit corrects before `until`: times of the hours that were measured.
  Result<std::vector<std::pair<observe::SeriesId, int64_t>>> hours_of(const Fit& fit,
                                                                      Instant until) const;

 private:
  using Fits = std::map<Instant, Fit>;  // by the beginning of their validity
  struct Channels;                      // what was measured at and beside one micro station

  // calibrator.cpp: correcting
  // The last applied of them that begins by then; nullptr: none.
  static const Fit* last_applied(const Fits& fits, Instant by);
  const Fit* in_force(const std::string& site, const std::string& factor, Instant hour) const;
  void note(const std::string& site, Period hour);

  // calibrator_fits.cpp
  std::vector<std::pair<std::string, double>> references(
      const Site& micro, const observe::CalibrationPlan& plan) const;
  bool undecided(const std::string& site, const std::vector<std::string>& factors, Instant until,
                 const observe::CalibrationPlan& plan) const;
  Result<Channels> read(const Site& micro, const observe::CalibrationPlan& plan,
                        Instant until) const;
  std::vector<Fit> fits_due(const Channels& channels, const std::string& factor, Instant until,
                            const observe::CalibrationPlan& plan);

  observe::SeriesLog& series_;
  const ledger::RecordLog& records_;
  const standard::Library& library_;
  const Sites& sites_;
  std::map<std::pair<std::string, std::string>, Fits> fits_;                      // by site, factor
  std::map<std::pair<std::string, std::string>, std::set<std::string>> used_by_;  // site, signal
  std::set<std::string> waiting_;
  // By site: nothing can become due before, unless data of an hour that was looked at come late.
  std::map<std::string, Instant> settled_;
  Instant looked_until_{};
};

}  // namespace qs::app

// 预警: gathers what each rule of the pack needs to see, judges it and steps the alerts.
#pragma once

#include <vector>

#include "app/assessor.h"
#include "app/sites.h"
#include "kernel/alert/alert.h"
#include "kernel/ledger/record_log.h"
#include "kernel/observe/series_log.h"

namespace qs::app {

struct Warning {
  alert::Event event = alert::Event::none;
  alert::Alert alert;
  const alert::Rule* rule = nullptr;
};

class Warner {
 public:
  Warner(const observe::SeriesLog& series, const ledger::RecordLog& records,
         const standard::Library& library, const Sites& sites, std::vector<alert::Rule> rules);

  // What the rules of `cadence` say of these sites at `at`, the beginning of the period judged or,
  // for realtime, the moment itself. Every warning's alert has to be kept.
  Result<std::vector<Warning>> look(observe::Cadence cadence, Instant at,
                                    const std::set<std::string>& sites,
                                    const Assessment& assessment, Instant now);
  // Reads the silences that people declared again.
  Result<void> refresh(Instant now);
  // The rules that watch time itself: silence and capture rate, over all sites.
  Result<std::vector<Warning>> watch(Instant now);

  const alert::Rule* rule(std::string_view id) const;

 private:
  struct Subject;
  using Values = std::map<observe::SeriesId, std::vector<observe::Sample>>;

  // All that the rules of one pass look at, in one question to the log.
  Result<Values> read(const std::set<observe::SeriesId>& series, Span span) const;
  Result<Values> values_for(observe::Cadence cadence, Instant at,
                            const std::set<std::string>& sites) const;
  Result<Values> hours_for_capture(Instant hour) const;
  Result<void> judge(const alert::Rule& rule, const Subject& subject, Instant now,
                     std::vector<Warning>& out);
  std::span<const observe::Sample> samples(const Values& values, const Site& site,
                                           std::string_view factor, observe::Cadence cadence,
                                           Span span) const;
  std::vector<alert::Neighbour> neighbours(const alert::Rule& rule, const Subject& subject) const;
  std::optional<alert::Completeness> completeness(const Values& values, const Site& site,
                                                  std::string_view factor, Span span) const;
  std::optional<Instant> last_received(const Site& site) const;
  std::vector<std::string> factors(const alert::Rule& rule, const Site& site) const;

  const observe::SeriesLog& series_;
  const ledger::RecordLog& records_;
  const standard::Library& library_;
  const Sites& sites_;
  std::vector<alert::Rule> rules_;
  std::vector<alert::Silence> silences_;
  Instant capture_seen_{};  // hour at which the capture rates were looked at last
};

}  // namespace qs::app

// 预警: gathers what each rule of the pack needs to see, judges it and steps the alerts.
#pragma once

#include <vector>

#include "app/assessor.h"
#include "app/episodes.h"
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

  // Reads what is known of alerts and silences.
  Result<void> load(Instant now);
  // What the rules of one cadence look at when they judge these sites at moments within `span`, in
  // one question.
  Result<observe::BySeries> gather(observe::Cadence cadence, Span span,
                                   const std::set<std::string>& sites) const;
  // What the rules of `cadence` say of these sites at `at`, the beginning of the period judged or,
  // for realtime, the moment itself. Every warning's alert has to be kept, and learned, before the
  // next look.
  Result<std::vector<Warning>> look(observe::Cadence cadence, Instant at,
                                    const std::set<std::string>& sites,
                                    const Assessment& assessment, const observe::BySeries& values,
                                    Instant now);
  // This alert was written.
  Result<void> learn(const std::string& alert) { return episodes_.learn(alert); }
  // Reads the silences that people declared again, forgets alerts that are long over.
  Result<void> refresh(Instant now);
  // The rules that watch time itself: silence and capture rate, over all sites.
  Result<std::vector<Warning>> watch(Instant now);

  const alert::Rule* rule(std::string_view id) const;

 private:
  struct Subject;

  Result<observe::BySeries> hours_for_capture(Instant hour) const;
  Result<void> judge(const alert::Rule& rule, const Subject& subject, Instant now,
                     std::vector<Warning>& out);
  std::span<const observe::Sample> samples(const observe::BySeries& values, const Site& site,
                                           std::string_view factor, observe::Cadence cadence,
                                           Span span) const;
  std::vector<alert::Neighbour> neighbours(const alert::Rule& rule, const Subject& subject) const;
  std::optional<alert::Completeness> completeness(const observe::BySeries& values, const Site& site,
                                                  std::string_view factor, Span span) const;
  std::optional<Instant> last_received(const Site& site) const;
  std::vector<std::string> factors(const alert::Rule& rule, const Site& site) const;

  const observe::SeriesLog& series_;
  const ledger::RecordLog& records_;
  const standard::Library& library_;
  const Sites& sites_;
  std::vector<alert::Rule> rules_;
  Episodes episodes_;
  std::vector<alert::Silence> silences_;
  Instant capture_seen_{};  // hour at which the capture rates were looked at last
};

}  // namespace qs::app

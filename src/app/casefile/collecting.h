// 取数: the measured part of an alert's evidence, read from the two memories as they stand.
#pragma once

#include "app/casefile/matter.h"
#include "app/pack.h"
#include "kernel/alert/alert.h"
#include "kernel/ledger/record_log.h"

namespace qs::app {

class Collector {
 public:
  Collector(const Pack& pack, const observe::SeriesLog& series, const ledger::RecordLog& records)
      : pack_(pack), series_(series), records_(records) {}

  // nullopt: there is no such alert.
  Result<std::optional<alert::Alert>> alert(const std::string& id) const;
  // nullopt: the alert is of no outlet, or of nothing that is measured there. Faults: more values
  // or frames than a package takes.
  Result<std::optional<Matter>> matter(const std::string& case_id, const alert::Alert& alert) const;
  // device.json: what the devices of the site said of themselves from thirty days before the span,
  // how often they were heard in it and with which marks, without their secrets.
  Result<std::string> device_json(const Matter& matter) const;
  // The day chains of both memories as they stand, from `since` on; an open day may still grow.
  Result<nlohmann::json> chains(Instant since) const;

 private:
  Result<std::vector<ledger::Record>> devices_at(const std::string& site) const;
  void add_law(Matter& matter, const alert::Alert& alert, Day day) const;
  void add_series(Matter& matter, std::string_view beside,
                  std::span<const ledger::Record> devices) const;
  Result<void> add_values(Matter& matter) const;
  Result<void> add_frames(Matter& matter) const;

  const Pack& pack_;
  const observe::SeriesLog& series_;
  const ledger::RecordLog& records_;
};

}  // namespace qs::app

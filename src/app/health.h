// What only the running program knows: devices' health, completeness, metrics.
#pragma once

#include "app/gateways.h"
#include "app/intake_queue.h"
#include "edge/service/service.h"

namespace qs::app {

class Health : public service::Health {
 public:
  Health(const observe::SeriesLog& series, const ledger::RecordLog& records,
         const Gateways& gateways, const DeviceBook& devices, const IntakeQueue& queue,
         std::function<Instant()> now)
      : series_(series),
        records_(records),
        gateways_(gateways),
        devices_(devices),
        queue_(queue),
        now_(std::move(now)) {}

  std::optional<service::DeviceHealth> device(std::string_view id) const override;
  Result<std::vector<service::Completeness>> completeness(std::string_view site,
                                                          Span span) const override;
  // The mean over all admitted devices; one that never spoke counts as 0.
  std::optional<double> online_rate() const;
  std::vector<service::Forward> forwards() const override;
  std::string metrics() const override;

 private:
  std::optional<double> capture_rate(std::string_view site) const;

  const observe::SeriesLog& series_;
  const ledger::RecordLog& records_;
  const Gateways& gateways_;
  const DeviceBook& devices_;
  const IntakeQueue& queue_;
  std::function<Instant()> now_;
};

}  // namespace qs::app

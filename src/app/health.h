// What only the running program knows: devices' health, completeness, metrics.
#pragma once

#include <map>
#include <mutex>

#include "app/gateways.h"
#include "app/intake_queue.h"
#include "edge/service/service.h"
#include "kernel/observe/completeness.h"

namespace qs::app {

class Health : public service::Health {
 public:
  Health(const observe::SeriesLog& series, const ledger::RecordLog& records,
         const standard::Library& library, const Gateways& gateways, const DeviceBook& devices,
         const IntakeQueue& queue, std::function<Instant()> now)
      : series_(series),
        records_(records),
        library_(library),
        gateways_(gateways),
        devices_(devices),
        queue_(queue),
        now_(std::move(now)) {}

  std::optional<service::DeviceHealth> device(std::string_view id) const override;
  Result<std::vector<service::Completeness>> completeness(std::string_view site,
                                                          Span span) const override;
  Result<service::MonthTransmission> transmission(const ledger::Record& site,
                                                  Period month) const override;
  // The mean over all admitted devices; one that never spoke counts as 0.
  std::optional<double> online_rate() const;
  std::vector<service::Forward> forwards() const override;
  std::string metrics() const override;

 private:
  std::optional<service::DeviceHealth> by_mqtt(std::string_view id) const;
  service::DeviceHealth with_capture_rate(service::DeviceHealth health, std::string_view id) const;
  // Due, received and valid values per hour of the span, by factor.
  Result<std::map<std::string, std::vector<observe::HourCount>>> hours(std::string_view site,
                                                                       Span span) const;
  std::optional<double> capture_rate(std::string_view site) const;

  // The list of devices asks for all of them at once, and each reads a day of minutes.
  struct Captured {
    Instant computed;
    std::optional<double> rate;
  };
  mutable std::mutex mutex_;
  mutable std::map<std::string, Captured, std::less<>> captured_;  // by site, kFreshFor long
  const observe::SeriesLog& series_;
  const ledger::RecordLog& records_;
  const standard::Library& library_;
  const Gateways& gateways_;
  const DeviceBook& devices_;
  const IntakeQueue& queue_;
  std::function<Instant()> now_;
};

}  // namespace qs::app

// 排口簿: what the service asks of outlets, computed from the two memories when it is asked.
#pragma once

#include "app/outlet_amounts.h"
#include "app/outlet_limits.h"

namespace qs::app {

class OutletBook : public service::Outlets {
 public:
  OutletBook(OutletMemory memory, const OutletLimits& limits, std::function<Instant()> now)
      : memory_(memory), limits_(limits), now_(std::move(now)) {}

  Result<service::OutletAmounts> amounts(const ledger::Record& station, int year) const override;
  Result<service::FirmAmounts> firm_amounts(const ledger::Record& firm, int year) const override;
  Result<service::OutletControl> control(const ledger::Record& station, Span span) const override;
  Result<service::PermitSight> permit(const ledger::Record& permit) const override;

 private:
  Result<std::vector<service::OutletSample>> samples(const std::string& station) const;
  Result<void> add_reports(const ledger::Record& permit, service::PermitSight& sight) const;
  Result<void> compare(const ledger::Record& permit, service::PermitSight& sight) const;
  Result<void> add_monitoring(const ledger::Record& permit, service::PermitSight& sight) const;
  Result<void> add_findings(const ledger::Record& permit, service::PermitSight& sight) const;
  Result<std::map<std::string, size_t>> unconverted(const std::string& station, Span span) const;

  OutletMemory memory_;
  const OutletLimits& limits_;
  std::function<Instant()> now_;
};

// The code of a factor that people wrote by code, alias or Chinese name; empty: none.
std::string code_written(const standard::Library& library, const std::string& text);
// Amounts per year by factor that a record's table `field` permits ("yearly_t" of its rows).
std::map<std::string, double> permitted_kg(const standard::Library& library,
                                           const ledger::Record& record, std::string_view field);
// The outlets of a firm that are monitored: station ids, with the record of the outlet.
Result<std::map<std::string, ledger::Record>> stations_of_firm(const ledger::RecordLog& records,
                                                               const std::string& firm);

}  // namespace qs::app

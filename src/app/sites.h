// 点位: the stations of the ledger as the flow needs them.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "app/pack.h"
#include "kernel/ledger/record_log.h"

namespace qs::app {

Site site_of(const ledger::Record& record);
double distance_km(const Site& a, const Site& b);

class Sites {
 public:
  Result<void> refresh(const ledger::RecordLog& records);
  const Site* find(std::string_view id) const;
  const std::map<std::string, Site, std::less<>>& all() const { return sites_; }

 private:
  std::map<std::string, Site, std::less<>> sites_;
};

}  // namespace qs::app

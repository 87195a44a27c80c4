// 设备册: devices as ledger records, answered to the gateways from memory; their keys bound to
// series.
#pragma once

#include <atomic>
#include <mutex>
#include <shared_mutex>
#include <unordered_map>

#include "kernel/ledger/record_log.h"
#include "kernel/observe/reading.h"
#include "kernel/observe/series_log.h"
#include "kernel/standard/library.h"

namespace qs::app {

inline constexpr size_t kMaxQuarantined = 10'000;  // unknown devices remembered at once

class DeviceBook : public observe::DeviceBook {
 public:
  DeviceBook(observe::SeriesLog& series, const ledger::RecordLog& records,
             const standard::Library& library, Day today);

  std::optional<observe::DeviceProfile> device(std::string_view mn) const override;
  uint64_t version() const override { return version_; }
  Result<observe::Channel> channel(const observe::DeviceProfile& device, std::string_view factor,
                                   observe::Cadence cadence, observe::Measure measure) override;
  void quarantine(std::string_view mn, std::string_view system, std::string_view peer,
                  std::string_view first_frame) override;
  void remember_switches(std::string_view mn, std::string_view switches) override;

  // Reads the device records again; called by the flow after it changed one.
  Result<void> refresh();
  // What the gateways found out since the last call, as ledger writes for the flow's next commit.
  std::vector<ledger::Write> take_findings(Instant now);

 private:
  struct Entry {
    observe::DeviceProfile profile;
    ledger::Fields fields;
    std::map<std::string, std::string, std::less<>> units;  // factor -> unit the device sends
  };

  // The unit in which this device sends the factor: as its record says, else as its system does.
  std::string unit_sent(const std::string& mn, const standard::Factor& factor) const;

  observe::SeriesLog& series_;
  const ledger::RecordLog& records_;
  const standard::Library& library_;
  Day today_;
  mutable std::shared_mutex mutex_;
  std::unordered_map<std::string, Entry> devices_;
  std::map<std::string, ledger::Fields, std::less<>> found_;  // by MN, not yet in the ledger
  std::atomic<uint64_t> version_ = 1;
};

}  // namespace qs::app

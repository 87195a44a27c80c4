// 设备册: devices as ledger records, answered to the gateways from memory; their keys bound to
// series.
#pragma once

#include <atomic>
#include <mutex>
#include <shared_mutex>
#include <unordered_map>

#include "app/secrets.h"
#include "kernel/ledger/record_log.h"
#include "kernel/observe/reading.h"
#include "kernel/observe/series_log.h"
#include "kernel/standard/library.h"

namespace qs::app {

inline constexpr size_t kMaxQuarantined = 10'000;    // unknown devices remembered at once, in all
inline constexpr size_t kLongestQuarantinedMn = 64;  // bytes; a name is printable ASCII
inline constexpr size_t kLongestFirstFrame = 4096;   // bytes of its first frame that are kept

class DeviceBook : public observe::DeviceBook {
 public:
  DeviceBook(observe::SeriesLog& series, const ledger::RecordLog& records,
             const standard::Library& library, Day today, Secrets* secrets = nullptr);

  std::optional<observe::DeviceProfile> device(std::string_view mn) const override;
  uint64_t version() const override { return version_; }
  Result<observe::Channel> channel(const observe::DeviceProfile& device, std::string_view factor,
                                   observe::Cadence cadence, observe::Measure measure) override;
  void quarantine(std::string_view mn, std::string_view system, std::string_view peer,
                  std::string_view first_frame) override;
  Result<void> offer_key(std::string_view mn, std::string_view key) override;
  void key_spoken(std::string_view mn) override;
  void remember_switches(std::string_view mn, std::string_view switches) override;

  // Reads the device records again; called by the flow after it changed one.
  Result<void> refresh();
  // What the gateways found out since the last call, as ledger writes for the flow's next commit.
  std::vector<ledger::Write> take_findings();
  // When a device in quarantine was heard last, since the start.
  std::optional<Instant> stranger_seen(std::string_view mn) const;
  uint64_t strangers_turned_away() const { return turned_away_; }  // the quarantine was full

 private:
  struct Entry {
    std::optional<Instant> stranger_seen;
    observe::DeviceProfile profile;
    ledger::Fields fields;
    std::map<std::string, std::string, std::less<>> units;  // factor -> unit the device sends
  };

  Entry entry_of(const std::string& mn, const ledger::Fields& fields) const;

  // The unit in which this device sends the factor: as its record says, else as its system does.
  std::string unit_sent(const std::string& mn, const standard::Factor& factor) const;

  observe::SeriesLog& series_;
  const ledger::RecordLog& records_;
  const standard::Library& library_;
  Day today_;
  Secrets* secrets_;  // keys of devices; null: only what their records say
  mutable std::shared_mutex mutex_;
  std::unordered_map<std::string, Entry> devices_;
  std::map<std::string, ledger::Fields, std::less<>> found_;  // by MN, not yet in the ledger
  size_t quarantined_ = 0;                                    // in devices_ and found_
  std::atomic<bool> anything_found_ = false;
  std::atomic<uint64_t> version_ = 1, turned_away_ = 0;
};

}  // namespace qs::app

// 执行限值: the limits that permits and local rules set for outlets besides their own standard,
// from one moment to another.
#pragma once

#include <map>
#include <mutex>
#include <string>
#include <vector>

#include "kernel/ledger/record_log.h"
#include "kernel/standard/library.h"

namespace qs::app {

inline constexpr std::string_view kOutletLimitKind = "outlet_limit";

class OutletLimits {
 public:
  OutletLimits(const ledger::RecordLog& records, const standard::Library& library)
      : records_(records), library_(library) {}

  // Reads the register again; what it answered before stays where it is.
  Result<void> refresh();
  // All that bind this statistic of a factor at a moment. Callable from any thread.
  std::vector<const standard::Limit*> rows(std::string_view station, std::string_view factor,
                                           std::string_view statistic, Instant at) const;

 private:
  struct Row {
    Span in_force;
    std::string standard, scope;             // of the library; or
    const standard::Limit* limit = nullptr;  // a figure of its own
  };
  const standard::Limit* limit_of(const ledger::Record& record);

  const ledger::RecordLog& records_;
  const standard::Library& library_;
  mutable std::mutex mutex_;
  std::map<std::string, std::vector<Row>, std::less<>> rows_;            // by station
  std::map<std::pair<std::string, uint64_t>, standard::Limit> figures_;  // by id and revision
};

}  // namespace qs::app

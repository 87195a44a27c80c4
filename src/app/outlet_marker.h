// 标记执行: keeps the values of outlets as the accepted marks and the calibrations of the ledger
// say: what they mark gets a version of its own, and the value as it was when they are taken back.
#pragma once

#include <set>
#include <vector>

#include "app/closer.h"
#include "app/outlet_marks.h"
#include "app/sites.h"

namespace qs::app {

class OutletMarker {
 public:
  // Who is named in the versions that it makes.
  static constexpr std::string_view kImposer = "outlet_mark";
  using Hours = std::set<std::pair<observe::SeriesId, int64_t>>;

  OutletMarker(observe::SeriesLog& series, const ledger::RecordLog& records,
               const standard::Library& library, const Sites& sites)
      : series_(series), records_(records), library_(library), sites_(sites) {}

  // Before the hours of these statistics are made. What a person decided about a single value
  // stands, and what we derived is made again from what is marked.
  Result<void> impose(std::span<const Due> dues, Instant now);

  // A record of such a kind changes how hours of the past are to be judged.
  static bool moves(std::string_view kind);
  // The hours that its last change concerns, up to `until` and at most rule outlet.rejudge_days.
  Result<Hours> moved(std::string_view kind, const std::string& id, Instant until) const;
  // The same for all that was written after a commit.
  Result<Hours> moved_after(uint64_t commit, Instant until) const;

 private:
  Result<void> impose(const std::string& site, const std::set<Instant>& hours, Instant now,
                      observe::Batch& batch) const;
  Result<std::optional<observe::Sample>> restored(const observe::Sample& sample) const;
  Result<bool> ever_marked(const std::string& site) const;
  Millis least_of(std::string_view factor, Instant at) const;

  observe::SeriesLog& series_;
  const ledger::RecordLog& records_;
  const standard::Library& library_;
  const Sites& sites_;
};

}  // namespace qs::app

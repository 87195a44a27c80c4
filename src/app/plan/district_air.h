// 区域空气: the days of some stations taken together, and the index of each day.
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>

#include "kernel/observe/series_log.h"
#include "kernel/standard/library.h"

namespace qs::app {

// Values of one statistic by day (UTC ms of its beginning).
using DayValues = std::map<int64_t, double>;
// "a34004:day", "a05024:mda8" -> its days.
using AirDays = std::map<std::string, DayValues, std::less<>>;
// statistic -> station -> its days.
using StationDays = std::map<std::string, std::map<std::string, DayValues>, std::less<>>;

// A station, and the times at which it was of the area that is looked at.
struct Member {
  std::string station;
  std::vector<Span> times;
  bool simulated = false;
  bool at(Instant time) const;
};

// What stands in the span, or stood when `as_of` was the last seq.
Result<std::vector<observe::Sample>> standing(const observe::SeriesLog& series,
                                              std::span<const observe::SeriesId> ids, Span span,
                                              std::optional<observe::Seq> as_of);

class DistrictAir {
 public:
  // `as_of`: as the series stood when that was the last seq.
  DistrictAir(const standard::Library& library, const observe::SeriesLog& series,
              std::optional<observe::Seq> as_of = {})
      : library_(library), series_(series), as_of_(as_of) {}

  // What each had while it was of the area; of one statistic, or of all.
  Result<StationDays> read(std::span<const Member> members, Span span,
                           std::string_view statistic = {}) const;
  // The mean over the members of each day, of the days on which enough of them are valid (HJ 663
  // as it stood on `law`).
  AirDays together(const StationDays& days, std::span<const Member> members, Day law) const;
  // AQI of each day that has one, by the law of the day itself, or of `law` for all.
  DayValues indices(const AirDays& days, std::optional<Day> law = {}) const;

 private:
  const standard::Library& library_;
  const observe::SeriesLog& series_;
  std::optional<observe::Seq> as_of_;
};

}  // namespace qs::app

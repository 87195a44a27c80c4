// 指数: index results are kept as series (measure `index`); only this file knows under which names.
//   <factor>         the index itself: AQI value, water class 1..6, noise class
//   <prefix><code>   the sub-index of one factor, same cadence and time
//   water_multiple:<code>   how many times over class III that factor is, 0: not
//   <factor>@today   the same data by today's standard, where it differs
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kernel/ledger/record.h"
#include "kernel/observe/series_log.h"
#include "kernel/standard/library.h"

namespace qs::service {

struct IndexValue {
  std::string_view index;                             // "AQI", "water_class", "noise"
  Instant at;                                         // beginning of its period
  std::optional<double> value;                        // nullopt: not enough data
  const standard::Category* category = nullptr;       // by the standard of the date
  std::vector<std::string> primary;                   // factor codes, ties all listed
  std::vector<std::pair<std::string, double>> items;  // factor code -> sub-index
  std::map<std::string, double> multiples;            // factor code -> 超标倍数, where it exceeds
  std::optional<double> today;                        // by today's standard, where it differs
  const standard::Category* today_category = nullptr;
};

class IndexReading {
 public:
  IndexReading(const observe::SeriesLog& series, const standard::Library& library, Instant now);

  // The newest of each site (kind "station"), hour or day; same order. nullopt: it has no index.
  std::vector<std::optional<IndexValue>> newest(const std::vector<ledger::Record>& sites) const;
  // As it stood at a moment: the newest of the kMapReach before it.
  Result<std::vector<std::optional<IndexValue>>> at(const std::vector<ledger::Record>& sites,
                                                    Instant moment) const;
  // Ordered by time.
  Result<std::vector<IndexValue>> history(const ledger::Record& site, observe::Cadence cadence,
                                          Span span) const;

 private:
  const observe::SeriesLog& series_;
  const standard::Library& library_;
  Instant now_;
};
inline constexpr std::chrono::hours kMapReach{3};

}  // namespace qs::service

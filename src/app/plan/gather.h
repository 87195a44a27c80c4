// 取数: the items that a measure makes its figure of, from the two memories.
#pragma once

#include <memory>
#include <mutex>
#include <nlohmann/json_fwd.hpp>

#include "app/pack.h"
#include "app/plan/district_air.h"
#include "app/sites.h"
#include "kernel/ledger/record_log.h"
#include "kernel/plan/measure.h"
#include "kernel/plan/outlook.h"

namespace qs::app {

struct Gathered {
  std::vector<plan::Item> items;  // ordered by day
  // air_day: what each station had, for its part in a miss; water_class: the same as `items`.
  std::vector<plan::Item> by_part;
  std::string standard;  // that judged the last day; empty: none did
  // air_index: the days by the standard that was in force before it.
  std::vector<plan::Item> by_earlier;
  std::string earlier_standard;
  bool simulated = false;  // some of it was invented for show
};

inline constexpr std::string_view kSandDustKind = "sand_dust_day";
inline constexpr std::string_view kForecastKind = "air_forecast";

// 上年同期: the same days of the year before.
Span year_before(Span span);

class Gatherer {
 public:
  // `as_of`: from the series as they stood when that was the last seq, and the registers as they
  // stand.
  Gatherer(const Pack& pack, const observe::SeriesLog& series, const ledger::RecordLog& records,
           std::optional<observe::Seq> as_of = {})
      : pack_(pack),
        records_(records),
        series_(series),
        as_of_(as_of),
        air_(pack.library, series, as_of) {}

  // `area`: a street, empty: the district. `without_dust`: days of the register sand_dust_day do
  // not count.
  Result<Gathered> gather(const MeasureLaw& law, const std::string& area, Span span,
                          bool without_dust) const;

  // What one station had; `law` is of_air().
  Result<Gathered> gather_station(const MeasureLaw& law, const std::string& station,
                                  Span span) const;

  // What the district is forecast to have on the days after `last`; `law` is daily().
  Result<std::vector<plan::Expected>> forecast(const MeasureLaw& law, Day last) const;

  // Of a unit instead of an area: only records of a kind that names a unit; others give nothing.
  Result<Gathered> gather_of_unit(const MeasureLaw& law, const std::string& unit, Span span) const;

  const observe::SeriesLog& series() const { return series_; }
  // What a figure of this moment stands on: versions of the rules, the registers and the series.
  nlohmann::json made_of() const;

 private:
  using Members = std::vector<Member>;
  Result<Members> members(const std::string& area, Span span) const;
  Result<Gathered> air(const MeasureLaw& law, const Members& members, Span span) const;
  Result<Gathered> air_day(const MeasureLaw& law, const Members& members, Span span) const;
  Result<Gathered> air_index(const Members& members, Span span) const;
  Result<Gathered> air_composite(const Members& members, Span span) const;
  Result<Gathered> water_class(const std::string& area, Span span) const;
  Result<std::vector<plan::Item>> had(const Had& had, std::span<const ledger::Record> records,
                                      Span span) const;
  Result<Gathered> ledger(const MeasureLaw& law, std::string_view owner, const std::string& id,
                          Span span) const;
  Result<void> leave_out_dust(Gathered& gathered, Span span) const;

  // The stations, and how each came to stand where it does, as of the newest commit: a year of all
  // streets asks for them hundreds of times.
  struct Known {
    Sites sites;
    std::map<std::string, std::vector<ledger::Revision>, std::less<>> histories;
  };
  Result<std::shared_ptr<const Known>> known() const;

  const Pack& pack_;
  const ledger::RecordLog& records_;
  const observe::SeriesLog& series_;
  std::optional<observe::Seq> as_of_;
  DistrictAir air_;
  mutable std::mutex mutex_;
  mutable std::shared_ptr<const Known> known_;
  mutable uint64_t seen_ = 0;  // the commit that they are of
};

}  // namespace qs::app

// Closing statistics: which are due, what the memory holds for them, and keeping what was made.
#pragma once

#include <map>
#include <set>
#include <vector>

#include "app/sites.h"
#include "kernel/observe/closing.h"
#include "kernel/observe/rules.h"
#include "kernel/observe/series_log.h"
#include "kernel/standard/library.h"

namespace qs::app {

// One statistic of one site's factor that has to be made.
struct Due {
  observe::DueStatistic what;
  std::string site, factor;
  Instant end() const { return what.over.until; }
  auto operator<=>(const Due&) const = default;
};

class Closer {
 public:
  Closer(observe::SeriesLog& series, const standard::Library& library, const Sites& sites);

  // What a kept value takes part in; nothing for a factor or measure without statistics.
  std::vector<Due> touched(observe::SeriesId series, int64_t time);
  // What ends in (after, until] at every site that ever sent something to make it of.
  std::vector<Due> ended(Instant after, Instant until);

  // Makes the statistics of one end instant, in their order, and keeps each that has a value as a
  // derived version. A version that a device, an import or a person gave stands and is answered;
  // an hour as it was measured, for correcting it is the Calibrator's. A mean of calibrated parts
  // is made though the device sent its own, which knows nothing of the correction; so is a day of
  // hours that a person decided about.
  Result<std::vector<observe::Statistic>> close(const std::vector<Due>& dues, Instant now);

  // The method of a factor at a site on a day; nullptr: the factor has no statistics.
  const observe::Method* method(const std::string& site, std::string_view factor, Instant at);

 private:
  struct Work;
  Result<std::vector<observe::Statistic>> make(std::span<const Due> dues, Instant now);
  std::optional<Work> work(const Due& due);
  // The factors of the site that statistics are closed for and that a value of `factor` is part of.
  std::vector<std::string> made_with(const observe::SeriesKey& key) const;
  observe::Setting setting_at(const Site& site, Day day) const;
  // What an MDA8 of too few windows must exceed to stand (HJ 663).
  std::optional<double> mda8_limit(const Due& due) const;
  void learn_catalogue();

  observe::SeriesLog& series_;
  const standard::Library& library_;
  const Sites& sites_;
  // By site where the place matters (a noise point, an outlet), else by an empty one.
  std::map<std::tuple<std::string, std::string, Day>, std::optional<observe::Method>> methods_;
  std::vector<std::optional<observe::SeriesKey>> keys_;   // by SeriesId
  std::set<std::pair<std::string, std::string>> closed_;  // site, factor: measured or made of one
};

}  // namespace qs::app

// 排口标记: what accepted marks of firms and failed calibrations do to the values of an outlet.
#pragma once

#include <string>
#include <vector>

#include "kernel/ledger/record_log.h"
#include "kernel/observe/control.h"
#include "kernel/observe/series.h"
#include "kernel/standard/library.h"

namespace qs::app {

inline constexpr std::string_view kOutletMarkKind = "outlet_mark",
                                  kOutletCheckKind = "outlet_check";

// Values of these factors in this span carry this mark, whatever the device said.
struct Imposed {
  std::string by;  // "outlet_mark/ID"
  Span span;
  observe::Mark mark = observe::Mark::invalid;
  std::vector<std::string> factors = {};  // empty: all
  bool concerns(std::string_view factor) const;
};

// What stands at a station in a part of the span. Out of control lasts until `now` where no good
// calibration came since.
Result<std::vector<Imposed>> imposed_at(const ledger::RecordLog& records,
                                        const standard::Library& library,
                                        const std::string& station, Span span, Instant now);

// 校准判别: what the calibrations of a station say, each result judged, and what they made invalid.
struct JudgedDrift {
  std::string item, factor;
  double drift = 0;
  std::optional<observe::Drift> verdict;  // nullopt: no rule of the day knows the item
};
struct JudgedCheck {
  ledger::Record record;
  std::vector<JudgedDrift> drifts;
};
// Ordered by time.
Result<std::vector<JudgedCheck>> judged_checks(const ledger::RecordLog& records,
                                               const standard::Library& library,
                                               const std::string& station);
// By factor, the spans in which it was out of control.
std::map<std::string, std::vector<Span>> lost_control(const std::vector<JudgedCheck>& checks,
                                                      Instant now);

// The mark that is imposed on a value of [begin, until); nullopt: none. An hour carries it where
// less than `least` of it is left outside.
std::optional<observe::Mark> mark_imposed(const std::vector<Imposed>& imposed,
                                          std::string_view factor, Span value, Millis least);

}  // namespace qs::app

// What came of an import: every row and value is accounted for, the first faults are shown, all are
// counted.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "kernel/observe/series_log.h"

namespace qs::gateway {

inline constexpr size_t kMostRefusals = 100;  // listed of each reason; all are counted
inline constexpr size_t kMostDescribed = 3;   // of each reason, in the text for people
inline constexpr size_t kMostShown = 80;      // bytes of a refused text

struct Refusal {
  size_t line = 0;
  std::string column;  // empty: the whole row
  std::string reason;
  std::string text;  // as it stands in the table, cut
};

struct Progress {
  uint64_t rows = 0, bytes = 0, total_bytes = 0;
};

struct ImportReport {
  std::string mapping;
  Progress progress;
  uint64_t rows_refused = 0;    // no value of them was taken
  uint64_t values = 0;          // taken
  uint64_t missing = 0;         // cells that say: no value
  uint64_t values_refused = 0;  // cells that are neither
  size_t series = 0;
  std::optional<Span> span;      // of the values taken
  std::vector<Refusal> refused;  // the first of each reason, as they came
  std::map<std::string, uint64_t> refused_by_reason;
  std::vector<std::string> remarks;  // doubled columns that nobody asked for, and the like
  observe::Receipt receipt;  // sum over the batches; `first` of the first, `last` of the last

  void refuse(const Refusal& refusal);
};

}  // namespace qs::gateway

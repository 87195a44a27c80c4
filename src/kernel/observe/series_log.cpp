#include "kernel/observe/series_log.h"

#include "kernel/observe/values.h"

namespace qs::observe {

Result<BySeries> scan_by_series(const SeriesLog& log, const std::set<SeriesId>& series, Span span,
                                Reading reading) {
  BySeries out;
  if (series.empty()) return out;
  std::vector<SeriesId> ids(series.begin(), series.end());
  auto samples = (log.*reading)(ids, span);
  if (!samples) return tl::unexpected(samples.error());
  for (const auto& s : *samples) out[s.series].push_back(s);
  return out;
}

std::span<const Sample> inside(const BySeries& samples, std::optional<SeriesId> series, Span span) {
  auto found = series ? samples.find(*series) : samples.end();
  if (found == samples.end()) return {};
  return inside(std::span<const Sample>(found->second), span);
}

}  // namespace qs::observe

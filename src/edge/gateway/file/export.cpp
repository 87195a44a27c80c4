#include "edge/gateway/file/export.h"

#include <fmt/format.h>

#include <algorithm>
#include <ostream>

#include "base/csv.h"
#include "base/decimal.h"

namespace qs::gateway {
namespace {

using Series = std::pair<observe::SeriesId, observe::SeriesKey>;

std::vector<Series> chosen(const ExportRequest& request, std::string_view factor,
                           const observe::SeriesLog& log) {
  std::vector<Series> out;
  for (auto& [id, key] : log.catalogue(request.site)) {
    bool fits = (factor.empty() || key.factor == factor) &&
                (!request.cadence || key.cadence == *request.cadence);
    if (fits) out.emplace_back(id, std::move(key));
  }
  std::ranges::sort(out, {}, &Series::second);
  return out;
}

constexpr size_t kAtOnce = 64;  // series that are read together, a month at a time

// Some series over at most a month, one after the other; how many rows.
Result<uint64_t> export_slice(std::span<const Series> group, Span span,
                              const observe::SeriesLog& log, const standard::Library& library,
                              std::ostream& out) {
  std::set<observe::SeriesId> ids;
  for (const auto& [id, key] : group) ids.insert(id);
  auto read = observe::scan_by_series(log, ids, span);
  if (!read) return tl::unexpected(read.error());
  uint64_t rows = 0;
  for (const auto& [id, key] : group) {
    auto known = library.factor(key.factor);
    auto unit = csv_field(known ? known->unit : "");
    auto head = fmt::format("{},{},{},{},", csv_field(key.site), csv_field(key.factor),
                            observe::name(key.cadence), observe::name(key.measure));
    const auto& samples = (*read)[id];
    rows += samples.size();
    for (const auto& s : samples)
      out << head << iso(from_ms(s.time)) << ',' << to_text(s.value) << ',' << unit << ','
          << observe::letter(s.mark) << ',' << observe::name(s.origin) << '\n';
  }
  if (!out) return fail("cannot be written");
  return rows;
}

}  // namespace

Result<uint64_t> export_csv(const ExportRequest& request, const observe::SeriesLog& log,
                            const standard::Library& library, std::ostream& out) {
  std::string factor;
  if (!request.factor.empty()) {
    auto known = library.factor(request.factor);
    if (!known) return fail(fmt::format("unknown factor '{}'", request.factor));
    factor = known->code;
  }
  out << "site,factor,cadence,measure,time,value,unit,mark,origin\n";
  auto extent = log.extent();
  if (!extent) return tl::unexpected(extent.error());
  Span span{std::max(request.span.from, extent->from), std::min(request.span.until, extent->until)};
  auto all = chosen(request, factor, log);
  uint64_t rows = 0;
  for (size_t done = 0; done < all.size();) {
    auto group = std::span(all).subspan(done, std::min(kAtOnce, all.size() - done));
    auto month = Period::of(PeriodKind::month, span.from);
    for (; month.begin < span.until; month = month.next()) {
      Span slice{std::max(month.begin, span.from), std::min(month.end(), span.until)};
      auto written = export_slice(group, slice, log, library, out);
      if (!written) return written;
      rows += *written;
    }
    done += group.size();
    if (request.progress) request.progress(rows, done, all.size());
  }
  return rows;
}

}  // namespace qs::gateway

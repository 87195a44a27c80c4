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

// One series over at most a month; how many rows.
Result<uint64_t> export_slice(const Series& series, Span span, std::string_view unit,
                              const observe::SeriesLog& log, std::ostream& out) {
  auto samples = log.scan(std::span(&series.first, 1), span);
  if (!samples) return tl::unexpected(samples.error());
  const auto& key = series.second;
  auto head = fmt::format("{},{},{},{},", csv_field(key.site), csv_field(key.factor),
                          observe::name(key.cadence), observe::name(key.measure));
  for (const auto& s : *samples)
    out << head << iso(from_ms(s.time)) << ',' << to_text(s.value) << ',' << unit << ','
        << observe::letter(s.mark) << ',' << observe::name(s.origin) << '\n';
  if (!out) return fail("cannot be written");
  return samples->size();
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
  auto all = chosen(request, factor, log);
  uint64_t rows = 0;
  for (size_t i = 0; i < all.size(); ++i) {
    auto known = library.factor(all[i].second.factor);
    auto unit = csv_field(known ? known->unit : "");
    auto month = Period::of(PeriodKind::month, request.span.from);
    for (; month.begin < request.span.until; month = month.next()) {
      Span slice{std::max(month.begin, request.span.from),
                 std::min(month.end(), request.span.until)};
      auto written = export_slice(all[i], slice, unit, log, out);
      if (!written) return written;
      rows += *written;
    }
    if (request.progress) request.progress(rows, i + 1, all.size());
  }
  return rows;
}

}  // namespace qs::gateway

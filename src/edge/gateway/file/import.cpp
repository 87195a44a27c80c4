#include "edge/gateway/file/import.h"

#include <fmt/format.h>

#include "edge/gateway/file/table_reader.h"
#include "table/rows.h"

namespace qs::gateway {

Result<ImportReport> import_file(const ImportRequest& request, observe::SeriesLog& log,
                                 const standard::Library& library) {
  check(request.mapping != nullptr, "an import needs a mapping");
  const auto& mapping = *request.mapping;
  auto extension = request.file.extension();
  auto rows = extension == ".xlsx" ? table::open_xlsx(request.file, mapping.sheet)
                                   : table::open_csv(request.file, mapping.delimiter);
  auto name = request.file.filename().string();
  if (!rows) {
    auto place = rows.error().place;
    return fail(rows.error().text, place.empty() ? name : place);
  }
  TableSink sink;
  sink.bind = [&](const observe::SeriesKey& key) { return log.open(key); };
  sink.take = [&](std::vector<observe::Sample>&& samples, size_t first, size_t last) {
    observe::Batch batch;
    batch.frames.push_back(
        {"import:" + name, request.received,
         fmt::format("file {} lines {}-{} by mapping {}", name, first, last, mapping.id)});
    batch.samples = std::move(samples);
    batch.received = request.received;
    batch.by = request.by;
    batch.reason = request.reason;
    return log.append(batch);
  };
  sink.progress = request.progress;
  sink.refused = request.refused;
  return read_table(**rows, name, mapping, library, sink);
}

std::string describe(const ImportReport& report) {
  const auto& r = report;
  auto text = fmt::format(
      "{}: {} rows, {} refused; {} values in {} series, {} missing, {} refused\n"
      "kept {}, repeated {}, revised {}\n",
      r.mapping, r.progress.rows, r.rows_refused, r.values, r.series, r.missing, r.values_refused,
      r.receipt.kept, r.receipt.repeated, r.receipt.revised);
  if (r.span) text += fmt::format("from {} to {}\n", iso(r.span->from), iso(r.span->until));
  for (const auto& remark : r.remarks) text += fmt::format("note: {}\n", remark);
  for (const auto& [reason, count] : r.refused_by_reason) {
    text += fmt::format("refused: {} × {}\n", count, reason);
    size_t shown = 0;
    for (const auto& f : r.refused) {
      if (f.reason != reason || shown == kMostDescribed) continue;
      text += fmt::format("  line {}{}{}: '{}'\n", f.line, f.column.empty() ? "" : ", ", f.column,
                          f.text);
      ++shown;
    }
    if (count > shown) text += fmt::format("  ... and {} more\n", count - shown);
  }
  return text;
}

}  // namespace qs::gateway

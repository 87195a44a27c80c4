#include "edge/exchange/export.h"

#include <algorithm>

#include "edge/exchange/columns.h"
#include "edge/exchange/lookup.h"
#include "edge/exchange/writer.h"

namespace qs::exchange {
namespace {

constexpr size_t kPage = 1'000;

Result<std::unique_ptr<Writer>> writer_of(Format format, const std::filesystem::path& file,
                                          const ledger::Kind& kind, Columns columns) {
  switch (format) {
    case Format::xlsx:
      return xlsx_writer(file, kind, std::move(columns));
    case Format::csv:
      return csv_writer(file, std::move(columns));
    case Format::geojson:
      return geojson_writer(file, std::move(columns));
    case Format::json:
      return json_writer(file, std::move(columns));
  }
  return fail("unknown format");
}

class Export {
 public:
  Export(const ExportOrder& order, const ledger::RecordLog& log, const ledger::Kind& kind)
      : order_(order), log_(log), kind_(kind), columns_(fields_of(kind)) {
    std::erase_if(columns_, [&](auto field) { return !order.reach->sees(*field); });
  }

  Result<size_t> run(const std::filesystem::path& file) {
    auto writer = writer_of(order_.format, file, kind_, columns_);
    if (!writer) return tl::unexpected(writer.error());
    auto query = order_.query;
    query.limit = kPage;
    query.offset = 0;
    // By id with a mark: no page is read twice however many there are.
    if (query.order_by.empty()) query.order_by = "id";
    for (;;) {
      auto page = log_.query(query);
      if (!page) return tl::unexpected(page.error());
      if (auto done = add(**writer, *page); !done) return tl::unexpected(done.error());
      if (order_.progress) order_.progress(written_);
      if (page->size() < kPage) break;
      query.after = ledger::Cursor{mark(page->back(), query.order_by), page->back().id};
    }
    if (auto done = (*writer)->finish(); !done) return tl::unexpected(done.error());
    return written_;
  }

 private:
  static ledger::Value mark(const ledger::Record& record, const std::string& field) {
    if (field == "id") return record.id;
    auto it = record.fields.find(field);
    return it == record.fields.end() ? ledger::Value{} : it->second;
  }

  Result<void> add(Writer& writer, std::vector<ledger::Record>& page) {
    std::erase_if(page, [&](const auto& record) { return !order_.reach->reads(record); });
    written_ += page.size();
    if (written_ > ledger::kMostExportRows)
      return fail(fmt::format("more than {} records: narrow the filters", ledger::kMostExportRows));
    auto titles = titles_of(page);
    if (!titles) return tl::unexpected(titles.error());
    if (order_.show)
      if (auto done = order_.show(page); !done) return done;
    for (const auto& record : page) writer.add(record, *titles);
    return {};
  }

  Result<Titles> titles_of(const std::vector<ledger::Record>& page) const {
    std::map<std::string, std::set<std::string>> ids;  // by kind
    bool told = order_.format == Format::xlsx || order_.format == Format::csv;
    for (auto column : columns_)
      if (told && column->type == ledger::FieldType::reference)
        for (const auto& record : page)
          if (auto id = record.text(column->name); !id.empty()) ids[column->target].insert(id);
    Titles titles;
    for (const auto& [name, wanted] : ids) {
      auto kind = log_.kind(name);
      if (!kind) continue;
      auto found = find_by(log_, *kind, "id", wanted, *order_.reach);
      if (!found) return tl::unexpected(found.error());
      for (const auto& [id, records] : *found)
        if (!records.empty()) titles[{name, id}] = title_of(*kind, records.front());
    }
    return titles;
  }

  const ExportOrder& order_;
  const ledger::RecordLog& log_;
  const ledger::Kind& kind_;
  Columns columns_;
  size_t written_ = 0;
};

}  // namespace

Result<size_t> export_records(const ExportOrder& order, const ledger::RecordLog& log,
                              const std::filesystem::path& file) {
  auto kind = log.kind(order.query.kind);
  if (!kind) return fail("unknown kind", order.query.kind);
  auto written = Export(order, log, *kind).run(file);
  std::error_code ignored;
  if (!written) std::filesystem::remove(file, ignored);
  return written;
}

}  // namespace qs::exchange

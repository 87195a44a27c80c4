#include "edge/gateway/file/table_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <unordered_map>

#include "edge/gateway/file/columns.h"
#include "edge/gateway/file/time_format.h"
#include "kernel/observe/values.h"
#include "table/decoder.h"

namespace qs::gateway {
namespace {

using observe::Mark;

std::string_view trim(std::string_view text) {
  constexpr std::string_view kBlank = " \t";
  auto from = text.find_first_not_of(kBlank);
  if (from == std::string_view::npos) return {};
  return text.substr(from, text.find_last_not_of(kBlank) - from + 1);
}

std::optional<double> number(std::string_view text) {
  if (text.starts_with('+')) text.remove_prefix(1);
  double value = 0;
  auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (fault != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

struct Amount {
  double value = 0;
  bool below_detection = false;
};

// "12.5"; "<0.05" and "0.05L" (HJ 630): below the detection limit of 0.05.
std::optional<Amount> amount(std::string_view text) {
  bool below = text.starts_with('<') || text.ends_with('L');
  if (text.starts_with('<'))
    text.remove_prefix(1);
  else if (below)
    text.remove_suffix(1);
  auto value = number(text);
  return value ? std::optional(Amount{*value, below}) : std::nullopt;
}

class TableReader {
 public:
  TableReader(table::RowSource& rows, const Mapping& mapping, const TableSink& sink,
              table::Decoder decoder, ImportReport& report)
      : rows_(rows),
        mapping_(mapping),
        sink_(sink),
        decoder_(std::move(decoder)),
        report_(report) {}

  Result<void> read(const standard::Library& library) {
    table::Row row;
    std::vector<std::string> header;
    if (mapping_.header) {
      auto had = rows_.next(row);
      if (!had) return tl::unexpected(had.error());
      if (!*had) return fail("has no header row", "line 1");
      for (auto& cell : row.cells) {
        if (auto ok = decoder_.decode(cell); !ok)
          return fail(ok.error().text, fmt::format("line {}", row.line));
        header.emplace_back(trim(cell));
      }
    }
    auto table = bind_table(mapping_, header, library);
    if (!table) return fail(table.error().text, mapping_.header ? "line 1" : "");
    table_ = std::move(*table);
    report_.remarks = table_.remarks;
    return read_rows(row);
  }

 private:
  Result<void> read_rows(table::Row& row) {
    for (;;) {
      auto had = rows_.next(row);
      if (!had) return tl::unexpected(had.error());
      if (!*had) return flush(row.line);
      ++report_.progress.rows;
      if (first_line_ == 0) first_line_ = row.line;
      if (auto read = read_row(row); !read) return read;
      if (samples_.size() < sink_.batch) continue;
      if (auto flushed = flush(row.line); !flushed) return flushed;
    }
  }

  Result<void> read_row(table::Row& row) {
    if (row.cells.size() < table_.width) {
      refuse(row, "too few cells", fmt::format("{} of {}", row.cells.size(), table_.width));
      return {};
    }
    auto time = time_of(row);
    auto site = time ? site_of(row) : std::nullopt;
    if (!time || !site) return {};
    auto series = series_of(*site);
    if (!series) return tl::unexpected(series.error());
    auto mark = mark_of(row);
    for (size_t i = 0; i < table_.values.size(); ++i)
      read_cell(row, table_.values[i], (**series)[i], *time, mark);
    return {};
  }

  // One text of several cells; nullopt after refusing the row when bytes are of another encoding.
  std::optional<std::string> joined(table::Row& row, const std::vector<size_t>& cells, char with) {
    std::string text;
    for (auto at : cells) {
      if (auto ok = decoder_.decode(row.cells[at]); !ok) {
        refuse(row, fmt::format("not {}", mapping_.encoding),
               fmt::format("{}, row begins at byte {}", ok.error().text, row.offset));
        return std::nullopt;
      }
      if (!text.empty()) text += with;
      text += trim(row.cells[at]);
    }
    return text;
  }

  std::optional<Instant> time_of(table::Row& row) {
    if (mapping_.start)
      return *mapping_.start + mapping_.step * static_cast<int64_t>(report_.progress.rows - 1);
    auto text = joined(row, table_.time, ' ');
    if (!text) return std::nullopt;
    if (is_missing(*text)) {
      refuse(row, "no time", *text);
      return std::nullopt;
    }
    auto read = parse_time(*text, mapping_.time_formats, mapping_.zone);
    if (read.time) return *read.time + mapping_.shift;
    refuse(row, read.fault == TimeFault::ambiguous ? "ambiguous time" : "unreadable time", *text);
    return std::nullopt;
  }

  std::optional<std::string> site_of(table::Row& row) {
    if (!mapping_.site.empty()) return mapping_.site;
    auto name = joined(row, table_.site, '-');
    if (!name) return std::nullopt;
    if (name->empty()) {
      refuse(row, "no site", {});
      return std::nullopt;
    }
    auto known = mapping_.sites.find(*name);
    return known != mapping_.sites.end() ? known->second : mapping_.site_prefix + *name;
  }

  // The series of all value columns of a site.
  Result<const std::vector<observe::SeriesId>*> series_of(const std::string& site) {
    auto known = series_.find(site);
    if (known != series_.end()) return &known->second;
    if (series_.size() == kMostSites)
      return fail(fmt::format("more than {} sites: is the site column right?", kMostSites));
    std::vector<observe::SeriesId> ids;
    for (const auto& column : table_.values) {
      auto id = sink_.bind({site, column.factor, column.as->cadence, column.as->measure});
      if (!id) return tl::unexpected(id.error());
      ids.push_back(*id);
    }
    report_.series += ids.size();
    return &series_.emplace(site, std::move(ids)).first->second;
  }

  Mark mark_of(const table::Row& row) const {
    if (!table_.mark) return Mark::normal;
    auto word = trim(row.cells[*table_.mark]);
    if (word.empty()) return Mark::normal;
    auto known = mapping_.marks.find(word);
    return known != mapping_.marks.end() ? known->second : observe::mark_of(word);
  }

  void read_cell(const table::Row& row, const BoundColumn& column, observe::SeriesId series,
                 Instant time, Mark mark) {
    auto text = trim(row.cells[column.at]);
    if (is_missing(text)) {
      ++report_.missing;
      return;
    }
    auto word = column.as->words.find(text);
    auto read = word != column.as->words.end() ? std::optional(Amount{word->second}) : amount(text);
    if (!read) return refuse_cell(row, column, "not a number", text);
    auto value = column.kept(read->value);
    if (!observe::is_amount(value)) return refuse_cell(row, column, "absurd amount", text);
    if (read->below_detection && mark == Mark::normal) mark = Mark::below_detection;
    time += column.as->shift;
    samples_.push_back({.series = series,
                        .mark = mark,
                        .origin = observe::Origin::imported,
                        .time = to_ms(time),
                        .value = value,
                        .frame = 1});
    ++report_.values;
    auto& span = report_.span;
    if (!span) span = Span{time, time + Millis{1}};
    span = Span{std::min(span->from, time), std::max(span->until, time + Millis{1})};
  }

  bool is_missing(std::string_view text) const {
    return text.empty() || std::ranges::find(mapping_.missing, text) != mapping_.missing.end();
  }

  void refuse(const table::Row& row, std::string reason, std::string text) {
    ++report_.rows_refused;
    refuse({row.line, {}, std::move(reason), std::move(text)});
  }
  void refuse_cell(const table::Row& row, const BoundColumn& column, std::string reason,
                   std::string_view text) {
    ++report_.values_refused;
    refuse({row.line, column.shown, std::move(reason), std::string(text)});
  }
  void refuse(const Refusal& refusal) {
    report_.refuse(refusal);
    if (sink_.refused) sink_.refused(refusal);
  }

  Result<void> flush(size_t last_line) {
    report_.progress.bytes = rows_.bytes_read();
    report_.progress.total_bytes = rows_.bytes_total();
    if (!samples_.empty()) {
      auto receipt = sink_.take(std::move(samples_), first_line_, last_line);
      if (!receipt) return tl::unexpected(receipt.error());
      auto& sum = report_.receipt;
      if (sum.first == 0) sum.first = receipt->first;
      if (receipt->last != 0) sum.last = receipt->last;
      sum.kept += receipt->kept;
      sum.repeated += receipt->repeated;
      sum.revised += receipt->revised;
      samples_.clear();
    }
    first_line_ = 0;
    if (sink_.progress) sink_.progress(report_.progress);
    return {};
  }

  table::RowSource& rows_;
  const Mapping& mapping_;
  const TableSink& sink_;
  table::Decoder decoder_;
  ImportReport& report_;
  BoundTable table_;
  std::unordered_map<std::string, std::vector<observe::SeriesId>> series_;
  std::vector<observe::Sample> samples_;
  size_t first_line_ = 0;
};

}  // namespace

void ImportReport::refuse(const Refusal& refusal) {
  if (++refused_by_reason[refusal.reason] > kMostRefusals) return;
  refused.push_back(refusal);
  auto& text = refused.back().text;
  if (text.size() > kMostShown) text.resize(kMostShown);
}

Result<ImportReport> read_table(table::RowSource& rows, std::string_view name,
                                const Mapping& mapping, const standard::Library& library,
                                const TableSink& sink) {
  auto decoder = table::Decoder::open(mapping.encoding);
  if (!decoder) return tl::unexpected(decoder.error());
  ImportReport report;
  report.mapping = mapping.id;
  TableReader reader(rows, mapping, sink, std::move(*decoder), report);
  auto read = reader.read(library);
  if (read) return report;
  auto place = read.error().place;
  return fail(read.error().text, fmt::format("{}{}{}", name, place.empty() ? "" : " ", place));
}

}  // namespace qs::gateway

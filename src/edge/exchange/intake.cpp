#include "edge/exchange/intake.h"

#include <algorithm>
#include <array>
#include <sstream>

#include "base/csv.h"
#include "base/json.h"
#include "table/decoder.h"
#include "table/rows.h"

namespace qs::exchange {
namespace {

constexpr size_t kDeepest = 32;  // levels of JSON
constexpr size_t kMostColumns = 1'000;

tl::unexpected<Error> too_many() {
  return fail(
      fmt::format("has more than {} rows: hand it in as several files", ledger::kMostImportRows));
}

// ---- tables ----

Result<std::string> as_utf8(std::string bytes) {
  if (is_utf8(bytes)) return bytes;
  auto decoder = table::Decoder::open("gb18030");
  if (!decoder) return tl::unexpected(decoder.error());
  if (auto done = decoder->decode(bytes); !done)
    return fail("is neither UTF-8 nor GB 18030: " + done.error().text);
  return bytes;
}

// The one of the three that parts the first line into the most cells.
char delimiter_of(std::string_view text) {
  std::array<std::pair<char, size_t>, 3> counts{{{',', 0}, {';', 0}, {'\t', 0}}};
  bool quoted = false;
  for (char c : text) {
    if (c == '"') quoted = !quoted;
    if (quoted) continue;
    if (c == '\n' || c == '\r') break;
    for (auto& [delimiter, count] : counts) count += c == delimiter;
  }
  return std::max_element(counts.begin(), counts.end(),
                          [](const auto& a, const auto& b) { return a.second < b.second; })
      ->first;
}

Result<std::unique_ptr<table::RowSource>> rows_of(std::string bytes, Format format) {
  if (format == Format::xlsx) return table::xlsx_rows(std::move(bytes), "", table::Cells::seen);
  auto text = as_utf8(std::move(bytes));
  if (!text) return tl::unexpected(text.error());
  auto size = text->size();
  auto delimiter = delimiter_of(*text);
  return table::csv_rows(std::make_unique<std::istringstream>(std::move(*text)), size, delimiter);
}

std::optional<std::string> cell_of(const std::string& text, Format format) {
  if (text == kTooLong) return std::nullopt;
  return std::string(format == Format::csv ? unguarded(text) : std::string_view(text));
}

Result<Intake> read_table(const ledger::Kind& kind, std::string bytes, Format format) {
  auto rows = rows_of(std::move(bytes), format);
  if (!rows) return tl::unexpected(rows.error());
  table::Row row;
  auto had = (*rows)->next(row);
  if (!had) return tl::unexpected(had.error());
  if (!*had) return fail("is empty: there is no header row");
  if (row.cells.size() > kMostColumns) return fail("has too many columns");
  Intake out{.header = read_header(kind, row.cells, row.number), .rows = {}};
  for (;;) {
    had = (*rows)->next(row);
    if (!had) return tl::unexpected(had.error());
    if (!*had) return out;
    if (row.cells.front().starts_with(kExample)) continue;
    if (out.rows.size() == ledger::kMostImportRows) return too_many();
    auto& made = out.rows.emplace_back(IntakeRow{row.number, {}});
    for (const auto& cell : row.cells) made.cells.push_back(cell_of(cell, format));
    made.cells.resize(std::max(made.cells.size(), out.header.columns.size()), std::string{});
  }
}

// ---- JSON ----

// A text that opens more than kDeepest brackets at once, seen before anything is built of it.
bool is_too_deep(std::string_view text) {
  size_t depth = 0;
  bool quoted = false;
  for (size_t i = 0; i < text.size(); ++i) {
    char c = text[i];
    if (quoted && c == '\\') ++i;
    if (c == '"') quoted = !quoted;
    if (quoted) continue;
    if (c == '[' || c == '{') ++depth;
    if ((c == ']' || c == '}') && depth > 0) --depth;
    if (depth > kDeepest) return true;
  }
  return false;
}

std::string text_of(const Json& value) {
  if (value.is_null()) return {};
  if (value.is_string()) return value.get<std::string>();
  return value.dump();
}

class ObjectReader {
 public:
  explicit ObjectReader(const ledger::Kind& kind) : kind_(kind) {}

  Result<void> add(const Json& item, bool feature) {
    auto& row = rows_.emplace_back(IntakeRow{rows_.size() + 1, {}});
    auto place = fmt::format("[{}]", row.number);
    if (!item.is_object()) return fail("is no object", place);
    if (!feature) {
      for (const auto& [key, value] : item.items()) put(row, key, text_of(value));
    } else {
      auto properties = item.find("properties");
      if (properties != item.end() && properties->is_object())
        for (const auto& [key, value] : properties->items()) put(row, key, text_of(value));
      bool has_own = properties != item.end() && properties->contains("id");
      if (item.contains("id") && !has_own) put(row, "id", text_of(item["id"]));
      if (auto place_of = item.find("geometry"); place_of != item.end() && place_of->is_object())
        put_geometry(row, *place_of);
    }
    if (names_.size() > kMostColumns) return fail("has too many different members", place);
    return {};
  }

  Intake finish(Unknown unknown) {
    for (auto& row : rows_) row.cells.resize(names_.size());
    return {read_header(kind_, names_, 0, unknown), std::move(rows_), true};
  }

 private:
  void put(IntakeRow& row, const std::string& name, std::string text) {
    auto [it, is_new] = at_.emplace(name, names_.size());
    if (is_new) names_.push_back(name);
    if (row.cells.size() <= it->second) row.cells.resize(it->second + 1);
    row.cells[it->second] = std::move(text);
  }

  // Into the first field that takes such a geometry; otherwise into the first for a geometry, which
  // says what is wrong with it.
  void put_geometry(IntakeRow& row, const Json& geometry) {
    auto type = text_of(geometry.value("type", Json()));
    auto wanted = type == "Point"            ? ledger::FieldType::point
                  : type.ends_with("String") ? ledger::FieldType::line
                                             : ledger::FieldType::area;
    auto field = kind_.geometry();
    for (const auto& one : kind_.fields)
      if (one.type == wanted && is_taken(one)) {
        field = &one;
        break;
      }
    put(row, field ? field->name : "geometry", geometry.dump());
  }

  const ledger::Kind& kind_;
  std::vector<IntakeRow> rows_;
  std::vector<std::string> names_;
  std::map<std::string, size_t> at_;
};

Result<Intake> read_objects(const ledger::Kind& kind, const std::string& bytes, Format format) {
  if (is_too_deep(bytes)) return fail("is nested too deeply");
  auto json = Json::parse(bytes, nullptr, false);
  if (json.is_discarded()) return fail("is no JSON");
  bool features = format == Format::geojson;
  const Json* list = &json;
  if (features && json.is_object() && json.contains("features")) list = &json["features"];
  if (!list->is_array())
    return fail(features ? "is no GeoJSON FeatureCollection" : "is no JSON list of objects");
  if (list->size() > ledger::kMostImportRows) return too_many();
  ObjectReader reader(kind);
  for (const auto& item : *list)
    if (auto done = reader.add(item, features); !done) return tl::unexpected(done.error());
  return reader.finish(features ? Unknown::passed_over : Unknown::refused);
}

}  // namespace

Result<Intake> read_intake(const ledger::Kind& kind, std::string bytes, Format format) {
  if (format == Format::xlsx || format == Format::csv)
    return read_table(kind, std::move(bytes), format);
  return read_objects(kind, bytes, format);
}

}  // namespace qs::exchange

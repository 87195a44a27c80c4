#include <fmt/format.h>
#include <zip.h>

#include <charconv>
#include <pugixml.hpp>

#include "base/csv.h"
#include "edge/gateway/file/rows.h"

namespace qs::gateway {
namespace {

using Archive = std::unique_ptr<zip_t, decltype(&zip_discard)>;

// The whole part, at most kMostSheetBytes of it whatever the archive claims; nullopt: no such part.
Result<std::optional<std::string>> read_part(zip_t* archive, const std::string& name) {
  std::unique_ptr<zip_file_t, decltype(&zip_fclose)> part(zip_fopen(archive, name.c_str(), 0),
                                                          &zip_fclose);
  if (!part) return std::nullopt;
  std::string text;
  constexpr size_t kChunk = 1 << 16;
  for (;;) {
    auto had = text.size();
    text.resize(had + kChunk);
    auto got = zip_fread(part.get(), text.data() + had, kChunk);
    if (got < 0) return fail("is damaged", name);
    text.resize(had + static_cast<size_t>(got));
    if (got == 0) return text;
    if (text.size() > kMostSheetBytes)
      return fail(fmt::format("unpacks to more than {} bytes", kMostSheetBytes), name);
  }
}

Result<pugi::xml_document> read_xml(zip_t* archive, const std::string& name) {
  auto text = read_part(archive, name);
  if (!text) return tl::unexpected(text.error());
  if (!*text) return fail("the workbook lacks this part", name);
  pugi::xml_document document;
  auto parsed = document.load_buffer((*text)->data(), (*text)->size());
  if (!parsed)
    return fail(fmt::format("is no XML: {} at byte {}", parsed.description(), parsed.offset), name);
  return document;
}

// Text of a shared or inline string: plain <t> or rich text runs.
std::string text_of(const pugi::xml_node& node) {
  std::string text = node.child("t").text().get();
  for (auto run : node.children("r")) text += run.child("t").text().get();
  return text;
}

// 0-based column of a cell reference: "A7" -> 0, "AB12" -> 27; nullopt when it is none.
std::optional<size_t> column_of(std::string_view reference) {
  size_t column = 0, letters = 0;
  for (; letters < reference.size() && reference[letters] >= 'A' && reference[letters] <= 'Z';
       ++letters) {
    column = column * 26 + static_cast<size_t>(reference[letters] - 'A') + 1;
    if (column > kMostCells) return std::nullopt;
  }
  return letters == 0 ? std::nullopt : std::optional(column - 1);
}

Result<std::string> sheet_part(zip_t* archive, std::string_view sheet) {
  auto book = read_xml(archive, "xl/workbook.xml");
  if (!book) return tl::unexpected(book.error());
  auto links = read_xml(archive, "xl/_rels/workbook.xml.rels");
  if (!links) return tl::unexpected(links.error());
  std::string known;
  for (auto node : book->child("workbook").child("sheets").children("sheet")) {
    std::string name = node.attribute("name").value();
    known += (known.empty() ? "" : ", ") + name;
    if (!sheet.empty() && sheet != name) continue;
    for (auto link : links->child("Relationships").children("Relationship")) {
      if (std::string_view(link.attribute("Id").value()) != node.attribute("r:id").value())
        continue;
      std::string target = link.attribute("Target").value();
      return target.starts_with('/') ? target.substr(1) : "xl/" + target;
    }
  }
  return fail(fmt::format("no sheet '{}'; there are: {}", sheet, known), "xl/workbook.xml");
}

class XlsxRows : public RowSource {
 public:
  XlsxRows(pugi::xml_document sheet, std::vector<std::string> strings, uint64_t total)
      : sheet_(std::move(sheet)), strings_(std::move(strings)), total_(total) {
    row_ = sheet_.child("worksheet").child("sheetData").child("row");
  }

  Result<bool> next(TableRow& row) override {
    for (; row_; row_ = row_.next_sibling("row")) {
      row.line = row_.attribute("r").as_uint(static_cast<unsigned>(row.line + 1));
      row.cells.clear();
      for (auto cell : row_.children("c")) {
        auto column = column_of(cell.attribute("r").value());
        auto at = column.value_or(row.cells.size());
        if (at >= kMostCells)
          return fail(fmt::format("more than {} cells", kMostCells),
                      fmt::format("row {}", row.line));
        if (row.cells.size() <= at) row.cells.resize(at + 1);
        row.cells[at] = value_of(cell);
      }
      bool empty = std::ranges::all_of(row.cells, [](const auto& c) { return c.empty(); });
      if (empty) continue;
      row_ = row_.next_sibling("row");
      return true;
    }
    done_ = true;
    return false;
  }
  uint64_t bytes_read() const override { return done_ ? total_ : 0; }
  uint64_t bytes_total() const override { return total_; }

 private:
  std::string value_of(const pugi::xml_node& cell) const {
    std::string_view type = cell.attribute("t").value();
    if (type == "inlineStr") return text_of(cell.child("is"));
    std::string value = cell.child("v").text().get();
    if (type != "s") return value;
    size_t index = strings_.size();
    std::from_chars(value.data(), value.data() + value.size(), index);
    return index < strings_.size() ? strings_[index] : std::string{};
  }

  pugi::xml_document sheet_;
  std::vector<std::string> strings_;
  pugi::xml_node row_;
  uint64_t total_;
  bool done_ = false;
};

}  // namespace

Result<std::unique_ptr<RowSource>> xlsx_rows(std::string bytes, std::string_view sheet) {
  zip_error_t fault;
  zip_error_init(&fault);
  auto source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, &fault);
  auto opened = source ? zip_open_from_source(source, ZIP_RDONLY, &fault) : nullptr;
  if (!opened) {
    std::string why = zip_error_strerror(&fault);
    zip_error_fini(&fault);
    if (source) zip_source_free(source);
    return fail("is no xlsx workbook: " + why);
  }
  Archive archive(opened, &zip_discard);
  auto part = sheet_part(archive.get(), sheet);
  if (!part) return tl::unexpected(part.error());
  auto xml = read_xml(archive.get(), *part);
  if (!xml) return tl::unexpected(xml.error());
  std::vector<std::string> strings;
  if (zip_name_locate(archive.get(), "xl/sharedStrings.xml", 0) >= 0) {
    auto shared = read_xml(archive.get(), "xl/sharedStrings.xml");
    if (!shared) return tl::unexpected(shared.error());
    for (auto item : shared->child("sst").children("si")) strings.push_back(text_of(item));
  }
  return std::make_unique<XlsxRows>(std::move(*xml), std::move(strings), bytes.size());
}

Result<std::unique_ptr<RowSource>> open_xlsx(const std::filesystem::path& file,
                                             std::string_view sheet) {
  std::error_code fault;
  auto size = std::filesystem::file_size(file, fault);
  if (fault) return fail("cannot be opened", file.string());
  if (size > kMostWorkbookBytes)
    return fail(fmt::format("is larger than {} bytes; save it as CSV", kMostWorkbookBytes),
                file.string());
  auto bytes = read_file(file);
  if (!bytes) return tl::unexpected(bytes.error());
  return xlsx_rows(std::move(*bytes), sheet);
}

}  // namespace qs::gateway

#include <fmt/format.h>

#include <algorithm>
#include <fstream>

#include "base/csv.h"
#include "table/rows.h"

namespace qs::table {
namespace {

class CsvRows : public RowSource {
 public:
  CsvRows(std::unique_ptr<std::istream> in, uint64_t total, char delimiter)
      : in_(std::move(in)), total_(total), delimiter_(delimiter) {
    if (peek() == 0xEF) skip_bom();
  }

  Result<bool> next(Row& row) override {
    if (wide_text()) return fail("is UTF-16; save it as CSV UTF-8");
    while (peek() != kEnd) {
      row.number = ++number_;
      auto cells = read_row(row);
      if (!cells) return tl::unexpected(cells.error());
      if (*cells > 1 || !row.cells[0].empty()) {
        row.cells.resize(*cells);
        return true;
      }
    }
    return false;
  }
  uint64_t bytes_read() const override { return before_ + at_; }
  uint64_t bytes_total() const override { return total_; }

 private:
  static constexpr int kEnd = -1;
  static constexpr size_t kLeastChunk = 1 << 10, kMostChunk = 1 << 18;

  int peek() {
    if (at_ == chunk_.size() && !refill()) return kEnd;
    return static_cast<unsigned char>(chunk_[at_]);
  }

  bool refill() {
    before_ += chunk_.size();
    at_ = 0;
    auto left = total_ > before_ ? total_ - before_ : 0;  // a file may have grown: read on
    chunk_.resize(std::clamp<size_t>(left, kLeastChunk, kMostChunk));
    in_->read(chunk_.data(), static_cast<std::streamsize>(chunk_.size()));
    chunk_.resize(static_cast<size_t>(in_->gcount()));
    return !chunk_.empty();
  }

  void skip_bom() {
    if (chunk_.starts_with(kUtf8Mark)) at_ = kUtf8Mark.size();
  }
  bool wide_text() {
    return before_ == 0 && at_ == 0 && peek() != kEnd &&
           (chunk_.starts_with("\xFF\xFE") || chunk_.starts_with("\xFE\xFF"));
  }

  Error at_line(std::string text) const { return {std::move(text), fmt::format("line {}", line_)}; }

  // The number of cells read into row.cells, whose strings are used again.
  Result<size_t> read_row(Row& row) {
    row.line = line_;
    row.offset = bytes_read();
    size_t count = 0, size = 0;
    for (;;) {
      if (count == kMostCells)
        return tl::unexpected(at_line(fmt::format("more than {} cells", kMostCells)));
      if (row.cells.size() == count) row.cells.emplace_back();
      auto& cell = row.cells[count++];
      cell.clear();
      if (peek() == '"') {
        auto read = read_quoted(cell);
        if (!read) return tl::unexpected(read.error());
      }
      for (int c = peek(); c != kEnd && c != delimiter_ && c != '\n' && c != '\r'; c = peek()) {
        cell += static_cast<char>(c);
        ++at_;
        if (cell.size() > kMostRowBytes) return tl::unexpected(too_long());
      }
      size += cell.size();
      if (size > kMostRowBytes) return tl::unexpected(too_long());
      if (peek() != delimiter_) break;
      ++at_;
    }
    end_line();
    return count;
  }

  Result<void> read_quoted(std::string& cell) {
    auto begun = line_;
    ++at_;
    for (;;) {
      int c = peek();
      if (c == kEnd) return fail("a quoted field has no end", fmt::format("line {}", begun));
      if (cell.size() > kMostRowBytes)
        return fail("a quoted field without end, or longer than a row may be",
                    fmt::format("line {}", begun));
      ++at_;
      if (c == '\n') ++line_;
      if (c == '"') {
        if (peek() != '"') return {};
        ++at_;
      }
      cell += static_cast<char>(c);
    }
  }

  Error too_long() const {
    return at_line(fmt::format("a row is longer than {} bytes", kMostRowBytes));
  }

  void end_line() {
    if (peek() == '\r') ++at_;
    if (peek() == '\n') ++at_;
    ++line_;
  }

  std::unique_ptr<std::istream> in_;
  uint64_t total_;
  int delimiter_;
  std::string chunk_;
  size_t at_ = 0, line_ = 1, number_ = 0;
  uint64_t before_ = 0;  // bytes of earlier chunks
};

}  // namespace

std::unique_ptr<RowSource> csv_rows(std::unique_ptr<std::istream> in, uint64_t total,
                                    char delimiter) {
  return std::make_unique<CsvRows>(std::move(in), total, delimiter);
}

Result<std::unique_ptr<RowSource>> open_csv(const std::filesystem::path& file, char delimiter) {
  std::error_code fault;
  auto total = std::filesystem::file_size(file, fault);
  auto in = std::make_unique<std::ifstream>(file, std::ios::binary);
  if (fault || !*in) return fail("cannot be opened", file.string());
  return csv_rows(std::move(in), total, delimiter);
}

}  // namespace qs::table

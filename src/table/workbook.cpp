#include "table/workbook.h"

#include <fmt/format.h>
#include <zip.h>

#include "table/rows.h"

namespace qs::table {
namespace {

constexpr size_t kChunk = 1 << 16;

}  // namespace

Result<std::unique_ptr<Workbook>> Workbook::open(std::string bytes) {
  std::unique_ptr<Workbook> book(new Workbook(std::move(bytes)));
  zip_error_t fault;
  zip_error_init(&fault);
  auto source = zip_source_buffer_create(book->bytes_.data(), book->bytes_.size(), 0, &fault);
  book->archive_ = source ? zip_open_from_source(source, ZIP_RDONLY, &fault) : nullptr;
  if (book->archive_) return book;
  std::string why = zip_error_strerror(&fault);
  zip_error_fini(&fault);
  if (source) zip_source_free(source);
  return fail("is no xlsx workbook: " + why);
}

Workbook::~Workbook() {
  if (archive_) zip_discard(archive_);
}

bool Workbook::has(const std::string& part) const {
  return zip_name_locate(archive_, part.c_str(), 0) >= 0;
}

Result<bool> Workbook::unpack(zip_file* part, const std::string& name, std::string& text) {
  auto had = text.size();
  text.resize(had + kChunk);
  auto got = zip_fread(part, text.data() + had, kChunk);
  if (got < 0) return fail("is damaged", name);
  text.resize(had + static_cast<size_t>(got));
  unpacked_ += static_cast<uint64_t>(got);
  if (unpacked_ > kMostUnpacked)
    return fail(fmt::format("unpacks to more than {} bytes", kMostUnpacked), name);
  return got > 0;
}

Result<pugi::xml_document> Workbook::xml(const std::string& part) {
  std::unique_ptr<zip_file, decltype(&zip_fclose)> file(zip_fopen(archive_, part.c_str(), 0),
                                                        &zip_fclose);
  if (!file) return fail("the workbook lacks this part", part);
  std::string text;
  for (;;) {
    auto had = unpack(file.get(), part, text);
    if (!had) return tl::unexpected(had.error());
    if (!*had) break;
  }
  pugi::xml_document document;
  auto parsed = document.load_buffer(text.data(), text.size());
  if (!parsed)
    return fail(fmt::format("is no XML: {} at byte {}", parsed.description(), parsed.offset), part);
  return document;
}

Result<std::string> Workbook::sheet_part(std::string_view name) {
  auto book = xml("xl/workbook.xml");
  if (!book) return tl::unexpected(book.error());
  auto links = xml("xl/_rels/workbook.xml.rels");
  if (!links) return tl::unexpected(links.error());
  std::string known;
  for (auto node : book->child("workbook").child("sheets").children("sheet")) {
    std::string sheet = node.attribute("name").value();
    known += (known.empty() ? "" : ", ") + sheet;
    if (!name.empty() && sheet != name) continue;
    for (auto link : links->child("Relationships").children("Relationship")) {
      if (std::string_view(link.attribute("Id").value()) != node.attribute("r:id").value())
        continue;
      std::string target = link.attribute("Target").value();
      return target.starts_with('/') ? target.substr(1) : "xl/" + target;
    }
  }
  return fail(fmt::format("no sheet '{}'; there are: {}", name, known), "xl/workbook.xml");
}

// ---- one element at a time ----

void Elements::Close::operator()(zip_file* part) const {
  zip_fclose(part);
}

Elements::Elements(Workbook& book, std::string part, std::string_view name)
    : book_(&book),
      part_(std::move(part)),
      open_(fmt::format("<{}", name)),
      close_(fmt::format("</{}>", name)),
      element_(std::make_unique<pugi::xml_document>()) {}

Result<Elements> Elements::of(Workbook& book, std::string part, std::string_view name) {
  Elements made(book, std::move(part), name);
  made.file_.reset(zip_fopen(book.archive_, made.part_.c_str(), 0));
  if (!made.file_) return fail("the workbook lacks this part", made.part_);
  return made;
}

Result<bool> Elements::more() {
  text_.erase(0, at_);
  at_ = 0;
  if (text_.size() > kMostRowBytes)
    return fail(fmt::format("a row or text is longer than {} bytes", kMostRowBytes), part_);
  return book_->unpack(file_.get(), part_, text_);
}

// Where the next element begins: its name and then what ends a name.
std::optional<size_t> Elements::begin() const {
  for (auto at = text_.find(open_, at_); at != text_.npos; at = text_.find(open_, at + 1)) {
    if (at + open_.size() >= text_.size()) return std::nullopt;
    if (std::string_view(" \t\r\n/>").find(text_[at + open_.size()]) != std::string_view::npos)
      return at;
  }
  return std::nullopt;
}

Result<pugi::xml_node> Elements::next() {
  for (;;) {
    auto from = begin();
    // What cannot be the beginning of one is done with.
    if (!from && text_.size() > open_.size()) at_ = std::max(at_, text_.size() - open_.size());
    if (from) at_ = *from;
    auto tag = from ? text_.find('>', *from) : text_.npos;
    bool lone = tag != text_.npos && text_[tag - 1] == '/';
    auto end = tag == text_.npos ? tag : lone ? tag + 1 : text_.find(close_, tag);
    if (end == text_.npos) {
      auto had = more();
      if (!had) return tl::unexpected(had.error());
      if (*had) continue;
      if (from) return fail("is no XML: it ends within an element", part_);
      return pugi::xml_node{};
    }
    if (!lone) end += close_.size();
    auto parsed = element_->load_buffer(text_.data() + *from, end - *from);
    at_ = end;
    if (!parsed) return fail(fmt::format("is no XML: {}", parsed.description()), part_);
    return element_->first_child();
  }
}

}  // namespace qs::table

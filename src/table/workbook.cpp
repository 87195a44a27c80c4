#include "table/workbook.h"

#include <fmt/format.h>

#include "table/rows.h"

namespace qs::table {

Result<std::unique_ptr<Workbook>> Workbook::open(std::string bytes) {
  auto archive = Archive::open(std::move(bytes), kMostUnpacked);
  if (!archive) return fail("is no xlsx workbook: " + archive.error().text);
  return std::unique_ptr<Workbook>(new Workbook(std::move(*archive)));
}

Result<pugi::xml_document> Workbook::xml(const std::string& part) {
  auto text = archive_.read(part);
  if (!text) return tl::unexpected(text.error());
  pugi::xml_document document;
  auto parsed = document.load_buffer(text->data(), text->size());
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

Elements::Elements(Archive::Reader reader, std::string part, std::string_view name)
    : reader_(std::move(reader)),
      part_(std::move(part)),
      open_(fmt::format("<{}", name)),
      close_(fmt::format("</{}>", name)),
      element_(std::make_unique<pugi::xml_document>()) {}

Result<Elements> Elements::of(Workbook& book, std::string part, std::string_view name) {
  auto reader = book.archive_.reader(part);
  if (!reader) return tl::unexpected(reader.error());
  return Elements(std::move(*reader), std::move(part), name);
}

Result<bool> Elements::more() {
  text_.erase(0, at_);
  at_ = 0;
  if (text_.size() > kMostRowBytes)
    return fail(fmt::format("a row or text is longer than {} bytes", kMostRowBytes), part_);
  return reader_.more(text_);
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

#include "edge/document/media.h"

#include <fmt/format.h>

#include <algorithm>

#include "edge/document/template.h"
#include "edge/document/xml.h"

namespace qs::document {
namespace {

constexpr double kEmuOfMm = 36'000, kEmuOfPixel = 9'525;  // at 96 pixels an inch
constexpr const char* kImage =
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image";

std::string_view extension_of(const Picture& picture) {
  std::string_view bytes = picture.bytes;
  if (bytes.starts_with("\x89PNG\r\n\x1A\n")) return "png";
  if (bytes.starts_with("\xFF\xD8\xFF")) return "jpeg";
  return {};
}

Result<void> add_types(Archive& file) {
  const std::string part = "[Content_Types].xml";
  auto types = read_xml(file, part);
  if (!types) return tl::unexpected(types.error());
  auto root = types->document_element();
  for (const char* extension : {"png", "jpeg"}) {
    if (root.find_child_by_attribute("Default", "Extension", extension)) continue;
    auto row = root.prepend_child("Default");
    row.append_attribute("Extension") = extension;
    row.append_attribute("ContentType") = fmt::format("image/{}", extension).c_str();
  }
  write_xml(file, part, *types);
  return {};
}

// ECMA-376 part 1, 20.4.2.8: an inline drawing, one picture in it.
std::string drawing(size_t number, const std::string& relation, int64_t width, int64_t height) {
  return fmt::format(
      "<w:drawing><wp:inline "
      "xmlns:wp=\"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing\" "
      "distT=\"0\" distB=\"0\" distL=\"0\" distR=\"0\"><wp:extent cx=\"{2}\" cy=\"{3}\"/>"
      "<wp:docPr id=\"{0}\" name=\"Picture {0}\"/>"
      "<a:graphic xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\">"
      "<a:graphicData uri=\"http://schemas.openxmlformats.org/drawingml/2006/picture\">"
      "<pic:pic xmlns:pic=\"http://schemas.openxmlformats.org/drawingml/2006/picture\">"
      "<pic:nvPicPr><pic:cNvPr id=\"{0}\" name=\"Picture {0}\"/><pic:cNvPicPr/></pic:nvPicPr>"
      "<pic:blipFill><a:blip "
      "xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\" "
      "r:embed=\"{1}\"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>"
      "<pic:spPr><a:xfrm><a:off x=\"0\" y=\"0\"/><a:ext cx=\"{2}\" cy=\"{3}\"/></a:xfrm>"
      "<a:prstGeom prst=\"rect\"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>"
      "</a:graphicData></a:graphic></wp:inline></w:drawing>",
      number, relation, width, height);
}

}  // namespace

Result<std::string> Media::name_of(const PicturePtr& picture) {
  if (auto known = names_.find(picture); known != names_.end()) return known->second;
  auto extension = extension_of(*picture);
  if (extension.empty() || picture->width <= 0 || picture->height <= 0)
    return fail("is neither a png nor a jpeg");
  bytes_ += picture->bytes.size();
  if (bytes_ > kMostPictureBytes)
    return fail(fmt::format("the pictures have more than {} bytes", kMostPictureBytes));
  auto name = fmt::format("qs{}.{}", names_.size() + 1, extension);
  file_->put("word/media/" + name, picture->bytes);
  return names_.emplace(picture, name).first->second;
}

Result<void> Media::draw(pugi::xml_node at, const std::string& part, const PicturePtr& picture,
                         double width, double height) {
  if (drawn_ == kMostPictures) return fail(fmt::format("more than {} pictures", kMostPictures));
  auto name = name_of(picture);
  if (!name) return tl::unexpected(name.error());
  auto& relation = shown_[part][*name];
  if (relation.empty()) relation = fmt::format("qsPicture{}", shown_[part].size());
  double wide = picture->width * kEmuOfPixel, high = picture->height * kEmuOfPixel;
  double scale = std::min({1.0, width * kEmuOfMm / wide, height * kEmuOfMm / high});
  constexpr size_t kFirst = 9'000;  // above the ids that Word has given
  auto xml = drawing(kFirst + ++drawn_, relation, static_cast<int64_t>(wide * scale),
                     static_cast<int64_t>(high * scale));
  pugi::xml_document made;
  made.load_buffer(xml.data(), xml.size());
  at.parent().insert_copy_after(made.first_child(), at);
  return {};
}

Result<void> Media::settle() {
  if (shown_.empty()) return {};
  for (const auto& [part, relations] : shown_) {
    auto name = relations_of(part);
    pugi::xml_document xml;
    if (file_->has(name)) {
      auto kept = read_xml(*file_, name);
      if (!kept) return tl::unexpected(kept.error());
      xml = std::move(*kept);
    } else {
      xml.append_child("Relationships").append_attribute("xmlns") =
          "http://schemas.openxmlformats.org/package/2006/relationships";
    }
    for (const auto& [picture, id] : relations) {
      auto row = xml.document_element().append_child("Relationship");
      row.append_attribute("Id") = id.c_str();
      row.append_attribute("Type") = kImage;
      row.append_attribute("Target") = ("media/" + picture).c_str();
    }
    write_xml(*file_, name, xml);
  }
  return add_types(*file_);
}

}  // namespace qs::document

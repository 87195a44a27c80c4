#include "edge/document/docx_paper.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "edge/document/template.h"
#include "edge/document/xml.h"

namespace qs::document {
namespace {

using pugi::xml_node;
using Style = Paragraph::Style;

constexpr double kMmOfEmu = 1.0 / 36'000, kPixelsOfMm = 96 / 25.4;
constexpr double kLongestSide = 1'000;  // mm, of a picture
constexpr size_t kMostColumns = 63;     // that Word can have

// The beginnings of the names of styles, in small letters.
constexpr std::array<std::pair<std::string_view, Style>, 16> kStyles{{
    {"公文标题", Style::title},
    {"title", Style::title},
    {"文号", Style::number},
    {"subtitle", Style::number},
    {"heading 1", Style::heading},
    {"heading", Style::subheading},
    {"一级标题", Style::heading},
    {"二级标题", Style::subheading},
    {"标题 1", Style::heading},
    {"标题 2", Style::subheading},
    {"标题", Style::heading},
    {"无缩进", Style::line},
    {"落款", Style::closing},
    {"closing", Style::closing},
    {"附注", Style::note},
    {"footnote", Style::note},
}};

Style style_named(std::string name) {
  for (auto& c : name)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  for (auto [begin, style] : kStyles)
    if (name.starts_with(begin)) return style;
  return Style::body;
}

class Reader {
 public:
  Reader(Archive& file, Paper& paper) : file_(file), paper_(paper) {}

  Result<void> read() {
    auto body = read_xml(file_, "word/document.xml");
    if (!body) return tl::unexpected(body.error());
    if (auto known = read_styles(); !known) return known;
    if (auto known = read_relations(); !known) return known;
    blocks(body->first_element_by_path("w:document/w:body"));
    auto& all = paper_.blocks;
    auto is_blank = [](const Block& block) {
      auto paragraph = std::get_if<Paragraph>(&block);
      return paragraph && paragraph->text.empty();
    };
    while (!all.empty() && is_blank(all.back())) all.pop_back();
    if (fault_) return tl::unexpected(*fault_);
    return {};
  }

 private:
  Result<void> read_styles() {
    if (!file_.has("word/styles.xml")) return {};
    auto xml = read_xml(file_, "word/styles.xml");
    if (!xml) return tl::unexpected(xml.error());
    for (auto style : xml->child("w:styles").children("w:style"))
      styles_[style.attribute("w:styleId").value()] =
          style_named(style.child("w:name").attribute("w:val").value());
    return {};
  }

  Result<void> read_relations() {
    auto name = relations_of("word/document.xml");
    if (!file_.has(name)) return {};
    auto xml = read_xml(file_, name);
    if (!xml) return tl::unexpected(xml.error());
    for (auto row : xml->document_element().children("Relationship"))
      targets_[row.attribute("Id").value()] = row.attribute("Target").value();
    return {};
  }

  void add(Block block) {
    if (paper_.blocks.size() == kMostBlocks)
      fault_ = Error{fmt::format("more than {} paragraphs and tables", kMostBlocks), {}};
    else
      paper_.blocks.push_back(std::move(block));
  }

  void blocks(xml_node parent) {
    for (auto child : parent.children()) {
      if (fault_) return;
      if (is(child, "w:p"))
        paragraph(child);
      else if (is(child, "w:tbl"))
        table(child);
      else if (is(child, "w:sdt"))
        blocks(child.child("w:sdtContent"));
    }
  }

  Style style_of(xml_node paragraph) const {
    auto looks = paragraph.child("w:pPr");
    auto known = styles_.find(looks.child("w:pStyle").attribute("w:val").value());
    auto style = known == styles_.end() ? Style::body : known->second;
    auto align = looks.child("w:jc").attribute("w:val");
    bool right =
        align.value() == std::string_view("right") || align.value() == std::string_view("end");
    return style == Style::body && right ? Style::closing : style;
  }

  void paragraph(xml_node node) {
    pictures_.clear();
    std::string text;
    gather(node, text);
    if (!text.empty() || pictures_.empty()) add(Paragraph{std::move(text), style_of(node)});
    for (auto& picture : pictures_) add(std::move(picture));
  }

  // Text of runs, without that of deleted ones and of boxes.
  void gather(xml_node node, std::string& text) {
    for (auto child : node.children()) {
      if (is(child, "w:t")) text += child.text().get();
      if (is(child, "w:br") || is(child, "w:cr")) text += '\n';
      if (is(child, "w:tab") && is(node, "w:r")) text += "　";
      if (is(child, "w:drawing"))
        picture(child);
      else if (!is(child, "w:del") && !is(child, "w:pict") && !is(child, "mc:AlternateContent"))
        gather(child, text);
    }
  }

  void picture(xml_node drawing) {
    auto box = drawing.first_child();
    auto extent = box.child("wp:extent");
    auto blip = box.first_element_by_path("a:graphic/a:graphicData/pic:pic/pic:blipFill/a:blip");
    auto target = targets_.find(blip.attribute("r:embed").value());
    if (target == targets_.end()) return;
    auto mm = [&](const char* name) { return extent.attribute(name).as_double() * kMmOfEmu; };
    Image image{nullptr, mm("cx"), mm("cy")};
    auto is_side = [](double side) { return side >= 1 && side <= kLongestSide; };
    if (!is_side(image.width) || !is_side(image.height)) return;
    auto bytes = file_.read("word/" + target->second);
    if (!bytes) {
      fault_ = bytes.error();
      return;
    }
    auto pixels = [](double side) { return static_cast<int>(side * kPixelsOfMm); };
    image.picture = std::make_shared<Picture>(
        Picture{std::move(*bytes), pixels(image.width), pixels(image.height)});
    pictures_.push_back(std::move(image));
  }

  void table(xml_node node) {
    Table out;
    for (auto column : node.child("w:tblGrid").children("w:gridCol"))
      if (out.widths.size() < kMostColumns)
        out.widths.push_back(std::max(1.0, column.attribute("w:w").as_double()));
    pictures_.clear();
    bool first = true;
    for (auto row : node.children("w:tr")) {
      std::vector<std::string> cells;
      std::vector<size_t> spans;
      size_t left = out.widths.size();
      for (auto cell : row.children("w:tc")) {
        if (left == 0) break;
        auto span = cell.child("w:tcPr").child("w:gridSpan").attribute("w:val").as_uint(1);
        spans.push_back(std::clamp<size_t>(span, 1, left));
        left -= spans.back();
        cells.push_back(cell_text(cell));
      }
      if (!cells.empty()) spans.back() += left;
      bool header =
          first && row.child("w:trPr").child("w:tblHeader") && cells.size() == out.widths.size();
      first = false;
      if (header) {
        out.header = std::move(cells);
      } else if (!cells.empty()) {
        out.rows.push_back(std::move(cells));
        out.spans.push_back(std::move(spans));
      }
    }
    if (!out.rows.empty() || !out.header.empty()) add(std::move(out));
    for (auto& picture : pictures_) add(std::move(picture));
  }

  std::string cell_text(xml_node cell) {
    std::string out;
    for (auto paragraph : cell.children("w:p")) {
      if (!out.empty()) out += '\n';
      gather(paragraph, out);
    }
    return out;
  }

  Archive& file_;
  Paper& paper_;
  std::optional<Error> fault_;
  std::map<std::string, Style> styles_;
  std::map<std::string, std::string> targets_;
  std::vector<Image> pictures_;  // of the paragraph or table at hand
};

}  // namespace

Result<Paper> paper_of(std::string docx, std::string title, Instant made) {
  auto file = Archive::open(std::move(docx), kMostTemplateUnpacked + kMostPictureBytes);
  if (!file) return fail("is no Word document: " + file.error().text);
  Paper out{std::move(title), made, {}};
  if (auto read = Reader(*file, out).read(); !read) return tl::unexpected(read.error());
  return out;
}

}  // namespace qs::document

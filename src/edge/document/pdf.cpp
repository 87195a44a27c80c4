// Pango sets the lines (Chinese line breaking, fonts by what is installed), Cairo writes the PDF.
#include <cairo-pdf.h>

#include "edge/document/drawn.h"
#include "edge/document/lettering.h"
#include "edge/document/paper.h"

namespace qs::document {
namespace {

// GB/T 9704-2012, 公文格式: A4, 天头 37 mm, 订口 28 mm, 版心 156 mm × 225 mm.
constexpr double kPoint = 72 / 25.4;  // of a millimetre
constexpr double kWidth = 210 * kPoint, kHeight = 297 * kPoint;
constexpr double kLeft = 28 * kPoint, kTop = 37 * kPoint;
constexpr double kTextWidth = 156 * kPoint, kBottom = kTop + 225 * kPoint;
constexpr double kPageNumber = kBottom + 7 * kPoint;  // 一字线上距版心下边缘 7 mm
constexpr double kHeaderAndRow = 75;  // points: a header does not stand alone either
constexpr double kCell = 3, kSketchHeight = 90 * kPoint, kLegendHeight = 14;

struct Look {
  const char* family;
  double size;  // points; 三号 16, 二号 22, 四号 14, 五号 10.5
  PangoAlignment align = PANGO_ALIGN_LEFT;
  bool indented = false;
  double before = 0, after = 6;
};

Look look_of(Paragraph::Style style) {
  using enum Paragraph::Style;
  switch (style) {
    case title:
      return {kTitle, 22, PANGO_ALIGN_CENTER, false, 0, 14};
    case number:
      return {kSerif, 14, PANGO_ALIGN_CENTER, false, 0, 18};
    case heading:
      return {kSans, 16, PANGO_ALIGN_LEFT, true, 8, 6};
    case subheading:
      return {kKai, 16, PANGO_ALIGN_LEFT, true, 4, 6};
    case note:
      return {kSerif, 10.5, PANGO_ALIGN_LEFT, false, 0, 4};
    case closing:
      return {kSerif, 16, PANGO_ALIGN_RIGHT, false, 4, 4};
    case line:
      return {kSerif, 16};
    case body:
      break;
  }
  return {kSerif, 16, PANGO_ALIGN_LEFT, true, 0, 6};
}

// A heading, and what announces a list or a table.
bool stands_with_next(const Paragraph& paragraph) {
  return paragraph.style == Paragraph::Style::heading ||
         paragraph.style == Paragraph::Style::subheading || paragraph.text.ends_with("：");
}

cairo_status_t append(void* out, const unsigned char* bytes, unsigned size) {
  static_cast<std::string*>(out)->append(reinterpret_cast<const char*>(bytes), size);
  return CAIRO_STATUS_SUCCESS;
}

// One document being set, from top to bottom.
class Setter {
 public:
  explicit Setter(std::string& out)
      : surface_(cairo_pdf_surface_create_for_stream(append, &out, kWidth, kHeight)),
        cairo_(cairo_create(surface_.get())) {}

  Result<void> set(const Paper& paper) {
    tell(CAIRO_PDF_METADATA_TITLE, paper.title);
    tell(CAIRO_PDF_METADATA_CREATOR, "Qingshan");
    tell(CAIRO_PDF_METADATA_CREATE_DATE, iso(paper.made));
    for (const auto& block : paper.blocks) {
      std::visit([this](const auto& one) { set(one); }, block);
      if (pages_ > kMostPages) return fail(fmt::format("more than {} pages", kMostPages));
    }
    if (fault_) return tl::unexpected(*fault_);
    end_page();
    cairo_surface_finish(surface_.get());
    if (unknown_ > 0 && paper.every_character)
      return fail(fmt::format("no font of this machine has {} of the characters", unknown_),
                  paper.title);
    if (auto status = cairo_surface_status(surface_.get()); status != CAIRO_STATUS_SUCCESS)
      return fail(cairo_status_to_string(status), paper.title);
    return {};
  }

 private:
  void tell(cairo_pdf_metadata_t what, const std::string& text) {
    cairo_pdf_surface_set_metadata(surface_.get(), what, text.c_str());
  }

  Layout layout(const std::string& text, const Look& look, double width) {
    auto out = lettered(cairo_.get(), text, look.family, look.size);
    pango_layout_set_width(out.get(), static_cast<int>(width * PANGO_SCALE));
    pango_layout_set_wrap(out.get(), PANGO_WRAP_WORD_CHAR);
    pango_layout_set_alignment(out.get(), look.align);
    pango_layout_set_line_spacing(out.get(), 1.25F);
    if (look.indented)
      pango_layout_set_indent(out.get(), static_cast<int>(2 * look.size * PANGO_SCALE));
    unknown_ += pango_layout_get_unknown_glyphs_count(out.get());
    return out;
  }

  void end_page() {
    auto number =
        layout(fmt::format("— {} —", pages_), {kSerif, 14, PANGO_ALIGN_CENTER}, kTextWidth);
    cairo_move_to(cairo_.get(), kLeft, kPageNumber);
    pango_cairo_show_layout(cairo_.get(), number.get());
    cairo_show_page(cairo_.get());
    ++pages_;
    y_ = kTop;
  }
  void make_room(double height) {
    if (y_ + height > kBottom && y_ > kTop) end_page();
  }

  void set(const Paragraph& paragraph) {
    auto look = look_of(paragraph.style);
    auto text = layout(paragraph.text, look, kTextWidth);
    // It does not stand alone at the foot of a page.
    make_room(stands_with_next(paragraph) ? 6 * look.size : look.size);
    y_ += y_ > kTop ? look.before : 0;
    auto lines = pango_layout_get_iter(text.get());
    do {
      PangoRectangle extents;
      pango_layout_iter_get_line_extents(lines, nullptr, &extents);
      double height = extents.height / static_cast<double>(PANGO_SCALE);
      double rise =
          (pango_layout_iter_get_baseline(lines) - extents.y) / static_cast<double>(PANGO_SCALE);
      make_room(height);
      cairo_move_to(cairo_.get(), kLeft + extents.x / static_cast<double>(PANGO_SCALE), y_ + rise);
      pango_cairo_show_layout_line(cairo_.get(), pango_layout_iter_get_line_readonly(lines));
      y_ += height;
    } while (pango_layout_iter_next_line(lines));
    pango_layout_iter_free(lines);
    y_ += look.after;
  }

  void set_row(const std::vector<double>& columns, const std::vector<std::string>& cells,
               const std::vector<size_t>& spans, bool header) {
    Look look{header ? kSans : kSerif, 10.5};
    auto widths = spans.empty() ? columns : widths_of(columns, spans);
    std::vector<Layout> texts;
    double height = 0;
    for (size_t i = 0; i < cells.size(); ++i) {
      texts.push_back(layout(cells[i], look, widths[i] - 2 * kCell));
      height = std::max(height, extent_of(texts.back().get()).height + 2 * kCell);
    }
    make_room(height);
    double x = kLeft;
    cairo_set_line_width(cairo_.get(), 0.5);
    for (size_t i = 0; i < cells.size(); ++i) {
      cairo_rectangle(cairo_.get(), x, y_, widths[i], height);
      cairo_stroke(cairo_.get());
      cairo_move_to(cairo_.get(), x + kCell, y_ + kCell);
      pango_cairo_show_layout(cairo_.get(), texts[i].get());
      x += widths[i];
    }
    y_ += height;
  }

  static std::vector<double> widths_of(const std::vector<double>& columns,
                                       const std::vector<size_t>& spans) {
    std::vector<double> out;
    size_t column = 0;
    for (auto span : spans) {
      auto& width = out.emplace_back(0);
      for (; span > 0 && column < columns.size(); --span) width += columns[column++];
    }
    return out;
  }

  void set(const Table& table) {
    double whole = 0;
    for (auto width : table.widths) whole += width;
    auto widths = table.widths;
    for (auto& width : widths) width *= kTextWidth / whole;
    auto set_header = [&] {
      if (!table.header.empty()) set_row(widths, table.header, {}, true);
    };
    if (!table.rows.empty()) make_room(kHeaderAndRow);
    set_header();
    for (size_t i = 0; i < table.rows.size(); ++i) {
      auto page = pages_;
      make_room(3 * 10.5);
      if (pages_ != page) set_header();
      auto spans = table.spans.empty() ? std::vector<size_t>() : table.spans[i];
      set_row(widths, table.rows[i], spans, false);
    }
    y_ += 10;
  }

  void set(const Sketch& sketch) {
    Look small{kSerif, 10.5};
    double legend = kLegendHeight * static_cast<double>(sketch.shapes.size() + 1);
    make_room(kSketchHeight + legend);
    draw_sketch(cairo_.get(), sketch, {kLeft, y_, kTextWidth, kSketchHeight});
    y_ += kSketchHeight + 4;
    for (const auto& shape : sketch.shapes) {
      set_colour(cairo_.get(), shape.colour, 1);
      cairo_rectangle(cairo_.get(), kLeft, y_ + 3, 14, 8);
      cairo_fill(cairo_.get());
      cairo_set_source_rgb(cairo_.get(), 0, 0, 0);
      auto label = layout(shape.label, small, kTextWidth - 20);
      cairo_move_to(cairo_.get(), kLeft + 20, y_);
      pango_cairo_show_layout(cairo_.get(), label.get());
      y_ += std::max(kLegendHeight, extent_of(label.get()).height);
    }
    set(Paragraph{sketch.caption, Paragraph::Style::note});
  }

  void set(const Image& image) {
    if (!image.picture) return;
    double scale = std::min(
        {1.0, kTextWidth / (image.width * kPoint), (kBottom - kTop) / (image.height * kPoint)});
    double width = image.width * kPoint * scale, height = image.height * kPoint * scale;
    make_room(height);
    if (auto drawn = draw_picture(cairo_.get(), *image.picture, {kLeft, y_, width, height}); !drawn)
      fault_ = drawn.error();
    y_ += height + 6;
  }

  Surface surface_;
  Cairo cairo_;
  std::optional<Error> fault_;  // of a picture
  double y_ = kTop;
  size_t pages_ = 1;
  int unknown_ = 0;  // characters that no font has
};

}  // namespace

Result<std::string> pdf(const Paper& paper) {
  std::string out;
  Setter setter(out);
  if (auto set = setter.set(paper); !set) return tl::unexpected(set.error());
  return out;
}

}  // namespace qs::document

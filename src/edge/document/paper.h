// 文书: a printed document as a list of blocks. What it says, the program decides; this room only
// sets it on pages.
#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "base/geometry.h"
#include "base/result.h"
#include "base/time.h"
#include "edge/document/value.h"

namespace qs::document {

struct Paragraph {
  enum class Style : uint8_t {
    title,       // of the whole document, centred
    number,      // 文号, centred below the title
    heading,     // of a section
    subheading,  // of a part of it
    body,        // first line indented by two characters
    line,        // the same, not indented
    note,        // small
    closing      // place, office and date, to the right
  };
  std::string text;
  Style style = Style::body;
};

struct Table {
  std::vector<double> widths;                  // of the columns, as parts of any whole
  std::vector<std::string> header;             // empty: none
  std::vector<std::vector<std::string>> rows;  // as wide as the table
  // How many columns each cell of each row goes over; empty: each is one column wide.
  std::vector<std::vector<size_t>> spans = {};
};

struct Image {
  PicturePtr picture;
  double width = 0, height = 0;  // mm; made smaller where the page is
};

// A sketch of places; north is up, the scale the same in both directions.
struct Sketch {
  struct Shape {
    std::vector<std::vector<LonLat>> parts;  // as Geometry::parts
    Geometry::Type type = Geometry::Type::area;
    uint32_t colour = 0x334155;  // 0xrrggbb; areas are filled with it thinly
    std::string label;           // in the legend below
  };
  std::vector<Shape> shapes;  // the first is drawn last, on top
  std::string caption;
};

using Block = std::variant<Paragraph, Table, Sketch, Image>;

struct Paper {
  std::string title;  // of the file
  Instant made;
  std::vector<Block> blocks;
  // A character that no font of this machine has is a fault; otherwise a box stands for it.
  bool every_character = true;
};

inline constexpr size_t kMostPages = 200;

// The bytes of a PDF: A4, pages numbered, text that can be searched and copied, fonts cut down to
// the characters used. Faults: no font of this machine has all characters; more than kMostPages.
Result<std::string> pdf(const Paper& paper);

}  // namespace qs::document

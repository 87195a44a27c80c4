// 示意图: shapes on the ground drawn into a rectangle of a page.
#pragma once

#include <cairo.h>

#include "edge/document/paper.h"

namespace qs::document {

struct Frame {
  double left, top, width, height;  // points
};
void draw_sketch(cairo_t* cairo, const Sketch& sketch, const Frame& frame);
void set_colour(cairo_t* cairo, uint32_t colour, double alpha);

}  // namespace qs::document

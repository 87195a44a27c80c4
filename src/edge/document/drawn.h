// What is drawn into a rectangle of a page: 示意图, shapes on the ground; 图片, pictures.
#pragma once

#include <cairo.h>

#include "edge/document/paper.h"

namespace qs::document {

struct Frame {
  double left, top, width, height;  // points
};
void draw_sketch(cairo_t* cairo, const Sketch& sketch, const Frame& frame);
// Fault: its bytes are neither a png nor a jpeg.
Result<void> draw_picture(cairo_t* cairo, const Picture& picture, const Frame& frame);
// What was drawn, as a png; `place` is for the fault.
Result<PicturePtr> packed(cairo_surface_t* surface, const std::string& place);
void set_colour(cairo_t* cairo, uint32_t colour, double alpha);

}  // namespace qs::document

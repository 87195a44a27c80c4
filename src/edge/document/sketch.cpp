#include <cmath>
#include <numbers>

#include "edge/document/drawn.h"

namespace qs::document {
namespace {

constexpr double kMargin = 0.08;      // of the frame, around the first shape's neighbourhood
constexpr double kSmallest = 0.0005;  // degrees: about 50 m, so that a point has surroundings
constexpr double kAround = 1.0;       // the sketch shows so many extents of the first shape around
constexpr double kDot = 4;            // points

Box bounds_of(const Sketch::Shape& shape) {
  Box out{180, 90, -180, -90};
  for (const auto& part : shape.parts)
    for (auto p : part)
      out = {std::min(out.west, p.lon), std::min(out.south, p.lat), std::max(out.east, p.lon),
             std::max(out.north, p.lat)};
  return out;
}

// The first shape and what is around it.
Box shown_of(const Sketch& sketch) {
  auto box = bounds_of(sketch.shapes.front());
  double width = std::max(box.east - box.west, kSmallest);
  double height = std::max(box.north - box.south, kSmallest);
  return {box.west - width * kAround, box.south - height * kAround, box.east + width * kAround,
          box.north + height * kAround};
}

class Plan {
 public:
  Plan(const Box& shown, const Frame& frame) {
    middle_ = {(shown.west + shown.east) / 2, (shown.south + shown.north) / 2};
    narrow_ = std::cos(middle_.lat * std::numbers::pi / 180);
    scale_ = (1 - kMargin) * std::min(frame.width / ((shown.east - shown.west) * narrow_),
                                      frame.height / (shown.north - shown.south));
    x_ = frame.left + frame.width / 2;
    y_ = frame.top + frame.height / 2;
  }
  std::pair<double, double> at(LonLat p) const {
    return {x_ + (p.lon - middle_.lon) * narrow_ * scale_, y_ - (p.lat - middle_.lat) * scale_};
  }

 private:
  LonLat middle_;
  double narrow_ = 1, scale_ = 1, x_ = 0, y_ = 0;
};

void trace(cairo_t* cairo, const Plan& plan, const Sketch::Shape& shape) {
  for (const auto& part : shape.parts) {
    for (size_t i = 0; i < part.size(); ++i) {
      auto [x, y] = plan.at(part[i]);
      if (i == 0)
        cairo_move_to(cairo, x, y);
      else
        cairo_line_to(cairo, x, y);
    }
    if (shape.type == Geometry::Type::area) cairo_close_path(cairo);
  }
}

void draw(cairo_t* cairo, const Plan& plan, const Sketch::Shape& shape) {
  if (shape.type == Geometry::Type::point) {
    auto [x, y] = plan.at(shape.parts.at(0).at(0));
    set_colour(cairo, shape.colour, 1);
    cairo_arc(cairo, x, y, kDot, 0, 2 * std::numbers::pi);
    cairo_fill(cairo);
    return;
  }
  trace(cairo, plan, shape);
  if (shape.type == Geometry::Type::area) {
    cairo_set_fill_rule(cairo, CAIRO_FILL_RULE_EVEN_ODD);
    set_colour(cairo, shape.colour, 0.2);
    cairo_fill_preserve(cairo);
  }
  set_colour(cairo, shape.colour, 1);
  cairo_set_line_width(cairo, 1.2);
  cairo_stroke(cairo);
}

}  // namespace

void set_colour(cairo_t* cairo, uint32_t colour, double alpha) {
  auto part = [&](int shift) { return static_cast<double>((colour >> shift) & 0xff) / 255; };
  cairo_set_source_rgba(cairo, part(16), part(8), part(0), alpha);
}

void draw_sketch(cairo_t* cairo, const Sketch& sketch, const Frame& frame) {
  cairo_save(cairo);
  cairo_rectangle(cairo, frame.left, frame.top, frame.width, frame.height);
  cairo_clip(cairo);
  if (!sketch.shapes.empty()) {
    Plan plan(shown_of(sketch), frame);
    for (auto shape = sketch.shapes.rbegin(); shape != sketch.shapes.rend(); ++shape)
      draw(cairo, plan, *shape);
  }
  cairo_restore(cairo);
  cairo_set_source_rgb(cairo, 0, 0, 0);
  cairo_set_line_width(cairo, 0.5);
  cairo_rectangle(cairo, frame.left, frame.top, frame.width, frame.height);
  cairo_stroke(cairo);
}

}  // namespace qs::document

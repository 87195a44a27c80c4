#include "edge/document/gantt.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "base/decimal.h"
#include "edge/document/drawn.h"
#include "edge/document/lettering.h"

namespace qs::document {
namespace {

using Look = Gantt::Look;
using std::chrono::hours;
using std::chrono::minutes;

constexpr double kPoint = 72 / 25.4, kDots = 200.0 / 72;  // points of a mm, dots of a point
constexpr double kTitleSize = 11, kText = 8.5, kGap = 4, kRow = 16, kBar = 9, kCurve = 56;
constexpr double kLabels = 0.32;  // of the width, at most
constexpr int kMostTicks = 12;
constexpr uint32_t kInk = 0x333333, kGrid = 0xDDE1E6, kPaper = 0xFFFFFF, kCurveInk = 0x7B4FA3;

struct Paint {
  Look look;
  uint32_t colour;
  double alpha;
  std::string_view name;
};
constexpr std::array<Paint, 6> kPaints{{{Look::run, 0x1F5FA8, 1, "生产运行"},
                                        {Look::treat, 0x2E8B57, 1, "治理运行"},
                                        {Look::standby, 0xE8C468, 1, "待机"},
                                        {Look::unknown, 0x9AA5B1, 0.45, "无数据"},
                                        {Look::order, 0xE08A1E, 0.16, "管控时段"},
                                        {Look::found, 0xC0392B, 1, "线索"}}};
const Paint& paint_of(Look look) {
  return kPaints[static_cast<size_t>(look)];
}

Millis tick_of(Millis length) {
  for (Millis step : {Millis{minutes{10}}, Millis{minutes{30}}, Millis{hours{1}}, Millis{hours{2}},
                      Millis{hours{4}}, Millis{hours{6}}, Millis{hours{12}}, Millis{hours{24}},
                      Millis{hours{48}}, Millis{hours{24 * 7}}})
    if (length / step <= kMostTicks) return step;
  return hours{24 * 30};
}

class GanttDrawer {
 public:
  GanttDrawer(const Gantt& gantt, double width) : gantt_(gantt), width_(width * kPoint) {
    auto rows = static_cast<double>(gantt.rows.size()),
         curves = static_cast<double>(gantt.curves.size());
    top_ = kTitleSize * 1.6 + kText * 1.6 + kGap * 3;
    bottom_ = top_ + rows * kRow;
    height_ = bottom_ + curves * kCurve + kText * 2 + kGap * 2;
    surface_.reset(cairo_image_surface_create(CAIRO_FORMAT_RGB24, dots(width_), dots(height_)));
    cairo_.reset(cairo_create(surface_.get()));
    cairo_scale(cairo_.get(), kDots, kDots);
  }

  Result<PicturePtr> draw() {
    fill(0, 0, width_, height_, kPaper, 1);
    for (const auto& row : gantt_.rows) left_ = std::max(left_, width_of(row.label));
    for (const auto& curve : gantt_.curves) left_ = std::max(left_, width_of(curve.label));
    left_ = std::min(left_, width_ * kLabels) + kGap * 2;
    right_ = width_ - kGap * 3;
    write(gantt_.title, kGap, kGap, kTitleSize);
    legend();
    grid();
    for (const auto& shade : gantt_.shades) bar(shade, top_, height_ - kText * 2 - kGap - top_);
    for (size_t i = 0; i < gantt_.rows.size(); ++i) row(i);
    for (size_t i = 0; i < gantt_.curves.size(); ++i) curve(i);
    return packed(surface_.get(), gantt_.title);
  }

 private:
  static int dots(double points) { return static_cast<int>(std::ceil(points * kDots)); }

  double width_of(const std::string& text) const {
    return extent_of(lettered(cairo_.get(), text, kSans, kText).get()).width;
  }
  void write(const std::string& text, double x, double y, double size = kText) {
    auto layout = lettered(cairo_.get(), text, kSans, size);
    set_colour(cairo_.get(), kInk, 1);
    cairo_move_to(cairo_.get(), x, y);
    pango_cairo_show_layout(cairo_.get(), layout.get());
  }
  void fill(double x, double y, double w, double h, uint32_t colour, double alpha) {
    set_colour(cairo_.get(), colour, alpha);
    cairo_rectangle(cairo_.get(), x, y, w, h);
    cairo_fill(cairo_.get());
  }
  double x_of(Instant t) const {
    auto whole = std::chrono::duration<double>(gantt_.span.until - gantt_.span.from);
    auto part = std::chrono::duration<double>(t - gantt_.span.from);
    return left_ + std::clamp(part / whole, 0.0, 1.0) * (right_ - left_);
  }
  void bar(const Gantt::Bar& bar, double y, double h) {
    const auto& paint = paint_of(bar.look);
    double from = x_of(bar.span.from), until = x_of(bar.span.until);
    if (bar.span.until <= gantt_.span.from || bar.span.from >= gantt_.span.until) return;
    fill(from, y, std::max(until - from, 1.0), h, paint.colour, paint.alpha);
  }

  void legend() {
    double x = kGap, y = kGap * 2 + kTitleSize * 1.6;
    for (const auto& paint : kPaints) {
      fill(x, y + 2, 14, kText, paint.colour, paint.alpha);
      std::string name(paint.name);
      write(name, x + 18, y);
      x += 18 + width_of(name) + kGap * 3;
    }
  }

  void grid() {
    auto step = tick_of(gantt_.span.until - gantt_.span.from);
    auto midnight = start_of(day_of(gantt_.span.from));
    auto end = height_ - kText * 2 - kGap;
    double free = left_;
    for (auto t = midnight; t <= gantt_.span.until; t += step) {
      if (t < gantt_.span.from) continue;
      double x = x_of(t);
      fill(x, top_, 0.6, end - top_, kGrid, 1);
      auto text = iso(t);
      auto label =
          hour_of(t) == 0 && text.substr(14, 2) == "00" ? text.substr(5, 5) : text.substr(11, 5);
      auto wide = width_of(label);
      if (x - wide / 2 < free || x + wide / 2 > width_) continue;
      write(label, x - wide / 2, end + 2);
      free = x + wide / 2 + kGap;
    }
  }

  void row(size_t index) {
    const auto& row = gantt_.rows[index];
    double y = top_ + static_cast<double>(index) * kRow;
    fill(kGap, y, right_ - kGap, 0.5, row.heads ? kInk : kGrid, row.heads ? 0.5 : 1);
    cairo_save(cairo_.get());
    cairo_rectangle(cairo_.get(), 0, y, left_ - kGap, kRow);
    cairo_clip(cairo_.get());
    write(row.label, row.heads ? kGap : kGap * 2, y + 2);
    cairo_restore(cairo_.get());
    for (const auto& one : row.bars) {
      bool found = one.look == Look::found;
      bar(one, found ? y + kRow - 3.5 : y + (kRow - kBar) / 2 - 1, found ? 3 : kBar);
    }
  }

  void curve(size_t index) {
    const auto& curve = gantt_.curves[index];
    double y = bottom_ + static_cast<double>(index) * kCurve;
    fill(kGap, y, right_ - kGap, 0.5, kInk, 0.5);
    write(curve.label, kGap, y + 2);
    double most = 0;
    for (const auto& [at, value] : curve.points) most = std::max(most, value.value_or(0));
    if (most <= 0) return write("无数据", left_ + kGap, y + kCurve / 2);
    write(to_text(round_half_even(most, 2)),
          left_ - kGap - width_of(to_text(round_half_even(most, 2))), y + kText * 1.8);
    set_colour(cairo_.get(), kCurveInk, 1);
    cairo_set_line_width(cairo_.get(), 1.2);
    bool drawn = false;
    for (const auto& [at, value] : curve.points) {
      double x = x_of(at), height = kCurve - kGap * 3;
      if (value && drawn)
        cairo_line_to(cairo_.get(), x, y + kCurve - kGap - *value / most * height);
      if (value && !drawn)
        cairo_move_to(cairo_.get(), x, y + kCurve - kGap - *value / most * height);
      drawn = value.has_value();
    }
    cairo_stroke(cairo_.get());
  }

  const Gantt& gantt_;
  double width_, height_ = 0, left_ = 0, right_ = 0, top_ = 0, bottom_ = 0;
  Surface surface_;
  Cairo cairo_;
};

}  // namespace

Result<PicturePtr> draw_gantt(const Gantt& gantt, double width) {
  if (gantt.span.until <= gantt.span.from) return fail("a Gantt needs time", gantt.title);
  size_t bars = gantt.shades.size();
  for (const auto& row : gantt.rows) bars += row.bars.size();
  if (gantt.rows.size() > kMostGanttRows || bars > kMostGanttBars)
    return fail(fmt::format("more than {} rows or {} bars", kMostGanttRows, kMostGanttBars),
                gantt.title);
  return GanttDrawer(gantt, width).draw();
}

}  // namespace qs::document

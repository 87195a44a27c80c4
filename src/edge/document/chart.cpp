#include "edge/document/chart.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

#include "base/decimal.h"
#include "edge/document/drawn.h"
#include "edge/document/lettering.h"

namespace qs::document {
namespace {

using Form = Chart::Form;
using Series = Chart::Series;

constexpr double kPoint = 72 / 25.4, kDots = 300.0 / 72;  // points of a mm, dots of a point
constexpr double kShape = 0.4;                            // height over width
constexpr double kTitleSize = 10.5, kText = 9, kGap = 4, kSwatch = 14;
constexpr double kSlant = 0.6;  // sine of the angle of names that are too long
constexpr double kBarRow = 15;  // points, of one label of the bars
constexpr int kTicks = 5;
constexpr size_t kDotted = 40, kValued = 16;  // labels up to which points and values are shown
constexpr uint32_t kInk = 0x333333, kGrid = 0xDDE1E6, kTargetInk = 0xC0392B, kEarlierInk = 0x9AA5B1;
constexpr std::array<uint32_t, 6> kColours{0x1F5FA8, 0xE08A1E, 0x2E8B57,
                                           0x7B4FA3, 0x4BA3C3, 0xB5651D};

// 刻度: round numbers around all values.
struct Scale {
  double low = 0, high = 1, step = 1;
  int places = 0;

  static Scale around(double low, double high) {
    if (high <= low) high = low + 1;
    double rough = (high - low) / kTicks, power = std::pow(10, std::floor(std::log10(rough)));
    double step = 10 * power;
    for (double part : {5.0, 2.0, 1.0})
      if (part * power >= rough * (1 - 1e-9)) step = part * power;
    return {std::floor(low / step) * step, std::ceil(high / step - 1e-9) * step, step,
            std::max(0, -static_cast<int>(std::floor(std::log10(step) + 1e-9)))};
  }
  double share(double value) const { return (value - low) / (high - low); }
  int ticks() const { return static_cast<int>(std::lround((high - low) / step)); }
  std::string tick(int i) const { return to_text(low + i * step, places); }
};

// As a figure is read: two decimals are enough beside a column.
std::string shown(double value) {
  return to_text(round_half_even(value, 2));
}

bool is_line(const Chart& chart, const Series& series) {
  return chart.form == Form::lines || series.look == Series::Look::target;
}

// The least and the greatest that is drawn; nullopt: nothing is.
std::optional<std::pair<double, double>> range_of(const Chart& chart) {
  std::optional<std::pair<double, double>> out;
  auto see = [&](double value) {
    out = out ? std::pair(std::min(out->first, value), std::max(out->second, value))
              : std::pair(value, value);
  };
  for (size_t i = 0; i < chart.labels.size(); ++i) {
    double above = 0, below = 0;
    for (const auto& series : chart.series) {
      if (!series.values[i]) continue;
      double value = *series.values[i];
      bool stands = chart.form == Form::stacked && !is_line(chart, series);
      if (stands) value = (value < 0 ? below : above) += value;
      see(value);
    }
  }
  bool measured = std::ranges::any_of(chart.series, [](const Series& series) {
    return series.look != Series::Look::target &&
           std::ranges::any_of(series.values, [](const auto& v) { return v.has_value(); });
  });
  if (!out || !measured) return std::nullopt;
  bool from_zero = chart.form != Form::lines || (out->first >= 0 && out->first < out->second / 2);
  if (from_zero) out = std::pair(std::min(out->first, 0.0), std::max(out->second, 0.0));
  return out;
}

enum class Side : uint8_t { left, middle, right };

class Drawer {
 public:
  Drawer(const Chart& chart, double width) : chart_(chart), width_(width * kPoint) {
    auto rows = static_cast<double>(chart.labels.size());
    height_ = chart.form == Form::bars && rows > 0
                  ? kTitleSize * 2 + kText * 2.5 + kGap * 5 + rows * kBarRow
                  : width_ * kShape;
    surface_.reset(cairo_image_surface_create(CAIRO_FORMAT_RGB24, dots(width_), dots(height_)));
    cairo_.reset(cairo_create(surface_.get()));
    cairo_scale(cairo_.get(), kDots, kDots);
    cairo_set_source_rgb(cairo_.get(), 1, 1, 1);
    cairo_paint(cairo_.get());
    auto plain = cairo_font_options_create();  // the same outlines at every size
    cairo_font_options_set_hint_style(plain, CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(plain, CAIRO_HINT_METRICS_OFF);
    cairo_font_options_set_antialias(plain, CAIRO_ANTIALIAS_GRAY);
    cairo_set_font_options(cairo_.get(), plain);
    cairo_font_options_destroy(plain);
  }

  Result<PicturePtr> draw() {
    top_ = kGap;
    if (!chart_.title.empty()) {
      write(chart_.title, width_ / 2, top_, Side::middle, kTitleSize);
      top_ += kTitleSize * 1.5;
    }
    if (auto range = range_of(chart_)) {
      scale_ = Scale::around(range->first, range->second);
      legend();
      if (chart_.form == Form::bars)
        bars();
      else
        upright();
    } else {
      write("无数据", width_ / 2, height_ / 2, Side::middle, kTitleSize);
    }
    return packed(surface_.get(), chart_.title);
  }

 private:
  static int dots(double points) { return static_cast<int>(std::lround(points * kDots)); }

  void ink(uint32_t colour) { set_colour(cairo_.get(), colour, 1); }

  double width_of(const std::string& text) {
    return extent_of(lettered(cairo_.get(), text, kSans, kText).get()).width;
  }

  // `y`: the top of the line.
  void write(const std::string& text, double x, double y, Side side, double size = kText) {
    auto layout = lettered(cairo_.get(), text, kSans, size);
    auto width = extent_of(layout.get()).width;
    ink(kInk);
    cairo_move_to(cairo_.get(),
                  side == Side::left    ? x
                  : side == Side::right ? x - width
                                        : x - width / 2,
                  y);
    pango_cairo_show_layout(cairo_.get(), layout.get());
  }

  void stroke(double x0, double y0, double x1, double y1, uint32_t colour, double thick) {
    ink(colour);
    cairo_set_line_width(cairo_.get(), thick);
    cairo_move_to(cairo_.get(), x0, y0);
    cairo_line_to(cairo_.get(), x1, y1);
    cairo_stroke(cairo_.get());
  }

  void dashed(bool on) {
    const double dash[]{4, 2.5};
    cairo_set_dash(cairo_.get(), dash, on ? 2 : 0, 0);
  }

  void fill(double x, double y, double width, double height, uint32_t colour) {
    ink(colour);
    cairo_rectangle(cairo_.get(), x, y, width, height);
    cairo_fill(cairo_.get());
  }

  uint32_t colour_of(size_t index) const {
    auto look = chart_.series[index].look;
    if (look == Series::Look::target) return kTargetInk;
    if (look == Series::Look::earlier) return kEarlierInk;
    size_t plain = 0;
    for (size_t i = 0; i < index; ++i) plain += chart_.series[i].look == Series::Look::plain;
    return kColours[plain % kColours.size()];
  }

  // The unit at the left, the names of the series from the right; one line, then the next.
  void legend() {
    if (!chart_.unit.empty()) write("单位：" + chart_.unit, kGap, top_, Side::left);
    double left = chart_.unit.empty() ? kGap : kGap * 4 + width_of("单位：" + chart_.unit);
    double x = width_ - kGap;
    for (size_t i = chart_.series.size(); i-- > 0;) {
      const auto& series = chart_.series[i];
      if (series.name.empty()) continue;
      double wide = kSwatch + 3 + width_of(series.name);
      if (x - wide < left && x < width_ - kGap) x = width_ - kGap, top_ += kText * 1.4;
      write(series.name, x, top_, Side::right);
      double middle = top_ + kText * 0.65;
      dashed(series.look == Series::Look::target);
      if (is_line(chart_, series))
        stroke(x - wide, middle, x - wide + kSwatch, middle, colour_of(i), 1.4);
      else
        fill(x - wide + 3, middle - 4, 8, 8, colour_of(i));
      dashed(false);
      x -= wide + kGap * 2.5;
    }
    top_ += kText * 1.4 + kGap * 2;
  }

  // ---- lines and columns ----

  double x_at(size_t label) const {
    return left_ + (static_cast<double>(label) + 0.5) * (right_ - left_) /
                       static_cast<double>(chart_.labels.size());
  }
  double y_at(double value) const { return bottom_ - scale_.share(value) * (bottom_ - top_); }

  void upright() {
    right_ = width_ - kGap * 2;
    left_ = 0;
    for (int i = 0; i <= scale_.ticks(); ++i) left_ = std::max(left_, width_of(scale_.tick(i)));
    left_ += kGap * 2;
    bottom_ = height_ - kGap * 2 - label_room();
    for (int i = 0; i <= scale_.ticks(); ++i) {
      auto y = y_at(scale_.low + i * scale_.step);
      stroke(left_, y, right_, y, kGrid, 0.6);
      write(scale_.tick(i), left_ - kGap, y - kText * 0.65, Side::right);
    }
    labels();
    if (chart_.form != Form::lines) columns();
    for (size_t i = 0; i < chart_.series.size(); ++i)
      if (is_line(chart_, chart_.series[i])) line(i);
    auto zero = y_at(std::clamp(0.0, scale_.low, scale_.high));
    stroke(left_, zero, right_, zero, kInk, 0.8);
  }

  double widest_label() {
    double widest = 1;
    for (const auto& label : chart_.labels) widest = std::max(widest, width_of(label));
    return widest;
  }
  double slot() const { return (right_ - left_) / static_cast<double>(chart_.labels.size()); }
  // Names below columns are all shown, aslant where they do not stand beside each other.
  bool is_aslant() { return chart_.form != Form::lines && widest_label() + kGap > slot(); }
  double label_room() { return is_aslant() ? widest_label() * kSlant + kText : kText * 1.4; }

  // Of a line's, as many as stand beside each other, the first always.
  void labels() {
    bool aslant = is_aslant();
    auto each = static_cast<size_t>(std::max(1.0, std::ceil((widest_label() + kGap) / slot())));
    for (size_t i = 0; i < chart_.labels.size(); i += aslant ? 1 : each) {
      stroke(x_at(i), bottom_, x_at(i), bottom_ + 2.5, kInk, 0.6);
      if (!aslant) {
        write(chart_.labels[i], x_at(i), bottom_ + kGap, Side::middle);
        continue;
      }
      cairo_save(cairo_.get());
      cairo_translate(cairo_.get(), x_at(i) + kText / 2, bottom_ + kGap);
      cairo_rotate(cairo_.get(), -std::asin(kSlant));
      write(chart_.labels[i], 0, 0, Side::right);
      cairo_restore(cairo_.get());
    }
  }

  void line(size_t index) {
    const auto& series = chart_.series[index];
    bool target = series.look == Series::Look::target;
    ink(colour_of(index));
    cairo_set_line_width(cairo_.get(), series.look == Series::Look::plain ? 1.6 : 1.2);
    cairo_set_line_join(cairo_.get(), CAIRO_LINE_JOIN_ROUND);
    dashed(target);
    bool drawing = false;
    for (size_t i = 0; i < series.values.size(); ++i) {
      if (!series.values[i]) {
        drawing = false;
        continue;
      }
      double x = x_at(i), y = y_at(*series.values[i]);
      if (drawing)
        cairo_line_to(cairo_.get(), x, y);
      else
        cairo_move_to(cairo_.get(), x, y);
      drawing = true;
    }
    cairo_stroke(cairo_.get());
    dashed(false);
    if (target || chart_.labels.size() > kDotted) return;
    for (size_t i = 0; i < series.values.size(); ++i) {
      if (!series.values[i]) continue;
      cairo_arc(cairo_.get(), x_at(i), y_at(*series.values[i]), 1.8, 0, 2 * std::numbers::pi);
      cairo_fill(cairo_.get());
    }
  }

  void columns() {
    std::vector<size_t> standing;
    for (size_t i = 0; i < chart_.series.size(); ++i)
      if (!is_line(chart_, chart_.series[i])) standing.push_back(i);
    bool stacked = chart_.form == Form::stacked;
    double wide =
        slot() * 0.7 / (stacked ? 1 : static_cast<double>(std::max<size_t>(1, standing.size())));
    for (size_t at = 0; at < chart_.labels.size(); ++at) {
      double above = 0, below = 0, x = x_at(at) - slot() * 0.35;
      for (auto index : standing) {
        if (const auto& value = chart_.series[index].values[at]) {
          auto& base = *value < 0 ? below : above;
          double from = stacked ? base : 0;
          double y0 = y_at(from), y1 = y_at(from + *value);
          fill(x, std::min(y0, y1), wide * 0.94, std::abs(y1 - y0), colour_of(index));
          if (!stacked && chart_.labels.size() * standing.size() <= kValued)
            write(shown(*value), x + wide / 2, *value < 0 ? y1 + 1 : y1 - kText * 1.35,
                  Side::middle);
          base += *value;
        }
        if (!stacked) x += wide;
      }
    }
  }

  // ---- bars ----

  void bars() {
    const auto& series = chart_.series.front();
    left_ = 0;
    for (const auto& label : chart_.labels) left_ = std::max(left_, width_of(label));
    left_ = std::min(left_, width_ / 3) + kGap * 2;
    double value_room = 0;
    for (const auto& value : series.values)
      if (value) value_room = std::max(value_room, width_of(shown(*value)));
    right_ = width_ - kGap * 3 - value_room;
    auto x_of = [&](double value) { return left_ + scale_.share(value) * (right_ - left_); };
    bottom_ = top_ + static_cast<double>(chart_.labels.size()) * kBarRow;
    for (int i = 0; i <= scale_.ticks(); ++i) {
      auto x = x_of(scale_.low + i * scale_.step);
      stroke(x, top_, x, bottom_, kGrid, 0.6);
      write(scale_.tick(i), x, bottom_ + kGap, Side::middle);
    }
    for (size_t i = 0; i < chart_.labels.size(); ++i) {
      double y = top_ + static_cast<double>(i) * kBarRow;
      write(chart_.labels[i], left_ - kGap, y + 1, Side::right);
      if (!series.values[i]) {
        write("无数据", x_of(0) + kGap, y + 1, Side::left);
        continue;
      }
      double from = x_of(0), to = x_of(*series.values[i]);
      fill(std::min(from, to), y + 2.5, std::abs(to - from), kBarRow - 5, colour_of(0));
      write(shown(*series.values[i]), std::max(from, to) + kGap, y + 1, Side::left);
    }
    stroke(x_of(0), top_, x_of(0), bottom_, kInk, 0.8);
  }

  const Chart& chart_;
  double width_, height_;
  double left_ = 0, right_ = 0, top_ = 0, bottom_ = 0;  // of what is drawn in
  Scale scale_;
  Surface surface_;
  Cairo cairo_;
};

}  // namespace

Result<PicturePtr> draw_chart(const Chart& chart, double width) {
  if (chart.labels.size() > kMostChartPoints || chart.series.size() > kMostChartSeries)
    return fail(fmt::format("more than {} points or {} series", kMostChartPoints, kMostChartSeries),
                chart.title);
  for (const auto& series : chart.series)
    check(series.values.size() == chart.labels.size(), "a value or a gap beside each label");
  return Drawer(chart, width).draw();
}

}  // namespace qs::document

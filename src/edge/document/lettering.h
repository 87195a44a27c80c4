// 字: lines of text as Pango sets them, for pages and for charts.
#pragma once

#include <pango/pangocairo.h>

#include <memory>
#include <string>

namespace qs::document {

inline constexpr const char* kSerif =
    "FangSong,STFangsong,AR PL SungtiL GB,Noto Serif CJK SC,Droid Sans Fallback,serif";
inline constexpr const char* kSans =
    "SimHei,STHeiti,Droid Sans Fallback,Noto Sans CJK SC,sans-serif";
inline constexpr const char* kKai =
    "KaiTi,STKaiti,AR PL KaitiM GB,Noto Serif CJK SC,Droid Sans Fallback,serif";
inline constexpr const char* kTitle =
    "FZXiaoBiaoSong-B05S,STZhongsong,Noto Serif CJK SC,Droid Sans Fallback,serif";

struct Unref {
  void operator()(PangoLayout* layout) const { g_object_unref(layout); }
  void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
  void operator()(cairo_t* cairo) const { cairo_destroy(cairo); }
};
using Layout = std::unique_ptr<PangoLayout, Unref>;
using Surface = std::unique_ptr<cairo_surface_t, Unref>;
using Cairo = std::unique_ptr<cairo_t, Unref>;

// `family`: fonts in the order of wish; `size` in units of the drawing.
Layout lettered(cairo_t* cairo, const std::string& text, const char* family, double size);

struct Extent {
  double width, height;
};
Extent extent_of(PangoLayout* layout);

}  // namespace qs::document

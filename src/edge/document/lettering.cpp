#include "edge/document/lettering.h"

namespace qs::document {

Layout lettered(cairo_t* cairo, const std::string& text, const char* family, double size) {
  Layout out(pango_cairo_create_layout(cairo));
  auto font = pango_font_description_new();
  pango_font_description_set_family(font, family);
  pango_font_description_set_absolute_size(font, size * PANGO_SCALE);
  pango_layout_set_font_description(out.get(), font);
  pango_font_description_free(font);
  pango_layout_set_text(out.get(), text.data(), static_cast<int>(text.size()));
  return out;
}

Extent extent_of(PangoLayout* layout) {
  int width = 0, height = 0;
  pango_layout_get_size(layout, &width, &height);
  return {width / static_cast<double>(PANGO_SCALE), height / static_cast<double>(PANGO_SCALE)};
}

}  // namespace qs::document

#include <cstring>
#include <memory>

#include "edge/document/drawn.h"

namespace qs::document {
namespace {

using Surface = std::unique_ptr<cairo_surface_t, decltype(&cairo_surface_destroy)>;

struct Source {
  std::string_view left;
};
cairo_status_t take(void* from, unsigned char* to, unsigned count) {
  auto& left = static_cast<Source*>(from)->left;
  if (left.size() < count) return CAIRO_STATUS_READ_ERROR;
  std::memcpy(to, left.data(), count);
  left.remove_prefix(count);
  return CAIRO_STATUS_SUCCESS;
}

// A png is unpacked; a jpeg goes into the PDF as it is, so that its surface stays empty.
Surface surface_of(const Picture& picture) {
  std::string_view bytes = picture.bytes;
  if (!bytes.starts_with("\xFF\xD8\xFF")) {
    Source source{bytes};
    return {cairo_image_surface_create_from_png_stream(take, &source), &cairo_surface_destroy};
  }
  Surface out(cairo_image_surface_create(CAIRO_FORMAT_A1, picture.width, picture.height),
              &cairo_surface_destroy);
  auto held = new std::string(bytes);
  auto status = cairo_surface_set_mime_data(
      out.get(), CAIRO_MIME_TYPE_JPEG, reinterpret_cast<const unsigned char*>(held->data()),
      held->size(), [](void* gone) { delete static_cast<std::string*>(gone); }, held);
  if (status != CAIRO_STATUS_SUCCESS) delete held;
  return out;
}

}  // namespace

Result<void> draw_picture(cairo_t* cairo, const Picture& picture, const Frame& frame) {
  auto surface = surface_of(picture);
  if (auto status = cairo_surface_status(surface.get()); status != CAIRO_STATUS_SUCCESS)
    return fail(std::string("a picture cannot be drawn: ") + cairo_status_to_string(status));
  cairo_save(cairo);
  cairo_translate(cairo, frame.left, frame.top);
  cairo_scale(cairo, frame.width / cairo_image_surface_get_width(surface.get()),
              frame.height / cairo_image_surface_get_height(surface.get()));
  cairo_set_source_surface(cairo, surface.get(), 0, 0);
  cairo_paint(cairo);
  cairo_restore(cairo);
  return {};
}

Result<PicturePtr> packed(cairo_surface_t* surface, const std::string& place) {
  cairo_surface_flush(surface);
  Picture out{{}, cairo_image_surface_get_width(surface), cairo_image_surface_get_height(surface)};
  auto append = [](void* to, const unsigned char* bytes, unsigned size) {
    static_cast<std::string*>(to)->append(reinterpret_cast<const char*>(bytes), size);
    return CAIRO_STATUS_SUCCESS;
  };
  auto status = cairo_surface_write_to_png_stream(surface, append, &out.bytes);
  if (status != CAIRO_STATUS_SUCCESS) return fail(cairo_status_to_string(status), place);
  return std::make_shared<const Picture>(std::move(out));
}

}  // namespace qs::document

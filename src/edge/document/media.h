// 图片: puts pictures into a Word document: the bytes as a part, the relation to them, the type.
#pragma once

#include <map>
#include <pugixml.hpp>
#include <string>

#include "base/archive.h"
#include "edge/document/value.h"

namespace qs::document {

class Media {
 public:
  // For as long as the archive.
  explicit Media(Archive& file) : file_(&file) {}

  // An inline drawing of the picture behind `at`, no wider and no higher than `width` and `height`
  // (mm), in the part of this name. Faults: too many pictures or bytes; neither png nor jpeg.
  Result<void> draw(pugi::xml_node at, const std::string& part, const PicturePtr& picture,
                    double width, double height);
  // Writes the relations and types that the drawings need.
  Result<void> settle();

 private:
  Result<std::string> name_of(const PicturePtr& picture);

  Archive* file_;
  size_t bytes_ = 0, drawn_ = 0;
  std::map<PicturePtr, std::string>
      names_;  // "qs1.png"; they live on, so that none takes the place of another
  std::map<std::string, std::map<std::string, std::string>> shown_;  // by part: name → relation
};

}  // namespace qs::document

// The parts of an Excel workbook: a zip of XML files, unpacked within one bound for all.
#pragma once

#include <memory>
#include <optional>
#include <pugixml.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "base/archive.h"

namespace qs::table {

class Workbook {
 public:
  static Result<std::unique_ptr<Workbook>> open(std::string bytes);

  bool has(const std::string& part) const { return archive_.has(part); }
  Result<pugi::xml_document> xml(const std::string& part);
  // The part of a sheet; an empty name: the first one.
  Result<std::string> sheet_part(std::string_view name);
  size_t size() const { return archive_.size(); }

 private:
  friend class Elements;
  explicit Workbook(Archive archive) : archive_(std::move(archive)) {}

  Archive archive_;
};

// The elements of one name that follow each other in a part ("row" of a sheet, "si" of the shared
// texts), one at a time: a part may be far larger than what one would hold as a tree.
class Elements {
 public:
  static Result<Elements> of(Workbook& book, std::string part, std::string_view name);
  // The next one; null at the end. Valid until the next call.
  Result<pugi::xml_node> next();

 private:
  Elements(Archive::Reader reader, std::string part, std::string_view name);
  Result<bool> more();
  std::optional<size_t> begin() const;

  Archive::Reader reader_;
  std::string part_, open_, close_;
  std::string text_;
  size_t at_ = 0;
  std::unique_ptr<pugi::xml_document> element_;
};

}  // namespace qs::table

// The parts of an Excel workbook: a zip of XML files, unpacked within one bound for all.
#pragma once

#include <memory>
#include <optional>
#include <pugixml.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

struct zip;
struct zip_file;

namespace qs::table {

class Workbook {
 public:
  static Result<std::unique_ptr<Workbook>> open(std::string bytes);
  ~Workbook();

  bool has(const std::string& part) const;
  Result<pugi::xml_document> xml(const std::string& part);
  // The part of a sheet; an empty name: the first one.
  Result<std::string> sheet_part(std::string_view name);
  size_t size() const { return bytes_.size(); }

 private:
  friend class Elements;
  explicit Workbook(std::string bytes) : bytes_(std::move(bytes)) {}
  // Adds what is unpacked next to the text; false at the end of the part.
  Result<bool> unpack(zip_file* part, const std::string& name, std::string& text);

  std::string bytes_;
  zip* archive_ = nullptr;
  uint64_t unpacked_ = 0;
};

// The elements of one name that follow each other in a part ("row" of a sheet, "si" of the shared
// texts), one at a time: a part may be far larger than what one would hold as a tree.
class Elements {
 public:
  static Result<Elements> of(Workbook& book, std::string part, std::string_view name);
  // The next one; null at the end. Valid until the next call.
  Result<pugi::xml_node> next();

 private:
  struct Close {
    void operator()(zip_file* part) const;
  };
  Elements(Workbook& book, std::string part, std::string_view name);
  Result<bool> more();
  std::optional<size_t> begin() const;

  Workbook* book_;
  std::string part_, open_, close_;
  std::unique_ptr<zip_file, Close> file_;
  std::string text_;
  size_t at_ = 0;
  std::unique_ptr<pugi::xml_document> element_;
};

}  // namespace qs::table

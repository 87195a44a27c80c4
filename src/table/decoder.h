// Text of a table → UTF-8.
#pragma once

#include <memory>
#include <string>

#include "base/result.h"

namespace qs::table {

// From "utf-8" (checked only), "gbk" or "gb18030".
class Decoder {
 public:
  static Result<Decoder> open(const std::string& encoding);
  // Replaces the text; on a fault it names the byte and its place in the text, and the text is
  // unchanged.
  Result<void> decode(std::string& text) const;

 private:
  struct Close {
    void operator()(void* handle) const;
  };
  std::unique_ptr<void, Close> handle_;  // iconv_t; none for UTF-8
  std::string encoding_;
};

}  // namespace qs::table

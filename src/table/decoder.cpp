#include "table/decoder.h"

#include <fmt/format.h>
#include <iconv.h>

#include "base/csv.h"

namespace qs::table {
namespace {

// Where the longest valid beginning ends.
size_t first_bad_byte(std::string_view text) {
  size_t good = 0;
  for (size_t n = 1; n <= text.size() && good < text.size(); ++n)
    if (is_utf8(text.substr(good, n - good))) good = n;
  return good;
}

tl::unexpected<Error> wrong_byte(std::string_view text, size_t at, std::string_view encoding) {
  return fail(fmt::format("not {}: byte 0x{:02X} at {} of the text", encoding,
                          static_cast<unsigned char>(text[std::min(at, text.size() - 1)]), at));
}

}  // namespace

void Decoder::Close::operator()(void* handle) const {
  iconv_close(handle);
}

Result<Decoder> Decoder::open(const std::string& encoding) {
  Decoder decoder;
  decoder.encoding_ = encoding;
  if (encoding == "utf-8") return decoder;
  auto handle = iconv_open("UTF-8", encoding.c_str());
  if (handle == reinterpret_cast<iconv_t>(-1)) return fail("unknown encoding", encoding);
  decoder.handle_.reset(handle);
  return decoder;
}

Result<void> Decoder::decode(std::string& text) const {
  bool ascii = std::ranges::all_of(text, [](char c) { return static_cast<signed char>(c) >= 0; });
  if (ascii) return {};
  if (!handle_) {
    if (is_utf8(text)) return {};
    return wrong_byte(text, first_bad_byte(text), encoding_);
  }
  std::string out(text.size() * 2 + 4, '\0');  // GB 18030: at most 3 bytes of UTF-8 for 2
  char *from = text.data(), *to = out.data();
  size_t left = text.size(), room = out.size();
  iconv(handle_.get(), nullptr, nullptr, nullptr, nullptr);
  if (iconv(handle_.get(), &from, &left, &to, &room) == static_cast<size_t>(-1))
    return wrong_byte(text, text.size() - left, encoding_);
  out.resize(out.size() - room);
  text = std::move(out);
  return {};
}

}  // namespace qs::table

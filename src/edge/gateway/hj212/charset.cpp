#include "edge/gateway/hj212/charset.h"

#include <iconv.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <optional>

#include "base/csv.h"

namespace qs::gateway::hj212 {
namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";

class Converter {
 public:
  Converter(const char* to, const char* from) : handle_(iconv_open(to, from)) {}
  ~Converter() {
    if (open()) iconv_close(handle_);
  }
  Converter(const Converter&) = delete;
  Converter& operator=(const Converter&) = delete;

  // nullopt at the first byte that does not convert, unless `lossy`.
  std::optional<std::string> convert(std::string_view bytes, bool lossy) {
    if (!open()) return std::nullopt;
    iconv(handle_, nullptr, nullptr, nullptr, nullptr);
    std::string out;
    char* in = const_cast<char*>(bytes.data());
    size_t left = bytes.size();
    std::array<char, 512> room;
    while (left > 0) {
      char* to = room.data();
      size_t free = room.size();
      size_t done = iconv(handle_, &in, &left, &to, &free);
      out.append(room.data(), room.size() - free);
      if (done != static_cast<size_t>(-1) || errno == E2BIG) continue;
      if (!lossy) return std::nullopt;
      out += kReplacement;
      ++in;
      --left;
    }
    return out;
  }

 private:
  bool open() const { return handle_ != reinterpret_cast<iconv_t>(-1); }
  iconv_t handle_;
};

Converter& from_gbk() {
  thread_local Converter converter("UTF-8", "GB18030");
  return converter;
}

}  // namespace

std::string_view name(Encoding encoding) {
  constexpr std::array<std::string_view, 4> kNames{"ascii", "utf-8", "gbk", "neither"};
  return kNames[static_cast<size_t>(encoding)];
}

bool has_high_bit(std::string_view bytes) {
  uint64_t all = 0, word = 0;
  size_t at = 0;
  for (; at + 8 <= bytes.size(); at += 8) {
    std::memcpy(&word, bytes.data() + at, 8);
    all |= word;
  }
  for (; at < bytes.size(); ++at) all |= static_cast<unsigned char>(bytes[at]);
  return (all & 0x8080808080808080u) != 0;
}

bool has_control(std::string_view bytes) {
  for (char c : bytes) {
    auto byte = static_cast<unsigned char>(c);
    if ((byte < 0x20 && c != '\t' && c != '\r' && c != '\n') || byte == 0x7F) return true;
  }
  return false;
}

Encoding encoding_of(std::string_view bytes, bool prefer_gbk) {
  if (!has_high_bit(bytes)) return Encoding::ascii;
  bool utf8 = is_utf8(bytes);
  if (utf8 && !prefer_gbk) return Encoding::utf8;
  if (from_gbk().convert(bytes, false)) return Encoding::gbk;
  return utf8 ? Encoding::utf8 : Encoding::neither;
}

std::string to_utf8(std::string_view bytes, bool prefer_gbk) {
  auto encoding = encoding_of(bytes, prefer_gbk);
  if (encoding == Encoding::ascii || encoding == Encoding::utf8) return std::string(bytes);
  return from_gbk().convert(bytes, true).value_or(std::string(bytes.size(), '?'));
}

std::string to_gbk(std::string_view utf8) {
  thread_local Converter converter("GB18030", "UTF-8");
  return converter.convert(utf8, false).value_or(std::string(utf8));
}

size_t characters(std::string_view bytes) {
  size_t count = 0;
  for (char c : to_utf8(bytes)) count += (static_cast<unsigned char>(c) & 0xC0) != 0x80;
  return count;
}

}  // namespace qs::gateway::hj212

#include "edge/service/saved_name.h"

#include <algorithm>

namespace qs::service {

namespace {

bool begins_character(unsigned char c) {
  return (c & 0xC0) != 0x80;
}

}  // namespace

std::string saved_name(std::string_view sent) {
  constexpr size_t kLongest = 200;
  auto name = decode_percent(sent, false).value_or("");
  name.erase(0, name.find_last_of("/\\") + 1);  // npos + 1 is 0
  std::erase_if(name, [](unsigned char c) { return c < 0x20 || c == 0x7f || c == '"'; });
  if (name.size() > kLongest) {  // its end says what it is; cut between characters
    name.erase(0, name.size() - kLongest);
    name.erase(name.begin(), std::ranges::find_if(name, begins_character));
  }
  return name;
}

std::string percent(std::string_view text) {
  std::string out;
  for (unsigned char c : text)
    out += (c < 0x80 && std::isalnum(c)) ? std::string(1, static_cast<char>(c))
                                         : fmt::format("%{:02X}", c);
  return out;
}

Response file_response(SentFile file) {
  Response out;
  out.headers = {{"Content-Type", file.type()},
                 {"Content-Disposition",
                  fmt::format("attachment; filename*=UTF-8''{}", percent(file.name()))}};
  out.file = std::move(file);
  return out;
}

}  // namespace qs::service

#include "edge/service/exchange.h"

#include "base/csv.h"

namespace qs::service {
namespace {

constexpr std::array<std::string_view, 6> kMethods{"GET", "POST", "PUT", "PATCH", "DELETE", "?"};

int hex(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

// What stands before the separator; `rest` keeps what stands after it.
std::string_view cut(std::string_view& rest, char separator) {
  auto at = rest.find(separator);
  auto front = rest.substr(0, at);
  rest = at == std::string_view::npos ? std::string_view{} : rest.substr(at + 1);
  return front;
}

}  // namespace

struct SentFile::Owned {
  std::filesystem::path path;
  std::string type, name;
  ~Owned() {
    std::error_code gone;
    std::filesystem::remove(path, gone);
  }
};

SentFile::SentFile(std::filesystem::path path, std::string type, std::string name)
    : owned_(new Owned{std::move(path), std::move(type), std::move(name)}) {}

const std::filesystem::path& SentFile::path() const {
  return owned_->path;
}
const std::string& SentFile::type() const {
  return owned_->type;
}
const std::string& SentFile::name() const {
  return owned_->name;
}

std::string_view name(Method m) {
  return kMethods[static_cast<size_t>(m)];
}

std::string_view Request::header(std::string_view name) const {
  auto it = headers.find(name);
  return it == headers.end() ? std::string_view{} : it->second;
}

std::string_view Request::cookie(std::string_view name) const {
  auto rest = header("cookie");
  while (!rest.empty()) {
    auto value = cut(rest, ';');
    while (value.starts_with(' ')) value.remove_prefix(1);
    if (cut(value, '=') == name) return value;
  }
  return {};
}

std::string_view Response::header(std::string_view name) const {
  for (const auto& [key, value] : headers)
    if (key == name) return value;
  return {};
}

std::optional<std::string> decode_percent(std::string_view text, bool plus_is_blank) {
  std::string out;
  out.reserve(text.size());
  for (size_t i = 0; i < text.size(); ++i) {
    char c = text[i];
    if (c == '%') {
      if (i + 2 >= text.size()) return std::nullopt;
      int high = hex(text[i + 1]), low = hex(text[i + 2]);
      if (high < 0 || low < 0) return std::nullopt;
      c = static_cast<char>(high * 16 + low);
      i += 2;
    } else if (c == '+' && plus_is_blank) {
      c = ' ';
    }
    if (c == '\0') return std::nullopt;
    out += c;
  }
  return is_utf8(out) ? std::optional(std::move(out)) : std::nullopt;
}

std::optional<Target> parse_target(std::string_view target) {
  if (!target.starts_with('/')) return std::nullopt;
  auto rest = cut(target, '#');
  auto path = decode_percent(cut(rest, '?'), false);
  if (!path) return std::nullopt;
  Target out{std::move(*path), {}};
  for (size_t fields = 0; !rest.empty(); ++fields) {
    if (fields == kMaxQueryFields) return std::nullopt;
    auto text = cut(rest, '&');
    auto key = decode_percent(cut(text, '='), true);
    auto value = decode_percent(text, true);
    if (!key || !value) return std::nullopt;
    if (!key->empty()) out.query[std::move(*key)] = std::move(*value);
  }
  return out;
}

}  // namespace qs::service

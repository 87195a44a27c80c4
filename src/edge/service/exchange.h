// Request → Response, plain: what a handler sees of HTTP.
#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace qs::service {

enum class Method : uint8_t { get, post, put, patch, del, other };
std::string_view name(Method m);

struct Request {
  Method method = Method::get;
  std::string path;                                         // percent-decoded, without the query
  std::map<std::string, std::string, std::less<>> query;    // decoded, the last of doubled names
  std::map<std::string, std::string, std::less<>> headers;  // names in lower case
  std::string body;
  std::string peer;     // address, without port
  bool secure = false;  // came over TLS, as a trusted proxy says

  std::string_view header(std::string_view name) const;  // empty: absent
  std::string_view cookie(std::string_view name) const;
};

// Where a live page listens. Given by the server, kept by the broadcaster; any thread.
class Listener {
 public:
  virtual ~Listener() = default;
  // False when the page is gone or too slow: forget it.
  virtual bool send(std::shared_ptr<const std::string> text) = 0;
  virtual void close() = 0;
};

// A file that is sent piece by piece, under a name to save it by, and removed when nobody needs it
// any more.
class SentFile {
 public:
  SentFile(std::filesystem::path path, std::string type, std::string name);
  const std::filesystem::path& path() const;
  const std::string& type() const;  // media type
  const std::string& name() const;

 private:
  struct Owned;
  std::shared_ptr<const Owned> owned_;
};

struct Response {
  int status = 200;
  std::vector<std::pair<std::string, std::string>> headers;
  std::string body;
  std::shared_ptr<const std::string> shared;  // instead of body: bytes that many answers share
  std::optional<SentFile> file;               // instead of body
  // Instead of a body: the answer stays open and this is told who listens.
  std::function<void(std::shared_ptr<Listener>)> stream;

  std::string_view text() const { return shared ? std::string_view{*shared} : body; }
  std::string_view header(std::string_view name) const;  // as it was written; empty: absent
};

// Splits and decodes an origin-form target ("/a%20b?x=1"). nullopt: not one, a bad escape, a NUL,
// or more than kMaxQueryFields.
struct Target {
  std::string path;
  std::map<std::string, std::string, std::less<>> query;
};
inline constexpr size_t kMaxQueryFields = 64;
// %XX undone; nullopt: a bad escape, a NUL or bytes that are not UTF-8.
std::optional<std::string> decode_percent(std::string_view text, bool plus_is_blank);
std::optional<Target> parse_target(std::string_view target);

}  // namespace qs::service

#include "edge/service/pages.h"

#include <set>

#include "base/csv.h"
#include "base/digest.h"
#include "edge/service/http_server.h"

namespace qs::service {
namespace {

constexpr std::array<std::pair<std::string_view, std::string_view>, 20> kTypes{{
    {".html", "text/html; charset=utf-8"},
    {".js", "text/javascript; charset=utf-8"},
    {".mjs", "text/javascript; charset=utf-8"},
    {".css", "text/css; charset=utf-8"},
    {".json", "application/json; charset=utf-8"},
    {".geojson", "application/geo+json; charset=utf-8"},
    {".webmanifest", "application/manifest+json; charset=utf-8"},
    {".map", "application/json; charset=utf-8"},
    {".svg", "image/svg+xml"},
    {".png", "image/png"},
    {".jpg", "image/jpeg"},
    {".webp", "image/webp"},
    {".ico", "image/x-icon"},
    {".woff", "font/woff"},
    {".woff2", "font/woff2"},
    {".ttf", "font/ttf"},
    {".wasm", "application/wasm"},
    {".pbf", "application/x-protobuf"},
    {".txt", "text/plain; charset=utf-8"},
    {".pdf", "application/pdf"},
}};

std::string_view type_of(const std::string& extension) {
  for (const auto& [end, type] : kTypes)
    if (end == extension) return type;
  return "application/octet-stream";
}

// /overview, /sites/S01: addresses of the program, not of a file.
bool is_address(std::string_view path) {
  auto last = path.substr(path.rfind('/') + 1);
  return last.find('.') == std::string_view::npos;
}

}  // namespace

Result<void> Pages::load(const std::filesystem::path& folder) {
  namespace fs = std::filesystem;
  std::error_code fault;
  size_t total = 0;
  for (fs::recursive_directory_iterator it(folder, fault), end; it != end && !fault;
       it.increment(fault)) {
    if (!it->is_regular_file()) continue;
    auto bytes = read_file(it->path());
    if (!bytes) return tl::unexpected(bytes.error());
    total += bytes->size();
    if (total > kMaxPages) return fail("the pages are larger than 128 MiB", folder.string());
    auto path = "/" + it->path().lexically_relative(folder).generic_string();
    auto etag = '"' + sha256_hex(*bytes).substr(0, 32) + '"';
    files_[path] = {type_of(it->path().extension().string()), std::move(etag),
                    path.starts_with("/assets/"),
                    std::make_shared<const std::string>(std::move(*bytes))};
  }
  return {};
}

void Pages::allow_hosts_of(const std::vector<std::string>& addresses) {
  constexpr size_t kScheme = std::string_view("https://").size();
  std::set<std::string> origins;
  for (const auto& address : addresses)
    origins.insert(address.substr(0, address.find('/', kScheme)));
  for (const auto& origin : origins) policy_ += " " + origin;
}

Response Pages::answer(const Request& request) const {
  if (request.method != Method::get) return fault_response(405, "only GET", request.path);
  auto it = files_.find(request.path);
  if (it == files_.end() && is_address(request.path)) it = files_.find("/index.html");
  if (it == files_.end())
    return fault_response(404, files_.empty() ? "the pages are not built" : "no such page",
                          request.path);
  const auto& file = it->second;
  Response out;
  out.headers = {
      {"Content-Type", std::string(file.type)},
      {"ETag", file.etag},
      {"Cache-Control", file.immutable ? "public, max-age=31536000, immutable" : "no-cache"},
      {"Content-Security-Policy", policy_},
      {"Referrer-Policy", "same-origin"}};
  if (request.header("if-none-match").find(file.etag) != std::string_view::npos)
    out.status = 304;
  else
    out.shared = file.bytes;
  return out;
}

}  // namespace qs::service

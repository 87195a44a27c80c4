// The built pages, read into memory once: a path that was not found there is not on disk either.
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "base/result.h"
#include "edge/service/exchange.h"

namespace qs::service {

inline constexpr size_t kMaxPages = 128 * 1024 * 1024;  // bytes in all
inline constexpr std::string_view kPagesPolicy =
    "default-src 'self'; img-src 'self' data: blob:; style-src 'self' 'unsafe-inline'; "
    "worker-src 'self' blob:; object-src 'none'; base-uri 'self'; form-action 'self'; "
    "frame-ancestors 'none'; connect-src 'self'";  // last: more origins may follow

class Pages {
 public:
  // A missing folder is no fault: then there are no pages.
  Result<void> load(const std::filesystem::path& folder);
  // The pages may ask the hosts of these https addresses as well as their own.
  void allow_hosts_of(const std::vector<std::string>& addresses);
  // The file, or index.html for the addresses of the single-page program, or 404.
  Response answer(const Request& request) const;
  size_t size() const { return files_.size(); }

 private:
  std::string policy_{kPagesPolicy};
  struct File {
    std::string_view type;
    std::string etag;
    bool immutable;  // its name carries a digest of it
    std::shared_ptr<const std::string> bytes;
  };
  std::map<std::string, File, std::less<>> files_;  // by path, "/assets/index-3f2a.js"
};

}  // namespace qs::service

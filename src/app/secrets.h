// 密钥柜: passwords and keys in files of their own (data/secrets, mode 0600): never in the ledger,
// in a log, in a URL or in an answer. A backup does not hold them.
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>

#include "base/result.h"

namespace qs::app {

inline constexpr size_t kLongestSecret = 256, kLongestSecretName = 100;  // bytes

// Thread-safe; read from disk once.
class Secrets {
 public:
  static Result<std::unique_ptr<Secrets>> open(const std::filesystem::path& folder);

  // Empty: there is none. Names are like "forward-city.password".
  std::string get(std::string_view name) const;
  // Durable when it returns; an empty text removes it. Fault: a name with other characters than
  // letters, digits, "." "-" "_", too long, disk.
  Result<void> put(const std::string& name, const std::string& text);

 private:
  explicit Secrets(std::filesystem::path folder) : folder_(std::move(folder)) {}

  const std::filesystem::path folder_;
  mutable std::mutex mutex_;
  std::map<std::string, std::string, std::less<>> texts_;
};

}  // namespace qs::app

#pragma once

#include <gtest/gtest.h>

#include <filesystem>

#include "base/result.h"

namespace qs::store {

// A fresh directory that is removed at the end.
class Scratch {
 public:
  Scratch() {
    auto pattern = (std::filesystem::temp_directory_path() / "qs-store-XXXXXX").string();
    check(::mkdtemp(pattern.data()) != nullptr, "a scratch directory");
    path_ = pattern;
  }
  ~Scratch() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;
  const std::filesystem::path& path() const { return path_; }
  std::filesystem::path operator/(std::string_view name) const { return path_ / name; }

 private:
  std::filesystem::path path_;
};

}  // namespace qs::store

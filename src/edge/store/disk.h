// Files that are either whole and durable or not there.
#pragma once

#include <filesystem>
#include <string>

#include "base/result.h"

namespace qs::store {

// The file's bytes, or the directory's list of names, are on the disk when this returns.
Result<void> flush_to_disk(const std::filesystem::path& path);
// Renames a finished file over `file`, durably.
Result<void> put_in_place(const std::filesystem::path& finished, const std::filesystem::path& file);
Result<std::string> sha256_of(const std::filesystem::path& file);  // hex

}  // namespace qs::store

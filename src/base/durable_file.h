// Files that are either whole and durable or not there.
#pragma once

#include <filesystem>
#include <string_view>

#include "base/result.h"

namespace qs {

// The file's bytes, or the folder's list of names, are on the disk when this returns.
Result<void> flush_to_disk(const std::filesystem::path& path);
// Renames a finished file over `file`, durably.
Result<void> put_in_place(const std::filesystem::path& finished, const std::filesystem::path& file);
// Writes `bytes` beside `file`, as <file><draft_suffix>, and puts them in its place, durably. An
// older draft of that name is thrown away; after a fault no draft stays, and `file` is whole: the
// old one, or the new one where only its folder could not be flushed.
Result<void> write_durably(const std::filesystem::path& file, std::string_view bytes,
                           std::filesystem::perms mode, std::string_view draft_suffix = ".new");

}  // namespace qs

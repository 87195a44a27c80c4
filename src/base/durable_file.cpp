#include "base/durable_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace qs {
namespace {

namespace fs = std::filesystem;

tl::unexpected<Error> disk_fault(const fs::path& path) {
  return fail(std::strerror(errno), path.string());
}

bool write_all(int file, std::string_view bytes) {
  while (!bytes.empty()) {
    auto n = ::write(file, bytes.data(), bytes.size());
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return false;
    bytes.remove_prefix(static_cast<size_t>(n));
  }
  return true;
}

Result<void> write_new(const fs::path& file, std::string_view bytes, fs::perms mode) {
  int opened =
      ::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, static_cast<mode_t>(mode));
  if (opened < 0) return disk_fault(file);
  auto done = write_all(opened, bytes) ? Result<void>{} : disk_fault(file);
  ::close(opened);
  return done;
}

}  // namespace

Result<void> flush_to_disk(const fs::path& path) {
  int opened = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (opened < 0) return disk_fault(path);
  auto done = ::fsync(opened) == 0 ? Result<void>{} : disk_fault(path);
  ::close(opened);
  return done;
}

Result<void> put_in_place(const fs::path& finished, const fs::path& file) {
  if (auto ok = flush_to_disk(finished); !ok) return ok;
  std::error_code fault;
  fs::rename(finished, file, fault);
  if (fault) return fail(fault.message(), file.string());
  return flush_to_disk(file.has_parent_path() ? file.parent_path() : ".");
}

Result<void> write_durably(const fs::path& file, std::string_view bytes, fs::perms mode,
                           std::string_view draft_suffix) {
  auto draft = file;
  draft += draft_suffix;
  std::error_code none;
  fs::remove(draft, none);
  auto done = write_new(draft, bytes, mode).and_then([&] { return put_in_place(draft, file); });
  if (!done) fs::remove(draft, none);
  return done;
}

}  // namespace qs

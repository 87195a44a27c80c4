#include "edge/store/disk.h"

#include <fcntl.h>
#include <unistd.h>

#include <cstring>
#include <fstream>

#include "edge/store/digest.h"

namespace qs::store {

Result<void> flush_to_disk(const std::filesystem::path& path) {
  int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  bool ok = file >= 0 && ::fsync(file) == 0;
  std::string fault = ok ? "" : std::strerror(errno);
  if (file >= 0) ::close(file);
  if (!ok) return fail(fault, path.string());
  return {};
}

Result<void> put_in_place(const std::filesystem::path& finished,
                          const std::filesystem::path& file) {
  if (auto ok = flush_to_disk(finished); !ok) return ok;
  std::error_code error;
  std::filesystem::rename(finished, file, error);
  if (error) return fail(error.message(), file.string());
  return flush_to_disk(file.has_parent_path() ? file.parent_path() : ".");
}

Result<std::string> sha256_of(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in) return fail("cannot be read", file.string());
  Sha256 sha;
  std::string chunk(1 << 20, '\0');
  while (in.read(chunk.data(), static_cast<std::streamsize>(chunk.size())) || in.gcount() > 0)
    sha.add(std::string_view(chunk).substr(0, static_cast<size_t>(in.gcount())));
  if (in.bad()) return fail("cannot be read to the end", file.string());
  return hex(sha.finish());
}

}  // namespace qs::store

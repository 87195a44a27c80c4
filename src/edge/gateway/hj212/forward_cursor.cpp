#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <cstring>

#include "base/csv.h"
#include "edge/gateway/hj212/forwarder.h"

namespace qs::gateway::hj212 {
namespace {

bool sync(const std::filesystem::path& path, int flags) {
  int fd = ::open(path.c_str(), flags | O_CLOEXEC);
  if (fd < 0) return false;
  bool done = ::fsync(fd) == 0;
  ::close(fd);
  return done;
}

bool write_all(const std::filesystem::path& path, std::string_view text) {
  int fd = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
  if (fd < 0) return false;
  bool done = ::write(fd, text.data(), text.size()) == static_cast<ssize_t>(text.size()) &&
              ::fsync(fd) == 0;
  ::close(fd);
  return done;
}

}  // namespace

Result<observe::Seq> load_cursor(const std::filesystem::path& file) {
  if (!std::filesystem::exists(file)) return 0;
  auto text = read_file(file);
  if (!text) return tl::unexpected(text.error());
  observe::Seq seq = 0;
  auto [end, fault] = std::from_chars(text->data(), text->data() + text->size(), seq);
  if (fault != std::errc{} || end == text->data() || *end != '\n')
    return fail("no cursor in this file", file.string());
  return seq;
}

Result<void> save_cursor(const std::filesystem::path& file, observe::Seq seq) {
  auto fresh = file;
  fresh += ".new";
  auto folder = file.has_parent_path() ? file.parent_path() : std::filesystem::path(".");
  if (!write_all(fresh, fmt::format("{}\n", seq)) || ::rename(fresh.c_str(), file.c_str()) != 0 ||
      !sync(folder, O_RDONLY | O_DIRECTORY))
    return fail(std::strerror(errno), file.string());
  return {};
}

}  // namespace qs::gateway::hj212

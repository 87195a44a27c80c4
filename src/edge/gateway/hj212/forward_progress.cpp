#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "base/csv.h"
#include "base/json.h"
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

Result<ForwardProgress> load_progress(const std::filesystem::path& file) {
  if (!std::filesystem::exists(file)) return ForwardProgress{};
  auto text = read_file(file);
  if (!text) return tl::unexpected(text.error());
  auto json = Json::parse(*text, nullptr, false);
  if (!json.is_object() || !json.contains("seq") || !json["seq"].is_number_unsigned())
    return fail("no progress in this file", file.string());
  auto number = [&](const char* field) {
    return json.contains(field) && json[field].is_number_unsigned() ? json[field].get<uint64_t>()
                                                                    : 0;
  };
  ForwardProgress progress{.seq = json["seq"].get<observe::Seq>(),
                           .frames = number("frames"),
                           .values = number("values"),
                           .set_aside = number("set_aside")};
  if (json.contains("last_qn") && json["last_qn"].is_string())
    progress.last_qn = json["last_qn"].get<std::string>();
  if (auto at = number("last_delivered"))
    progress.last_delivered = from_ms(static_cast<int64_t>(at));
  return progress;
}

Result<void> save_progress(const std::filesystem::path& file, const ForwardProgress& progress) {
  Json json{{"seq", progress.seq},
            {"frames", progress.frames},
            {"values", progress.values},
            {"set_aside", progress.set_aside},
            {"last_qn", progress.last_qn}};
  if (progress.last_delivered) json["last_delivered"] = to_ms(*progress.last_delivered);
  auto fresh = file;
  fresh += ".new";
  auto folder = file.has_parent_path() ? file.parent_path() : std::filesystem::path(".");
  if (!write_all(fresh, json.dump() + "\n") || ::rename(fresh.c_str(), file.c_str()) != 0 ||
      !sync(folder, O_RDONLY | O_DIRECTORY))
    return fail(std::strerror(errno), file.string());
  return {};
}

}  // namespace qs::gateway::hj212

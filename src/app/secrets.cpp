#include "app/secrets.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "base/csv.h"

namespace qs::app {

namespace fs = std::filesystem;

namespace {

bool is_name(std::string_view name) {
  constexpr std::string_view kAllowed =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-_";
  return !name.empty() && name.size() <= kLongestSecretName && name.front() != '.' &&
         name.find_first_not_of(kAllowed) == name.npos;
}

bool write_private(const fs::path& file, std::string_view text) {
  int fd = ::open(file.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  if (fd < 0) return false;
  bool done = ::write(fd, text.data(), text.size()) == static_cast<ssize_t>(text.size()) &&
              ::fsync(fd) == 0;
  ::close(fd);
  return done;
}

bool sync_folder(const fs::path& folder) {
  int fd = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (fd < 0) return false;
  bool done = ::fsync(fd) == 0;
  ::close(fd);
  return done;
}

}  // namespace

Result<std::unique_ptr<Secrets>> Secrets::open(const fs::path& folder) {
  std::error_code fault;
  fs::create_directories(folder, fault);
  if (!fault) fs::permissions(folder, fs::perms::owner_all, fault);
  if (fault) return fail(fault.message(), folder.string());
  std::unique_ptr<Secrets> secrets(new Secrets(folder));
  for (const auto& entry : fs::directory_iterator(folder, fault)) {
    auto name = entry.path().filename().string();
    if (!is_name(name) || name.ends_with(".new")) continue;
    auto text = read_file(entry.path());
    if (!text) return tl::unexpected(text.error());
    secrets->texts_[name] = text->substr(0, text->find('\n'));  // an editor's line end
  }
  if (fault) return fail(fault.message(), folder.string());
  return secrets;
}

std::string Secrets::get(std::string_view name) const {
  std::lock_guard lock(mutex_);
  auto at = texts_.find(name);
  return at == texts_.end() ? std::string() : at->second;
}

Result<void> Secrets::put(const std::string& name, const std::string& text) {
  if (!is_name(name)) return fail("a secret cannot have this name", name);
  if (text.size() > kLongestSecret || text.find('\n') != text.npos)
    return fail(fmt::format("a secret is one line of at most {} bytes", kLongestSecret), name);
  std::lock_guard lock(mutex_);
  auto file = folder_ / name, fresh = folder_ / (name + ".new");
  std::error_code fault;
  if (text.empty()) {
    fs::remove(file, fault);
    texts_.erase(name);
    return {};
  }
  if (!write_private(fresh, text) || ::rename(fresh.c_str(), file.c_str()) != 0 ||
      !sync_folder(folder_))
    return fail(std::strerror(errno), name);
  texts_[name] = text;
  return {};
}

}  // namespace qs::app

#include "app/secrets.h"

#include "base/csv.h"
#include "base/durable_file.h"

namespace qs::app {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view kDraft = ".new";
constexpr auto kMode = fs::perms::owner_read | fs::perms::owner_write;

bool is_name(std::string_view name) {
  constexpr std::string_view kAllowed =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-_";
  return !name.empty() && name.size() <= kLongestSecretName && name.front() != '.' &&
         name.find_first_not_of(kAllowed) == name.npos;
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
    if (!is_name(name) || name.ends_with(kDraft)) continue;
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
  if (text.empty()) {
    std::error_code none;
    fs::remove(folder_ / name, none);
    texts_.erase(name);
    return {};
  }
  if (auto kept = write_durably(folder_ / name, text, kMode, kDraft); !kept)
    return fail(kept.error().text, name);
  texts_[name] = text;
  return {};
}

}  // namespace qs::app

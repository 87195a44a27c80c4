#include "exhibit/story.h"

#include <fmt/format.h>

#include "base/digest.h"
#include "base/json.h"

namespace qs::exhibit {
namespace {

const std::string kBegin(64, '0');

std::string text_of(const Json& entry, const char* member) {
  auto it = entry.find(member);
  return it != entry.end() && it->is_string() ? it->get<std::string>() : std::string{};
}

std::string digest_of(Json entry) {
  entry.erase("digest");
  // What is no UTF-8 cannot have been written here; replaced, its digest is another one.
  return sha256_hex(entry.dump(-1, ' ', false, Json::error_handler_t::replace));
}

}  // namespace

Json chained(std::vector<Json> entries) {
  auto out = Json::array();
  auto previous = kBegin;
  for (auto& entry : entries) {
    entry["n"] = out.size() + 1;
    entry["previous"] = previous;
    previous = digest_of(entry);
    entry["digest"] = previous;
    out.push_back(std::move(entry));
  }
  return out;
}

std::string head_of(const Json& entries) {
  return entries.empty() ? kBegin : text_of(entries.back(), "digest");
}

std::vector<std::string> broken_links(const Json& entries) {
  if (!entries.is_array()) return {"the story is no list of entries"};
  std::vector<std::string> out;
  auto previous = kBegin;
  for (size_t i = 0; i < entries.size(); ++i) {
    const auto& entry = entries[i];
    if (!entry.is_object()) {
      out.push_back(fmt::format("entry {} is no entry", i + 1));
      continue;
    }
    if (text_of(entry, "previous") != previous)
      out.push_back(fmt::format("entry {} does not follow on the one before it", i + 1));
    if (entry.value("n", Json()) != Json(i + 1))
      out.push_back(fmt::format("entry {} has another number", i + 1));
    if (text_of(entry, "digest") != digest_of(entry))
      out.push_back(fmt::format("entry {} was changed", i + 1));
    previous = text_of(entry, "digest");
  }
  return out;
}

}  // namespace qs::exhibit

#include "base/csv.h"
#include "base/durable_file.h"
#include "base/json.h"
#include "edge/gateway/hj212/forwarder.h"

namespace qs::gateway::hj212 {

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
  return write_durably(file, json.dump() + "\n", std::filesystem::perms{0644});
}

}  // namespace qs::gateway::hj212

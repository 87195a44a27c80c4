#include "edge/service/transfer/handing_out.h"

#include <sodium.h>

#include "base/digest.h"
#include "base/json.h"
#include "edge/service/ask.h"
#include "edge/service/registers/people.h"
#include "edge/service/room.h"
#include "edge/service/saved_name.h"
#include "exhibit/story.h"

namespace qs::service {
namespace {

constexpr size_t kDownloadsTold = 100;

std::string note_kind(std::string_view of) {
  return std::string(of) + "_package";
}

// A file of its own among what is handed out; removed when nobody needs it any more.
Maybe<SentFile> fresh_file(const Service::Room& room, const HandedOut& what) {
  auto place = room.settings.data / "exports";
  std::error_code fault;
  std::filesystem::create_directories(place, fault);
  if (fault) return refuse(500, "cannot make a folder: " + fault.message());
  return SentFile(
      place / fmt::format("{:08x}{:08x}.zip", randombytes_random(), randombytes_random()),
      "application/zip", saved_name(fmt::format("{}-{}.zip", what.label, what.called)));
}

Maybe<void> note(Service::Room& room, const Call& call, const HandedOut& what,
                 const std::string& digest, const SentFile& file, size_t files) {
  std::error_code fault;
  auto size = std::filesystem::file_size(file.path(), fault);
  auto id = fmt::format("{}~{}~{}", what.id, compact_ms(call.now), call.actor.user);
  return lift(room.seams.desk.write({{.kind = note_kind(what.of),
                                      .id = std::move(id),
                                      .fields = {{what.of, what.id},
                                                 {"user", call.actor.user},
                                                 {"at", to_ms(call.now)},
                                                 {"digest", digest},
                                                 {"size", static_cast<int64_t>(fault ? 0 : size)},
                                                 {"files", static_cast<int64_t>(files)},
                                                 {"personal", what.personal}},
                                      .expected_revision = {}}},
                                    {call.actor, call.now, "下载" + what.label}));
}

}  // namespace

Reply hand_out(Service::Room& room, const Call& call, const exhibit::Parcel& parcel,
               const HandedOut& what) {
  auto file = fresh_file(room, what);
  if (!file) return tl::unexpected(file.error());
  if (auto done = lift_verb(exhibit::write_parcel(parcel, file->path())); !done)
    return tl::unexpected(done.error());
  auto digest = lift(sha256_of(file->path()));
  if (!digest) return tl::unexpected(digest.error());
  if (auto noted = note(room, call, what, *digest, *file, parcel.items.size()); !noted)
    return tl::unexpected(noted.error());
  return file_response(std::move(*file));
}

Maybe<Json> handed_out(const Service::Room& room, std::string_view of, const std::string& id) {
  auto taken = query(room, {.kind = note_kind(of),
                            .where = {{std::string(of), ledger::Op::equal, id, {}}},
                            .order_by = "at",
                            .descending = true,
                            .limit = kDownloadsTold});
  if (!taken) return tl::unexpected(taken.error());
  People people(room);
  auto list = Json::array();
  for (const auto& one : *taken)
    list.push_back({{"user", one.text("user")},
                    {"name", people.name(one.text("user"))},
                    {"at", one.integer("at").value_or(0)},
                    {"digest", one.text("digest")},
                    {"size", one.integer("size").value_or(0)},
                    {"files", one.integer("files").value_or(0)},
                    {"personal", one.flag("personal")}});
  return list;
}

exhibit::Paper story_of(std::string_view of, const std::string& id, const Json& entries) {
  Json chain{{"format", 1}, {of, id}, {"entries", entries}, {"head", exhibit::head_of(entries)}};
  return {std::string(exhibit::kStoryFile),
          chain.dump(1, ' ', false, Json::error_handler_t::replace) + "\n"};
}

}  // namespace qs::service

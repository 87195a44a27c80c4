// 移送材料包: one zip that another organ can check by itself; each download is written down.
#include <sodium.h>

#include "base/digest.h"
#include "base/json.h"
#include "edge/service/ask.h"
#include "edge/service/handlers.h"
#include "edge/service/registers/paper_making.h"
#include "edge/service/registers/people.h"
#include "edge/service/registers/standing.h"
#include "edge/service/registers/view.h"
#include "edge/service/room.h"
#include "edge/service/saved_name.h"
#include "edge/service/transfer/gathering.h"
#include "exhibit/story.h"

namespace qs::service {
namespace {

using ledger::Record;

constexpr std::string_view kPackageKind = "transfer_package", kLetter = "transfer_letter";
constexpr size_t kDownloadsTold = 100;

constexpr std::string_view kReadMe =
    "移送材料包\n"
    "\n"
    "letter.pdf     移送书\n"
    "evidence.csv   证据清单：每份文件的 SHA-256、SM3、大小、拍摄时间地点、提交人；evidence.pdf "
    "供阅读\n"
    "evidence/      证据原件，一个字节也没有改动\n"
    "story.json     办理经过：每一条含前一条的摘要（previous），digest 为本条除 digest 外的 JSON\n"
    "               （成员按名排序、无空白、UTF-8）的 SHA-256，head 为末条的摘要；story.pdf "
    "供阅读\n"
    "SHA256SUMS     全部文件的 SHA-256\n"
    "\n"
    "核验：sha256sum -c SHA256SUMS，或 qingshan verify 本包.zip（另核对 SM3 和办理经过的链）。\n"
    "\n"
    "A package of evidence. Check it with `sha256sum -c SHA256SUMS`, or with `qingshan verify` "
    "and\n"
    "the zip, which also checks the SM3 of each piece of evidence and the chain of the story.\n";

Maybe<Record> transfer_of(const Service::Room& room, const Call& call) {
  auto view = View::of(room, call.actor, kTransferKind);
  if (!view) return tl::unexpected(view.error());
  auto record = find_reached(room, *view, call.id());
  if (record &&
      !room.seams.rights.may(call.actor, call.verb, access::subject_of(view->kind(), *record)))
    return refuse(403, "your roles do not allow this here", record->id);
  return record;
}

// Dated by the last that happened, so that the package is the same whenever it is made.
Maybe<std::string> letter_of(Service::Room& room, const Call& call, const Record& transfer,
                             const Json& entries) {
  auto view = View::of(room, call.actor, kTransferKind);
  if (!view) return tl::unexpected(view.error());
  auto last = entries.empty() ? std::string() : entries.back().value("at", "");
  auto at = parse_instant(last).value_or(Instant{});
  return make_paper(room, call, *view, transfer, {std::string(kLetter), "pdf", at})
      .map([](MadePaper made) { return std::move(made.bytes); });
}

Maybe<exhibit::Parcel> parcel_of(Service::Room& room, const Call& call, const Record& transfer,
                                 Gathered& gathered) {
  auto letter = letter_of(room, call, transfer, gathered.entries);
  if (!letter) return tl::unexpected(letter.error());
  auto list = lift(room.seams.papers->evidence_sheet(transfer, gathered.items, gathered.entries));
  if (!list) return tl::unexpected(list.error());
  auto story = lift(room.seams.papers->story_sheet(transfer, gathered.entries));
  if (!story) return tl::unexpected(story.error());
  Json chain{{"format", 1},
             {"transfer", transfer.id},
             {"entries", gathered.entries},
             {"head", exhibit::head_of(gathered.entries)}};
  exhibit::Parcel out;
  out.papers = {{"README.txt", std::string(kReadMe)},
                {"letter.pdf", std::move(*letter)},
                {std::string(exhibit::kListFile), exhibit::list_of(gathered.items)},
                {"evidence.pdf", std::move(*list)},
                {std::string(exhibit::kStoryFile),
                 chain.dump(1, ' ', false, Json::error_handler_t::replace) + "\n"},
                {"story.pdf", std::move(*story)}};
  out.items = std::move(gathered.items);
  return out;
}

// A file of its own among what is handed out; removed when nobody needs it any more.
Maybe<SentFile> fresh_file(const Service::Room& room, const Record& transfer) {
  auto place = room.settings.data / "exports";
  std::error_code fault;
  std::filesystem::create_directories(place, fault);
  if (fault) return refuse(500, "cannot make a folder: " + fault.message());
  auto number = transfer.text("number");
  return SentFile(
      place / fmt::format("{:08x}{:08x}.zip", randombytes_random(), randombytes_random()),
      "application/zip", fmt::format("移送材料包-{}.zip", number.empty() ? transfer.id : number));
}

Maybe<void> note(Service::Room& room, const Call& call, const Record& transfer,
                 const std::string& digest, const SentFile& file, const exhibit::Parcel& parcel,
                 bool personal) {
  std::error_code fault;
  auto size = std::filesystem::file_size(file.path(), fault);
  auto id = fmt::format("{}~{}~{}", transfer.id, compact_ms(call.now), call.actor.user);
  return lift(
      room.seams.desk.write({{.kind = std::string(kPackageKind),
                              .id = std::move(id),
                              .fields = {{"transfer", transfer.id},
                                         {"user", call.actor.user},
                                         {"at", to_ms(call.now)},
                                         {"digest", digest},
                                         {"size", static_cast<int64_t>(fault ? 0 : size)},
                                         {"files", static_cast<int64_t>(parcel.items.size())},
                                         {"personal", personal}},
                              .expected_revision = {}}},
                            {call.actor, call.now, "下载移送材料包"}));
}

}  // namespace

Reply get_transfer_package(Service::Room& room, const Call& call) {
  auto transfer = transfer_of(room, call);
  if (!transfer) return tl::unexpected(transfer.error());
  auto gathered = gather(room, call, *transfer);
  if (!gathered) return tl::unexpected(gathered.error());
  auto parcel = parcel_of(room, call, *transfer, *gathered);
  if (!parcel) return tl::unexpected(parcel.error());
  auto file = fresh_file(room, *transfer);
  if (!file) return tl::unexpected(file.error());
  if (auto done = lift_verb(exhibit::write_parcel(*parcel, file->path())); !done)
    return tl::unexpected(done.error());
  auto digest = lift(sha256_of(file->path()));
  if (!digest) return tl::unexpected(digest.error());
  if (auto noted = note(room, call, *transfer, *digest, *file, *parcel, gathered->personal); !noted)
    return tl::unexpected(noted.error());
  return file_response(std::move(*file));
}

Reply get_transfer_packages(Service::Room& room, const Call& call) {
  auto transfer = transfer_of(room, call);
  if (!transfer) return tl::unexpected(transfer.error());
  auto taken = query(room, {.kind = std::string(kPackageKind),
                            .where = {{"transfer", ledger::Op::equal, transfer->id, {}}},
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
  auto kind = room.seams.records.kind(kTransferKind);
  bool may = room.seams.rights.may(call.actor, kTakePackage, access::subject_of(*kind, *transfer));
  return json_response({{"may_take", may}, {"taken", std::move(list)}});
}

}  // namespace qs::service

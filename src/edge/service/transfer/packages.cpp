// 移送材料包: one zip that another organ can check by itself; each download is written down.
#include "base/json.h"
#include "edge/service/ask.h"
#include "edge/service/handlers.h"
#include "edge/service/registers/paper_making.h"
#include "edge/service/registers/standing.h"
#include "edge/service/registers/view.h"
#include "edge/service/room.h"
#include "edge/service/transfer/gathering.h"
#include "edge/service/transfer/handing_out.h"
#include "exhibit/story.h"

namespace qs::service {
namespace {

using ledger::Record;

constexpr std::string_view kLetter = "transfer_letter";

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
  exhibit::Parcel out;
  out.papers = {{"README.txt", std::string(kReadMe)},
                {"letter.pdf", std::move(*letter)},
                {std::string(exhibit::kListFile), exhibit::list_of(gathered.items)},
                {"evidence.pdf", std::move(*list)},
                story_of(kTransferKind, transfer.id, gathered.entries),
                {"story.pdf", std::move(*story)}};
  out.items = std::move(gathered.items);
  return out;
}

}  // namespace

Reply get_transfer_package(Service::Room& room, const Call& call) {
  auto transfer = transfer_of(room, call);
  if (!transfer) return tl::unexpected(transfer.error());
  auto gathered = gather(room, call, *transfer);
  if (!gathered) return tl::unexpected(gathered.error());
  auto parcel = parcel_of(room, call, *transfer, *gathered);
  if (!parcel) return tl::unexpected(parcel.error());
  auto number = transfer->text("number");
  return hand_out(room, call, *parcel,
                  {.of = std::string(kTransferKind),
                   .id = transfer->id,
                   .called = number.empty() ? transfer->id : number,
                   .label = "移送材料包",
                   .personal = gathered->personal});
}

Reply get_transfer_packages(Service::Room& room, const Call& call) {
  auto transfer = transfer_of(room, call);
  if (!transfer) return tl::unexpected(transfer.error());
  auto list = handed_out(room, kTransferKind, transfer->id);
  if (!list) return tl::unexpected(list.error());
  auto kind = room.seams.records.kind(kTransferKind);
  bool may = room.seams.rights.may(call.actor, kTakePackage, access::subject_of(*kind, *transfer));
  return json_response({{"may_take", may}, {"taken", std::move(*list)}});
}

}  // namespace qs::service

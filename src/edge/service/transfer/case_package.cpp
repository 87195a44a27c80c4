// 证据材料包: what a case rests on, sealed so that a court can check it by itself.
#include "edge/service/transfer/case_package.h"

#include "base/json.h"
#include "edge/service/ask.h"
#include "edge/service/case_files.h"
#include "edge/service/papers.h"
#include "edge/service/room.h"
#include "edge/service/transfer/gathering.h"
#include "edge/service/transfer/handing_out.h"
#include "kernel/casework/case.h"

namespace qs::service {
namespace {

constexpr std::string_view kTakeCasePackage = "case.package";

constexpr std::string_view kReadMe =
    "证据材料包\n"
    "\n"
    "cover.pdf 是封面、评价与目录。核验：sha256sum -c SHA256SUMS，或 qingshan verify 本包.zip：\n"
    "后者不需要数据库，还核对 SM3 "
    "和办理经过的链，由原始报文重新解析各值，重算小时值并按包内限值重新评价。\n"
    "frames.csv 是设备发来的原始字节，其中可能有设备访问密码，请妥善保管。只有 sealing.json "
    "随封存时间而变。\n"
    "\n"
    "An evidence package: cover.pdf is its cover, verdict and contents. Check it with\n"
    "`sha256sum -c SHA256SUMS`, or with `qingshan verify` and the zip, which needs no data folder "
    "and\n"
    "also reads the frames again, makes the hours again and judges them by the law in this "
    "package.\n"
    "frames.csv holds what devices sent, byte by byte, which may name their passwords: keep it "
    "safe.\n";

Maybe<exhibit::Parcel> case_parcel(Service::Room& room, const Call& call,
                                   const ledger::Record& file, Gathered& gathered) {
  auto files = dynamic_cast<const CaseFiles*>(room.seams.papers);
  if (!files) return refuse(404, "no cases are sealed here");
  auto papers = lift_verb(files->case_papers({.file = file,
                                              .entries = gathered.entries,
                                              .evidence = gathered.items.size(),
                                              .sealed_by = call.actor.user,
                                              .at = call.now}));
  if (!papers) return tl::unexpected(papers.error());
  auto list = lift(room.seams.papers->evidence_sheet(file, gathered.items, gathered.entries));
  if (!list) return tl::unexpected(list.error());
  auto story = lift(room.seams.papers->story_sheet(file, gathered.entries));
  if (!story) return tl::unexpected(story.error());
  exhibit::Parcel out;
  out.papers = std::move(*papers);
  out.papers.push_back({"README.txt", std::string(kReadMe)});
  out.papers.push_back({std::string(exhibit::kListFile), exhibit::list_of(gathered.items)});
  out.papers.push_back({"evidence.pdf", std::move(*list)});
  out.papers.push_back(story_of(casework::kCaseKind, file.id, gathered.entries));
  out.papers.push_back({"story.pdf", std::move(*story)});
  out.items = std::move(gathered.items);
  return out;
}

}  // namespace

Reply get_case_package(Service::Room& room, const Call& call) {
  auto file = find_within(room, call, casework::kCaseKind, call.id());
  if (!file) return tl::unexpected(file.error());
  auto gathered = gather_case(room, call, *file);
  if (!gathered) return tl::unexpected(gathered.error());
  auto parcel = case_parcel(room, call, *file, *gathered);
  if (!parcel) return tl::unexpected(parcel.error());
  return hand_out(room, call, *parcel,
                  {.of = std::string(casework::kCaseKind),
                   .id = file->id,
                   .called = file->text("title_zh"),
                   .label = "证据材料包",
                   .personal = gathered->personal});
}

Reply get_case_packages(Service::Room& room, const Call& call) {
  auto file = find_within(room, call, casework::kCaseKind, call.id());
  if (!file) return tl::unexpected(file.error());
  // What was measured is what is sealed.
  auto alert = lift(room.seams.records.get("alert", file->text("alert")));
  if (!alert) return tl::unexpected(alert.error());
  bool may = room.seams.rights.may(call.actor, kTakeCasePackage, {{}, file->text("street"), {}});
  if (!may || !*alert) return json_response({{"may_take", false}, {"taken", Json::array()}});
  auto taken = handed_out(room, casework::kCaseKind, file->id);
  if (!taken) return tl::unexpected(taken.error());
  return json_response({{"may_take", true}, {"taken", std::move(*taken)}});
}

}  // namespace qs::service

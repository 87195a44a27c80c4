// 一街一表: made of the moment, as docx, pdf or xlsx.
#include "edge/service/ask.h"
#include "edge/service/plan/plan_handlers.h"
#include "edge/service/plan/reading_json.h"
#include "edge/service/registers/paper_making.h"
#include "edge/service/room.h"
#include "kernel/casework/case.h"

namespace qs::service {
namespace {

constexpr std::string_view kTargets = "indicator_target";  // whose reader reads the sheet
constexpr std::string_view kPaper = "street_sheet";

}  // namespace

Reply get_street_sheet(Service::Room& room, const Call& call) {
  auto view = View::of(room, call.actor, kTargets);
  if (!view) return tl::unexpected(view.error());
  auto planning = planning_of(room);
  if (!planning) return tl::unexpected(planning.error());
  auto papers = room.seams.papers;
  if (!papers) return refuse(404, "this house makes no papers", std::string(kPaper));
  bool theirs = room.seams.rights.may(call.actor, "read", {casework::kCaseKind, call.id(), {}});
  if (!theirs) return refuse(404, "there is no such street", call.id());
  auto record = lift((*planning)->street_sheet(call.id(), call.now));
  if (!record) return tl::unexpected(record.error());
  if (!*record) return refuse(404, "there is no such street", call.id());
  auto wish = wish_of(call, papers->of(**record), kPaper);
  if (!wish) return tl::unexpected(wish.error());
  PaperAsked asked{.paper = std::move(wish->paper),
                   .format = std::move(wish->format),
                   .record = std::move(**record),
                   .see = [](auto, auto) { return std::nullopt; },
                   .evidence = {},
                   .bytes = [](const std::string& hash) -> Result<std::string> {
                     return fail("the sheet of a street shows no evidence", hash);
                   },
                   .at = wish->at};
  auto made = lift(papers->make(asked));
  if (!made) return tl::unexpected(made.error());
  return saved_response(made->name, made->type, std::move(made->bytes));
}

}  // namespace qs::service

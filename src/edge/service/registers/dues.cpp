#include "base/json.h"
#include "edge/service/ask.h"
#include "edge/service/handlers.h"
#include "edge/service/registers/view.h"
#include "edge/service/room.h"
#include "kernel/ledger/due_list.h"

namespace qs::service {
namespace {

using ledger::DueItem;
using ledger::DueState;

constexpr size_t kMostTold = 1'000;

struct DueLine {
  DueState state;
  Day until;
  Json json;
};

DueLine line_of(const View& view, const DueItem& item) {
  const auto& [record, duty, label_zh, label_en, clause, due, stage] = item;
  return {due.state,
          due.period.until,
          {{"kind", record.kind},
           {"id", record.id},
           {"title", view.title(record)},
           {"street", record.text(access::kAreaField)},
           {"duty", duty},
           {"label_zh", label_zh},
           {"label_en", label_en},
           {"from", iso(due.period.from)},
           {"until", iso(due.period.until)},
           {"state", ledger::name(due.state)},
           {"clause", clause}}};
}

// Of those that the asker sees; `street`: empty, or only there.
Maybe<std::vector<DueItem>> dues_of(const Service::Room& room, const View& view,
                                    const std::string& street, Day today) {
  ledger::Query asked{.kind = view.kind().name, .where = {}};
  if (!street.empty()) {
    if (!view.kind().field(access::kAreaField)) return std::vector<DueItem>{};
    asked.where.push_back({std::string(access::kAreaField), ledger::Op::equal, street, {}});
  }
  view.keep_within(asked);
  return lift(ledger::dues_among(room.seams.records, std::move(asked), today));
}

// Of the kind that is asked for, or of all that the asker may read.
Maybe<std::vector<View>> views_of(const Service::Room& room, const Call& call) {
  std::vector<View> out;
  if (auto name = param(call, "kind")) {
    auto view = View::of(room, call.actor, *name);
    if (!view) return tl::unexpected(view.error());
    out.push_back(std::move(*view));
    return out;
  }
  for (auto kind : shelved_kinds(room))
    if (kind->expiry || !kind->duties.empty())
      if (auto view = View::of(room, call.actor, kind->name)) out.push_back(std::move(*view));
  return out;
}

}  // namespace

Reply get_dues(Service::Room& room, const Call& call) {
  auto state = param(call, "state").value_or("");
  if (!state.empty() && state != "due" && state != "overdue")
    return refuse(422, "not one of due, overdue", "state");
  auto views = views_of(room, call);
  if (!views) return tl::unexpected(views.error());
  std::vector<DueLine> all;
  std::map<std::string, size_t, std::less<>> counts{{"due", 0}, {"overdue", 0}};
  for (const auto& view : *views) {
    auto items = dues_of(room, view, param(call, "street").value_or(""), day_of(call.now));
    if (!items) return tl::unexpected(items.error());
    for (const auto& item : *items) {
      ++counts[std::string(ledger::name(item.due.state))];
      if (state.empty() || state == ledger::name(item.due.state))
        all.push_back(line_of(view, item));
    }
  }
  std::stable_sort(all.begin(), all.end(), [](const DueLine& a, const DueLine& b) {
    return std::pair(a.state != DueState::overdue, a.until) <
           std::pair(b.state != DueState::overdue, b.until);
  });
  Json out{{"items", Json::array()}, {"counts", counts}};
  for (size_t i = 0; i < std::min(all.size(), kMostTold); ++i)
    out["items"].push_back(std::move(all[i].json));
  return json_response(out);
}

}  // namespace qs::service

// 文书: what can be made of a record, and each made and handed out.
#include "base/json.h"
#include "edge/service/answers/dossier.h"
#include "edge/service/ask.h"
#include "edge/service/handlers.h"
#include "edge/service/registers/paper_making.h"
#include "edge/service/registers/personal.h"
#include "edge/service/registers/standing.h"
#include "edge/service/room.h"
#include "kernel/casework/case.h"

namespace qs::service {
namespace {

using ledger::Record;

constexpr size_t kMostCases = 20,
                 kMostEvents = 1'000;  // about a record, whose evidence is looked at

// What this asker may make of the record.
std::vector<PaperOffer> offers(const Service::Room& room, const View& view, const Record& record) {
  if (!room.seams.papers) return {};
  auto out = room.seams.papers->of(record);
  auto subject = access::subject_of(view.kind(), record);
  std::erase_if(out, [&](const PaperOffer& offer) {
    return !room.seams.rights.may(view.actor(), offer.right, subject);
  });
  return out;
}

std::vector<std::string> formats_of(const PaperOffer& offer) {
  std::vector<std::string> out{"docx", "pdf"};
  if (offer.workbook) out.push_back("xlsx");
  return out;
}

void add_hashes(const nlohmann::json& list, std::vector<std::string>& out) {
  if (!list.is_array()) return;
  for (const auto& one : list) {
    auto hash = one.is_object()   ? one.value("hash", "")
                : one.is_string() ? one.get<std::string>()
                                  : "";
    if (!hash.empty() && std::find(out.begin(), out.end(), hash) == out.end()) out.push_back(hash);
  }
}

// Of the record's own files and photos, then of the cases about it that the asker may read.
Maybe<std::vector<std::string>> evidence_of(const Service::Room& room, const View& view,
                                            const Record& record) {
  std::vector<std::string> out;
  for (const auto& field : view.kind().fields)
    if (field.type == ledger::FieldType::file || field.type == ledger::FieldType::photo)
      add_hashes(Json::parse(record.text(field.name), nullptr, false), out);
  auto cases = query(room, {.kind = std::string(casework::kCaseKind),
                            .where = {{.field = "subject", .value = record.kind + "/" + record.id}},
                            .limit = kMostCases});
  if (!cases) return tl::unexpected(cases.error());
  for (const auto& one : *cases) {
    auto street = one.text(access::kAreaField);
    if (!room.seams.rights.may(view.actor(), "read", {casework::kCaseKind, street, {}})) continue;
    auto events = query(room, {.kind = std::string(casework::kEventKind),
                               .where = {{.field = "case", .value = one.id}},
                               .order_by = "seq",
                               .limit = kMostEvents});
    if (!events) return tl::unexpected(events.error());
    for (const auto& event : *events)
      add_hashes(Json::parse(event.text("evidence"), nullptr, false), out);
  }
  return out;
}

// Other records as this asker sees them; what they show of people is noted in `reads`.
std::optional<Record> seen(const Service::Room& room, const Call& call, std::string_view kind,
                           std::string_view id, PersonalReads& reads) {
  if (kind == "evidence") {
    auto record = find_within(room, call, kind, id);
    return record ? std::optional(std::move(*record)) : std::nullopt;
  }
  auto view = View::widest(room, call.actor, kind);
  if (!view) return std::nullopt;
  auto record = find_reached(room, *view, id);
  if (!record) return std::nullopt;
  auto shown = view->shown(std::move(*record));
  reads.see(view->kind(), std::span(&shown, 1));
  return shown;
}

}  // namespace

Json offer_json(const PaperOffer& offer) {
  return {{"id", offer.id},           {"label_zh", offer.label_zh}, {"label_en", offer.label_en},
          {"note_zh", offer.note_zh}, {"note_en", offer.note_en},   {"formats", formats_of(offer)}};
}

Maybe<PaperWish> wish_of(const Call& call, std::span<const PaperOffer> offers,
                         std::string_view paper) {
  auto offer = std::ranges::find(offers, paper, &PaperOffer::id);
  if (offer == offers.end())
    return refuse(404, "this cannot be made of the record, or not by you", std::string(paper));
  auto formats = formats_of(*offer);
  auto format = param(call, "format").value_or(formats.front());
  if (std::ranges::find(formats, format) == formats.end())
    return refuse(422, fmt::format("not one of {}", fmt::join(formats, ", ")), "format");
  return PaperWish{offer->id, std::move(format), call.now};
}

Maybe<MadePaper> make_paper(Service::Room& room, const Call& call, const View& view,
                            ledger::Record record, PaperWish wish) {
  if (!room.seams.papers) return refuse(404, "this house makes no papers", wish.paper);
  PersonalReads reads(call);
  auto shown = view.shown(std::move(record));
  reads.see(view.kind(), std::span(&shown, 1));
  auto evidence = evidence_of(room, view, shown);
  if (!evidence) return tl::unexpected(evidence.error());
  PaperAsked asked{.paper = std::move(wish.paper),
                   .format = std::move(wish.format),
                   .record = std::move(shown),
                   .see = [&](auto kind, auto id) { return seen(room, call, kind, id, reads); },
                   .evidence = std::move(*evidence),
                   .bytes = [&](const std::string& hash) { return room.evidence.get(hash); },
                   .at = wish.at};
  if (has_dossier(room, view.kind().name))
    asked.dossier = [&]() -> Result<std::string> {
      auto told = dossier_json(room, call, view, asked.record);
      if (!told) return tl::unexpected(told.error().error);
      return told->dump();
    };
  auto made = lift(room.seams.papers->make(asked));
  if (!made) return tl::unexpected(made.error());
  if (auto written = reads.write(room); !written) return tl::unexpected(written.error());
  return std::move(*made);
}

Reply get_record_papers(Service::Room& room, const Call& call) {
  auto view = View::of(room, call.actor, call.id());
  if (!view) return tl::unexpected(view.error());
  auto record = find_reached(room, *view, call.caught[1]);
  if (!record) return tl::unexpected(record.error());
  auto out = Json::array();
  for (const auto& offer : offers(room, *view, *record)) out.push_back(offer_json(offer));
  return json_response(out);
}

Reply get_record_paper(Service::Room& room, const Call& call) {
  auto view = View::of(room, call.actor, call.id());
  if (!view) return tl::unexpected(view.error());
  auto record = find_reached(room, *view, call.caught[1]);
  if (!record) return tl::unexpected(record.error());
  auto wish = wish_of(call, offers(room, *view, *record), call.caught[2]);
  if (!wish) return tl::unexpected(wish.error());
  auto made = make_paper(room, call, *view, std::move(*record), std::move(*wish));
  if (!made) return tl::unexpected(made.error());
  return saved_response(made->name, made->type, std::move(made->bytes));
}

}  // namespace qs::service

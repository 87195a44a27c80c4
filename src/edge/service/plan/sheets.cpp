// 考核表: one who is assessed in one year: told, reviewed, appealed against, accepted.
#include "base/json.h"
#include "edge/service/ask.h"
#include "edge/service/assessing.h"
#include "edge/service/plan/plan_handlers.h"
#include "edge/service/plan/reading_json.h"
#include "edge/service/registers/record_json.h"
#include "edge/service/registers/standing.h"
#include "edge/service/room.h"

namespace qs::service {
namespace {

using ledger::Record;

constexpr size_t kMostItems = 100;

// The street's or the unit's own.
bool is_own(const Call& call, const Record& sheet) {
  auto street = sheet.text(access::kAreaField), unit = sheet.text("unit");
  return (!street.empty() && street == call.actor.area) ||
         (!unit.empty() && unit == call.actor.unit);
}

bool may_do(const Service::Room& room, const Call& call, std::string_view verb,
            const Record& sheet) {
  access::Subject subject{kSheetKind, sheet.text(access::kAreaField), {}};
  return room.seams.rights.may(call.actor, verb, subject);
}

bool may_tell(const Service::Room& room, const Call& call, const Record& sheet) {
  return is_own(call, sheet) && may_do(room, call, "assess.tell", sheet);
}

// Nobody reviews themselves.
bool may_review(const Service::Room& room, const Call& call, const Record& sheet) {
  return !is_own(call, sheet) && may_do(room, call, "assess.review", sheet);
}

Maybe<Record> sheet_reached(const Service::Room& room, const Call& call, std::string_view id) {
  auto view = View::of(room, call.actor, kSheetKind);
  if (!view) return tl::unexpected(view.error());
  return find_reached(room, *view, id);
}

using May = bool (*)(const Service::Room&, const Call&, const Record&);
Maybe<Record> own_to(const Service::Room& room, const Call& call, std::string_view id, May may) {
  auto sheet = sheet_reached(room, call, id);
  if (sheet && !may(room, call, *sheet))
    return refuse(
        403,
        may == may_tell ? "only those who are assessed write here" : "nobody reviews themselves",
        sheet->id);
  return sheet;
}

Maybe<std::vector<plan::Word>> words_of(Body& body) {
  std::vector<plan::Word> out;
  auto items = body.value("items");
  if (!items || !items->is_array() || items->size() > kMostItems)
    return refuse(422, "is no list of items", "items");
  for (const auto& one : *items) {
    auto row = Body::of(one.dump());
    if (!row) return tl::unexpected(row.error());
    plan::Word word{.item = row->text("item"),
                    .points = row->has("points") ? row->number("points") : std::nullopt,
                    .words = row->optional_text("words", plan::kMostSheetWords),
                    .evidence = row->texts("evidence", plan::kMostSheetFiles)};
    if (auto whole = row->whole(); !whole) return tl::unexpected(whole.error());
    out.push_back(std::move(word));
  }
  return out;
}

Maybe<void> must_exist(const Service::Room& room, const std::vector<std::string>& evidence) {
  for (const auto& id : evidence)
    if (auto found = find(room, "evidence", id); !found) return tl::unexpected(found.error());
  return {};
}

Reply done(Service::Room& room, const Call& call, std::string why,
           const std::function<Assessing::Writes(const Assessing&, const Doing&)>& act) {
  auto planning = planning_of(room);
  if (!planning) return tl::unexpected(planning.error());
  auto doing = call.doing(std::move(why));
  const auto& assessing = (*planning)->assessing();
  auto kept = lift(room.seams.desk.decide([&] { return act(assessing, doing); }, doing));
  if (!kept) return tl::unexpected(kept.error());
  return json_response({{"done", true}});
}

Maybe<SheetAsk> ask_of(const Service::Room& room, const Call& call, std::string& why) {
  auto body = Body::of(call.request.body);
  if (!body) return tl::unexpected(body.error());
  SheetAsk out{.sheet = call.id(),
               .revision = static_cast<uint64_t>(body->integer("revision", 1, INT64_MAX)),
               .words = {},
               .hand_in = body->flag("hand_in")};
  why = body->optional_text("why", kLongestReason);
  if (auto whole = body->whole(); !whole) return tl::unexpected(whole.error());
  auto words = words_of(*body);
  if (!words) return tl::unexpected(words.error());
  out.words = std::move(*words);
  for (const auto& word : out.words)
    if (auto known = must_exist(room, word.evidence); !known) return tl::unexpected(known.error());
  return out;
}

Json total_json(const plan::Total& total) {
  return {{"base", total.base},
          {"bonus", total.bonus},
          {"deduction", total.deduction},
          {"total", total.total},
          {"grade", total.grade}};
}

Maybe<Json> appeals_json(Service::Room& room, const Call& call, const Record& sheet) {
  auto view = View::of(room, call.actor, kAppealKind);
  if (!view) return tl::unexpected(view.error());
  ledger::Query of_sheet{.kind = std::string(kAppealKind),
                         .where = {{.field = "sheet", .value = sheet.id}},
                         .order_by = "filed_on"};
  view->keep_within(of_sheet);
  auto appeals = query(room, of_sheet);
  if (!appeals) return tl::unexpected(appeals.error());
  return told_records(room, call, *view, std::move(*appeals));
}

}  // namespace

Reply get_sheet(Service::Room& room, const Call& call) {
  auto view = View::of(room, call.actor, kSheetKind);
  if (!view) return tl::unexpected(view.error());
  auto sheet = find_reached(room, *view, call.id());
  if (!sheet) return tl::unexpected(sheet.error());
  auto planning = planning_of(room);
  if (!planning) return tl::unexpected(planning.error());
  auto assessment = find(room, kAssessmentKind, sheet->text("assessment"));
  if (!assessment) return tl::unexpected(assessment.error());
  auto recount = lift((*planning)->assessing().recount(*sheet));
  if (!recount) return tl::unexpected(recount.error());
  auto appeals = appeals_json(room, call, *sheet);
  if (!appeals) return tl::unexpected(appeals.error());
  auto out = told_record(room, call, *view, *sheet);
  if (!out) return tl::unexpected(out.error());
  auto law = Json::parse(assessment->text("law"), nullptr, false);
  bool tells = may_tell(room, call, *sheet), reviews = may_review(room, call, *sheet);
  out->update({{"law", law},
               {"told_until", assessment->text("told_until")},
               {"published_on", assessment->text("published_on")},
               {"appeal_until", assessment->text("appeal_until")},
               {"made_of", Json::parse(assessment->text("made_of"), nullptr, false)},
               {"appeals", std::move(*appeals)},
               {"recount",
                {{"frozen", total_json(recount->frozen)},
                 {"now", total_json(recount->now)},
                 {"same", recount->same}}},
               {"can",
                {{"tell", tells},
                 {"review", reviews},
                 {"reopen", may_do(room, call, "assess.reopen", *sheet)}}}});
  return json_response(*out);
}

Reply post_sheet_tell(Service::Room& room, const Call& call) {
  if (auto own = own_to(room, call, call.id(), may_tell); !own) return tl::unexpected(own.error());
  std::string why;
  auto ask = ask_of(room, call, why);
  if (!ask) return tl::unexpected(ask.error());
  if (why.empty()) why = ask->hand_in ? "自评提交" : "自评";
  return done(room, call, std::move(why), [&](const Assessing& assessing, const Doing& doing) {
    return assessing.tell(*ask, doing);
  });
}

Reply post_sheet_review(Service::Room& room, const Call& call) {
  if (auto own = own_to(room, call, call.id(), may_review); !own)
    return tl::unexpected(own.error());
  std::string why;
  auto ask = ask_of(room, call, why);
  if (!ask) return tl::unexpected(ask.error());
  if (why.empty()) why = "复核";
  return done(room, call, std::move(why), [&](const Assessing& assessing, const Doing& doing) {
    return assessing.review(*ask, doing);
  });
}

Reply post_sheet_appeal(Service::Room& room, const Call& call) {
  if (auto own = own_to(room, call, call.id(), may_tell); !own) return tl::unexpected(own.error());
  auto body = Body::of(call.request.body);
  if (!body) return tl::unexpected(body.error());
  AppealAsk ask{.sheet = call.id(),
                .item = body->text("item"),
                .grounds = body->text("grounds", plan::kMostSheetWords),
                .evidence = body->texts("evidence", plan::kMostSheetFiles)};
  if (auto whole = body->whole(); !whole) return tl::unexpected(whole.error());
  if (auto known = must_exist(room, ask.evidence); !known) return tl::unexpected(known.error());
  return done(room, call, "申诉", [&](const Assessing& assessing, const Doing& doing) {
    return assessing.appeal(ask, doing);
  });
}

Reply post_sheet_accept(Service::Room& room, const Call& call) {
  if (auto own = own_to(room, call, call.id(), may_tell); !own) return tl::unexpected(own.error());
  return done(room, call, "认可结果", [&](const Assessing& assessing, const Doing& doing) {
    return assessing.accept(call.id(), doing);
  });
}

Reply post_sheet_reopen(Service::Room& room, const Call& call) {
  if (auto own = sheet_reached(room, call, call.id()); !own) return tl::unexpected(own.error());
  auto body = Body::of(call.request.body);
  if (!body) return tl::unexpected(body.error());
  auto word = body->text("until", 10), why = body->text("why", kLongestReason);
  if (auto whole = body->whole(); !whole) return tl::unexpected(whole.error());
  auto until = lift_verb(parse_day(word));
  if (!until) return tl::unexpected(until.error());
  return done(room, call, why, [&](const Assessing& assessing, const Doing& doing) {
    return assessing.reopen(call.id(), *until, doing);
  });
}

Reply post_appeal_answer(Service::Room& room, const Call& call) {
  auto appeal = find(room, kAppealKind, call.id());
  if (!appeal) return tl::unexpected(appeal.error());
  if (auto own = own_to(room, call, appeal->text("sheet"), may_review); !own)
    return tl::unexpected(own.error());
  auto body = Body::of(call.request.body);
  if (!body) return tl::unexpected(body.error());
  AppealAnswer answer{.appeal = call.id(),
                      .answer = body->text("answer", plan::kMostSheetWords),
                      .points = body->has("points") ? body->number("points") : std::nullopt};
  if (auto whole = body->whole(); !whole) return tl::unexpected(whole.error());
  return done(room, call, answer.points ? "申诉成立" : "申诉不成立",
              [&](const Assessing& assessing, const Doing& doing) {
                return assessing.answer(answer, doing);
              });
}

}  // namespace qs::service

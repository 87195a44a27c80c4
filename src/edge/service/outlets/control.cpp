// 标记与质控: what firms marked and how it was answered, calibrations and samples of an outlet.
#include "base/json.h"
#include "edge/service/ask.h"
#include "edge/service/outlets/grading.h"
#include "edge/service/outlets/outlet_handlers.h"
#include "edge/service/registers/fields_json.h"
#include "edge/service/render.h"
#include "edge/service/room.h"
#include "kernel/access/access.h"

namespace qs::service {
namespace {

constexpr size_t kMostFiled = 500, kMostQuestions = 100;
constexpr std::chrono::days kLooksBack{30};
constexpr std::string_view kMarkKind = "outlet_mark", kQuestionKind = "unit_question";

// Data of a day have to be marked by this moment of the next.
std::optional<Instant> deadline_of(const Service::Room& room, Instant from) {
  auto day = day_of(from);
  auto rule = room.seams.library.rule("outlet.mark.deadline_hour", day);
  if (!rule) return std::nullopt;
  auto next = Period::of(PeriodKind::day, start_of(day)).end();
  return next + std::chrono::hours{static_cast<int>(rule->number())};
}

bool may_do(const Service::Room& room, const Call& call, const ledger::Record& record,
            std::string_view verb) {
  auto kind = room.seams.records.kind(record.kind);
  return kind && room.seams.rights.may(call.actor, verb, access::subject_of(*kind, record));
}

Maybe<Json> mark_json(const Service::Room& room, const Call& call, const ledger::Record& mark) {
  auto history = lift(room.seams.records.history(mark.kind, mark.id));
  if (!history) return tl::unexpected(history.error());
  auto from = mark.instant("from_at").value_or(Instant{});
  auto rule = room.seams.library.rule("outlet.mark.letter", day_of(from), mark.text("kind"));
  auto deadline = deadline_of(room, from);
  auto firm = lift(room.seams.records.get("firm", mark.text("firm")));
  if (!firm) return tl::unexpected(firm.error());
  auto filed = history->front().when;
  auto versions = Json::array();
  for (const auto& revision : *history) {
    auto v = revision_json(revision);
    v["state"] = ledger::Record{{}, {}, 0, revision.fields}.text("state");
    versions.push_back(std::move(v));
  }
  return Json{{"id", mark.id},
              {"revision", mark.revision},
              {"kind", mark.text("kind")},
              {"from", to_ms(from)},
              {"until", ms_or_null(mark.instant("until_at"))},
              {"factors", mark.text("factors")},
              {"reason", mark.text("reason")},
              {"answer", mark.text("answer")},
              {"state", mark.text("state")},
              {"firm", mark.text("firm")},
              {"firm_name", *firm ? (*firm)->text("name") : ""},
              {"simulated", mark.flag("simulated")},
              {"filed_at", to_ms(filed)},
              {"deadline", ms_or_null(deadline)},
              {"late", deadline && filed > *deadline},
              {"letter", rule ? Json(rule->value) : Json()},
              {"law", law_of(rule)},
              {"may_answer", may_do(room, call, mark, "record.approve")},
              {"may_withdraw", may_do(room, call, mark, "record.write")},
              {"versions", versions}};
}

Json check_json(const OutletCheck& check) {
  auto results = Json::array();
  for (const auto& r : check.results)
    results.push_back({{"item", r.item},
                       {"factor", r.factor},
                       {"drift", r.drift},
                       {"verdict", r.verdict ? Json(observe::name(*r.verdict)) : Json()}});
  return {{"id", check.record.id},
          {"code", check.record.text("code")},
          {"kind", check.record.text("kind")},
          {"at", ms_or_null(check.record.instant("checked_at"))},
          {"simulated", check.record.flag("simulated")},
          {"results", results}};
}

// Kinds of calibration that were done before and are due again by the rule of their interval.
Json overdue_json(const Service::Room& room, const std::vector<OutletCheck>& checks, Instant now) {
  std::map<std::string, Instant> last;
  for (const auto& c : checks) {
    auto at = c.record.instant("checked_at").value_or(Instant{});
    auto [known, fresh] = last.try_emplace(c.record.text("kind"), at);
    if (!fresh) known->second = std::max(known->second, at);
  }
  auto out = Json::array();
  for (const auto& [kind, at] : last) {
    auto rule = room.seams.library.rule("gas.calibration.every", day_of(now), kind);
    if (!rule) continue;
    auto hours = rule->number() * (rule->unit == "d" ? 24 : 1);
    auto due = at + std::chrono::hours{static_cast<int>(hours)};
    if (due < now)
      out.push_back(
          {{"kind", kind}, {"last", to_ms(at)}, {"due", to_ms(due)}, {"law", law_of(rule)}});
  }
  return out;
}

Json sample_json(const OutletSample& sample) {
  auto results = Json::array();
  for (const auto& r : sample.results) {
    Json allowed;
    if (r.allowed) allowed = {{"bound", r.allowed->bound}, {"relative", r.allowed->relative}};
    results.push_back({{"hour", r.hour},
                       {"factor", r.factor},
                       {"manual", r.manual},
                       {"automatic", or_null(r.automatic)},
                       {"allowed", allowed},
                       {"confirmed", or_null(r.confirmed)},
                       {"law", law_of(r.allowed ? r.allowed->rule : nullptr)}});
  }
  return {{"id", sample.record.id},
          {"code", sample.record.text("code")},
          {"purpose", sample.record.text("purpose")},
          {"day", sample.record.text("sampled_on")},
          {"enough", sample.enough},
          {"simulated", sample.record.flag("simulated")},
          {"results", results}};
}

Json question_json(const ledger::Record& q) {
  return {{"id", q.id},
          {"factor", q.text("factor")},
          {"hour", ms_or_null(q.instant("hour"))},
          {"value", or_null(q.number("value"))},
          {"usual", or_null(q.number("usual"))},
          {"ratio", or_null(q.number("ratio"))},
          {"state", q.text("state")},
          {"answer", q.text("answer")}};
}

Maybe<Json> questions_of(const Service::Room& room, const std::string& station) {
  auto out = Json::array();
  if (!room.seams.records.kind(kQuestionKind)) return out;
  auto found = query(room, {.kind = std::string(kQuestionKind),
                            .where = {{"station", ledger::Op::equal, station, {}}},
                            .order_by = "hour",
                            .descending = true,
                            .limit = kMostQuestions});
  if (!found) return tl::unexpected(found.error());
  for (const auto& q : *found) out.push_back(question_json(q));
  return out;
}

Json rules_json(const Service::Room& room, std::string_view name, Day day) {
  auto out = Json::array();
  for (const auto& rule : room.seams.library.tables().rules)
    if (rule.name == name && rule.source.in_force(day))
      out.push_back({{"scope", rule.scope},
                     {"value", rule.value},
                     {"unit", rule.unit},
                     {"law", law_of(&rule)}});
  return out;
}

}  // namespace

Reply get_outlet_marks(Service::Room& room, const Call& call) {
  auto site = find_outlet(room, call);
  if (!site) return tl::unexpected(site.error());
  auto firm = firm_of_station(room, site->id);
  if (!firm) return tl::unexpected(firm.error());
  auto marks = Json::array();
  if (room.seams.records.kind(kMarkKind)) {
    auto found = query(room, {.kind = std::string(kMarkKind),
                              .where = {{"station", ledger::Op::equal, site->id, {}}},
                              .order_by = "from_at",
                              .descending = true,
                              .limit = kMostFiled});
    if (!found) return tl::unexpected(found.error());
    for (const auto& mark : *found) {
      auto one = mark_json(room, call, mark);
      if (!one) return tl::unexpected(one.error());
      marks.push_back(std::move(*one));
    }
  }
  auto day = day_of(call.now);
  return json_response({{"firm", *firm ? Json((*firm)->id) : Json()},
                        {"firm_name", *firm ? Json((*firm)->text("name")) : Json()},
                        {"deadline_hour", rules_json(room, "outlet.mark.deadline_hour", day)},
                        {"effects", rules_json(room, "outlet.mark.letter", day)},
                        {"marks", marks}});
}

Reply get_outlet_control(Service::Room& room, const Call& call) {
  auto outlets = outlets_of(room);
  if (!outlets) return tl::unexpected(outlets.error());
  auto site = find_outlet(room, call);
  if (!site) return tl::unexpected(site.error());
  Span span{call.now - kLooksBack, call.now};
  auto found = lift((*outlets)->control(*site, span));
  if (!found) return tl::unexpected(found.error());
  auto questions = questions_of(room, site->id);
  if (!questions) return tl::unexpected(questions.error());
  auto checks = Json::array(), lost = Json::array(), samples = Json::array(),
       limits = Json::array();
  for (const auto& c : found->checks) checks.push_back(check_json(c));
  for (const auto& l : found->lost)
    lost.push_back(
        {{"factor", l.factor}, {"from", to_ms(l.span.from)}, {"until", to_ms(l.span.until)}});
  for (const auto& s : found->samples) samples.push_back(sample_json(s));
  for (auto limit : found->limits) {
    auto one = limit_brief(*limit);
    one["factor"] = limit->factor;
    limits.push_back(std::move(one));
  }
  auto day = day_of(call.now);
  return json_response({{"checks", checks},
                        {"lost", lost},
                        {"overdue", overdue_json(room, found->checks, call.now)},
                        {"samples", samples},
                        {"unconverted", found->unconverted},
                        {"limits", limits},
                        {"questions", *questions},
                        {"drift", rules_json(room, "gas.out_of_control.drift", day)},
                        {"every", rules_json(room, "gas.calibration.every", day)}});
}

}  // namespace qs::service

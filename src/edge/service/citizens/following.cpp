// 查进展: what a citizen learns of their own report, adds to it and thinks of it. Whoever has the
// number and the code is that citizen; nothing tells of others or of those who handle it.
#include <sodium.h>

#include "base/json.h"
#include "edge/service/ask.h"
#include "edge/service/citizens/public_report.h"
#include "edge/service/hand_in.h"
#include "edge/service/handlers.h"
#include "edge/service/room.h"
#include "exhibit/file_type.h"
#include "kernel/report/reward.h"

namespace qs::service {
namespace {

using ledger::Record;
using ledger::Write;

constexpr size_t kLongestNumber = 40, kLongestCode = 20;
constexpr int64_t kMebi = 1 << 20;

// The asker's own report, and the one that is handled for it: itself, or that it was joined to.
struct Own {
  Record report;
  Record handled;
};

Maybe<Own> own_of(const Service::Room& room, Record report) {
  Own own{report, std::move(report)};
  if (own.report.text("state") != report::kJoined) return own;
  return find(room, report::kComplaintKind, own.report.text("joined_to")).map([&](Record standing) {
    own.handled = std::move(standing);
    return std::move(own);
  });
}

// A wrong number and a wrong code are told alike.
Maybe<Own> own_report(Service::Room& room, const std::string& number, const std::string& code) {
  auto found = lift(room.seams.records.get(report::kComplaintKind, number));
  if (!found) return tl::unexpected(found.error());
  auto kept = *found ? (*found)->text("code_hash") : std::string();
  auto digest = code_digest(number, code);
  if (kept.size() != digest.size() || sodium_memcmp(kept.data(), digest.data(), kept.size()) != 0)
    return refuse(404, "no report has this number and code", "number");
  return own_of(room, std::move(**found));
}

// The number and code of a JSON body, whose other fields `read` takes.
template <class Read>
Maybe<Own> asked_own(Service::Room& room, const Call& call, Read read) {
  auto body = Body::of(call.request.body);
  if (!body) return tl::unexpected(body.error());
  auto number = body->text("number", kLongestNumber), code = body->text("code", kLongestCode);
  read(*body);
  if (auto whole = body->whole(); !whole) return tl::unexpected(whole.error());
  return own_report(room, number, code);
}

// When the handled report came to each state first, since it was last received.
Maybe<std::map<std::string, Instant>> times_of(const Service::Room& room, const Record& handled) {
  auto history = lift(room.seams.records.history(handled.kind, handled.id));
  if (!history) return tl::unexpected(history.error());
  std::map<std::string, Instant> out;
  for (const auto& revision : *history) {
    Record then{handled.kind, handled.id, revision.number, revision.fields};
    auto state = then.text("state");
    if (state == report::kReceived && !out.contains(state)) out.clear();
    out.try_emplace(state, revision.when);
  }
  return out;
}

// The way so far and the way ahead; an end that was not reached is no part of it, and from an end
// that is not the usual one nothing leads on.
Json stages_of(const report::Rules& rules, const std::string& state,
               const std::map<std::string, Instant>& times) {
  auto now = rules.stage(state);
  bool ahead = false;
  auto out = Json::array();
  for (const auto& stage : rules.stages) {
    std::optional<Instant> at;
    for (const auto& one : stage.states)
      if (auto it = times.find(one); it != times.end() && !ahead)
        at = at ? std::min(*at, it->second) : it->second;
    bool off_the_way = &stage != now && (stage.ends || (now && now->ends && !at));
    if (off_the_way) continue;
    out.push_back({{"id", stage.id},
                   {"zh", stage.zh},
                   {"en", stage.en},
                   {"at", at ? Json(to_ms(*at)) : Json()},
                   {"now", &stage == now}});
    ahead = ahead || &stage == now;
  }
  return out;
}

bool is_open(const Record& handled) {
  auto state = handled.text("state");
  return state != report::kClosed && state != report::kRefused;
}

size_t photos_of(const Record& report) {
  return report.words("photos").size();
}

// Until when the citizen may say whether they are satisfied.
std::optional<Instant> judging_ends(const report::Rules& rules, const Record& handled,
                                    const std::map<std::string, Instant>& times) {
  auto closed = times.find(std::string(report::kClosed));
  if (handled.text("state") != report::kClosed || closed == times.end()) return std::nullopt;
  return closed->second + std::chrono::days(rules.satisfaction_days);
}

Maybe<Json> reward_of(const Service::Room& room, const Record& report) {
  auto found = query(room, {.kind = std::string(report::kRewardKind),
                            .where = {{.field = "complaint", .value = report.id}},
                            .limit = 1});
  if (!found) return tl::unexpected(found.error());
  auto state = found->empty() ? std::string() : found->front().text("state");
  if (state != "approved" && state != "paid") return Json();
  return Json{{"state", state}, {"amount", found->front().number("amount").value_or(0)}};
}

Maybe<Json> progress_json(const Service::Room& room, const Own& own, Instant now) {
  const auto& rules = room.seams.district.reporting;
  auto times = times_of(room, own.handled);
  if (!times) return tl::unexpected(times.error());
  auto reward = reward_of(room, own.report);
  if (!reward) return tl::unexpected(reward.error());
  auto state = own.handled.text("state");
  bool ended = !is_open(own.handled);
  auto until = judging_ends(rules, own.handled, *times);
  auto photos = photos_of(own.report);
  auto most = static_cast<size_t>(rules.photos);
  return Json{{"number", own.report.id},
              {"received_at", to_ms(own.report.instant("received_at").value_or(Instant{}))},
              {"kind", own.report.text("kind")},
              {"text", own.report.text("text")},
              {"joined", own.report.id != own.handled.id},
              {"photos", photos},
              {"stages", stages_of(rules, state, *times)},
              {"found", ended ? Json(own.handled.text("true_word")) : Json("")},
              {"reply", ended ? Json(own.handled.text("reply")) : Json("")},
              {"satisfied", own.report.text("satisfied")},
              {"reward", *reward},
              {"may",
               {{"photos", ended || photos >= most ? 0 : most - photos},
                {"photo_mb", rules.photo_mb},
                {"satisfaction", until && now <= *until}}}};
}

Reply told(Service::Room& room, const Call& call, const std::string& id) {
  return find(room, report::kComplaintKind, id)
      .and_then([&](Record report) { return own_of(room, std::move(report)); })
      .and_then([&](const Own& own) { return progress_json(room, own, call.now); })
      .map([](const Json& json) { return json_response(json); });
}

// The report as it stands when nobody else writes, with one change.
Outcome<Write> changed(const Service::Room& room, const std::string& id,
                       const std::function<Outcome<void>(Record&)>& change) {
  auto report = room.seams.records.get(report::kComplaintKind, id);
  if (!report) return tl::unexpected(Refusal{Reason::failed, report.error()});
  if (!*report) return refusal(Reason::not_found, "the report is gone", id);
  if (auto done = change(**report); !done) return tl::unexpected(done.error());
  return Write{.kind = (*report)->kind,
               .id = id,
               .fields = std::move((*report)->fields),
               .expected_revision = (*report)->revision};
}

}  // namespace

Reply post_report_progress(Service::Room& room, const Call& call) {
  if (auto wait = room.citizens.tries.refuse(call.request.peer, call.now))
    return too_many(*wait, "address");
  auto own = asked_own(room, call, [](Body&) {});
  if (!own) return tl::unexpected(own.error());
  return progress_json(room, *own, call.now).map([](const Json& json) {
    return json_response(json);
  });
}

Reply post_report_photo(Service::Room& room, const Call& call) {
  if (auto wait = room.citizens.tries.refuse(call.request.peer, call.now))
    return too_many(*wait, "address");
  auto own = own_report(room, std::string(call.request.header("x-report-number")),
                        std::string(call.request.header("x-report-code")));
  if (!own) return tl::unexpected(own.error());
  const auto& rules = room.seams.district.reporting;
  if (!is_open(own->handled)) return refuse(409, "the report is closed", "photos");
  if (photos_of(own->report) >= static_cast<size_t>(rules.photos))
    return refuse(409, fmt::format("at most {} photos", rules.photos), "photos");
  if (static_cast<int64_t>(call.request.body.size()) > rules.photo_mb * kMebi)
    return refuse(413, fmt::format("a photo has at most {} MiB", rules.photo_mb), "body");
  auto file = hand_in(room, call, own->report.text("street"));
  if (!file) return tl::unexpected(file.error());
  if (!exhibit::is_photo(file->type)) return refuse(415, "only photos are taken", "body");
  auto decide = [&]() -> Outcome<std::vector<Write>> {
    auto write = changed(room, own->report.id, [&](Record& report) -> Outcome<void> {
      auto photos = report.words("photos");
      if (std::find(photos.begin(), photos.end(), file->write.id) == photos.end())
        photos.push_back(file->write.id);
      if (photos.size() > static_cast<size_t>(rules.photos))
        return refusal(Reason::conflict, "there are enough photos", "photos");
      report.fields["photos"] = Json(photos).dump();
      return {};
    });
    if (!write) return tl::unexpected(write.error());
    std::vector<Write> writes{std::move(*write)};
    if (!file->known) writes.insert(writes.begin(), file->write);
    return writes;
  };
  auto done = room.seams.desk.decide(decide, {citizen(), call.now, "随手拍照片"});
  if (!done) return tl::unexpected(fault_of(done.error()));
  return told(room, call, own->report.id);
}

Reply post_report_satisfaction(Service::Room& room, const Call& call) {
  if (auto wait = room.citizens.tries.refuse(call.request.peer, call.now))
    return too_many(*wait, "address");
  std::string word;
  auto own = asked_own(room, call, [&](Body& body) { word = body.text("satisfied", 10); });
  if (!own) return tl::unexpected(own.error());
  auto kind = room.seams.records.kind(report::kComplaintKind);
  if (!kind->field("satisfied")->choice(word))
    return refuse(422, "is none of the answers", "satisfied");
  auto times = times_of(room, own->handled);
  if (!times) return tl::unexpected(times.error());
  auto until = judging_ends(room.seams.district.reporting, own->handled, *times);
  if (!until || call.now > *until)
    return refuse(409, "this is asked for a while after the report is closed", "satisfied");
  auto decide = [&]() -> Outcome<std::vector<Write>> {
    return changed(room, own->report.id,
                   [&](Record& report) -> Outcome<void> {
                     report.fields["satisfied"] = word;
                     report.fields["satisfied_at"] = to_ms(call.now);
                     return {};
                   })
        .map([](Write write) { return std::vector<Write>{std::move(write)}; });
  };
  auto done = room.seams.desk.decide(decide, {citizen(), call.now, "满意度评价"});
  if (!done) return tl::unexpected(fault_of(done.error()));
  return told(room, call, own->report.id);
}

}  // namespace qs::service

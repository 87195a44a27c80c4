// 留存审计: days drawn for a petrol station, and the files that answer for them.
#include "kernel/oversight/retention.h"

#include <sodium.h>

#include "base/json.h"
#include "edge/service/ask.h"
#include "edge/service/registers/standing.h"
#include "edge/service/registers/view.h"
#include "edge/service/room.h"
#include "edge/service/sources/retention_handlers.h"

namespace qs::service {
namespace {

using oversight::kRetentionKind;

constexpr std::string_view kStationKind = "petrol_station";

std::string fresh_seed() {
  std::array<unsigned char, 32> random{};
  randombytes_buf(random.data(), random.size());
  std::string out;
  for (auto byte : random) out += fmt::format("{:02x}", byte);
  return out;
}

Maybe<oversight::RetentionRules> rules_of(const Service::Room& room, Day today) {
  std::string missing;
  auto figure = [&](std::string_view name) {
    auto rule = room.seams.library.rule(fmt::format("petrol.retention.{}", name), today);
    if (!rule) missing = name;
    return rule ? static_cast<int>(rule->number()) : 0;
  };
  oversight::RetentionRules out{.raw_months = figure("raw_months"),
                                .video_months = figure("video_months"),
                                .raw_days = figure("raw_days"),
                                .video_days = figure("video_days"),
                                .answer_days = figure("answer_days"),
                                .least_hours = figure("least_hours")};
  if (!missing.empty()) return refuse(500, "the pack has no rule of retention", missing);
  if (out.raw_days + out.video_days > static_cast<int>(oversight::kMostRetentionDays))
    return refuse(500, "the pack asks for too many days", "petrol.retention");
  return out;
}

Json told(const std::string& id, const ledger::Fields& fields) {
  ledger::Record record{std::string(kRetentionKind), id, 1, fields};
  return {{"id", id},
          {"station", record.text("station")},
          {"seed", record.text("seed")},
          {"drawn_on", record.text("drawn_on")},
          {"due_on", record.text("due_on")},
          {"state", record.text("state")},
          {"days", Json::parse(record.text("days"))}};
}

Maybe<Day> day_in(Body& body, std::string_view field) {
  auto text = body.text(field);
  auto day = parse_day(text);
  if (!day) body.fault("is no day", field);
  return day.value_or(Day{});
}

}  // namespace

Reply post_retention_audit(Service::Room& room, const Call& call) {
  auto body = Body::of(call.request.body);
  if (!body) return tl::unexpected(body.error());
  auto id = body->text("station");
  if (auto whole = body->whole(); !whole) return tl::unexpected(whole.error());
  auto view = View::of(room, call.actor, kStationKind);
  if (!view) return tl::unexpected(view.error());
  auto station = find_reached(room, *view, id);
  if (!station) return tl::unexpected(station.error());
  auto today = day_of(call.now);
  auto rules = rules_of(room, today);
  if (!rules) return tl::unexpected(rules.error());
  auto seed = fresh_seed();
  auto days = oversight::draw_retention(seed, today, *rules);
  auto due = Day(std::chrono::sys_days(today) + std::chrono::days{rules->answer_days});
  ledger::Fields fields{{"title", fmt::format("{} {}", station->text("name"), iso(today))},
                        {"station", station->id},
                        {"seed", seed},
                        {"drawn_on", iso(today)},
                        {"drawn_by", call.actor.user},
                        {"due_on", iso(due)},
                        {"days", oversight::rows_of(days).dump()},
                        {"state", std::string("waiting")}};
  for (auto field : {"firm", "street", "simulated"})
    if (auto value = station->fields.find(field); value != station->fields.end())
      fields.insert(*value);
  auto number = fmt::format("{}-{}", compact(call.now).substr(0, 8), seed.substr(0, 8));
  ledger::Write write{
      .kind = std::string(kRetentionKind), .id = number, .fields = fields, .expected_revision = 0};
  return lift(room.seams.desk.write({std::move(write)}, call.doing("留存审计抽取"))).map([&] {
    return json_response(told(number, fields), 201);
  });
}

Reply post_retention_answer(Service::Room& room, const Call& call) {
  auto view = View::of(room, call.actor, kRetentionKind);
  if (!view) return tl::unexpected(view.error());
  auto audit = find_reached(room, *view, call.id());
  if (!audit) return tl::unexpected(audit.error());
  access::Subject there{kRetentionKind, audit->text(access::kAreaField), audit->text("firm")};
  if (!room.seams.rights.may(call.actor, kWrite, there))
    return refuse(403, "your roles do not allow this", audit->id);
  auto body = Body::of(call.request.body);
  if (!body) return tl::unexpected(body.error());
  auto what = body->text("what"), file = body->text("file");
  auto day = day_in(*body, "day"), from = day_in(*body, "from"), until = day_in(*body, "until");
  if (auto whole = body->whole(); !whole) return tl::unexpected(whole.error());
  if (audit->text("state") != "waiting")
    return refuse(409, "conflict: the time to answer is over", audit->id);
  if (!find(room, "evidence", file)) return refuse(422, "this file was not handed in", "file");
  auto days = oversight::retention_days(audit->text("days"));
  if (auto done = lift_verb(oversight::answer(days, what, *day, file, *from, *until)); !done)
    return tl::unexpected(done.error());
  auto due = parse_day(audit->text("due_on"));
  auto today = day_of(call.now);
  auto fields = audit->fields;
  fields["state"] = oversight::settle(days, due.value_or(today), today);
  fields["days"] = oversight::rows_of(days).dump();
  ledger::Write write{
      .kind = audit->kind, .id = audit->id, .fields = fields, .expected_revision = audit->revision};
  return lift(room.seams.desk.write({std::move(write)}, call.doing("留存审计交回"))).map([&] {
    return json_response(told(audit->id, fields));
  });
}

}  // namespace qs::service

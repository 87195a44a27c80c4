// 双随机抽查: plans, draws by commitment and secret, task sheets, workload, and what the public
// sees without a log-in.
#include "base/json.h"
#include "edge/service/ask.h"
#include "edge/service/handlers.h"
#include "edge/service/oversight/draw_json.h"
#include "edge/service/registers/standing.h"
#include "edge/service/registers/view.h"
#include "edge/service/render.h"
#include "edge/service/room.h"
#include "kernel/oversight/chance.h"

namespace qs::service {
namespace {

using ledger::Record;
using oversight::Rite;

constexpr int64_t kFirstYear = 2015, kLastYear = 2100;
constexpr size_t kDraws = 40, kMostTasks = ledger::kMaxPage;
constexpr size_t kLongestDigest = 64;

int64_t year_of(Instant now) {
  return static_cast<int>(day_of(now).year());
}
Maybe<int64_t> year_param(const Call& call) {
  return integer_param(call, "year", year_of(call.now), kFirstYear, kLastYear);
}

Json list_of(const std::vector<Record>& records, Json (*render)(const Record&)) {
  auto out = Json::array();
  for (const auto& record : records) out.push_back(render(record));
  return out;
}

Json briefs_of(const std::vector<Rite>& rites) {
  auto out = Json::array();
  for (const auto& rite : rites) out.push_back(draw_brief(rite));
  return out;
}

// With what the asker may do next.
Json own_json(const Call& call, const Rite& rite) {
  auto out = draw_json(rite);
  out["me"] = Json();
  for (const auto& party : rite.parties)
    if (party.user == call.actor.user) out["me"] = party.name;
  return out;
}

Reply told(const Call& call, Outcome<Rite> rite, int status) {
  return lift(std::move(rite)).map([&](const Rite& now) {
    return json_response(own_json(call, now), status);
  });
}

// ---- workload ----

struct Tally {
  int64_t drawn = 0, done = 0, published = 0, in_time = 0, late = 0;

  void take(const Record& task, const std::string& today) {
    auto checked = task.text("checked_on"), published = task.text("published_on");
    auto by = task.text("publish_by");
    ++drawn;
    if (!checked.empty()) ++done;
    if (!published.empty()) ++this->published;
    bool in_time_now = !published.empty() && (by.empty() || published <= by);
    if (in_time_now) ++in_time;
    bool visit_late = checked.empty() && task.text("visit_by") < today;
    bool publish_late = !checked.empty() && !in_time_now && !by.empty() &&
                        (published.empty() ? today : published) > by;
    if (visit_late || publish_late) ++late;
  }
  Json json() const {
    return {{"drawn", drawn},
            {"done", done},
            {"published", published},
            {"in_time", in_time},
            {"late", late}};
  }
};

Maybe<std::vector<Record>> tasks_within(const Service::Room& room, const Call& call, int64_t year) {
  auto view = View::of(room, call.actor, oversight::kTaskKind);
  if (!view) return tl::unexpected(view.error());
  ledger::Query asked{.kind = std::string(oversight::kTaskKind),
                      .where = {{.field = "year", .value = year}},
                      .limit = kMostTasks};
  view->keep_within(asked);
  auto found = query(room, asked);
  if (found) std::erase_if(*found, [](const Record& r) { return r.text("state") == "dropped"; });
  return found;
}

std::string name_of(const Service::Room& room, std::string_view kind, const std::string& id) {
  auto record = room.seams.records.get(kind, id);
  return record && *record ? (*record)->text("name") : id;
}

Reply sheet_of(const Service::Room& room, const Record& record) {
  auto house = oversight_of(room);
  if (!house) return tl::unexpected(house.error());
  return lift((*house)->sheet(record)).map([&](std::string pdf) {
    return pdf_response(record.id, std::move(pdf));
  });
}

Json result_json(const Service::Room& room, const Record& task) {
  auto names = Json::array();
  for (const auto& row : table(task.text("inspectors")))
    if (row.is_object()) names.push_back(row.value("name", ""));
  return {{"id", task.id},
          {"number", task.text("number")},
          {"firm", name_of(room, "firm", task.text("firm"))},
          {"group", task.text("group")},
          {"year", task.integer("year").value_or(0)},
          {"quarter", task.integer("quarter").value_or(0)},
          {"checked_on", task.text("checked_on")},
          {"inspectors", names},
          {"result", task.text("result")},
          {"due_on", task.text("due_on")},
          {"published_on", task.text("published_on")},
          {"simulated", task.flag("simulated")}};
}

}  // namespace

Reply get_inspection_plans(Service::Room& room, const Call& call) {
  auto house = oversight_of(room);
  if (!house) return tl::unexpected(house.error());
  auto year = year_param(call);
  if (!year) return tl::unexpected(year.error());
  return plans_of(room, *year).map([&](const std::vector<Record>& plans) {
    return json_response(
        {{"law", law_json((*house)->draw_law())}, {"plans", list_of(plans, plan_json)}});
  });
}

Reply post_inspection_plan(Service::Room& room, const Call& call) {
  auto house = oversight_of(room);
  if (!house) return tl::unexpected(house.error());
  auto body = Body::of(call.request.body);
  if (!body) return tl::unexpected(body.error());
  auto year = body->integer("year", kFirstYear, kLastYear);
  auto quarter = body->integer("quarter", 0, oversight::kQuarters);
  if (auto whole = body->whole(); !whole) return tl::unexpected(whole.error());
  auto plan = lift((*house)->plan(year, quarter, {call.actor, call.now, "双随机抽查计划"}));
  return plan.map([](const Record& made) { return json_response(plan_json(made), 201); });
}

Reply get_draws(Service::Room& room, const Call&) {
  return newest_draws(room, kDraws).map([](const std::vector<Rite>& rites) {
    return json_response(briefs_of(rites));
  });
}

Reply get_draw(Service::Room& room, const Call& call) {
  return find_draw(room, call.id()).map([&](const Rite& rite) {
    return json_response(own_json(call, rite));
  });
}

Reply post_draw(Service::Room& room, const Call& call) {
  auto house = oversight_of(room);
  if (!house) return tl::unexpected(house.error());
  auto body = Body::of(call.request.body);
  if (!body) return tl::unexpected(body.error());
  DrawAsk ask{.year = body->integer("year", kFirstYear, kLastYear),
              .quarter = body->integer("quarter", 1, oversight::kQuarters),
              .parties = body->texts("parties", oversight::kMostParties)};
  if (auto whole = body->whole(); !whole) return tl::unexpected(whole.error());
  return told(call, (*house)->draw(ask, {call.actor, call.now, "开始双随机抽取"}), 201);
}

Reply post_commitment(Service::Room& room, const Call& call) {
  auto house = oversight_of(room);
  if (!house) return tl::unexpected(house.error());
  auto body = Body::of(call.request.body);
  if (!body) return tl::unexpected(body.error());
  auto commitment = body->text("commitment", kLongestDigest);
  if (auto whole = body->whole(); !whole) return tl::unexpected(whole.error());
  return told(call, (*house)->commit(call.id(), commitment, {call.actor, call.now, "交承诺"}), 200);
}

Reply post_reveal(Service::Room& room, const Call& call) {
  auto house = oversight_of(room);
  if (!house) return tl::unexpected(house.error());
  auto body = Body::of(call.request.body);
  if (!body) return tl::unexpected(body.error());
  auto secret = body->text("secret", oversight::kLongestSecret);
  if (auto whole = body->whole(); !whole) return tl::unexpected(whole.error());
  return told(call, (*house)->reveal(call.id(), secret, {call.actor, call.now, "揭示"}), 200);
}

Reply get_task_sheet(Service::Room& room, const Call& call) {
  auto view = View::of(room, call.actor, oversight::kTaskKind);
  if (!view) return tl::unexpected(view.error());
  return find_reached(room, *view, call.id()).and_then([&](const Record& task) {
    return sheet_of(room, task);
  });
}

// Plans and draws are public.
Reply get_plan_sheet(Service::Room& room, const Call& call) {
  return find(room, oversight::kPlanKind, call.id()).and_then([&](const Record& plan) {
    return sheet_of(room, plan);
  });
}

Reply get_draw_sheet(Service::Room& room, const Call& call) {
  return find(room, oversight::kDrawKind, call.id()).and_then([&](const Record& draw) {
    return sheet_of(room, draw);
  });
}

Reply get_inspection_workload(Service::Room& room, const Call& call) {
  auto year = year_param(call);
  if (!year) return tl::unexpected(year.error());
  auto tasks = tasks_within(room, call, *year);
  if (!tasks) return tl::unexpected(tasks.error());
  auto today = iso(day_of(call.now));
  std::map<std::pair<int64_t, std::string>, Tally> groups;
  std::map<std::string, Tally> inspectors;
  for (const auto& task : *tasks) {
    groups[{task.integer("quarter").value_or(0), task.text("group")}].take(task, today);
    for (auto field : {"inspector_a", "inspector_b"})
      if (auto id = task.text(field); !id.empty()) inspectors[id].take(task, today);
  }
  Json out{{"year", *year}, {"groups", Json::array()}, {"inspectors", Json::array()}};
  for (const auto& [key, tally] : groups) {
    auto row = tally.json();
    row["quarter"] = key.first;
    row["group"] = key.second;
    out["groups"].push_back(std::move(row));
  }
  for (const auto& [id, tally] : inspectors) {
    auto row = tally.json();
    row["id"] = id;
    row["name"] = name_of(room, oversight::kInspectorKind, id);
    out["inspectors"].push_back(std::move(row));
  }
  return json_response(out);
}

Reply get_public_inspections(Service::Room& room, const Call& call) {
  auto house = oversight_of(room);
  if (!house) return tl::unexpected(house.error());
  auto year = year_param(call);
  if (!year) return tl::unexpected(year.error());
  auto plans = plans_of(room, *year);
  if (!plans) return tl::unexpected(plans.error());
  auto draws = newest_draws(room, kDraws);
  if (!draws) return tl::unexpected(draws.error());
  auto tasks = query(room, {.kind = std::string(oversight::kTaskKind),
                            .where = {{.field = "year", .value = *year},
                                      {.field = "state", .value = std::string("published")}},
                            .order_by = "published_on",
                            .descending = true,
                            .limit = kMostTasks});
  if (!tasks) return tl::unexpected(tasks.error());
  auto results = Json::array();
  for (const auto& task : *tasks) results.push_back(result_json(room, task));
  return json_response({{"district_zh", room.seams.district.name_zh},
                        {"district_en", room.seams.district.name_en},
                        {"law", law_json((*house)->draw_law())},
                        {"plans", list_of(*plans, plan_json)},
                        {"draws", briefs_of(*draws)},
                        {"results", results}});
}

Reply get_public_draw(Service::Room& room, const Call& call) {
  return find_draw(room, call.id()).map([](const Rite& rite) {
    return json_response(draw_json(rite));
  });
}

}  // namespace qs::service

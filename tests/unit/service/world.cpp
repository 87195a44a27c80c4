#include "unit/service/world.h"

#include <atomic>
#include <fstream>

#include "edge/service/once.h"

namespace qs::service::testing {

using ledger::Field;
using ledger::FieldType;
using ledger::Kind;

namespace {

Kind kind(std::string name, std::string texts, std::string integers = "", std::string flags = "",
          std::string numbers = "") {
  Kind out;
  out.name = std::move(name);
  auto add = [&](std::string_view words, FieldType type) {
    while (!words.empty()) {
      auto word = words.substr(0, words.find(' '));
      words.remove_prefix(std::min(word.size() + 1, words.size()));
      bool instant = type == FieldType::integer && word.ends_with("_at");
      out.fields.push_back(
          Field{.name = std::string(word), .type = instant ? FieldType::instant : type});
    }
  };
  add(texts, FieldType::text);
  add(integers, FieldType::integer);
  add(flags, FieldType::boolean);
  add(numbers, FieldType::number);
  return out;
}

standard::Library small_library() {
  standard::Source old_aqi{"HJ 633-2012", "表2", *parse_day("2013-01-01"), {}, "verified"};
  standard::Tables t;
  t.units = {{"ug/m3", "µg/m³", "mass_concentration"}};
  standard::Factor pm25{"a34004", "PM25", "细颗粒物", "PM2.5", "air", "ug/m3", "", 0};
  standard::Factor pm10{"a34002", "PM10", "可吸入颗粒物", "PM10", "air", "ug/m3", "", 0};
  pm25.source = pm10.source = {"HJ 212-2017", "附录B", *parse_day("2017-05-01"), {}, "verified"};
  t.factors = {pm25, pm10};
  standard::Limit limit{.id = "L1", .factor = "a34004", .statistic = "hour", .scope = "2"};
  limit.upper = 75;
  limit.unit = "ug/m3";
  limit.source = {"GB 3095-2012", "表1", *parse_day("2016-01-01"), {}, "verified"};
  t.limits = {limit};
  auto category = [&](std::string code, double low, double high, std::string rgb) {
    standard::Category c{.scheme = "AQI", .code = std::move(code), .low = low, .high = high};
    c.name_zh = c.name_en = "level " + c.code;
    c.rgb = std::move(rgb);
    c.source = old_aqi;
    return c;
  };
  t.categories = {category("1", 0, 50, "#00E400"), category("2", 51, 100, "#FFFF00")};
  standard::Faults faults;
  standard::Library library(std::move(t), faults);
  EXPECT_TRUE(faults.list.empty()) << faults.list[0].message();
  return library;
}

const std::string& password_hash() {
  static const std::string hash = *hash_password(World::kPassword);
  return hash;
}

}  // namespace

// ---- the desk ----

Outcome<void> FakeDesk::write(std::vector<ledger::Write> writes, const Doing& doing) {
  doings.push_back(doing);
  if (refusal) return tl::unexpected(*refusal);
  if (doing.once) writes.push_back(deed_write(doing, writes.front()));
  auto kept = records_.commit({doing.actor.user, doing.why, doing.at, std::move(writes)});
  if (kept) return {};
  bool conflict = kept.error().text.starts_with("conflict");
  return tl::unexpected(Refusal{conflict ? Reason::conflict : Reason::invalid, kept.error()});
}

Outcome<void> FakeDesk::decide(const Decision& decision, const Doing& doing) {
  auto writes = decision();
  if (!writes) return tl::unexpected(writes.error());
  return write(std::move(*writes), doing);
}

Outcome<void> FakeDesk::change(std::string_view kind, std::string_view id, ledger::Fields changed,
                               const Doing& doing) {
  auto record = **records_.get(kind, id);
  for (auto& [name, value] : changed) record.fields[name] = value;
  return write({{.kind = std::string(kind), .id = std::string(id), .fields = record.fields}},
               doing);
}

Outcome<void> FakeDesk::forward(const ForwardPlan& plan, const Doing& doing) {
  plans.push_back(plan);
  doings.push_back(doing);
  return {};
}

Outcome<size_t> FakeDesk::audit(const Audit& audit, const Doing& doing) {
  audits.push_back(audit);
  doings.push_back(doing);
  if (refusal) return tl::unexpected(*refusal);
  return 3;
}
Outcome<void> FakeDesk::act(const CaseAct& act, const Doing& doing) {
  acts.push_back(act);
  return change("case", act.case_id, {{"step", std::string("handle")}}, doing);
}
Outcome<void> FakeDesk::silence(std::string_view alert, Instant until, const Doing& doing) {
  return change("alert", alert,
                {{"state", std::string("silenced")}, {"silenced_until", to_ms(until)}}, doing);
}
Outcome<std::string> FakeDesk::open(const casework::ByHand& opening, const Doing& doing) {
  openings.push_back(opening);
  auto done = write({{.kind = "case",
                      .id = "by-hand",
                      .fields = {{"workflow", opening.workflow},
                                 {"title_zh", opening.title},
                                 {"state", std::string("open")},
                                 {"step", std::string("assign")},
                                 {"opened_at", to_ms(doing.at)}}}},
                    doing);
  if (!done) return tl::unexpected(done.error());
  return "by-hand";
}
Outcome<void> FakeDesk::admit(std::string_view device, std::string_view site, const Doing& doing) {
  return change("device", device, {{"state", std::string("admitted")}, {"site", std::string(site)}},
                doing);
}
Outcome<std::string> FakeDesk::enqueue(const Command& command, const Doing& doing) {
  auto done = write({{.kind = "command",
                      .id = "c1",
                      .fields = {{"device", command.device},
                                 {"cn", command.cn},
                                 {"who", doing.actor.user},
                                 {"asked_at", to_ms(doing.at)},
                                 {"state", std::string("queued")}}}},
                    doing);
  if (!done) return tl::unexpected(done.error());
  return "c1";
}
BatchAnswer FakeDesk::offer(std::string_view token, std::string_view body) {
  if (token != "secret") return {401, R"({"error":{"text":"unknown token","place":""}})"};
  return {200, fmt::format(R"({{"kept":{}}})", body.size())};
}

// ---- the world ----

access::Grant own_area(std::string verb) {
  return {std::move(verb), "", access::Grant::Scope::own_area};
}

World::World()
    : library(small_library()),
      rights({{"admin", {{"*"}}},
              {"district_duty",
               {{"read"},
                {"case.act"},
                {"alert.silence"},
                {"evidence.write"},
                {"handover.write"},
                {"handover.sign"},
                {"roster.write"},
                {"user.read"}}},
              {"street",
               {own_area("read"),
                own_area("case.act"),
                own_area("evidence.write"),
                {"user.read"},
                own_area("handover.write"),
                own_area("handover.sign"),
                own_area("roster.write")}},
              {"keeper", {{"read"}}},
              {"viewer", {{"read"}}}}) {
  static std::atomic<int> count{0};
  folder = std::filesystem::path(::testing::TempDir()) /
           fmt::format("qs_service_{}_{}", ::getpid(), count++);
  std::filesystem::create_directories(folder / "pages" / "assets");
  std::ofstream(folder / "pages" / "index.html") << "<!doctype html><title>青山</title>";
  std::ofstream(folder / "pages" / "assets" / "app-1a2b.js") << "export {}";
  std::ofstream(folder / "secret.txt") << "outside of the pages";
  declare();
  settle();
  start();
}

World::~World() {
  service.reset();
  std::error_code ignored;
  std::filesystem::remove_all(folder, ignored);
}

void World::declare() {
  std::vector<Kind> kinds{
      kind("station", "kind name_zh name_en street zone target_class", "", "simulated", "lon lat"),
      kind("user",
           "name password_hash roles area unit firm phone email quiet channels subject totp_secret",
           "totp_step locked_until password_changed_at created_at", "disabled must_change"),
      kind("login_event", "user outcome way peer agent", "first_at last_at count"),
      kind("personal_read", "user kind_read record day", "first_at last_at count"),
      kind("api_token", "user name hash verbs kinds area", "created_at expires_at used_at",
           "revoked"),
      kind("device", "site state system switches first_frame"),
      kind("calibration", "site factor occasion state reason terms references",
           "valid_from valid_until window_from window_until pairs", "",
           "slope offset slope_change offset_change r2_before r2_after intercept"),
      kind("command", "device cn name_zh who state answer", "asked_at ended_at"),
      kind("alert",
           "rule site street factor state severity unit limit_id standard clause confidence "
           "silence_reason case",
           "began_at seen_at clear_since fired_at resolved_at silenced_until", "",
           "value peak threshold"),
      kind("case", "workflow title_zh title_en street site alert topic state step assignee",
           "opened_at step_at due_at case_due_at reminded escalated returned reopened events "
           "closed_at",
           "overdue has_text has_photo condition_over"),
      kind("evidence", "name type sm3 street time_by place_by",
           "size taken_at width height clock_ahead_s", "", "lon lat accuracy_m"),
      kind("deed", "user request about", "at made_at clock_ahead_s"),
      kind("case_event", "case who name verb step text text_en evidence form", "seq at made_at"),
      kind("case_step", "case workflow step street unit month", "", "on_time reviews returned",
           "hours"),
      kind("outbox", "user channel text_zh text_en case state", "at read_at"),
      kind("roster", "day street shift user name", "from until"),
      kind("handover", "from_user to_user text open_alerts open_cases", "at signed_at", "signed"),
  };
  ASSERT_TRUE(records->declare(kinds));
}

void World::settle() {
  district = {.id = "guancheng",
              .name_zh = "管城",
              .name_en = "Guancheng",
              .lon = 113.68,
              .lat = 34.75,
              .outline = R"({"type":"Polygon","coordinates":[]})",
              .streets = {{"s1", "一街", "First", ""}, {"s2", "二街", "Second", ""}},
              .today_standard = "GB 3095-2026",
              .shifts = {{"day", std::chrono::hours{8}, std::chrono::hours{20}}}};
  auto person = [&](std::string id, std::string role, std::string area) {
    put("user", id,
        {{"name", "人" + id},
         {"password_hash", password_hash()},
         {"roles", Json::array({role}).dump()},
         {"area", area},
         {"phone", std::string("13812345678")}});
  };
  person("admin", "admin", "");
  person("duty", "district_duty", "");
  person("first", "street", "s1");
  person("second", "street", "s2");
  person("viewer", "viewer", "");
  for (std::string n : {"1", "2"}) {
    put("station", "A" + n,
        {{"kind", std::string("air_standard")},
         {"name_zh", "站" + n},
         {"street", "s" + n},
         {"lon", 113.7},
         {"lat", 34.7}});
    put("device", "D" + n, {{"site", "A" + n}, {"state", std::string("admitted")}});
    put("alert", "al" + n,
        {{"rule", std::string("pm25_hour")},
         {"site", "A" + n},
         {"street", "s" + n},
         {"factor", std::string("a34004")},
         {"state", std::string("firing")},
         {"severity", std::string("warning")},
         {"value", 180.0},
         {"began_at", to_ms(now)},
         {"case", "al" + n}});
    put("case", "al" + n,
        {{"workflow", std::string("air")},
         {"title_zh", std::string("超标")},
         {"street", "s" + n},
         {"state", std::string("open")},
         {"step", std::string("accept")},
         {"opened_at", to_ms(now)},
         {"due_at", to_ms(now - std::chrono::hours{1})},
         {"overdue", true}});
    happen("al" + n, {});
  }
  casework::Step accept{.id = "accept",
                        .name_zh = "受理",
                        .name_en = "Accept",
                        .roles = {"admin", "district_duty", "street"}};
  accept.actions = {{.verb = "accept",
                     .label_zh = "受理",
                     .label_en = "Accept",
                     .to = {},
                     .needs = {.text = true},
                     .role = {}}};
  workflows.flows = {{.id = "air", .name_zh = "空气", .name_en = "Air", .steps = {accept}}};
  put("device", "DQ",
      {{"state", std::string("quarantined")}, {"first_frame", std::string("##01")}});
}

// The first entry of a case's time line.
void World::happen(const std::string& id, const std::vector<casework::Evidence>& evidence) {
  auto write = casework::write_of(casework::CaseEvent{.case_id = id,
                                                      .seq = 1,
                                                      .at = now,
                                                      .who = "system",
                                                      .name = "系统",
                                                      .verb = "open",
                                                      .step = "accept",
                                                      .text = "超标",
                                                      .evidence = evidence});
  put(write.kind, write.id, write.fields);
}

void World::start() {
  tables = std::make_unique<app::TableDesk>(
      *records, folder / "data", [this](std::vector<ledger::Write> writes, const Doing& doing) {
        return desk.write(std::move(writes), doing);
      });
  Seams seams{*series,   *records, library, rights, district, desk,
              workflows, checks,   health,  live,   *tables,  seal};
  seams.now = [this] { return now; };
  seams.figures = [this] { return DayFigures{.day = day_of(now), .good_days = 100}; };
  seams.rule = [](std::string_view) -> const alert::Rule* { return nullptr; };
  seams.limits = [this](const ledger::Record&, std::string_view factor, observe::Cadence, Day day) {
    return library.limits("GB 3095", factor, day);
  };
  seams.decode = [](const observe::RawFrame&) { return std::string(R"({"CN":"2011"})"); };
  seams.roles = {{"admin", "管理员", "Administrator", {{"*"}}},
                 {"district_duty", "区值守", "District duty", {{"read"}}},
                 {"street", "街道", "Street", {{"read", "", access::Grant::Scope::own_area}}},
                 {"viewer", "查看", "Viewer", {{"read"}}},
                 {"keeper", "保管", "Keeper", {{"read"}}, true}};
  Settings settings;
  settings.port = 0;
  settings.pages = folder / "pages";
  settings.data = folder / "data";
  settings.version = "0.1.0";
  auto started = Service::start(seams, settings);
  ASSERT_TRUE(started) << started.error().message();
  service = std::move(*started);
}

void World::restart() {
  service.reset();
  start();
}

void World::put(std::string kind, std::string id, ledger::Fields fields) {
  auto done = records->commit(
      {"test", "settled", now, {{.kind = std::move(kind), .id = std::move(id), .fields = fields}}});
  ASSERT_TRUE(done) << done.error().message();
}

void World::keep(observe::SeriesKey key, int64_t time, double value, observe::Origin origin) {
  auto id = series->open(key);
  ASSERT_TRUE(id);
  observe::Batch batch;
  batch.received = now;
  batch.samples.push_back({.series = *id, .origin = origin, .time = time, .value = value});
  ASSERT_TRUE(series->append(batch));
}

Login World::log_in(const std::string& user) {
  auto answer = post("/api/v1/session", Json{{"user", user}, {"password", kPassword}}.dump());
  EXPECT_EQ(answer.status, 200) << answer.body;
  desk.doings.clear();  // what the log-in itself wrote
  auto cookie = std::string(answer.header("Set-Cookie"));
  return {cookie.substr(0, cookie.find(';')), json(answer)["csrf"]};
}

Response World::get(std::string target, const Login& who) {
  return ask(Method::get, std::move(target), "", who, {});
}

Response World::post(std::string target, const std::string& body, const Login& who,
                     std::map<std::string, std::string> headers) {
  return ask(Method::post, std::move(target), body, who, std::move(headers));
}

Response World::ask(Method method, std::string target, std::string body, const Login& who,
                    std::map<std::string, std::string> headers) {
  auto parsed = parse_target(target);
  EXPECT_TRUE(parsed) << target;
  Request request{method, parsed->path, parsed->query, {}, std::move(body), "10.0.0.1"};
  request.headers["content-type"] = "application/json";
  if (!who.cookie.empty()) request.headers["cookie"] = who.cookie;
  if (!who.csrf.empty()) request.headers["x-qingshan-csrf"] = who.csrf;
  for (auto& [name, value] : headers) request.headers[name] = value;
  return service->answer(request);
}

}  // namespace qs::service::testing

#include "edge/service/service.h"

#include <spdlog/spdlog.h>

#include "base/json.h"
#include "edge/service/ask.h"
#include "edge/service/once.h"
#include "edge/service/render.h"
#include "edge/service/room.h"
#include "edge/service/tokens.h"

namespace qs::service {
namespace {

bool is_write(Method method) {
  return method != Method::get;
}

void add_safety(Response& response) {
  response.headers.emplace_back("X-Content-Type-Options", "nosniff");
  if (response.header("Cache-Control").empty())
    response.headers.emplace_back("Cache-Control", "no-store");
}

}  // namespace

Service::Room::Room(const Seams& s, Settings given)
    : seams(s),
      settings(std::move(given)),
      started(seams.now()),
      sessions(settings.data / "sessions.json"),
      logins(seams.records, seams.desk),
      sign_on(settings.sign_on, seams.fetch),
      citizens(seams.seal, seams.district.reporting),
      evidence(settings.data / "evidence"),
      chain(seams.records) {}

Service::Room::~Room() {
  close();
}

Result<void> Service::Room::open() {
  std::error_code fault;
  std::filesystem::create_directories(settings.data, fault);
  if (fault) return fail("cannot make the data folder: " + fault.message(), settings.data.string());
  if (auto loaded = sessions.load(started); !loaded) return loaded;
  if (auto loaded = pages.load(settings.pages); !loaded) return loaded;
  if (const auto& ground = seams.district.ground) pages.allow_hosts_of(ground->tiles);
  if (auto built = chain.build(); !built) return built;
  auto listening =
      HttpServer::listen({settings.address, settings.port, settings.threads, settings.workers,
                          settings.max_connections, settings.trusted_proxy},
                         *this);
  if (!listening) return tl::unexpected(listening.error());
  server = std::move(*listening);
  events.start([this](const LiveNews& news) { return render_news(*this, news); }, started);
  seams.live.subscribe([this](const LiveNews& news) { events.take(news); });
  server->run();
  spdlog::info("service address={} port={} pages={}", settings.address, server->port(),
               pages.size());
  return {};
}

void Service::Room::close() {
  if (server) server->stop();  // first: from here on nobody begins to listen
  seams.live.subscribe({});
  events.stop();
}

Responder::Plan Service::Room::plan(const Request& head) const {
  if (!is_api(head.path)) return {.quick = true, .max_body = 0};
  auto found = match(head.method, head.path);
  if (!found.route) return {.quick = true, .max_body = kMaxJson};
  return {found.route->quick, std::max(found.route->max_body, kMaxJson)};
}

std::optional<Response> Service::Room::refuse(const Request& head) {
  auto found = match(head.method, head.path);
  if (!found.route) return std::nullopt;
  if (found.route->verb == kCitizen)
    if (auto wait = citizens.tries.full(head.peer, seams.now())) return too_many(*wait, "address");
  auto passed = pass(head, found);
  return passed ? std::nullopt : std::optional(fault_response(passed.error()));
}

// The door: session or token, CSRF token, what somebody owes before they may work, and whether the
// verb is allowed anywhere at all. Where exactly is asked by the handler, who knows the street.
Maybe<access::Actor> Service::Room::pass(const Request& request, const Match& found) const {
  const auto& route = *found.route;
  if (route.verb == kOpen || route.verb == kCitizen || route.verb == kToken) return access::Actor{};
  auto user = person(request);
  if (!user) return tl::unexpected(user.error());
  if (!*user && route.verb == kVisitor) return access::Actor{};
  if (!*user) return service::refuse(401, "log in first");
  auto who = (*user)->actor;
  bool own_account = route.verb == kAccount || route.verb == kOwn;
  if (own_account && who.scope) return service::refuse(403, "a token cannot do this, log in");
  if (!who.scope && is_write(route.method) &&
      !Sessions::csrf_matches(request.cookie(kCookie), request.header(kCsrfHeader)))
    return service::refuse(403, "the token of this session is missing in X-Qingshan-Csrf");
  if (route.verb != kAccount && (*user)->owes == kOwesPassword)
    return service::refuse(403, "change your password first", std::string(kOwesPassword));
  if (route.verb != kAccount && (*user)->owes == kOwesTotp)
    return service::refuse(403, "set up the second factor first", std::string(kOwesTotp));
  bool asked = !own_account && route.verb != kSession && route.verb != kVisitor;
  if (asked && !seams.rights.may_somewhere(who, route.verb, found.kind()))
    return service::refuse(403, fmt::format("your roles do not allow '{}'", route.verb));
  return who;
}

Maybe<std::optional<Person>> Service::Room::person(const Request& request) const {
  if (auto token = bearer_of(request); !token.empty()) return person_of_token(*this, token);
  auto cookie = request.cookie(kCookie);
  auto id = sessions.user(cookie, seams.now());
  if (!id) return std::nullopt;
  auto record = lift(seams.records.get("user", *id));
  if (!record) return tl::unexpected(record.error());
  if (!*record || (*record)->flag("disabled")) return std::nullopt;
  return Person{actor_of(**record), owed(*this, **record, sessions.way(cookie))};
}

Maybe<access::Actor> Service::Room::actor(const Request& request) const {
  return person(request).map(
      [](const std::optional<Person>& found) { return found ? found->actor : access::Actor{}; });
}

Response Service::Room::answer(const Request& request) {
  auto response = [&] {
    if (!is_api(request.path)) return pages.answer(request);
    auto found = match(request.method, request.path);
    if (found.route) return route(request, found);
    if (found.allowed.empty()) return fault_response(404, "there is no such place", request.path);
    auto refusal = fault_response(405, "only " + found.allowed, request.path);
    refusal.headers.emplace_back("Allow", found.allowed);
    return refusal;
  }();
  add_safety(response);
  return response;
}

Response Service::Room::route(const Request& request, const Match& found) {
  auto who = pass(request, found);
  if (!who) return fault_response(who.error());
  if (who->scope) note_use(*this, bearer_of(request));
  Call call{request, found.route->verb, found.caught, std::move(*who), seams.now()};
  auto reply = do_once(*this, call, found.route->handle);
  if (reply) return std::move(*reply);
  if (reply.error().status >= 500)
    spdlog::error("service path={} fault=\"{}\"", request.path, reply.error().error.message());
  return fault_response(reply.error());
}

Result<std::unique_ptr<Service>> Service::start(const Seams& seams, Settings settings) {
  auto room = std::make_unique<Room>(seams, std::move(settings));
  if (auto opened = room->open(); !opened) return tl::unexpected(opened.error());
  return std::unique_ptr<Service>(new Service(std::move(room)));
}

Service::Service(std::unique_ptr<Room> room) : room_(std::move(room)) {}
Service::~Service() = default;

uint16_t Service::port() const {
  return room_->server->port();
}
void Service::stop() {
  room_->close();
}
Response Service::answer(const Request& request) {
  return room_->answer(request);
}

}  // namespace qs::service

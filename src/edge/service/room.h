// What the room keeps while it is open. Handlers get it; nothing outside sees it.
#pragma once

#include "edge/service/answers/chain_book.h"
#include "edge/service/broadcaster.h"
#include "edge/service/citizens/desk.h"
#include "edge/service/evidence_store.h"
#include "edge/service/http_server.h"
#include "edge/service/login_book.h"
#include "edge/service/login_guard.h"
#include "edge/service/pages.h"
#include "edge/service/person.h"
#include "edge/service/registers/layers.h"
#include "edge/service/route.h"
#include "edge/service/sessions.h"
#include "edge/service/sign_on.h"

namespace qs::service {

class Service::Room final : public Responder {
 public:
  Room(const Seams& seams, Settings settings);
  ~Room() override;
  Result<void> open();  // loads what is on disk and listens
  void close();

  Plan plan(const Request& head) const override;
  std::optional<Response> refuse(const Request& head) override;
  Response answer(const Request& request) override;

  // Who stands behind this request, by session or token, as the ledger knows them now; nobody: user
  // is empty.
  Maybe<access::Actor> actor(const Request& request) const;
  std::string own_metrics() const;

  Seams seams;
  Settings settings;
  Instant started;
  mutable Sessions sessions;
  LoginGuard guard;
  LoginBook logins;
  SignOnDesk sign_on;
  CitizenDesk citizens;
  EvidenceStore evidence;
  ChainBook chain;
  Pages pages;
  Layers layers;
  Broadcaster events;
  std::unique_ptr<HttpServer> server;

 private:
  Maybe<access::Actor> pass(const Request& request, const Match& found) const;
  Maybe<std::optional<Person>> person(const Request& request) const;
  Response route(const Request& request, const Match& found);
};

inline constexpr std::string_view kCookie = "qingshan", kCsrfHeader = "x-qingshan-csrf";

}  // namespace qs::service

#include "app/house.h"

#include <sodium.h>
#include <spdlog/spdlog.h>

#include "app/basis.h"
#include "app/demo_assessments.h"
#include "app/demo_draw.h"
#include "app/demo_years.h"
#include "app/fill.h"
#include "app/founding.h"
#include "app/pack/mqtt.h"
#include "app/sign_on.h"
#include "base/json.h"
#include "edge/gateway/hj212/base64.h"
#include "edge/gateway/hj212/decode_verb.h"
#include "kernel/evaluate/outlet.h"

namespace qs::app {

namespace {

constexpr auto kBeat = std::chrono::milliseconds{200};   // the flow looks at the time so often
constexpr auto kSlice = std::chrono::milliseconds{500};  // of judging before new frames are taken
constexpr auto kAfterFault = std::chrono::seconds{5};    // before judging is tried again

Instant now() {
  return std::chrono::floor<Millis>(std::chrono::system_clock::now());
}

access::Rights rights_of(const Pack& pack) {
  std::map<std::string, std::vector<access::Grant>, std::less<>> roles;
  for (const auto& role : pack.roles) roles[role.id] = role.grants;
  return access::Rights(std::move(roles));
}

constexpr const char *kMapSecret = "map.key",
                     *kSealSecret = "seal.key";  // in the folder of secrets

// The key is made at the first start.
Result<service::Seal> seal_of(Secrets& secrets) {
  if (secrets.get(kSealSecret).empty())
    if (auto kept = secrets.put(kSealSecret, service::Seal::fresh_key()); !kept)
      return tl::unexpected(kept.error());
  return service::Seal::of(secrets.get(kSealSecret)).map_error([](const Error& fault) {
    return Error{fault.text, kSealSecret};
  });
}

// Without a key nothing is asked of anybody.
std::optional<service::Ground> ground_of(const Pack& pack, const Secrets& secrets) {
  constexpr std::string_view kPlace = "{key}";
  auto out = pack.district.ground;
  auto key = secrets.get(kMapSecret);
  if (!out || key.empty()) return std::nullopt;
  for (auto& address : out->tiles)
    if (auto at = address.find(kPlace); at != address.npos) address.replace(at, kPlace.size(), key);
  return out;
}

service::District district_of(const Pack& pack, const Secrets& secrets) {
  const auto& d = pack.district;
  service::District out{d.id, d.name_zh, d.name_en, d.lon, d.lat, d.outline, {}, {}};
  for (const auto& s : pack.streets)
    out.streets.push_back({s.id, s.name_zh, s.name_en, s.geometry});
  for (const auto& s : pack.shelves) out.shelves.push_back({s.id, s.name_zh, s.name_en});
  out.shifts = pack.shifts;
  out.dossiers = pack.dossiers;
  out.boards = pack.boards;
  out.charge = pack.charge;
  out.checklists = pack.checklists;
  out.calendar = pack.working_calendar();
  out.reporting = pack.reporting;
  auto limits = pack.library.limits("GB 3095", "", day_of(now()));
  out.ground = ground_of(pack, secrets);
  if (!limits.empty()) out.today_standard = limits.front()->source.standard;
  return out;
}

}  // namespace

House::House(const ServeOptions& options, Pack pack, store::Store store,
             std::unique_ptr<Secrets> secrets, const service::Seal& seal)
    : pack_(std::move(pack)),
      mqtt_(mqtt_of(pack_)),
      store_(std::move(store)),
      secrets_(std::move(secrets)),
      seal_(seal),
      rights_(rights_of(pack_)),
      district_(district_of(pack_, *secrets_)),
      devices_(*store_.series, *store_.records, pack_.library, day_of(now()), secrets_.get()),
      flow_({*store_.series, *store_.records, pack_.library, sites_, devices_, hub_}, pack_.rules,
            Dispatcher::law_of(pack_)),
      forwards_({*store_.series, *store_.records, pack_.library, *secrets_, options.data, now}),
      brokers_({mqtt_, pack_.library, devices_, queue_, *secrets_}),
      gateways_(
          {flow_, queue_, devices_, *store_.series, *store_.records, forwards_, brokers_, now},
          {.address = options.hj212_address, .port = options.hj212_port}),
      health_(*store_.series, *store_.records, pack_.library, gateways_, devices_, queue_, now),
      desk_({flow_, queue_, *store_.series, *store_.records, sites_, devices_, gateways_,
             pack_.discretion, rights_}),
      tables_(*store_.records, options.data,
              [this](std::vector<ledger::Write> writes, const service::Doing& doing) {
                return desk_.write(std::move(writes), doing);
              }),
      checks_(pack_, *store_.records, desk_),
      outlets_({*store_.series, *store_.records, pack_.library}, flow_.outlet_limits(), now),
      overseer_(pack_, *store_.records, desk_, outlets_),
      gatherer_(pack_, *store_.series, *store_.records),
      planner_(pack_, *store_.records, gatherer_, now),
      figures_(pack_, *store_.records, gatherer_, planner_, now),
      papers_(pack_, options.data / "exports",
              Collector{pack_, *store_.series, *store_.records}) {}

House::~House() = default;

Result<std::unique_ptr<House>> House::open(const ServeOptions& options) {
  if (sodium_init() < 0) return fail("libsodium does not start");
  auto pack = open_pack(options.pack);
  if (!pack) return tl::unexpected(pack.error());
  auto store = store::open_store(options.data, {});
  if (!store) return tl::unexpected(store.error());
  if (auto done = store->records->declare(pack->kinds); !done) return tl::unexpected(done.error());
  auto secrets = Secrets::open(options.data / "secrets");
  if (!secrets) return tl::unexpected(secrets.error());
  auto seal = seal_of(**secrets);
  if (!seal) return tl::unexpected(seal.error());
  std::unique_ptr<House> house(
      new House(options, std::move(*pack), std::move(*store), std::move(*secrets), *seal));
  if (auto done = house->found(options); !done) return tl::unexpected(done.error());
  if (auto done = house->start(options); !done) return tl::unexpected(done.error());
  return house;
}

Result<void> House::found(const ServeOptions& options) {
  auto declared = found_pack(pack_, *store_.records, now());
  if (!declared) return tl::unexpected(declared.error());
  if (options.demo_people) {
    auto people = found_demo_people(pack_, *store_.records, options.data / "demo-password", now());
    if (!people) return tl::unexpected(people.error());
    auto roster = found_demo_roster(pack_, *store_.records, now());
    if (!roster) return tl::unexpected(roster.error());
    auto simulated = found_simulated(pack_, *store_.records, now());
    if (!simulated) return tl::unexpected(simulated.error());
    if (auto drawn = found_demo_draw(pack_, *store_.records, now()); !drawn) return drawn;
    if (auto years = found_demo_years(pack_, *store_.series, *store_.records, now()); !years)
      return years;
    if (auto told = found_demo_bulletins(pack_, planner_, *store_.records, now()); !told)
      return told;
    if (auto done = found_demo_assessments(pack_, planner_, *store_.records, now()); !done)
      return done;
    if (auto done = found_demo_accounts(pack_, planner_, *store_.records, now()); !done)
      return done;
  } else {
    auto password = found_admin(*store_.records, now());
    if (!password) return tl::unexpected(password.error());
    first_password_ = std::move(*password);
  }
  auto foreign = service::seal_second_factors(seal_, *store_.records, now());
  if (!foreign) return tl::unexpected(foreign.error());
  if (*foreign > 0)
    spdlog::warn("second_factors={} sealed with a key that is not in secrets: reset them",
                 *foreign);
  if (auto done = sites_.refresh(*store_.records); !done) return done;
  if (auto done = devices_.refresh(); !done) return done;
  return flow_.recover(now());
}

service::Seams House::seams() {
  return {.series = *store_.series,
          .records = *store_.records,
          .library = pack_.library,
          .rights = rights_,
          .district = district_,
          .desk = desk_,
          .workflows = flow_.dispatcher().workflows(),
          .checks = checks_,
          .health = health_,
          .live = hub_,
          .tables = tables_,
          .seal = seal_,
          .now = now,
          .figures =
              [this] {
                auto figures = figures_.today();
                figures.online_rate = health_.online_rate();
                return figures;
              },
          .rule = [this](std::string_view id) { return flow_.warner().rule(id); },
          .limits =
              [this](const ledger::Record& site, std::string_view factor, observe::Cadence cadence,
                     Day day) {
                auto own = limits_at(pack_.library, site_of(site), factor, cadence, day);
                auto end_of_day = start_of(day) + std::chrono::hours{24} - Millis{1};
                auto also = flow_.outlet_limits().rows(site.id, factor, name(cadence), end_of_day);
                if (also.empty()) return own;
                also.insert(also.begin(), own.begin(), own.end());
                own = {evaluate::strictest(pack_.library, factor, also)};
                return own;
              },
          .decode =
              [](const observe::RawFrame& frame) {
                return gateway::hj212::decode_line(gateway::hj212::encode_base64(frame.bytes), "");
              },
          .roles = pack_.roles,
          .fetch = fetch,
          .oversight = &overseer_,
          .planning = &planner_,
          .papers = &papers_,
          .discretion = &pack_.discretion};
}

Result<void> House::start(const ServeOptions& options) {
  auto sign_on = read_sign_on(options.data / "sign-on.toml", *secrets_, pack_.roles);
  if (!sign_on) return tl::unexpected(sign_on.error());
  auto service = service::Service::start(seams(), {.address = options.address,
                                                   .port = options.port,
                                                   .pages = options.pages,
                                                   .data = options.data,
                                                   .version = QS_VERSION,
                                                   .sign_on = std::move(*sign_on)});
  if (!service) return tl::unexpected(service.error());
  service_ = std::move(*service);
  auto port = gateways_.start();
  if (!port) return tl::unexpected(port.error());
  hj212_port_ = *port;
  if (auto begun = brokers_.start(options.mqtt); !begun) return begun;
  auto control = ControlSocket::listen(
      options.data, [this](const std::string& asked) { return this->control(asked); });
  if (!control) return tl::unexpected(control.error());
  control_ = std::move(*control);
  auto channels = read_channels(options.data / "notices.toml", options.webhooks, *secrets_);
  if (!channels) return tl::unexpected(channels.error());
  auto messenger = Messenger::start(std::move(*channels), *store_.records, now);
  if (!messenger) return tl::unexpected(messenger.error());
  messenger_ = std::move(*messenger);
  upkeep_ = std::make_unique<Upkeep>(store_, options.data, now);
  reminder_ = std::make_unique<Reminder>(pack_.reminding, *store_.records, now);
  oversight_rounds_ =
      std::make_unique<OversightRounds>(flow_.consequences(), *store_.records, desk_, now);
  task_rounds_ = std::make_unique<TaskRounds>(planner_, *store_.records, desk_, now);
  retention_rounds_ = std::make_unique<RetentionRounds>(*store_.records, *store_.series,
                                                        pack_.library, desk_, now);
  power_ = std::make_unique<PowerWatch>(PowerWatch::House{.pack = pack_,
                                                          .series = *store_.series,
                                                          .records = *store_.records,
                                                          .desk = desk_,
                                                          .hub = hub_,
                                                          .evidence = options.data / "evidence",
                                                          .now = now});
  suspicion_rounds_ = std::make_unique<SuspicionRounds>(pack_, *store_.series, *store_.records,
                                                        desk_, now);
  return {};
}

std::string House::control(const std::string& request) {
  auto asked = Json::parse(request, nullptr, false);
  auto verb = asked.is_object() ? asked.value("verb", "") : "";
  auto fault = [](const Error& e) { return Json{{"error", e.message()}}.dump(); };
  if (verb == "status") return gateways_.hj212().status_json();
  if (verb == "verify") {
    auto verified = store::verify(store_);
    if (!verified) return fault(verified.error());
    auto day = [](const std::optional<Day>& d) { return d ? Json(iso(*d)) : Json(); };
    return Json{{"series", day(verified->series)}, {"ledger", day(verified->records)}}.dump();
  }
  if (verb == "backup") {
    auto done = store::backup(store_, asked.value("to", ""));
    return done ? Json{{"done", true}}.dump() : fault(done.error());
  }
  return fault({"unknown verb '" + verb + "'", {}});
}

void House::run(const std::atomic<bool>& stopped) {
  using std::chrono::steady_clock;
  auto next_judge = steady_clock::now();
  while (!stopped) {
    serve_waiting(std::min(next_judge, steady_clock::now() + kBeat));
    if (steady_clock::now() < next_judge) continue;
    auto done = flow_.judge(now(), steady_clock::now() + kSlice);
    if (!done) spdlog::error("judge=failed fault=\"{}\"", done.error().message());
    gateways_.wake();
    next_judge = steady_clock::now() + (!done   ? steady_clock::duration(kAfterFault)
                                        : *done ? steady_clock::duration(kBeat)
                                                : steady_clock::duration::zero());
  }
  // The doors close while the flow still answers: what was taken becomes durable and is
  // acknowledged.
  std::atomic<bool> closed = false;
  std::thread closing([&] {
    control_.reset();
    messenger_.reset();
    upkeep_.reset();
    reminder_.reset();
    oversight_rounds_.reset();
    task_rounds_.reset();
    retention_rounds_.reset();
    power_.reset();
    suspicion_rounds_.reset();
    service_->stop();
    gateways_.stop();
    closed = true;
  });
  while (!closed) serve_waiting(steady_clock::now() + kBeat);
  closing.join();
  queue_.stop();
}

void House::serve_waiting(std::chrono::steady_clock::time_point until) {
  auto taken = queue_.take(until);
  flow_.take(taken.deliveries, now());
  for (auto& task : taken.tasks) task();
}

}  // namespace qs::app

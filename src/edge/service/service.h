// 服务: the HTTP room. This header is all that the program must give it, and all it gives back.
// Reading goes straight to the two memories; every write goes through the Desk, so that the flow
// stays the only writer. Nothing here knows a domain value: labels and limits come as data.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "edge/service/district.h"
#include "edge/service/exchange.h"
#include "kernel/access/access.h"
#include "kernel/alert/rule.h"
#include "kernel/casework/verbs.h"
#include "kernel/ledger/record_log.h"
#include "kernel/observe/series_log.h"
#include "kernel/observe/transmission.h"
#include "kernel/standard/library.h"

namespace qs::enforcement {
struct Law;
}

namespace qs::service {

// ---- who may do what ----

// 角色: what people are called and may; the same list that access::Rights was made of.
struct Role {
  std::string id, name_zh, name_en;
  std::vector<access::Grant> grants;
  bool second_factor = false;  // nobody works in this role with a password alone
};

// 单点登录: an issuer of OpenID Connect whose word is taken for who somebody is.
struct SignOn {
  std::string name_zh, name_en;  // on the log-in page
  std::string issuer;            // https://…, as its tokens say it
  std::string client_id, client_secret;
  std::string redirect;       // where people reach /api/v1/sign-on/callback
  std::string claim = "sub";  // that is a user's `subject`
  std::string scopes = "openid profile";
  std::string new_role;  // of a user made at the first log-in; empty: unknown people are refused
};

// One request to another server, by the program. Faults: unreachable, too slow, too long.
struct Fetch {
  std::string url;
  std::string body;           // empty: GET, otherwise POST of a form
  std::string authorization;  // header of that name; empty: none
};
struct Fetched {
  int status = 0;
  std::string body;
};

// ---- writing ----

// Who asked, when and why: goes with every write.
// 一次性提交: what a phone may send again after a lost answer is done once; kept as a record of the
// kind kDeedKind in the commit of what it did.
struct Once {
  std::string id;                       // digest of who and their key
  std::string request;                  // digest of what was asked
  std::optional<Instant> made_at = {};  // done off line: by the phone's clock, set right
  std::optional<int64_t> ahead_s = {};  // of the phone's clock before ours
};
inline constexpr std::string_view kDeedKind = "deed";

struct Doing {
  access::Actor actor;
  Instant at;
  std::string why;
  std::optional<Once> once = {};
};

// Why the program would not do what was asked; decides the HTTP status, the text goes to the page.
enum class Reason : uint8_t {
  not_found,   // 404
  conflict,    // 409: somebody was faster, or the thing is not in a state that allows it
  invalid,     // 422: the request is understood and wrong
  forbidden,   // 403
  overloaded,  // 503: the queue before the flow is full, ask again
  failed       // 500: disk or database
};
struct Refusal {
  Reason reason = Reason::failed;
  Error error;
};
template <class T>
using Outcome = tl::expected<T, Refusal>;

// 审核: one decision of a person over the values of one series in [from, until).
struct Audit {
  enum class Decision : uint8_t { valid, invalid, replace };
  observe::SeriesKey series;
  Span span;
  Decision decision = Decision::valid;
  std::optional<double> value;  // present exactly with `replace`, in the factor's unit
};

// One action on a case; the evidence was stored before by POST /evidence.
struct CaseAct {
  std::string case_id;
  casework::Deed deed;                // without evidence
  std::vector<std::string> evidence;  // SHA-256, hex, each known to the ledger (kind "evidence")
  std::string into;                   // of a merge: the other case
};

// 反控: a command to a device.
struct Command {
  std::string device;
  std::string cn;    // "1012"
  std::string args;  // JSON object text
};

// 转发: a superior platform as an admin declares it.
struct ForwardPlan {
  std::string id, name_zh, name_en;  // without an English name the Chinese one stands
  std::string host;
  uint16_t port = 0;
  std::string dialect;                       // "2005", "2017", "2025"
  std::vector<std::string> media, cadences;  // kinds of station; empty: all
  std::string sites = "{}";  // {station: {"mn","st"}}: also these, or under another name
  bool paused = false;
  bool history = false;  // all that is kept, not only what comes from now on
  std::optional<std::string> password, sm4_key;  // absent: as it is; hex for the key
};

// The answer of the data gateway to one HTTP batch, ready to send.
struct BatchAnswer {
  int status = 200;  // 200, 400, 401, 413, 429, 503
  std::string body;  // JSON text
};

// The desk of the flow: all that changes anything. Implemented by app over the flow's queue.
// Callable from any thread; blocks until the change is durable or refused. The rights have been
// asked before the call; the service never asks the desk twice for one request.
class Desk {
 public:
  virtual ~Desk() = default;
  virtual Outcome<size_t> audit(const Audit& audit, const Doing& doing) = 0;  // values revised
  virtual Outcome<void> act(const CaseAct& act, const Doing& doing) = 0;
  virtual Outcome<std::string> open(const casework::ByHand& asked,
                                    const Doing& doing) = 0;  // its id
  virtual Outcome<void> silence(std::string_view alert, Instant until, const Doing& doing) = 0;
  virtual Outcome<void> admit(std::string_view device, std::string_view site,
                              const Doing& doing) = 0;
  // Puts the command into the device's queue and the ledger (kind "command"); answers its id.
  virtual Outcome<std::string> enqueue(const Command& command, const Doing& doing) = 0;
  // Declares or changes a superior platform; takes effect at once.
  virtual Outcome<void> forward(const ForwardPlan& plan, const Doing& doing) = 0;
  // One commit of what a kernel verb gave whose input the service has at hand (roster, handover),
  // or of a plain record (evidence).
  virtual Outcome<void> write(std::vector<ledger::Write> writes, const Doing& doing) = 0;
  // One commit of what `decide` gives, which looks at the ledger while nobody else writes.
  using Decision = std::function<Outcome<std::vector<ledger::Write>>()>;
  virtual Outcome<void> decide(const Decision& decision, const Doing& doing) = 0;
  // POST /data as it came: the token of the Authorization header and the raw body. Does not throw.
  virtual BatchAnswer offer(std::string_view token, std::string_view body) = 0;
};

// ---- what only the program knows ----

// The workflows that cases go by (the pack's, and earlier texts). Callable from any thread.
class WorkflowBook {
 public:
  virtual ~WorkflowBook() = default;
  // Without a version the one in force; nullptr: nobody has it.
  virtual const casework::Workflow* find(std::string_view id, std::string_view version) const = 0;
  virtual std::vector<const casework::Workflow*> in_force() const = 0;
};

// 准入研判: may this project stand there?
struct SitingAsk {
  std::string name;                         // of the project
  std::string place;                        // GeoJSON geometry, CGCS2000
  std::string trade;                        // GB/T 4754, "C2631"
  std::map<std::string, double> emissions;  // t/a by factor code
  bool remedial = false;                    // itself risk control or remediation of the soil
  std::string street;                       // that holds the place
};
struct PlotAsk {
  std::string name, trade;
  std::string plot;    // id of the record
  int land_class = 0;  // GB 36600 land use 1 or 2; 0: as the plot's record says
  bool remedial = false;
  std::string street;  // of the plot
};

// Every answer is kept as a record of the kind kCheckKind, with its facts as they were then.
inline constexpr std::string_view kCheckKind = "siting_check";
class Checks {
 public:
  virtual ~Checks() = default;
  virtual Outcome<ledger::Record> siting(const SitingAsk& ask, const Doing& doing) = 0;
  virtual Outcome<ledger::Record> plot(const PlotAsk& ask, const Doing& doing) = 0;
  // The reasoned report of a check, as a PDF.
  virtual Result<std::string> report(const ledger::Record& check) const = 0;
};

// Shares are 0..1 over the last 24 h; nullopt: nothing was due.
struct DeviceHealth {
  bool online = false;
  std::optional<Instant> last_seen;
  std::optional<double> clock_offset_s;  // device minus us
  std::optional<double> online_rate, capture_rate;
  std::map<std::string, uint64_t> refusals, deviations;  // by kind, since the start
};
struct Completeness {
  std::string factor;
  Instant at;  // beginning of the hour
  uint32_t due = 0, received = 0, valid = 0;
};
// 传输有效率: of one month of a station, up to the last hour that is over.
struct MonthTransmission {
  struct OfFactor {
    std::string factor;
    observe::Transmission counts;
  };
  Span counted;  // from the first value of a station that came in this month
  std::vector<OfFactor> factors;
};
// One superior platform: what was asked for, and how it goes.
struct Forward {
  ForwardPlan plan;  // without password and key
  bool has_password = false, encrypted = false, connected = false;
  uint64_t queued = 0;                   // frames composed and not yet acknowledged
  uint64_t behind = 0;                   // kept values that were not looked at yet
  uint64_t sent = 0, resent = 0;         // since the start
  uint64_t acked = 0, acked_values = 0;  // frames and values, since it was declared
  uint64_t refused = 0, set_aside = 0;   // frames it refused, frames it never answered
  std::string last_error;                // until the next acknowledgement
  std::optional<Instant> oldest;         // time of the oldest value that waits
  std::string delivered_qn;              // proof: the newest acknowledged frame
  std::optional<Instant> delivered_at;
};

// Callable from any thread, answered from memory.
class Health {
 public:
  virtual ~Health() = default;
  virtual std::optional<DeviceHealth> device(std::string_view id) const = 0;
  virtual Result<std::vector<Completeness>> completeness(std::string_view site,
                                                         Span span) const = 0;
  virtual Result<MonthTransmission> transmission(const ledger::Record& site,
                                                 Period month) const = 0;
  virtual std::vector<Forward> forwards() const = 0;
  virtual std::string metrics() const = 0;  // Prometheus text of the whole program but this room
};

// The day against the plan, computed by the program; nullopt: not enough data or no target.
struct Figure {
  std::string id;
  std::string name_zh, name_en;
  std::optional<double> value, target;
  std::string unit;
  bool low_is_better = true;
};
struct DayFigures {
  Day day;
  std::optional<int64_t> good_days, valid_days;                          // of the year so far
  std::optional<double> good_share, good_share_target;                   // 0..1
  std::optional<double> pm25_mean, pm25_target, pm10_mean, pm10_target;  // ug/m3
  std::optional<double> online_rate;  // 0..1, over all admitted devices
  std::vector<Figure> figures;
};

// ---- live ----

struct LiveValue {
  observe::SeriesId series = 0;
  int64_t t = 0;  // UTC ms
  double value = 0;
  observe::Mark mark = observe::Mark::normal;
};
struct LiveRecord {
  std::string kind;  // "alert", "case", "device"
  std::string id;    // read from the ledger when it is told to the pages
  auto operator<=>(const LiveRecord&) const = default;
};
// What one step of the flow changed.
struct LiveNews {
  std::vector<LiveValue> values;
  std::vector<LiveRecord> records;
  bool summary = false;  // the day's figures may have changed
};

// Tells what changed, after it is durable. The sink takes any rate from any thread and never
// blocks: it keeps only the newest event of each series or record until the next beat.
class Live {
 public:
  using Sink = std::function<void(const LiveNews&)>;
  virtual ~Live() = default;
  // The sink is called until an empty one is given; after that call returns, never again.
  virtual void subscribe(Sink sink) = 0;
};

// ---- the room ----

class TableDesk;  // table_desk.h
class Oversight;  // oversight.h
class Planning;   // planning.h
class Papers;     // papers.h
class Seal;       // seal.h

// Everything referred to outlives the Service.
struct Seams {
  const observe::SeriesLog& series;
  const ledger::RecordLog& records;
  const standard::Library& library;
  const access::Rights& rights;
  const District& district;
  Desk& desk;
  const WorkflowBook& workflows;
  Checks& checks;
  const Health& health;
  Live& live;
  TableDesk& tables;
  const Seal& seal;
  std::function<Instant()> now;
  std::function<DayFigures()> figures;
  // By id; nullptr: the packs have none (any more).
  std::function<const alert::Rule*(std::string_view)> rule;
  // The limits that bind one factor of a station (kind "station") on a day, for the chart.
  std::function<std::vector<const standard::Limit*>(
      const ledger::Record& site, std::string_view factor, observe::Cadence cadence, Day day)>
      limits;
  // What the gateway's parser reads in a raw frame: JSON text, never throws.
  std::function<std::string(const observe::RawFrame&)> decode;
  std::vector<Role> roles = {};
  std::function<Result<Fetched>(const Fetch&)> fetch = {};  // needed with Settings::sign_on
  // None: its routes answer 404.
  Oversight* oversight = nullptr;
  Planning* planning = nullptr;
  const Papers* papers = nullptr;                // none: no paper is offered
  const enforcement::Law* discretion = nullptr;  // none: no violation is known
};

struct Settings {
  std::string address = "127.0.0.1";
  uint16_t port = 8080;  // 0: any free one
  int threads = 2;       // sockets
  int workers = 4;       // handlers that touch a memory
  size_t max_connections = 12'000;
  std::filesystem::path pages;  // web/dist; read into memory once
  std::filesystem::path data;   // evidence/ and sessions live below it
  std::string version;
  std::string trusted_proxy;  // this peer's X-Forwarded-For/-Proto are believed; empty: nobody's
  std::optional<SignOn> sign_on;
};

class Service {
 public:
  // Listens when it returns. Faults: address in use, data folder not writable.
  static Result<std::unique_ptr<Service>> start(const Seams& seams, Settings settings);
  ~Service();  // stops

  uint16_t port() const;
  // No new requests; open ones are answered (at most kStopGrace), live pages are closed.
  void stop();
  // The same answer as over a socket, without one.
  Response answer(const Request& request);

  class Room;

 private:
  explicit Service(std::unique_ptr<Room> room);
  std::unique_ptr<Room> room_;
};

// Twelve letters and digits that cannot be mistaken for each other: 59 random bits.
std::string random_password();
// Argon2id text for the ledger's user.password_hash. Costs about 0.1 s and 64 MiB.
Result<std::string> hash_password(std::string_view password);

}  // namespace qs::service

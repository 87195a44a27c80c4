#include "edge/service/ask.h"

#include <charconv>

#include "base/csv.h"
#include "base/json.h"
#include "edge/service/own_firm.h"
#include "edge/service/room.h"
#include "edge/service/saved_name.h"

namespace qs::service {
namespace {

constexpr std::array<std::pair<Reason, int>, 6> kStatus{{{Reason::not_found, 404},
                                                         {Reason::conflict, 409},
                                                         {Reason::invalid, 422},
                                                         {Reason::forbidden, 403},
                                                         {Reason::overloaded, 503},
                                                         {Reason::failed, 500}}};

Maybe<int64_t> integer(const std::string& text, std::string_view place) {
  int64_t value = 0;
  auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (fault != std::errc{} || end != text.data() + text.size())
    return refuse(422, fmt::format("not a whole number: '{}'", text), std::string(place));
  return value;
}

}  // namespace

// ---- answers ----

Response json_response(const Json& body, int status) {
  Response out;
  out.status = status;
  out.headers = {{"Content-Type", "application/json; charset=utf-8"}};
  out.body = body.dump(-1, ' ', false, Json::error_handler_t::replace);
  return out;
}

Response pdf_response(std::string_view name, std::string bytes) {
  Response out;
  out.headers = {{"Content-Type", "application/pdf"},
                 {"Content-Disposition", fmt::format("inline; filename=\"{}.pdf\"", name)}};
  out.body = std::move(bytes);
  return out;
}

Response csv_response(std::string_view name, const CsvRows& rows) {
  Response out;
  out.headers = {{"Content-Type", "text/csv; charset=utf-8"},
                 {"Content-Disposition", fmt::format("attachment; filename=\"{}.csv\"", name)}};
  out.body = kUtf8Mark;
  for (const auto& row : rows) {
    for (size_t i = 0; i < row.size(); ++i)
      out.body += (i > 0 ? "," : "") + csv_field(guarded(row[i]));
    out.body += "\r\n";
  }
  return out;
}

Response saved_response(std::string_view name, std::string_view type, std::string bytes) {
  Response out;
  out.headers = {
      {"Content-Type", std::string(type)},
      {"Content-Disposition", fmt::format("attachment; filename*=UTF-8''{}", percent(name))}};
  out.body = std::move(bytes);
  return out;
}

Response fault_response(const Fault& fault) {
  return fault_response(fault.status, fault.error.text, fault.error.place);
}

Response too_many(std::chrono::seconds wait, std::string_view place) {
  auto out = fault_response(429, "too many tries, wait", place);
  out.headers.emplace_back("Retry-After", std::to_string(wait.count()));
  return out;
}

Fault fault_of(const Error& error) {
  return {error.text.starts_with("conflict") ? 409 : 500, error};
}

Fault fault_of(const Refusal& refusal) {
  for (const auto& [reason, status] : kStatus)
    if (reason == refusal.reason) return {status, refusal.error};
  return {500, refusal.error};
}

// ---- the query ----

std::optional<std::string> param(const Call& call, std::string_view name) {
  auto it = call.request.query.find(name);
  if (it == call.request.query.end() || it->second.empty()) return std::nullopt;
  return it->second;
}

Maybe<int64_t> integer_param(const Call& call, std::string_view name, int64_t otherwise,
                             int64_t low, int64_t high) {
  auto text = param(call, name);
  if (!text) return otherwise;
  auto value = integer(*text, name);
  if (value && (*value < low || *value > high))
    return refuse(422, fmt::format("not within {}..{}: {}", low, high, *value), std::string(name));
  return value;
}

Maybe<size_t> limit_param(const Call& call, size_t otherwise) {
  return integer_param(call, "limit", static_cast<int64_t>(otherwise), 1, ledger::kMaxPage)
      .map([](int64_t value) { return static_cast<size_t>(value); });
}

Maybe<Instant> instant_param(const Call& call, std::string_view name, Instant otherwise) {
  return integer_param(call, name, to_ms(otherwise), 0, kLastMs).map(from_ms);
}

Maybe<Span> span_param(const Call& call, Millis length, Millis longest) {
  // Spans end before `until`; what came in this very moment belongs to the answer.
  auto until = instant_param(call, "until", call.now + Millis{1});
  if (!until) return tl::unexpected(until.error());
  auto from = instant_param(call, "from", *until - length);
  if (!from) return tl::unexpected(from.error());
  if (*from >= *until) return refuse(422, "nothing lies between from and until", "from");
  if (*until - *from > longest)
    return refuse(422,
                  fmt::format("at most {} days at once",
                              std::chrono::floor<std::chrono::days>(longest).count()),
                  "from");
  return Span{*from, *until};
}

Maybe<Day> day_param(const Call& call, std::string_view name) {
  auto text = param(call, name);
  if (!text) return day_of(call.now);
  return parse_day(*text).map_error([&](const Error& e) {
    return Fault{422, {e.text, std::string(name)}};
  });
}

Maybe<observe::Cadence> cadence_of(std::string_view name) {
  if (auto known = observe::cadence_of(name)) return *known;
  return refuse(422, fmt::format("no cadence is called '{}'", name), "cadence");
}

Maybe<observe::Measure> measure_of(std::string_view name) {
  if (auto known = observe::measure_of(name)) return *known;
  return refuse(422, fmt::format("no measure is called '{}'", name), "measure");
}

// ---- the ledger ----

Maybe<ledger::Record> find(const Service::Room& room, std::string_view kind, std::string_view id) {
  auto record = lift(room.seams.records.get(kind, id));
  if (!record) return tl::unexpected(record.error());
  if (!*record) return refuse(404, fmt::format("there is no such {}", kind), std::string(id));
  return std::move(**record);
}

std::string street_of(const Service::Room& room, const ledger::Record& record) {
  if (record.fields.contains("street")) return record.text("street");
  auto site = room.seams.records.get("station", record.text("site"));
  return site && *site ? (*site)->text("street") : std::string{};
}

Maybe<ledger::Record> find_within(const Service::Room& room, const Call& call,
                                  std::string_view kind, std::string_view id) {
  return find(room, kind, id).and_then([&](ledger::Record record) -> Maybe<ledger::Record> {
    auto street = street_of(room, record);
    auto firm = call.actor.firm.empty() ? std::string() : firm_of(room, record);
    if (room.seams.rights.may(call.actor, call.verb, {{}, street, firm})) return record;
    return refuse(403, fmt::format("your roles do not allow '{}' here", call.verb), street);
  });
}

Maybe<std::vector<ledger::Record>> query(const Service::Room& room, const ledger::Query& query) {
  return lift(room.seams.records.query(query));
}

bool may(const Service::Room& room, const Call& call, std::string_view area) {
  return room.seams.rights.may(call.actor, call.verb, {{}, area, {}});
}

Maybe<void> must(const Service::Room& room, const Call& call, std::string_view area) {
  if (may(room, call, area)) return {};
  return refuse(403, fmt::format("your roles do not allow '{}' here", call.verb),
                std::string(area));
}

Maybe<std::vector<ledger::Filter>> within_area(const Service::Room& room, const Call& call) {
  ledger::Filter filter{"street", ledger::Op::in, {}, {}};
  if (auto street = param(call, "street")) {
    if (auto allowed = must(room, call, *street); !allowed) return tl::unexpected(allowed.error());
    filter.values.emplace_back(*street);
  } else if (may(room, call, "")) {
    return std::vector<ledger::Filter>{};  // the whole district
  } else {
    for (const auto& s : room.seams.district.streets)
      if (may(room, call, s.id)) filter.values.emplace_back(s.id);
  }
  return std::vector{filter};
}

}  // namespace qs::service

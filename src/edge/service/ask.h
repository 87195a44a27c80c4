// What handlers ask of a request and of the memories, each with its bounds and its fault.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "edge/service/body.h"
#include "edge/service/route.h"
#include "kernel/ledger/record_log.h"

namespace qs::service {

// ---- answers ----
Response json_response(const nlohmann::json& body, int status = 200);
using CsvRows = std::vector<std::vector<std::string>>;  // the header first
// A table to save as `name`.csv, no cell of which a spreadsheet takes for a formula.
Response csv_response(std::string_view name, const CsvRows& rows);
// A document that the browser shows, saved as `name`.pdf.
Response pdf_response(std::string_view name, std::string bytes);
// A file to save under this name, which may be Chinese.
Response saved_response(std::string_view name, std::string_view type, std::string bytes);
Response fault_response(const Fault& fault);
// 429 with Retry-After.
Response too_many(std::chrono::seconds wait, std::string_view place);

// A fault of a memory: 409 when it begins with "conflict", otherwise 500.
Fault fault_of(const Error& error);
Fault fault_of(const Refusal& refusal);
template <class T>
Maybe<T> lift(Result<T> result) {
  return std::move(result).map_error([](const Error& e) { return fault_of(e); });
}
template <class T>
Maybe<T> lift(Outcome<T> outcome) {
  return std::move(outcome).map_error([](const Refusal& r) { return fault_of(r); });
}
// What a kernel verb refuses is wrong in the request: 422.
template <class T>
Maybe<T> lift_verb(Result<T> result) {
  return std::move(result).map_error([](const Error& e) { return Fault{422, e}; });
}

// ---- the query ----
std::optional<std::string> param(const Call& call, std::string_view name);  // blank: absent
Maybe<int64_t> integer_param(const Call& call, std::string_view name, int64_t otherwise,
                             int64_t low, int64_t high);
Maybe<size_t> limit_param(const Call& call, size_t otherwise);  // at most ledger::kMaxPage
Maybe<Instant> instant_param(const Call& call, std::string_view name, Instant otherwise);
// [from, until); without `until`: now; without `from`: `length` before. At most `longest`.
Maybe<Span> span_param(const Call& call, Millis length, Millis longest);
Maybe<Day> day_param(const Call& call, std::string_view name);  // otherwise: today
Maybe<observe::Cadence> cadence_of(std::string_view name);
Maybe<observe::Measure> measure_of(std::string_view name);

// ---- the ledger ----
Maybe<ledger::Record> find(const Service::Room& room, std::string_view kind, std::string_view id);
// The street a record belongs to: its own field, or that of the station it names; empty: none.
std::string street_of(const Service::Room& room, const ledger::Record& record);
// 404 when there is none, 403 when it belongs to another area.
Maybe<ledger::Record> find_within(const Service::Room& room, const Call& call,
                                  std::string_view kind, std::string_view id);
Maybe<std::vector<ledger::Record>> query(const Service::Room& room, const ledger::Query& query);
bool may(const Service::Room& room, const Call& call, std::string_view area);
Maybe<void> must(const Service::Room& room, const Call& call, std::string_view area);
// A filter on "street" that keeps the actor within what the verb allows, and within ?street=.
// 403: ?street= is not theirs.
Maybe<std::vector<ledger::Filter>> within_area(const Service::Room& room, const Call& call);

}  // namespace qs::service

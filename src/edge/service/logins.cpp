// 审计: who logged in, and who read personal data.
#include "base/json.h"
#include "edge/service/ask.h"
#include "edge/service/handlers.h"
#include "edge/service/login_book.h"
#include "edge/service/room.h"
#include "kernel/ledger/value_json.h"

namespace qs::service {
namespace {

constexpr std::string_view kReadKind = "personal_read";

struct Listing {
  std::string_view kind;
  std::vector<std::string> fields;   // in the order of the table
  std::vector<std::string> filters;  // parameters that are fields
};

Json value_json(const ledger::Record& record, const std::string& field) {
  auto it = record.fields.find(field);
  return it == record.fields.end() ? Json() : ledger::json_of(it->second);
}

std::string cell(const Json& value, bool is_time) {
  if (value.is_null()) return {};
  if (is_time) return iso(from_ms(value.get<int64_t>()));
  return value.is_string() ? value.get<std::string>() : value.dump();
}

Response csv_of(const Listing& listing, const std::vector<ledger::Record>& records) {
  CsvRows rows{listing.fields};
  for (const auto& record : records) {
    auto& row = rows.emplace_back();
    for (const auto& field : listing.fields)
      row.push_back(cell(value_json(record, field), field.ends_with("_at")));
  }
  return csv_response(listing.kind, rows);
}

// Newest first; `until` of the next page is the last one's time.
Reply listed(Service::Room& room, const Call& call, const Listing& listing) {
  auto csv = param(call, "format") == "csv";
  auto limit = limit_param(call, csv ? ledger::kMaxPage : 100);
  auto from = instant_param(call, "from", Instant{});
  auto until = instant_param(call, "until", call.now + std::chrono::days{1});
  for (auto fault : {limit ? nullptr : &limit.error(), from ? nullptr : &from.error(),
                     until ? nullptr : &until.error()})
    if (fault) return tl::unexpected(*fault);
  ledger::Query asked{.kind = std::string(listing.kind),
                      .where = {{"last_at", ledger::Op::greater_equal, to_ms(*from), {}},
                                {"last_at", ledger::Op::less, to_ms(*until), {}}},
                      .order_by = "last_at",
                      .descending = true,
                      .limit = *limit};
  for (const auto& field : listing.filters)
    if (auto value = param(call, field))
      asked.where.push_back({field, ledger::Op::equal, *value, {}});
  return query(room, asked).map([&](const std::vector<ledger::Record>& records) {
    if (csv) return csv_of(listing, records);
    auto out = Json::array();
    for (const auto& record : records) {
      Json row{{"id", record.id}};
      for (const auto& field : listing.fields) row[field] = value_json(record, field);
      out.push_back(std::move(row));
    }
    return json_response(out);
  });
}

}  // namespace

Reply get_logins(Service::Room& room, const Call& call) {
  return listed(room, call,
                {kLoginKind,
                 {"last_at", "first_at", "user", "outcome", "way", "peer", "agent", "count"},
                 {"user", "outcome", "peer"}});
}

Reply get_personal_reads(Service::Room& room, const Call& call) {
  return listed(room, call,
                {kReadKind,
                 {"last_at", "first_at", "day", "user", "kind_read", "record", "count"},
                 {"user", "kind_read", "record", "day"}});
}

}  // namespace qs::service

// 留痕: every write of the ledger, newest first, for those who check on it.
#include "base/json.h"
#include "edge/service/ask.h"
#include "edge/service/handlers.h"
#include "edge/service/registers/people.h"
#include "edge/service/room.h"

namespace qs::service {
namespace {

const std::vector<std::string> kOwnLists{"login_event", "personal_read"};  // have their own routes

Maybe<ledger::JournalQuery> journal_query(const Call& call) {
  ledger::JournalQuery asked{.who = param(call, "who").value_or(""),
                             .kind = param(call, "kind").value_or(""),
                             .id = param(call, "id").value_or("")};
  auto by = param(call, "by").value_or("all");
  if (by != "all" && by != "people") return refuse(422, "not one of all, people", "by");
  if (by == "people") {
    asked.not_by.assign(ledger::kProgramWriters.begin(), ledger::kProgramWriters.end());
    asked.not_of = kOwnLists;
  }
  auto limit = limit_param(call, 100);
  if (!limit) return tl::unexpected(limit.error());
  asked.limit = *limit;
  for (auto [name, place] : {std::pair{"from", &asked.from}, std::pair{"until", &asked.until}}) {
    if (!param(call, name)) continue;
    auto time = instant_param(call, name, call.now);
    if (!time) return tl::unexpected(time.error());
    *place = *time;
  }
  if (!param(call, "before")) return asked;
  return integer_param(call, "before", 0, 0, INT64_MAX).map([&](int64_t position) {
    asked.before = static_cast<uint64_t>(position);
    return asked;
  });
}

Response journal_csv(const std::vector<ledger::JournalEntry>& entries, People& people) {
  CsvRows rows{
      {"position", "commit", "at", "who", "name", "kind", "id", "number", "erased", "why"}};
  for (const auto& [position, kind, id, revision] : entries)
    rows.push_back({std::to_string(position), std::to_string(revision.commit), iso(revision.when),
                    revision.who, people.name(revision.who), kind, id,
                    std::to_string(revision.number), revision.erased ? "true" : "false",
                    revision.why});
  return csv_response("journal", rows);
}

}  // namespace

Reply get_journal(Service::Room& room, const Call& call) {
  auto asked = journal_query(call);
  if (!asked) return tl::unexpected(asked.error());
  auto format = param(call, "format").value_or("json");
  if (format != "json" && format != "csv") return refuse(422, "not one of json, csv", "format");
  auto entries = lift(room.seams.records.journal(*asked));
  if (!entries) return tl::unexpected(entries.error());
  People people(room);
  if (format == "csv") return journal_csv(*entries, people);
  auto out = Json::array();
  for (const auto& [position, kind, id, revision] : *entries)
    out.push_back({{"position", position},
                   {"commit", revision.commit},
                   {"kind", kind},
                   {"id", id},
                   {"number", revision.number},
                   {"who", revision.who},
                   {"name", people.name(revision.who)},
                   {"why", revision.why},
                   {"at", to_ms(revision.when)},
                   {"erased", revision.erased}});
  return json_response(out);
}

}  // namespace qs::service

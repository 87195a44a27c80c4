// Records as docs/api.md shows them, and the answers to a write that cannot be.
#pragma once

#include <map>
#include <nlohmann/json_fwd.hpp>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "edge/service/registers/personal.h"
#include "edge/service/registers/view.h"
#include "kernel/ledger/check.h"

namespace qs::service {

// Titles of the records that others refer to, asked for a whole list at once.
class Names {
 public:
  Names(const Service::Room& room, const access::Actor& actor) : room_(room), actor_(actor) {}
  // Asks for what these records of one kind refer to.
  Maybe<void> learn(const ledger::Kind& kind, std::span<const ledger::Record> records);
  // As far as the asker may see it; empty: nothing that they may see.
  std::string of(std::string_view kind, std::string_view id) const;

 private:
  const Service::Room& room_;
  const access::Actor& actor_;
  std::map<std::pair<std::string, std::string>, std::string> titles_;  // kind, id
};

// `record` as the view shows it.
nlohmann::json record_json(const View& view, const ledger::Record& record, const Names& names);
// One record by itself: reads the names, writes down the reading of personal data.
Maybe<nlohmann::json> told_record(Service::Room& room, const Call& call, const View& view,
                                  const ledger::Record& record);
// The same for a list, in its order; with `reads` they are only noted there, to be written with
// what else the answer shows.
Maybe<nlohmann::json> told_records(Service::Room& room, const Call& call, const View& view,
                                   std::vector<ledger::Record> records);
Maybe<nlohmann::json> told_records(Service::Room& room, const Call& call, const View& view,
                                   std::vector<ledger::Record> records, PersonalReads& reads);

// 422 with every fault.
Response faults_response(const std::vector<ledger::FieldFault>& faults);
// 409 with the record as it stands now; `now` as told_record gives it.
Response conflict_response(const nlohmann::json& now);

}  // namespace qs::service

// JSON of each kind of thing, in one place; the shapes are those of docs/api.md.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string_view>
#include <vector>

#include "edge/service/broadcaster.h"
#include "edge/service/index_reading.h"
#include "edge/service/person.h"
#include "edge/service/route.h"
#include "kernel/alert/alert.h"
#include "kernel/casework/case.h"
#include "kernel/casework/workflow.h"

namespace qs::service {

using JsonValue = nlohmann::json;

// ---- small values ----
JsonValue ms_or_null(const std::optional<Instant>& instant);
JsonValue geometry(std::string_view geojson);  // null: none or unreadable
JsonValue table(std::string_view json);        // a kept JSON text; null: none or unreadable
std::string masked_phone(std::string_view phone);
// Bytes as text for people: what is not UTF-8 is shown as U+FFFD.
std::string shown(std::string_view bytes);

// ---- the district ----
// What anybody may know of it; whoever logged in is told more.
JsonValue public_district(const District& district);

// ---- sites and indices ----
JsonValue index_now(const std::optional<IndexValue>& index);
JsonValue index_point(const IndexValue& index);
// Firing alerts and devices of all stations, read once for a list.
struct SiteStates {
  std::set<std::string, std::less<>> alarmed;
  std::map<std::string, std::vector<ledger::Record>, std::less<>> devices;  // by site
};
Maybe<SiteStates> site_states(const Service::Room& room, std::string_view site = {});
JsonValue site_brief(const Service::Room& room, const ledger::Record& site,
                     const SiteStates& states, const std::optional<IndexValue>& index);
JsonValue site_whole(const Service::Room& room, const ledger::Record& site,
                     const SiteStates& states, const std::optional<IndexValue>& index);
JsonValue factor_brief(const standard::Factor& factor);
JsonValue limit_brief(const standard::Limit& limit);

// ---- what happens ----
JsonValue alert_json(const Service::Room& room, const ledger::Record& record);
// The text that a case goes by; nullptr: nobody has it.
const casework::Workflow* workflow_of(const Service::Room& room, const ledger::Record& record);
JsonValue action_json(const casework::Action& action);
JsonValue workflow_brief(const casework::Workflow& workflow);
JsonValue case_json(const Service::Room& room, const ledger::Record& record);
// A case with its time line and what this actor may do now.
Maybe<JsonValue> whole_case(const Service::Room& room, const Call& call,
                            const ledger::Record& record);
JsonValue case_event_json(const casework::CaseEvent& event);
JsonValue revision_json(const ledger::Revision& revision);
JsonValue device_json(const Service::Room& room, const ledger::Record& record);
JsonValue command_json(const ledger::Record& record);
JsonValue roster_json(const Service::Room& room, const ledger::Record& record);
JsonValue handover_json(const ledger::Record& record);
Maybe<JsonValue> summary_json(const Service::Room& room);

// An event for the live pages; nullopt: what it is about is gone.
// The events for the live pages.
std::vector<Told> render_news(const Service::Room& room, const LiveNews& news);

}  // namespace qs::service

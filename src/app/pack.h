// 章法包: one district's law and places, read from packs/<name> over what it inherits (national →
// province → district). Every fault of every file is found in one go, with file and line.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "edge/service/service.h"
#include "kernel/access/access.h"
#include "kernel/alert/rule.h"
#include "kernel/casework/roster.h"
#include "kernel/casework/workflow.h"
#include "kernel/ledger/record.h"
#include "kernel/standard/library.h"

namespace qs::app {

inline constexpr int64_t kPackFormat = 1;
inline constexpr size_t kMostLayers = 8;  // of inheritance

struct District {
  std::string id, name_zh, name_en;
  std::string code;         // GB/T 2260, "410104"
  double lon = 0, lat = 0;  // centre, CGCS2000 degrees
  std::string outline;      // GeoJSON geometry
};

struct Street {
  std::string id, name_zh, name_en;
  std::string confidence;  // of the street being one of the district's
  std::string geometry;    // GeoJSON geometry, drawn roughly unless the pack says more
};

// 点位: where a device stands; columns of sites.csv.
struct Site {
  std::string id, kind;  // air_standard | air_micro | river | noise | outlet
  std::string name_zh, name_en, street;
  double lon = 0, lat = 0;
  std::string device;                // MN of its device
  std::string system;                // HJ 212 ST
  std::vector<std::string> factors;  // what the device measures
  std::string standard, scope;       // the limits it is judged by: "GB 3096", "2"
  std::string condition;             // as in standard::Limit
  std::string target_class;          // river: 目标水质
  std::string zone;                  // noise: 功能区
  double reference_oxygen = 0;       // flue gas: %, 0 where there is none
  bool simulated = false;            // invented for show, no real place
};

struct Role {
  std::string id, name_zh, name_en;
  std::vector<access::Grant> grants;
};

// 目标: one figure that the district's plan promises.
struct Target {
  std::string id, name_zh, name_en;
  std::string measure;  // what the service computes: "air.good_share"
  std::string unit;
  std::optional<double> baseline, value;  // absent where the document gives words only
  int baseline_year = 0, year = 0;
  std::string better;   // low | high
  std::string binding;  // 约束性 | 预期性
  std::string words;    // the document's own words for baseline and target
  std::string document, where;
};

struct CalendarDay {
  Day day;
  bool works = false;  // false: holiday, true: a weekend day that is worked (调休)
  std::string name_zh;
};

// An inherited figure that a pack further down changed.
struct Change {
  std::string what, before, after, place;
};

struct Pack {
  std::filesystem::path directory;
  std::vector<std::string> lineage;  // ids, the most general first, the pack itself last
  District district;
  standard::Library library;
  std::vector<ledger::Kind> kinds;
  std::vector<Street> streets;
  std::vector<Site> sites;
  std::vector<Role> roles;
  std::vector<alert::Rule> rules;
  std::vector<casework::Workflow> workflows;
  std::vector<casework::Shift> shifts;
  std::vector<Target> targets;
  std::vector<service::ForwardPlan> forwards;  // superior platforms
  std::vector<CalendarDay> calendar;
  std::vector<Change> changes;

  const Site* site(std::string_view id) const;
  const alert::Rule* rule(std::string_view id) const;
  const casework::Workflow* workflow(std::string_view id) const;
};

// What could be read; fit for use only when `faults` stays empty.
Pack load_pack(const std::filesystem::path& directory, standard::Faults& faults);
// The same for those who only want a sound pack: one Error that lists all faults.
Result<Pack> open_pack(const std::filesystem::path& directory);

}  // namespace qs::app

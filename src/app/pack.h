// 章法包: one district's law and places, read from packs/<name> over what it inherits (national →
// province → district). Every fault of every file is found in one go, with file and line.
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "app/oversight_law.h"
#include "app/paper_plan.h"
#include "app/plan/planning_law.h"
#include "edge/service/service.h"
#include "kernel/access/access.h"
#include "kernel/alert/rule.h"
#include "kernel/casework/checklist.h"
#include "kernel/casework/reminding.h"
#include "kernel/casework/roster.h"
#include "kernel/casework/workflow.h"
#include "kernel/enforcement/discretion.h"
#include "kernel/evaluate/siting.h"
#include "kernel/ledger/board.h"
#include "kernel/ledger/charge.h"
#include "kernel/ledger/dossier.h"
#include "kernel/ledger/record.h"
#include "kernel/report/rules.h"
#include "kernel/standard/library.h"

namespace qs::app {

inline constexpr int64_t kPackFormat = 1;
inline constexpr size_t kMostLayers = 8;        // of inheritance
inline constexpr int64_t kMostFilled = 10'000;  // records of one fill

struct District {
  std::string id, name_zh, name_en;
  std::string organ_zh;                   // in whose name papers are made
  std::string code;                       // GB/T 2260, "410104"
  double lon = 0, lat = 0;                // centre, CGCS2000 degrees
  std::string outline;                    // GeoJSON geometry
  std::optional<service::Ground> ground;  // {key} of its addresses is a secret, not the pack's
};

struct Street {
  std::string id, name_zh, name_en;
  std::string confidence;  // of the street being one of the district's
  std::string geometry;    // GeoJSON geometry, drawn roughly unless the pack says more
};

// 目: a group of kinds in the catalogue of registers; shelves.csv, in the order in which they
// stand.
struct Shelf {
  std::string id, name_zh, name_en;
  int order = 0;
};

// 一条记录: a thing that the district's documents name, records/<kind>.csv.
struct PackRecord {
  std::string kind, id;
  ledger::Fields fields;
  std::string place;  // file:line
};

// 模拟: how a district tried out is filled with records of one kind, records/simulated.toml. What
// is not said is drawn from the kind's declaration; see app/fill.h.
struct Fill {
  std::string id;  // a fill of the same id further down takes its place
  std::string kind;
  int64_t count = 0;  // of records, or of those for each record that `each` refers to
  std::string each;   // a reference field of the kind
  std::optional<ledger::When> when;  // only for those referred to of which this holds
  bool named =
      false;          // for those that the documents name too, which otherwise get nothing invented
  double chance = 1;  // that one referred to gets any
  std::map<std::string, std::vector<std::string>, std::less<>> set;  // texts of which one is drawn
  using Range = std::pair<double, double>;
  std::map<std::string, Range, std::less<>> between;
  std::map<std::string, Range, std::less<>> days;  // counted from today
  // Of the i-th record (of the one referred to; of a table: of the i-th row): from + i × pace, the
  // pace drawn once for all of them. Of a day: the first of that month, counted from today's.
  struct Steps {
    double from = 0;
    Range pace;
  };
  std::map<std::string, Steps, std::less<>> steps;
  struct Share {
    std::string field, value;
    int64_t count = 0;  // so many of the records have it, the others have not
  };
  std::vector<Share> shares;
  std::vector<std::string> leave;  // fields left empty
  std::string place;
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

using Role = service::Role;

struct CalendarDay {
  Day day;
  bool works = false;  // false: holiday, true: a weekend day that is worked (调休)
  std::string name_zh;
};

// An inherited figure that a pack further down changed.
struct Change {
  std::string what, before, after, place;
};

// Somebody for trying it out, beside the two of each street.
struct DemoPerson {
  std::string id, name, role;
  std::string street, unit, firm;  // or empty
};

struct Pack {
  std::filesystem::path directory;
  std::vector<std::string> lineage;  // ids, the most general first, the pack itself last
  District district;
  standard::Library library;
  std::vector<Shelf> shelves;
  std::vector<ledger::Kind> kinds;
  std::vector<PackRecord> records;
  std::vector<Fill> fills;
  int64_t fill_seed = 0;
  std::vector<Street> streets;
  std::vector<Site> sites;
  std::vector<Role> roles;
  std::vector<alert::Rule> rules;
  std::vector<casework::Workflow> workflows;
  std::vector<casework::Checklist> checklists;
  std::vector<casework::OfficeHours> office_hours;
  std::vector<casework::Shift> shifts;
  std::vector<DemoPerson> demo_people;
  casework::Reminding reminding;
  report::Rules reporting;
  std::vector<service::ForwardPlan> forwards;  // superior platforms
  std::vector<CalendarDay> calendar;
  std::vector<ledger::Dossier> dossiers;
  std::vector<ledger::Board> boards;
  std::vector<ledger::ChargeLook> charge;  // in the order of the answer
  std::vector<evaluate::PlotRule> plot_rules;
  OversightLaw oversight;
  PlanningLaw planning;
  enforcement::Law discretion;
  std::vector<PaperPlan> papers;
  std::vector<Change> changes;

  const ledger::Kind* kind(std::string_view name) const;
  casework::Calendar working_calendar() const;
  // The Chinese label of a choice; the value itself where none is declared.
  std::string choice_zh(std::string_view kind, std::string_view field,
                        const std::string& value) const;
  std::string street_zh(std::string_view id) const;  // the id itself where there is none
  const Site* site(std::string_view id) const;
  const alert::Rule* rule(std::string_view id) const;
  const casework::Workflow* workflow(std::string_view id) const;
};

// What could be read; fit for use only when `faults` stays empty.
Pack load_pack(const std::filesystem::path& directory, standard::Faults& faults);
// The same for those who only want a sound pack: one Error that lists all faults.
Result<Pack> open_pack(const std::filesystem::path& directory);

}  // namespace qs::app

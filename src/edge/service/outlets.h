// 排口: what the program computes of outlets: amounts, what was substituted, calibrations, samples,
// and what the permits say beside what is measured; implemented by app.
#pragma once

#include "edge/service/route.h"
#include "kernel/observe/amounts.h"
#include "kernel/observe/control.h"

namespace qs::service {

// 排放量: of one year of an outlet, up to the last hour that is over.
struct OutletAmounts {
  struct Month {
    Instant begin;
    double measured_kg = 0, substituted_kg = 0;
    uint32_t measured = 0, missing = 0, stopped = 0;  // hours
  };
  struct Part {  // a quarter of flue gas, a month of waste water
    Span span;
    observe::Substituted counts;
  };
  struct OfFactor {
    std::string factor;
    std::vector<Month> months;
    std::vector<Part> parts;
    double total_kg = 0;
    std::vector<double> recent_days_kg = {};  // whole days that the forecast goes on from
    std::optional<double> permitted_kg = {};
    std::optional<observe::RunOut> run_out = {};
  };
  Span counted;
  bool water = false;
  std::vector<OfFactor> factors;
  const standard::Rule* law = nullptr;  // of what stands for what is missing
  double pass = 0;                      // capture that a quarter or month needs
};

// 企业排放: the sum over the outlets of a firm, beside its permit.
struct FirmAmounts {
  struct Outlet {
    std::string station;
    std::vector<OutletAmounts::OfFactor> factors;
  };
  std::vector<Outlet> outlets;
  std::vector<OutletAmounts::OfFactor> factors;  // the sums; months of all outlets
  std::optional<ledger::Record> permit;
};

struct OutletCheck {
  struct Result {
    std::string item, factor;
    double drift = 0;
    std::optional<observe::Drift> verdict;
  };
  ledger::Record record;
  std::vector<Result> results;
};
struct OutletSample {
  struct Result {
    int hour = 0;
    std::string factor;
    double manual = 0;
    std::optional<double> automatic;
    std::optional<observe::Allowed> allowed;
    std::optional<bool> confirmed;
  };
  ledger::Record record;
  std::vector<Result> results;
  bool enough = false;  // pairs for a comparison, samples for a substitution
};
// 监测质控: how an outlet's monitors stand.
struct OutletControl {
  struct Lost {
    std::string factor;
    Span span;
  };
  std::vector<OutletCheck> checks;  // newest first
  std::vector<Lost> lost;           // out of control, by factor
  std::vector<OutletSample> samples;
  std::map<std::string, size_t> unconverted;  // valid hours of the span without oxygen to convert
  std::vector<const standard::Limit*> limits;  // of permits and local rules that bind now
};

// 许可监管 (监管、监测、监察): one permit beside what was monitored, visited and punished.
struct PermitSight {
  struct Report {
    std::string kind;  // permit_annual_report or permit_quarter_report
    Span period;
    Day due_on;
    std::optional<ledger::Record> record;
    bool late = false;  // handed in after its day, or missing when it has passed
  };
  struct Compared {
    size_t report = 0;  // of `reports`
    std::string factor;
    double reported_kg = 0, monitored_kg = 0;
    bool differs = false;  // by more than the tolerance
  };
  struct Monitoring {
    std::string outlet, factor, frequency;  // as the permit writes them
    bool automatic = false;
    int demanded = 0, done = 0;  // in the last 365 days
  };
  struct Finding {
    std::string code;     // "overlap", "no_outlet", "not_in_permit", "limits_overlap"
    std::string subject;  // what it is about: a permit's number, an outlet's code, a factor
    std::string record;   // "kind/id"
  };
  std::vector<Report> reports;
  std::vector<Compared> compared;
  std::vector<Monitoring> monitoring;
  std::vector<Finding> findings;
  std::vector<ledger::Record> supervision, enforcement;  // of the firm, the newest first
  double tolerance = 0;                                  // share
};

// Callable from any thread.
class Outlets {
 public:
  virtual ~Outlets() = default;
  virtual Result<OutletAmounts> amounts(const ledger::Record& station, int year) const = 0;
  virtual Result<FirmAmounts> firm_amounts(const ledger::Record& firm, int year) const = 0;
  virtual Result<OutletControl> control(const ledger::Record& station, Span span) const = 0;
  virtual Result<PermitSight> permit(const ledger::Record& permit) const = 0;
};

// The firm whose outlet a station is; nullopt: no record of an outlet names it.
Maybe<std::optional<ledger::Record>> firm_of_station(const Service::Room& room,
                                                     const std::string& station);

}  // namespace qs::service

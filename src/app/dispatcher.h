// 办理: opens and moves cases from what the alerts say, what people and records ask for, and what
// time brings.
#pragma once

#include <map>
#include <set>
#include <vector>

#include "app/sites.h"
#include "app/warner.h"
#include "app/workflows.h"
#include "kernel/casework/verbs.h"
#include "kernel/ledger/record_log.h"

namespace qs::app {

class Dispatcher {
 public:
  struct Law {
    Workflows workflows;
    casework::Calendar calendar;
    std::vector<casework::RoleName> roles;
    std::map<std::string, std::string, std::less<>> symbols;  // of units
    OversightLaw oversight = {};
  };
  static Law law_of(const Pack& pack);
  Dispatcher(const ledger::RecordLog& records, const Sites& sites, Law law);

  // Reads what the ledger keeps: texts of workflows, people, roster. The writes bring cases that
  // have to go on by a revised workflow to it, and tell when next year's calendar is missing.
  Result<std::vector<ledger::Write>> recover(Instant now);
  // Reads the people and the roster from now on again.
  Result<void> refresh(Instant now);

  // The writes that keep the alerts and open, join or tell the cases that follow from them.
  Result<std::vector<ledger::Write>> act_on(std::vector<Warning>& warnings, Instant now);
  // A person's action on a case; `into` names the other case of a merge.
  Result<std::vector<ledger::Write>> act(const std::string& case_id, const access::Actor& actor,
                                         const casework::Deed& deed, const std::string& into,
                                         Instant now);
  // The id of the new case and the writes. Faults: "workflow" unknown or not for this role.
  struct Opened {
    std::string id;
    std::vector<ledger::Write> writes;
  };
  Result<Opened> open(const casework::ByHand& hand, const access::Actor& actor, Instant now);
  // The cases that these records open by what they are to become. Call before they are kept; all
  // is one commit.
  Result<std::vector<ledger::Write>> opened_by(std::span<const ledger::Write> writes, Instant now);
  // Reminders, escalation, looking back and duty that passes on, over the cases whose time it is.
  Result<std::vector<ledger::Write>> tick(Instant now);

  const Workflows& workflows() const { return law_.workflows; }

 private:
  using Writes = std::vector<ledger::Write>;
  Result<std::optional<casework::Case>> newest(std::string_view topic) const;
  Result<std::optional<casework::Case>> find(const std::string& id) const;
  Result<Writes> follow(Warning& warning, Instant now);
  Result<Writes> open_for(const ledger::Kind& kind, const ledger::Write& write,
                          const casework::Workflow& flow, std::span<const ledger::Write> together,
                          Instant now);
  Result<Writes> tell_parent(const casework::Case& part, Instant now);
  Result<Writes> tick_over(const ledger::Query& query, Instant now);
  Result<Writes> migrate(Instant now);
  Writes miss_calendar(Instant now) const;
  casework::Setting setting(const casework::Workflow& workflow) const;
  std::string symbol(const std::string& unit) const;

  const ledger::RecordLog& records_;
  const Sites& sites_;
  Law law_;
  std::vector<casework::Person> people_;
  std::vector<casework::Duty> roster_;
  std::set<std::string> reshuffled_;  // streets whose roster changed since the last tick
};

}  // namespace qs::app

// 办理: opens and moves cases from what the alerts say and what time brings.
#pragma once

#include <map>
#include <vector>

#include "app/sites.h"
#include "app/warner.h"
#include "kernel/casework/verbs.h"
#include "kernel/ledger/record_log.h"

namespace qs::app {

class Dispatcher {
 public:
  struct Law {
    std::map<std::string, casework::Workflow, std::less<>> workflows;
    casework::Calendar calendar;
    std::vector<casework::RoleName> roles;
    std::map<std::string, std::string, std::less<>> symbols;  // of units
  };
  static Law law_of(const Pack& pack);
  Dispatcher(const ledger::RecordLog& records, const Sites& sites, Law law);

  // Reads the people and the roster from now on again.
  Result<void> refresh(Instant now);

  // The writes that keep the alerts and open, join or tell the cases that follow from them.
  Result<std::vector<ledger::Write>> act_on(std::vector<Warning>& warnings, Instant now);
  // A person's action on a case.
  Result<std::vector<ledger::Write>> act(const std::string& case_id, const access::Actor& actor,
                                         std::string_view verb, std::string_view text,
                                         std::span<const casework::Evidence> evidence, Instant now);
  // Reminders, escalation and duty that passes on, over all open cases.
  Result<std::vector<ledger::Write>> tick(Instant now);

  const casework::Workflow* workflow(std::string_view id) const;

 private:
  Result<std::optional<casework::Case>> newest(std::string_view topic) const;
  Result<std::vector<ledger::Write>> follow(Warning& warning, Instant now);
  casework::Setting setting(const casework::Workflow& workflow) const;
  std::string symbol(const std::string& unit) const;

  const ledger::RecordLog& records_;
  const Sites& sites_;
  Law law_;
  std::vector<casework::Person> people_;
  std::vector<casework::Duty> roster_;
};

}  // namespace qs::app
